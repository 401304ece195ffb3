"""Addresses of the public door."""

from django.urls import path

from kheo.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("chat-luong/", views.quality, name="quality"),
    path("chat-luong/so-lieu.csv", views.download, name="download"),
]
