"""What part of the list is asked for, and in which order: one meaning, as a condition on entries and as a test of rows.

Only what a viewer may see is filtered or ordered by: a hidden reason cannot be found by asking for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from django.db.models import DateField, DecimalField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from sightline.population.models import ListPlace, ListReason
from sightline.population.tables import ON, TO_BE_CHECKED
from sightline.population.visibility import RESTED_ON, ShownRow
from sightline.record.models import Establishment, Locality, Provider, id_of_reference

Order = Literal["name", "since", "hours", "next date"]
HoursAsked = Literal["", "not known", "none", "part time", "full time"]

_LAST_DAY = date.max
_BEFORE_ALL = Decimal(-1)


@dataclass(frozen=True)
class Filters:
    """A selection of the list; an empty filter asks for everything.

    `locality` is a locality's key, `school` a URN, `provider` a provider's key; `text` is looked for in names, the
    UPN and the case number, every word of it. `hours` compares the hours planned with full time for the age.
    """

    standing: tuple[str, ...] = (ON, TO_BE_CHECKED)
    reasons: tuple[str, ...] = ()
    locality: str = ""
    school: str = ""
    provider: str = ""
    text: str = ""
    hours: HoursAsked = ""
    roll: str = ""
    missing_education: str = ""
    maybe_same: bool = False

    def entries(self, hidden: frozenset[str]) -> Q:
        """The condition on entries of the list, for a viewer from whom the classes in `hidden` are kept."""
        wanted = Q(standing__in=self.standing)
        if self.reasons:
            found = ListReason.objects.filter(entry=OuterRef("pk"), slug__in=self.reasons)
            wanted &= Q(Exists(found.exclude(field_class__in=hidden)))
        if self.locality:
            wanted &= Q(locality__in=self._localities)
        places = ListPlace.objects.filter(entry=OuterRef("pk")).exclude(field_class__in=hidden)
        if self.school:
            wanted &= Q(Exists(places.filter(school__in=self._schools)))
        if self.provider:
            wanted &= Q(Exists(places.filter(provider__in=self._providers)))
        for word in self.text.split():
            wanted &= (
                Q(surname__icontains=word)
                | Q(forename__icontains=word)
                | Q(upn__iexact=word)
                | Q(child=id_of_reference(word))
            )
        if self.hours:
            wanted &= _HOURS_ENTRIES[self.hours]
        if self.roll:
            wanted &= Q(roll=self.roll)
        if self.missing_education:
            wanted &= Q(missing_education=self.missing_education)
        if self.maybe_same:
            wanted &= Q(maybe_same_as=True)
        return wanted

    def covers(self, row: ShownRow) -> bool:
        """Whether a row, as the viewer may see it, belongs to the selection."""
        slugs = {reason["slug"] for reason in row.reasons}
        return (
            row.standing in self.standing
            and (not self.reasons or bool(slugs & set(self.reasons)))
            and (not self.locality or row.locality_id in self._localities)
            and (not self.school or bool(_ids_of(row.schools, "id") & self._schools))
            and (not self.provider or bool(_ids_of(row.providers, "id") & self._providers))
            and all(_mentions(row, word) for word in self.text.split())
            and (not self.hours or _HOURS_ROWS[self.hours](row))
            and (not self.roll or row.roll == self.roll)
            and (not self.missing_education or row.missing_education == self.missing_education)
            and (not self.maybe_same or row.maybe_same_as)
        )

    @cached_property
    def _localities(self) -> frozenset[int]:
        return frozenset(Locality.objects.filter(key=self.locality).values_list("id", flat=True))

    @cached_property
    def _schools(self) -> frozenset[int]:
        return frozenset(Establishment.objects.filter(urn=self.school).values_list("id", flat=True))

    @cached_property
    def _providers(self) -> frozenset[int]:
        return frozenset(Provider.objects.filter(key=self.provider).values_list("id", flat=True))


def order_expressions(order: Order, hidden: frozenset[str]) -> list[Combinable]:
    """What entries are ordered by, before the child's id; by nothing that is kept from the viewer."""
    match order:
        case "since":
            return [Coalesce(_since(hidden), Value(_LAST_DAY, DateField()))]
        case "hours":
            return [Coalesce(F("hours_planned"), Value(_BEFORE_ALL, DecimalField()))]
        case "next date":
            due = F("open_next_date") if hidden & RESTED_ON else F("next_date")
            return [Coalesce(due, Value(_LAST_DAY, DateField()))]
        case _:
            return [F("surname"), F("forename")]


def _since(hidden: frozenset[str]) -> Combinable:
    if not hidden & RESTED_ON:
        return F("since")
    visible = ListReason.objects.filter(entry=OuterRef("pk"), since__isnull=False)
    return Subquery(visible.exclude(field_class__in=hidden).order_by("since").values("since")[:1])


def order_key(order: Order) -> Callable[[ShownRow], tuple[Any, ...]]:
    """The same order for rows."""
    match order:
        case "since":
            return lambda row: (row.since or _LAST_DAY, row.child_id)
        case "hours":
            return lambda row: (
                _BEFORE_ALL if row.hours_planned is None else row.hours_planned,
                row.child_id,
            )
        case "next date":
            return lambda row: (row.next_date or _LAST_DAY, row.child_id)
        case _:
            return lambda row: (row.surname, row.forename, row.child_id)


def _ids_of(places: list[dict[str, Any]], name: str) -> set[Any]:
    return {place[name] for place in places}


def _mentions(row: ShownRow, word: str) -> bool:
    small = word.casefold()
    return (
        small in row.surname.casefold()
        or small in row.forename.casefold()
        or (row.upn != "" and small == row.upn.casefold())
        or id_of_reference(word) == row.child_id
    )


_HOURS_ENTRIES: dict[str, Q] = {
    "not known": Q(hours_planned__isnull=True),
    "none": Q(hours_planned=0),
    "part time": Q(hours_planned__gt=0, hours_planned__lt=F("comparator_hours")),
    "full time": Q(hours_planned__gte=F("comparator_hours")),
}

_HOURS_ROWS: dict[str, Callable[[ShownRow], bool]] = {
    "not known": lambda row: row.hours_planned is None,
    "none": lambda row: row.hours_planned == 0,
    "part time": lambda row: row.hours_planned is not None and 0 < row.hours_planned < row.comparator_hours,
    "full time": lambda row: row.hours_planned is not None and row.hours_planned >= row.comparator_hours,
}
