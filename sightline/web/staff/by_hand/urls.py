"""Addresses of these pages; `staff/urls.py` takes them in."""

from django.urls import URLPattern, path

from sightline.web.staff.by_hand import adding, documents, facts, telling

_FACT = "children/<int:child_id>/facts/<uuid:fact>/"

urlpatterns: list[URLPattern] = [
    path("children/add/", adding.add, name="add-child"),
    path("children/<int:child_id>/tell/", telling.what_to_tell, name="tell"),
    path("children/<int:child_id>/tell/<slug:kind>/", telling.tell_kind, name="tell-kind"),
    path("children/<int:child_id>/attach/", documents.attach_document, name="attach"),
    path("children/<int:child_id>/documents/<uuid:fact>/", documents.document, name="document"),
    path(_FACT, facts.fact_history, name="fact"),
    path(f"{_FACT}correct/", facts.correct_fact, name="correct-fact"),
    path(f"{_FACT}end/", facts.end_fact, name="end-fact"),
    path(f"{_FACT}withdraw/", facts.withdraw_fact, name="withdraw-fact"),
]
