"""Taking apart what is not one child: which records go, which facts go with them, and only then the deed."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.population.queries import WholeChild
from sightline.record.door import ChangedMeanwhile
from sightline.record.links import split
from sightline.record.models import Child
from sightline.web.staff.child.told import Sent
from sightline.web.staff.child.views import page_of
from sightline.web.staff.gate import staff_viewer
from sightline.web.staff.links.common import MEANWHILE, facts_by_kind, told, whole_or_404
from sightline.web.staff.links.forms import ApartForm


@dataclass(frozen=True)
class Side:
    """What one of the two children would be made of: the senders' records, and how many facts of each kind."""

    heading: str
    records: tuple[Sent, ...]
    facts: tuple[tuple[str, int], ...]


@require_http_methods(["GET", "POST"])
def apart(request: HttpRequest, child_id: int) -> HttpResponse:
    """Choose the senders' records that are of another child, see what would come of it, and take them apart."""
    looking = staff_viewer(request)
    looking.require(Action.DECIDE_LINKS)
    whole = whole_or_404(looking, child_id)
    records = told(looking, whole)
    if len(records) < 2:
        messages.info(request, "This child has one record only: there is nothing to take apart.")
        return redirect("staff:child", child_id=child_id)
    page = page_of(looking, whole.one)
    form = ApartForm(request.POST or None, persons=[one.source_person for one in records])
    preview: tuple[Side, ...] = ()
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["records"]
        if "take_apart" in request.POST:
            try:
                change = _take_apart(looking, child_id, chosen, form.cleaned_data["reason"])
            except (ChangedMeanwhile, ValueError):
                form.add_error(None, MEANWHILE)
            else:
                return redirect("staff:decided", change=change)
        elif "change" not in request.POST:
            preview = (
                _side(looking, whole, f"Stays {page.name}, {page.reference}", records, chosen, going=False),
                _side(looking, whole, "Becomes a child of its own", records, chosen, going=True),
            )
    context = {"child": page, "told": records, "form": form, "preview": preview}
    return render(request, "staff/links/apart.html", context)


def _take_apart(looking: Viewer, child: int, persons: list[int], why: str) -> int:
    """Take the records out, and return the change that did it."""
    with writing(viewer=looking, action=Action.DECIDE_LINKS, reason=why) as session:
        split(session, child=Child.objects.get(pk=child), source_persons=persons, why=why)
    return int(session.change.pk)


def _side(
    looking: Viewer, whole: WholeChild, heading: str, records: list[Sent], chosen: list[int], *, going: bool
) -> Side:
    here = tuple(one for one in records if (one.source_person in chosen) is going)
    facts = facts_by_kind(looking, whole, (one.source_person for one in here))
    return Side(heading, here, tuple(facts))
