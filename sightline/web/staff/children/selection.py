"""Which part of the list is asked for: from an address to filters and an order, and to the words that say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.http import QueryDict

from sightline.access.viewer import Viewer
from sightline.population.bands import HOURS_ASKED
from sightline.population.filters import UNKNOWNS, YEAR_NOT_KNOWN, Filters
from sightline.population.orders import ORDERS, Order
from sightline.population.tables import OFF, ON, TO_BE_CHECKED, reasons
from sightline.population.visibility import hidden_classes
from sightline.record.models import StaffMember
from sightline.watch.rules import RULES
from sightline.watch.standing import children_found
from sightline.web.shared.days import FORMATS, NO_DATE, Days, DaysForm
from sightline.web.staff.children.search import kept_search

STANDINGS = {ON: "On the list", TO_BE_CHECKED: "To be checked", OFF: "Not on the list"}
HOURS = {band.slug: band.title for band in HOURS_ASKED.values()}
ROLLS = {"known": "On a school’s roll", "none": "On nobody’s roll", "not known": "Not known"}
MISSING_EDUCATION = {"yes": "Yes", "no": "No", "not known": "Not known"}
YEARS = {
    "0": "Reception",
    **{str(year): f"Year {year}" for year in range(1, 14)},
    YEAR_NOT_KNOWN: "Not known",
}
KEY_PERSON = {"mine": "Me", "none": "Not known"}
NEXT = {
    "overdue": "Overdue",
    "review-overdue": "Review overdue",
    "7": "In the next 7 days",
    "28": "In the next 28 days",
    "none": "None",
}
MAYBE_SAME = {"yes": "May be the same as another"}
DESCENDING = "descending"

Choice = tuple[str, str]
Parameters = tuple[Choice, ...]

# The parameters of an address that take one of a few values.
_ONE_OF = {
    "hours": HOURS,
    "roll": ROLLS,
    "missing_education": MISSING_EDUCATION,
    "year": YEARS,
    "next": NEXT,
    "key_person": KEY_PERSON,
    "maybe_same": MAYBE_SAME,
}
_PLACES = ("locality", "school", "provider")
_DAY = timedelta(days=1)


class SelectionForm(DaysForm):
    """What of a selection is typed: the days that are looked back to, and since when children are on the list."""

    since_from = forms.DateField(
        label="From", required=False, input_formats=FORMATS, error_messages={"invalid": NO_DATE}
    )
    since_before = forms.DateField(
        label="Before", required=False, input_formats=FORMATS, error_messages={"invalid": NO_DATE}
    )


@dataclass(frozen=True)
class Selection:
    """The filters and the order of one request, with the parameters of its address that say the same.

    `parameters` are the filters' alone, in the order of the panel; `order` and the days stand beside them.
    """

    filters: Filters
    order: Order
    descending: bool
    parameters: Parameters
    days: Parameters
    searched: str = ""

    @property
    def query(self) -> Parameters:
        """Everything that the address of this selection holds."""
        ordered: Parameters = (("sort", self.order),) if self.order != "name" else ()
        turned: Parameters = (("direction", DESCENDING),) if self.descending else ()
        return (*self.parameters, *ordered, *turned, *self.days)

    def address(self, path: str, *, without: Iterable[Choice] = (), **changed: str) -> str:
        """The address of the same selection, without some of its parameters or with others, on its first page."""
        left = [one for one in self.query if one not in set(without) and one[0] not in changed]
        query = [*left, *((name, value) for name, value in changed.items() if value)]
        return f"{path}?{urlencode(query)}" if query else path

    def address_in_order(self, path: str, order: Order) -> str:
        """The address of the same selection in another order; in the order that it has already, the other way round."""
        turned = order == self.order and not self.descending
        return self.address(
            path, sort="" if order == "name" else order, direction=DESCENDING if turned else ""
        )


def selection_asked(
    query: QueryDict, session: SessionBase, viewer: Viewer, days: Days, form: SelectionForm
) -> Selection:
    """The selection that an address asks for. What is no choice, or not this viewer's to choose, is left out.

    `form` has been checked already; a day that is none counts as not given.
    """
    hidden = hidden_classes(viewer)
    allowed: dict[str, Iterable[str]] = {
        "standing": STANDINGS,
        "reason": [one.slug for one in reasons().values() if one.field_class not in hidden],
        "unknown": [field for field, field_class in UNKNOWNS.items() if field_class.value not in hidden],
        "finding": [slug for slug, _ in findings_to_choose(viewer)],
    }
    several = {name: _several(query, name, choices) for name, choices in allowed.items()}
    one_of = {name: _one(query, name, choices) for name, choices in _ONE_OF.items()}
    places: dict[str, Any] = {name: query.get(name, "").strip()[:100] for name in _PLACES}
    typed = form.cleaned_data if form.is_valid() else {}
    since: dict[str, Any] = {name: typed.get(name) for name in ("since_from", "since_before")}
    token = query.get("search", "")
    text = kept_search(session, token)
    parameters: list[Choice] = [(name, value) for name, values in several.items() for value in values]
    parameters += [(name, value) for name, value in places.items() if value]
    parameters += [(name, value) for name, value in one_of.items() if value]
    parameters += [(name, day.isoformat()) for name, day in since.items() if day]
    parameters += [("search", token)] if text else []
    return Selection(
        filters=Filters(
            standing=tuple(several["standing"]) or (ON, TO_BE_CHECKED),
            reasons=tuple(several["reason"]),
            unknown=tuple(several["unknown"]),
            children=_children_found(viewer, several["finding"], days),
            text=text,
            hours=one_of["hours"],
            roll=one_of["roll"],
            year=one_of["year"],
            missing_education=one_of["missing_education"],
            maybe_same=bool(one_of["maybe_same"]),
            key_people=_key_people(one_of["key_person"], viewer),
            **places,
            **since,
            **_next_dates(one_of["next"], days.on),
        ),
        order=cast(Order, _one(query, "sort", ORDERS) or "name"),
        descending=query.get("direction") == DESCENDING,
        parameters=tuple(parameters),
        days=days.query,
        searched=text,
    )


def findings_to_choose(viewer: Viewer) -> tuple[Choice, ...]:
    """The rules over the registers whose findings a viewer may see, with their titles."""
    return tuple((rule.slug, rule.title) for rule in RULES.values() if viewer.sees(rule.field_class))


def names_of(viewer: Viewer) -> tuple[str, ...]:
    """The names under which whoever looks may be a child's key person: the account's, and the staff list's."""
    account = viewer.account
    listed = StaffMember.objects.filter(email__iexact=account.email).values_list("name", flat=True)
    return tuple(sorted({account.name, *listed} - {""}))


def _key_people(asked: str, viewer: Viewer) -> tuple[str, ...]:
    match asked:
        case "mine":
            return names_of(viewer)
        case "none":
            return ("",)
        case _:
            return ()


def _children_found(viewer: Viewer, asked: list[str], days: Days) -> QuerySet[Any] | None:
    return children_found(viewer, asked, days.on, days.known_on) if asked else None


def _next_dates(asked: str, on: date) -> dict[str, Any]:
    match asked:
        case "overdue":
            return {"next_before": on}
        case "review-overdue":
            return {"review_before": on}
        case "none":
            return {"no_next_date": True}
        case "":
            return {}
        case _:
            return {"next_from": on, "next_before": on + int(asked) * _DAY}


def _several(query: QueryDict, name: str, allowed: Iterable[str]) -> list[str]:
    asked = set(query.getlist(name))
    return [one for one in allowed if one in asked]


def _one(query: QueryDict, name: str, allowed: Iterable[str]) -> str:
    asked = query.get(name, "")
    return asked if asked in set(allowed) else ""
