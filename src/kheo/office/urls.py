"""Addresses of an official's own queue, and of what an administrator looks after."""

from django.urls import path

from kheo.office import views

app_name = "office"
urlpatterns = [
    path("viec-cua-toi/", views.my_work, name="my_work"),
    path("van-hanh/", views.operations, name="operations"),
]
