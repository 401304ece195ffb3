"""Addresses of apology slips."""

from django.urls import path

from kheo.apologies import views

app_name = "apologies"
urlpatterns = [
    path("xin-loi/", views.due, name="due"),
    path("xin-loi/quy-tac/", views.terms, name="terms"),
    path("xin-loi/<int:slip_id>/", views.slip, name="slip"),
    path("xin-loi/<int:slip_id>/phieu.docx", views.paper_of, name="paper_of"),
    path("ho-so/<int:dossier_id>/xin-loi/", views.issue, name="issue"),
]
