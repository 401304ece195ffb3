"""Addresses of composite scores and their weights."""

from django.urls import path

from kheo.scores import views

app_name = "scores"
urlpatterns = [
    path("diem/", views.score, name="score"),
    path("diem/trong-so/", views.weight_sets, name="weight_sets"),
    path("diem/trong-so/<int:weight_set_id>/", views.weight_set, name="weight_set"),
    path("diem/trong-so/nhap/", views.enter_weights, name="enter_weights"),
]
