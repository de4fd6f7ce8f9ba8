"""Addresses of these pages; `staff/urls.py` takes them in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
