"""Signing in: the routes of django-allauth that Khéo opens, and no others."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from django.urls import include, path

from kheo.sign_in import views

urlpatterns = [
    path("", account.login, name="account_login"),
    path("ra/", account.logout, name="account_logout"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("hai-lop/", mfa.index, name="mfa_index"),
    path("hai-lop/ma/", mfa.authenticate, name="mfa_authenticate"),
    path("hai-lop/xac-nhan-lai/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("hai-lop/bat/", views.enrol, name="mfa_activate_totp"),
    path("hai-lop/tat/", views.remove, name="mfa_deactivate_totp"),
    path("hai-lop/du-phong/", views.show_codes, name="mfa_view_recovery_codes"),
    path("hai-lop/du-phong/moi/", views.make_codes, name="mfa_generate_recovery_codes"),
    path("hai-lop/du-phong/tai/", views.hand_out_codes, name="mfa_download_recovery_codes"),
    path("noi-khac/", include("allauth.socialaccount.providers.openid_connect.urls")),  # 404 until one is named
]
