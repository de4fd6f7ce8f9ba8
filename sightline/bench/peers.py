"""The page that a stock Django project would have: a ListView of fifty rows, a stock template, signed in."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import include, path
from django.views.generic import ListView

from sightline.population.models import ListEntry
from sightline.population.tables import ON

_TEMPLATE = Engine().from_string(
    """<!DOCTYPE html><html lang="en"><head><title>Children</title></head><body>
<h1>{{ paginator.count }} children</h1>
<table><thead><tr><th>Child</th><th>Born</th><th>Year</th><th>UPN</th><th>Why</th><th>Since</th><th>Hours</th>
<th>School</th><th>Locality</th><th>Key person</th><th>Next date</th></tr></thead><tbody>
{% for entry in page_obj %}<tr>
<td>SL-{{ entry.child_id|stringformat:'06d' }}
<a href="/children/{{ entry.child_id }}/">{{ entry.surname }}, {{ entry.forename }}</a></td>
<td>{{ entry.date_of_birth|date:"j F Y" }}</td><td>{{ entry.year|default:"not known" }}</td><td>{{ entry.upn }}</td>
<td>{% for reason in entry.reasons %}{{ reason.slug }}{% if not forloop.last %}, {% endif %}{% endfor %}</td>
<td>{{ entry.since|date:"j F Y" }}</td>
<td>{{ entry.hours_planned|default_if_none:"not known" }} of {{ entry.comparator_hours }},
{{ entry.hours_offered|default_if_none:"not known" }}, {{ entry.hours_attended|default_if_none:"not known" }}</td>
<td>{{ entry.school.name|default:"none" }}</td><td>{{ entry.locality.name|default:"not known" }}</td>
<td>{{ entry.key_person|default:"none" }}</td><td>{{ entry.next_date|date:"j F Y" }}</td>
</tr>{% endfor %}</tbody></table>
{% if page_obj.has_next %}<a href="?page={{ page_obj.next_page_number }}">Next</a>{% endif %}</body></html>"""
)


class StockList(LoginRequiredMixin, ListView):
    """Fifty rows of the list as Django's manual has it: whole objects, `select_related`, a page of a paginator."""

    paginate_by = 50

    def get_queryset(self) -> QuerySet[ListEntry]:
        """Everybody on the list, by name."""
        entries = ListEntry.objects.filter(standing=ON).select_related("child", "school", "locality")
        return entries.order_by("surname", "forename", "child_id")

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        """The page, by Django's own template engine."""
        return HttpResponse(_TEMPLATE.render(Context(context)))


urlpatterns = [path("stock/", StockList.as_view()), path("", include("sightline.web.urls"))]
