"""Address of an official's own queue."""

from django.urls import path

from kheo.office import views

app_name = "office"
urlpatterns = [path("viec-cua-toi/", views.my_work, name="my_work")]
