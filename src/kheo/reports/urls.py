"""Address of the leaders' screen."""

from django.urls import path

from kheo.reports import views

app_name = "reports"
urlpatterns = [path("toan-canh/", views.overview, name="overview")]
