"""Addresses of documents."""

from django.urls import path

from kheo.documents import views

app_name = "documents"
urlpatterns = [
    path("van-ban/", views.documents, name="documents"),
    path("van-ban/<int:document_id>/", views.document, name="document"),
    path("van-ban/<int:document_id>/thong-tin/", views.particulars, name="particulars"),
    path("van-ban/<int:document_id>/tep/", views.file, name="file"),
]
