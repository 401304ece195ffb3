"""Addresses of commitments."""

from django.urls import path

from kheo.commitments import views

app_name = "commitments"
urlpatterns = [path("cam-ket/<int:pk>/", views.show, name="show")]
