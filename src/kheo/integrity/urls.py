"""Addresses of questions about numbers."""

from django.urls import path

from kheo.integrity import views

app_name = "integrity"
urlpatterns = [
    path("cau-hoi-so-lieu/", views.questions, name="questions"),
    path("cau-hoi-so-lieu/cach-xet/", views.methods, name="methods"),
    path("cau-hoi-so-lieu/cach-xet/chung/", views.settings, name="settings"),
    path("cau-hoi-so-lieu/cach-xet/<slug:signal_code>/", views.signal, name="signal"),
    path("cau-hoi-so-lieu/cong-lai/", views.figures, name="figures"),
    path("cau-hoi-so-lieu/<int:question_id>/", views.question, name="question"),
    path("cau-hoi-so-lieu/<int:question_id>/tra-loi/", views.answer, name="answer"),
    path("cau-hoi-so-lieu/<int:question_id>/dong/", views.close, name="close"),
    path("cau-hoi-so-lieu/<int:question_id>/danh-sach/", views.records, name="records"),
    path("cau-hoi-so-lieu/<int:question_id>/minh-chung/<int:answer_id>/", views.evidence, name="evidence"),
]
