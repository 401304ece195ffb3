"""The working calendar, and the administration of units, posts and accounts."""

from django.urls import URLPattern, URLResolver, include, path

from kheo.people.views import calendar, lists, locality, officials, posts, reorganisation, units

calendar_urls = [
    path("", calendar.calendar, name="calendar"),
    path("ghi/", calendar.swap_day, name="swap_day"),
    path("<int:swap_id>/bo/", calendar.restore_day, name="restore_day"),
]

unit_urls = [
    path("", units.units, name="units"),
    path("mo/", units.open_unit, name="open_unit"),
    path("sap-xep/", reorganisation.reorganise, name="reorganise"),
    path("danh-sach/", lists.hand_in_list, name="hand_in_list"),
    path("danh-sach/hien-nay.csv", lists.current_list, name="current_list"),
    path("danh-sach/<int:attachment_id>/", lists.take_list, name="take_list"),
    path("<int:unit_id>/", units.unit, name="unit"),
    path("<int:unit_id>/sua/", units.correct_unit, name="correct_unit"),
    path("<int:unit_id>/dong/", units.close_unit, name="close_unit"),
    path("<int:unit_id>/chuc-danh/", posts.open_post, name="open_post"),
    path("chuc-danh/<int:post_id>/", posts.post, name="post"),
    path("chuc-danh/<int:post_id>/sua/", posts.change_post, name="change_post"),
    path("chuc-danh/<int:post_id>/dong/", posts.close_post, name="close_post"),
    path("chuc-danh/<int:post_id>/bo-nhiem/", posts.appoint, name="appoint"),
    path("chuc-danh/<int:post_id>/phu-trach/", posts.delegate, name="delegate"),
    path("giu-chuc/<int:holding_id>/thoi/", posts.relieve, name="relieve"),
    path("phu-trach/<int:delegation_id>/thoi/", posts.end_delegation, name="end_delegation"),
    path("tai-khoan/", officials.officials, name="officials"),
    path("tai-khoan/cap/", officials.admit_official, name="admit_official"),
    path("tai-khoan/<int:official_id>/", officials.official, name="official"),
    path("tai-khoan/<int:official_id>/mat-khau/", officials.reset_password, name="reset_password"),
    path("tai-khoan/<int:official_id>/hai-lop/", officials.reset_second_step, name="reset_second_step"),
    path("tai-khoan/<int:official_id>/ngung/", officials.stop_official, name="stop_official"),
    path("tai-khoan/<int:official_id>/dung-lai/", officials.let_in_again, name="let_in_again"),
]
people: list[URLPattern | URLResolver] = [
    path("lich/", include(calendar_urls)),
    path("quan-tri/don-vi/", include(unit_urls)),
    path("quan-tri/cai-dat/", locality.settings, name="settings"),
]
urlpatterns = [path("", include((people, "people")))]
