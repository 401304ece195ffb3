"""Addresses of the catalogue of procedures."""

from django.urls import path

from kheo.directory import views

app_name = "directory"
urlpatterns = [
    path("thu-tuc/", views.procedures, name="procedures"),
    path("thu-tuc/<int:procedure_id>/", views.procedure, name="procedure"),
    path("thu-tuc/<int:procedure_id>/sua/", views.correct, name="correct"),
    path("thu-tuc/nhap/", views.import_entries, name="import_entries"),
]
