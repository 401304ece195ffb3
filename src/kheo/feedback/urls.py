"""Addresses of feedback."""

from django.urls import path

from kheo.feedback import views

app_name = "feedback"
urlpatterns = [
    path("phan-anh/", views.cases, name="cases"),
    path("phan-anh/<int:case_id>/", views.case, name="case"),
    path("phan-anh/nhap/", views.import_cases, name="import_cases"),
]
