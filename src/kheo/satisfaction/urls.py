"""Addresses of citizens' answers: short ones for citizens, who may have to type them."""

from django.urls import path

from kheo.satisfaction import views

app_name = "satisfaction"
urlpatterns = [
    path("danh-gia/cam-on/", views.thanks, name="thanks"),
    path("danh-gia/cau-hoi/<slug:sheet>/", views.questions, name="questions"),
    path("danh-gia/<slug:code>/", views.start, name="start"),
    path("y-kien/", views.answers, name="answers"),
    path("y-kien/<int:counted_id>/", views.answer, name="answer"),
    path("y-kien/hoi/", views.ask, name="ask"),
    path("quay/", views.desks, name="desks"),
    path("quay/mo/", views.open_desk, name="open_desk"),
    path("quay/<int:desk_id>/", views.desk, name="desk"),
    path("quay/<int:desk_id>/dong/", views.close_desk, name="close_desk"),
    path("quay/<int:desk_id>/cap/<int:channel>/", views.issue_link, name="issue_link"),
    path("quay/<int:desk_id>/thu-hoi/<int:link_id>/", views.withdraw_link, name="withdraw_link"),
    path("quay/<int:desk_id>/to-in/<int:link_id>/", views.poster, name="poster"),
    path("cau-hoi-danh-gia/", views.written_questions, name="written_questions"),
    path("cau-hoi-danh-gia/them/", views.write_question, name="write_question"),
    path("cau-hoi-danh-gia/<int:written_id>/", views.question, name="question"),
    path("cau-hoi-danh-gia/<int:written_id>/bo/", views.retire_question, name="retire_question"),
]
