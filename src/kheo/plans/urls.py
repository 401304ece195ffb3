"""Addresses of what plans and programmes are tied to."""

from django.urls import path

from kheo.plans import views

app_name = "plans"
urlpatterns = [
    path("van-ban/<int:document_id>/chi-so/", views.of_document, name="of_document"),
    path("van-ban/<int:document_id>/gan/", views.tie, name="tie"),
]
