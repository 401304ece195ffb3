"""Sign-in (the routes of django-allauth that Khéo opens, and no others), the working calendar, and administration."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import include, path

from kheo.people import views

sign_in = [
    path("", account.login, name="account_login"),
    path("ra/", account.logout, name="account_logout"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("hai-lop/", mfa.index, name="mfa_index"),
    path("hai-lop/ma/", mfa.authenticate, name="mfa_authenticate"),
    path("hai-lop/xac-nhan-lai/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("hai-lop/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("hai-lop/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("hai-lop/du-phong/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("hai-lop/du-phong/moi/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("hai-lop/du-phong/tai/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("noi-khac/", include("allauth.socialaccount.providers.openid_connect.urls")),  # 404 until one is named
]

calendar = [
    path("", views.calendar, name="calendar"),
    path("ghi/", views.swap_day, name="swap_day"),
    path("<int:swap_id>/bo/", views.restore_day, name="restore_day"),
]

units = [
    path("", views.units, name="units"),
    path("mo/", views.open_unit, name="open_unit"),
    path("sap-xep/", views.reorganise, name="reorganise"),
    path("danh-sach/", views.hand_in_list, name="hand_in_list"),
    path("danh-sach/hien-nay.csv", views.current_list, name="current_list"),
    path("danh-sach/<int:attachment_id>/", views.take_list, name="take_list"),
    path("<int:unit_id>/", views.unit, name="unit"),
    path("<int:unit_id>/sua/", views.correct_unit, name="correct_unit"),
    path("<int:unit_id>/dong/", views.close_unit, name="close_unit"),
    path("<int:unit_id>/chuc-danh/", views.open_post, name="open_post"),
    path("chuc-danh/<int:post_id>/", views.post, name="post"),
    path("chuc-danh/<int:post_id>/sua/", views.change_post, name="change_post"),
    path("chuc-danh/<int:post_id>/dong/", views.close_post, name="close_post"),
    path("chuc-danh/<int:post_id>/bo-nhiem/", views.appoint, name="appoint"),
    path("chuc-danh/<int:post_id>/phu-trach/", views.delegate, name="delegate"),
    path("giu-chuc/<int:holding_id>/thoi/", views.relieve, name="relieve"),
    path("phu-trach/<int:delegation_id>/thoi/", views.end_delegation, name="end_delegation"),
    path("tai-khoan/", views.officials, name="officials"),
    path("tai-khoan/cap/", views.admit_official, name="admit_official"),
    path("tai-khoan/<int:official_id>/", views.official, name="official"),
    path("tai-khoan/<int:official_id>/mat-khau/", views.reset_password, name="reset_password"),
    path("tai-khoan/<int:official_id>/hai-lop/", views.reset_second_step, name="reset_second_step"),
    path("tai-khoan/<int:official_id>/ngung/", views.stop_official, name="stop_official"),
    path("tai-khoan/<int:official_id>/dung-lai/", views.let_in_again, name="let_in_again"),
]
urlpatterns = [
    path("dang-nhap/", include(sign_in)),
    path("", include(([path("lich/", include(calendar)), path("quan-tri/don-vi/", include(units))], "people"))),
]
