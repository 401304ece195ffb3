"""Addresses of a locality's own indicators."""

from django.urls import path

from kheo.definitions import views

app_name = "definitions"
urlpatterns = [
    path("chi-so/", views.indicators, name="indicators"),
    path("chi-so/moi/", views.define, name="define"),
    path("chi-so/<int:indicator_id>/", views.indicator, name="indicator"),
    path("chi-so/<int:indicator_id>/sua/", views.change, name="change"),
    path("chi-so/<int:indicator_id>/tat/", views.switch_off, name="switch_off"),
    path("chi-so/<int:indicator_id>/bat/", views.switch_on, name="switch_on"),
]
