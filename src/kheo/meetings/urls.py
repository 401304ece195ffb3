"""Addresses of conferences."""

from django.urls import path

from kheo.meetings import views

app_name = "meetings"
urlpatterns = [
    path("van-ban/<int:document_id>/hoi-nghi/", views.of_document, name="of_document"),
    path("van-ban/<int:document_id>/thong-bao.docx", views.notice, name="notice"),
]
