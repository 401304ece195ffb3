"""Addresses of frozen periods."""

from django.urls import path

from kheo.freezing import views

app_name = "freezing"
urlpatterns = [
    path("ky-so-lieu/", views.periods, name="periods"),
    path("ky-so-lieu/<int:freeze_id>/", views.period, name="period"),
    path("ky-so-lieu/<int:freeze_id>/thay-doi/", views.changes, name="changes"),
    path("ky-so-lieu/<int:freeze_id>/sua/", views.correct, name="correct"),
]
