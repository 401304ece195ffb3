"""Addresses of dossiers."""

from django.urls import path

from kheo.procedures import views

app_name = "procedures"
urlpatterns = [
    path("ho-so/quy-tac-dung-han/", views.on_time_rule, name="on_time_rule"),
    path("ho-so/quy-tac-dung-han/thu-tuc/<int:procedure_id>/", views.limit, name="limit"),
    path("ho-so/", views.dossiers, name="dossiers"),
    path("ho-so/<int:dossier_id>/", views.dossier, name="dossier"),
]
