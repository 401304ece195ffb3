"""Addresses of commitments, and of the charts of a unit's indicator."""

from django.urls import path

from kheo.commitments import views

app_name = "commitments"
urlpatterns = [
    path("cam-ket/<int:pk>/", views.show, name="show"),
    path("cam-ket/<int:pk>/tai/", views.download, name="download"),
    path("bieu-do/giai-doan/<int:pk>/rut/", views.withdraw_phase, name="withdraw_phase"),
    path("bieu-do/<slug:code>/", views.units, name="units"),
    path("bieu-do/<slug:code>/tai/", views.units_download, name="units_download"),
    path("bieu-do/<slug:code>/<int:unit_id>/", views.chart, name="chart"),
    path("bieu-do/<slug:code>/<int:unit_id>/tai/", views.chart_download, name="chart_download"),
    path("bieu-do/<slug:code>/<int:unit_id>/giai-doan/", views.begin_phase, name="begin_phase"),
]
