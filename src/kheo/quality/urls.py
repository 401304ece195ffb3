"""Addresses of the state of data."""

from django.urls import path

from kheo.quality import views

app_name = "quality"
urlpatterns = [
    path("du-lieu/", views.overview, name="overview"),
    path("du-lieu/kiem-tra/", views.check, name="check"),
    path("du-lieu/quy-tac/", views.rules, name="rules"),
    path("du-lieu/quy-tac/moi/", views.new_rule, name="new_rule"),
    path("du-lieu/quy-tac/<slug:rule_code>/", views.rule, name="rule"),
    path("du-lieu/ky-vong/<slug:of_table>/", views.expectation, name="expectation"),
    path("du-lieu/<int:of_unit>/<slug:table>/", views.source, name="source"),
    path("du-lieu/<int:of_unit>/<slug:table>/giai-thich/", views.explain, name="explain"),
    path("du-lieu/<int:of_unit>/<slug:table>/ban-ghi/<slug:code>/", views.records, name="records"),
]
