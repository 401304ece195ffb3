"""The living catalogue of parts, and the list of keyboard shortcuts."""

from django.urls import path

from kheo.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/", views.catalogue, name="catalogue"),
    path("ui/phim-tat/", views.shortcuts, name="shortcuts"),
]
