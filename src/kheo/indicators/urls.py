"""Addresses of indicators and of the records behind a number."""

from django.urls import path

from kheo.indicators import views

app_name = "indicators"
urlpatterns = [
    path("so-lieu/", views.overview, name="overview"),
    path("so-lieu/chot/", views.refresh, name="refresh"),
    path("so-lieu/ban/<int:pk>/", views.file, name="file"),
    path("so-lieu/<slug:code>/", views.records, name="records"),
    path("so-lieu/<slug:code>/tai/<slug:ending>/", views.download, name="download"),
]
