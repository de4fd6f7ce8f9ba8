"""What the pages of entry by hand share: whose record it is, what was typed before, and the questions put on a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, QueryDict

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.known import Knowable
from sightline.intake.by_hand.sayer import HOW, WHO
from sightline.population.queries import OneChild
from sightline.web.shared.days import Days
from sightline.web.shared.kept_forms import take_back, ticket_for
from sightline.web.staff.by_hand.forms import SayerForm
from sightline.web.staff.child.views import child_or_404
from sightline.web.staff.gate import staff_viewer


@dataclass(frozen=True)
class Whose:
    """The child whose record is written to, as the head of a page names it."""

    child: int
    reference: str
    name: str
    date_of_birth: Knowable[Any]


def whose_or_404(looking: Viewer, child_id: int) -> Whose:
    """The child of an address, noted as shown; through a join, the child that it is now. Http404 as for its page."""
    one: OneChild = child_or_404(looking, child_id, Days())
    name = f"{one.identity.forename} {one.identity.surname}".strip()
    return Whose(one.child, one.reference, name or "Name not known", one.identity.date_of_birth)


def recorder(request: HttpRequest) -> Viewer:
    """The viewer of this request, who is one of the staff and may record; PermissionDenied for anybody else."""
    looking = staff_viewer(request)
    looking.require(Action.RECORD_FACTS)
    return looking


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent in the form of a page, if one was: a form sent empty is answered as any other."""
    return request.POST if request.method == "POST" else None


def typed_before(request: HttpRequest) -> dict[str, str]:
    """What was typed on this page before the person was signed out; empty for nothing."""
    kept = take_back(request) if request.method == "GET" else None
    return {name: values[-1] for name, values in (kept or {}).items() if values}


def form_context(request: HttpRequest, form: SayerForm, restored: bool) -> dict[str, Any]:
    """What the template of every form here needs: the form, its ticket, and whether what was typed has come back."""
    return {
        "form": form,
        "ticket": ticket_for(request),
        "restored": restored,
        "who": _capital(WHO),
        "how": _capital(HOW),
    }


def _capital(choices: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(value, words[:1].upper() + words[1:]) for value, words in choices.items()]


def only_here(whose: Whose, child_id: int) -> None:
    """Http404 where an address names a child that has been joined to another: what is written must name the one."""
    if whose.child != child_id:
        raise Http404
