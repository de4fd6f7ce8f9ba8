"""Addresses of the pages of the rules over the registers; `staff/urls.py` takes them in."""

from django.urls import URLPattern, path

from sightline.web.staff.watch import views

urlpatterns: list[URLPattern] = [
    path("rules/registers/", views.register_rules, name="register-rules"),
    path("rules/registers/<slug:slug>/", views.register_rule, name="register-rule"),
    path("rules/registers/<slug:slug>/found/", views.found, name="register-rule-found"),
]
