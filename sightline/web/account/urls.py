"""Addresses of the account pages."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from sightline.web.account import views

app_name = "account"

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("see-as/", views.see_as, name="see-as"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("account/", views.your_account, name="your-account"),
    path("account/role/", views.choose_role, name="choose-role"),
    path("account/password/", views.ChangePassword.as_view(), name="password"),
]
