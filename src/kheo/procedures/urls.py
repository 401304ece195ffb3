"""Addresses of dossiers."""

from django.urls import path

from kheo.procedures import views

app_name = "procedures"
urlpatterns = [
    path("ho-so/", views.dossiers, name="dossiers"),
    path("ho-so/<int:dossier_id>/", views.dossier, name="dossier"),
]
