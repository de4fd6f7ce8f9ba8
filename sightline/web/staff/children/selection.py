"""Which part of the list is asked for: from an address to filters, and to the chips that take one away again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

from sightline.access.viewer import Viewer
from sightline.population.filters import Filters, HoursAsked, Order
from sightline.population.models import ListPlace
from sightline.population.tables import OFF, ON, TO_BE_CHECKED, reasons
from sightline.population.visibility import hidden_classes
from sightline.record.models import Establishment, Locality, Provider
from sightline.web.shared.lists import Chip
from sightline.web.staff.children.search import kept_search

STANDINGS = {ON: "On the list", TO_BE_CHECKED: "To be checked", OFF: "Not on the list"}
HOURS = {
    "not known": "Not known",
    "none": "None",
    "part time": "Fewer than full time",
    "full time": "Full time",
}
ROLLS = {"known": "On a school’s roll", "none": "On nobody’s roll", "not known": "Not known"}
MISSING_EDUCATION = {"yes": "Yes", "no": "No", "not known": "Not known"}
ORDERS: tuple[Order, ...] = ("name", "since", "hours", "next date")

Choice = tuple[str, str]
Parameters = tuple[Choice, ...]


@dataclass(frozen=True)
class Choices:
    """What a viewer can choose from: reasons, localities, schools and providers that lists may show to this viewer."""

    reasons: tuple[Choice, ...]
    localities: tuple[Choice, ...]
    schools: tuple[Choice, ...]
    providers: tuple[Choice, ...]


def choices_for(viewer: Viewer) -> Choices:
    """The choices of the filter panel. A place whose name tells more than the viewer may see is not among them."""
    hidden = hidden_classes(viewer)
    places = ListPlace.objects.exclude(field_class__in=hidden)
    schools = Establishment.objects.filter(pk__in=places.values("school"))
    providers = Provider.objects.filter(pk__in=places.values("provider"))
    return Choices(
        reasons=tuple((one.slug, one.title) for one in reasons().values() if one.field_class not in hidden),
        localities=tuple(Locality.objects.order_by("name").values_list("key", "name")),
        schools=tuple(schools.order_by("name").values_list("urn", "name")),
        providers=tuple(providers.order_by("name").values_list("key", "name")),
    )


@dataclass(frozen=True)
class Selection:
    """The filters and the order of one request, with the parameters of its address that say the same."""

    filters: Filters
    order: Order
    parameters: Parameters
    searched: str = ""

    def address(self, path: str, *, without: Iterable[Choice] = (), **changed: str) -> str:
        """The address of the same selection, without some of its parameters or with others, on its first page."""
        left = [one for one in self.parameters if one not in set(without) and one[0] not in changed]
        query = [*left, *((name, value) for name, value in changed.items() if value)]
        return f"{path}?{urlencode(query)}" if query else path


def selection_asked(query: QueryDict, session: SessionBase, viewer: Viewer, days: Parameters) -> Selection:
    """The selection that an address asks for. What is no choice, or not this viewer's to choose, is left out."""
    hidden = hidden_classes(viewer)
    visible = [one.slug for one in reasons().values() if one.field_class not in hidden]
    standing = _several(query, "standing", STANDINGS)
    asked = _several(query, "reason", visible)
    hours = _one(query, "hours", HOURS)
    roll = _one(query, "roll", ROLLS)
    missing = _one(query, "missing_education", MISSING_EDUCATION)
    token = query.get("search", "")
    text = kept_search(session, token)
    places = {name: query.get(name, "").strip()[:100] for name in ("locality", "school", "provider")}
    maybe_same = query.get("maybe_same") == "yes"
    order = _one(query, "sort", ORDERS) or "name"
    parameters: list[Choice] = [("standing", one) for one in standing]
    parameters += [("reason", one) for one in asked]
    parameters += [(name, value) for name, value in places.items() if value]
    parameters += [("hours", hours)] if hours else []
    parameters += [("roll", roll)] if roll else []
    parameters += [("missing_education", missing)] if missing else []
    parameters += [("maybe_same", "yes")] if maybe_same else []
    parameters += [("search", token)] if text else []
    parameters += [("sort", order)] if order != "name" else []
    return Selection(
        filters=Filters(
            standing=tuple(standing) or (ON, TO_BE_CHECKED),
            reasons=tuple(asked),
            text=text,
            hours=cast(HoursAsked, hours),
            roll=roll,
            missing_education=missing,
            maybe_same=maybe_same,
            **places,
        ),
        order=cast(Order, order),
        parameters=(*parameters, *days),
        searched=text,
    )


def chips(selection: Selection, choices: Choices, path: str) -> list[Chip]:
    """One chip for each filter in force, with the way to the list without it."""
    names: dict[str, tuple[str, Mapping[str, str]]] = {
        "standing": ("Standing", STANDINGS),
        "reason": ("Reason", dict(choices.reasons)),
        "locality": ("Locality", dict(choices.localities)),
        "school": ("School", dict(choices.schools)),
        "provider": ("Provider", dict(choices.providers)),
        "hours": ("Hours planned", HOURS),
        "roll": ("School roll", ROLLS),
        "missing_education": ("Missing education in law", MISSING_EDUCATION),
        "maybe_same": ("Doubles", {"yes": "May be the same as another"}),
        "search": ("Looked for", {value: selection.searched for _, value in selection.parameters}),
    }
    found = []
    for name, value in selection.parameters:
        if name in names:
            title, words = names[name]
            href = selection.address(path, without=[(name, value)])
            found.append(Chip(title, words.get(value, "not among the choices"), href))
    return found


def _several(query: QueryDict, name: str, allowed: Iterable[str]) -> list[str]:
    asked = set(query.getlist(name))
    return [one for one in allowed if one in asked]


def _one(query: QueryDict, name: str, allowed: Iterable[str]) -> str:
    asked = query.get(name, "")
    return asked if asked in set(allowed) else ""
