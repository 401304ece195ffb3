"""Addresses of the published heads of the sealed record."""

from django.urls import path

from kheo.seals import views

app_name = "seals"
urlpatterns = [
    path("dau-niem/", views.heads, name="heads"),
    path("dau-niem/dau-niem.txt", views.download, name="download"),
]
