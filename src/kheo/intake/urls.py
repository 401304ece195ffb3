"""Addresses of imports."""

from django.urls import path

from kheo.intake import views

app_name = "intake"
urlpatterns = [
    path("ho-so/nhap/", views.import_file, name="import_file"),
    path("ho-so/nhap/<int:batch_id>/", views.batch, name="batch"),
    path("ho-so/nhap/<int:batch_id>/cot/", views.mapping, name="mapping"),
    path("ho-so/nhap/<int:batch_id>/xem-truoc/", views.preview, name="preview"),
    path("ho-so/nhap/<int:batch_id>/tien-do/", views.progress, name="progress"),
    path("ho-so/nhap/<int:batch_id>/loi.csv", views.errors, name="errors"),
    path("ho-so/nhap/<int:batch_id>/dong-de-rieng/", views.aside, name="aside"),
    path("ho-so/nhap/<int:batch_id>/bo/", views.cancel, name="cancel"),
]
