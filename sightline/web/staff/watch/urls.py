"""Addresses of the pages of the rules over the registers; `staff/urls.py` takes them in."""

from django.urls import URLPattern, path

from sightline.web.staff.watch import backtest, figures, nights, schools, views

urlpatterns: list[URLPattern] = [
    path("rules/nights/", nights.nights, name="nights"),
    path("rules/nights/<int:number>/", nights.night, name="night"),
    path("rules/registers/", views.register_rules, name="register-rules"),
    path("rules/registers/<slug:slug>/", views.register_rule, name="register-rule"),
    path("rules/registers/<slug:slug>/found/", views.found, name="register-rule-found"),
    path("rules/registers/<slug:slug>/figures/", figures.figures, name="register-rule-figures"),
    path("rules/registers/<slug:slug>/backtest/", backtest.backtest, name="register-rule-backtest"),
    path("rules/registers/<slug:slug>/schools/", schools.schools, name="register-rule-schools"),
    path(
        "rules/registers/<slug:slug>/schools/file/", schools.schools_file, name="register-rule-schools-file"
    ),
]
