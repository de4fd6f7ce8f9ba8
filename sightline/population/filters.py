"""What part of the list is asked for: one meaning, as a condition on entries and as a test of rows.

Only what a viewer may see is filtered by: a hidden reason cannot be found by asking for it.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from sightline.access.policy import FieldClass
from sightline.population.bands import HOURS_ASKED
from sightline.population.models import ListEntry, ListPlace, ListReason
from sightline.population.out_of_date import OUT_OF_DATE
from sightline.population.tables import OFF, ON, TO_BE_CHECKED, establishment_kinds
from sightline.population.visibility import RESTED_ON, ShownRow
from sightline.record.models import Establishment, Locality, Provider, id_of_reference

UNKNOWNS: dict[str, FieldClass] = {
    "hours planned": FieldClass.EDUCATION,
    "hours offered": FieldClass.EDUCATION,
    "hours attended": FieldClass.EDUCATION,
    "roll": FieldClass.EDUCATION,
    "provision": FieldClass.EDUCATION,
    "placement": FieldClass.EDUCATION,
    "placement in health care": FieldClass.HEALTH,
    "placement in a secure setting": FieldClass.CRIMINAL,
    "end of suspension": FieldClass.EDUCATION,
    "suitability": FieldClass.EDUCATION,
    "date of birth": FieldClass.IDENTITY,
    "home authority": FieldClass.EDUCATION,
    "looked after by": FieldClass.SAFEGUARDING,
    "last seen": FieldClass.SAFEGUARDING,
    **{field: FieldClass(field_class) for field, field_class in OUT_OF_DATE.items()},
}
"""Every field that an answer can name as not known or out of date, in the order of asking, with its class."""

YEAR_NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Filters:
    """A selection of the list; an empty filter asks for everything.

    `locality` is a locality's key, `school` a URN, `provider` a provider's key; `text` is looked for in names, the
    UPN and the case number, every word of it. `hours` is a band of `HOURS_ASKED`, of the hours planned. `unknown` are
    fields of `UNKNOWNS`: any of them is not known. Days are half-open: `since_from` and `next_from` belong to what is
    asked for, `since_before`, `next_before` and `review_before` are the first that do not. `no_next_date`: nothing is
    due. `year` is a National Curriculum year as a number, or `YEAR_NOT_KNOWN`. `key_people` are names, any of them;
    an empty name stands for nobody. `children` are the ids of those who may be among the selection, as a query of one
    column that a room further down has made; None: anybody.
    """

    standing: tuple[str, ...] = (ON, TO_BE_CHECKED)
    reasons: tuple[str, ...] = ()
    locality: str = ""
    school: str = ""
    provider: str = ""
    text: str = ""
    hours: str = ""
    unknown: tuple[str, ...] = ()
    roll: str = ""
    since_from: date | None = None
    since_before: date | None = None
    next_from: date | None = None
    next_before: date | None = None
    review_before: date | None = None
    no_next_date: bool = False
    key_people: tuple[str, ...] = ()
    year: str = ""
    missing_education: str = ""
    maybe_same: bool = False
    children: QuerySet[Any] | None = None

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
            # Who is off the list has no places beside the main school, which stands on the entry itself.
            at_main = Q(standing=OFF, school__in=self._schools_shown(hidden))
            wanted &= Q(Exists(places.filter(school__in=self._schools))) | at_main
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
            wanted &= HOURS_ASKED[self.hours].entries
        if self.unknown:
            wanted &= _some_unknown(self._unknown(hidden))
        for name in ("roll", "missing_education"):
            if getattr(self, name):
                wanted &= Q(**{name: getattr(self, name)})
        if self.key_people:
            wanted &= Q(key_person__in=self.key_people)
        if self.year:
            wanted &= Q(year__isnull=True) if self._year is None else Q(year=self._year)
        if self.maybe_same:
            wanted &= Q(maybe_same_as=True)
        if self.children is not None:
            wanted &= Q(child__in=self.children)
        return wanted & self._since_entries(hidden) & self._due_entries(hidden)

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
            and (not self.hours or HOURS_ASKED[self.hours].covers(row))
            and (not self.unknown or bool(_ids_of(row.unknowns, "field") & set(self.unknown)))
            and (not self.roll or row.roll == self.roll)
            and (not self.missing_education or row.missing_education == self.missing_education)
            and (not self.key_people or row.key_person in self.key_people)
            and (not self.year or row.year == self._year)
            and (not self.maybe_same or row.maybe_same_as)
            and (self.children is None or row.child_id in self._among)
            and _within(row.since, self.since_from, self.since_before)
            and _within(row.next_date, self.next_from, self.next_before)
            and _within(row.review_due, None, self.review_before)
            and (not self.no_next_date or row.next_date is None)
        )

    def _since_entries(self, hidden: frozenset[str]) -> Q:
        """Since when, by what the viewer reads as such: by the earliest visible reason, where any class is kept."""
        if not hidden & RESTED_ON:
            return _days("since", self.since_from, self.since_before)
        visible = ListReason.objects.filter(entry=OuterRef("pk")).exclude(field_class__in=hidden)
        wanted = Q()
        if self.since_from:
            wanted &= Q(Exists(visible.filter(since__gte=self.since_from)))
            wanted &= ~Q(Exists(visible.filter(since__lt=self.since_from)))
        if self.since_before:
            wanted &= Q(Exists(visible.filter(since__lt=self.since_before)))
        return wanted

    def _due_entries(self, hidden: frozenset[str]) -> Q:
        column = "open_next_date" if hidden & RESTED_ON else "next_date"
        wanted = _days(column, self.next_from, self.next_before) & _days(
            "review_due", None, self.review_before
        )
        return wanted & Q(**{f"{column}__isnull": True}) if self.no_next_date else wanted

    def _unknown(self, hidden: frozenset[str]) -> list[str]:
        return [field for field in self.unknown if UNKNOWNS[field].value not in hidden]

    @property
    def _year(self) -> int | None:
        return None if self.year == YEAR_NOT_KNOWN else int(self.year)

    @cached_property
    def _among(self) -> frozenset[int]:
        return frozenset() if self.children is None else frozenset(self.children)

    @cached_property
    def _localities(self) -> frozenset[int]:
        return frozenset(Locality.objects.filter(key=self.locality).values_list("id", flat=True))

    @cached_property
    def _schools(self) -> frozenset[int]:
        return frozenset(Establishment.objects.filter(urn=self.school).values_list("id", flat=True))

    def _schools_shown(self, hidden: frozenset[str]) -> list[int]:
        kinds = [slug for slug, kind in establishment_kinds().items() if kind.field_class not in hidden]
        shown = Establishment.objects.filter(urn=self.school, group__in=kinds)
        return list(shown.values_list("id", flat=True))

    @cached_property
    def _providers(self) -> frozenset[int]:
        return frozenset(Provider.objects.filter(key=self.provider).values_list("id", flat=True))


def _some_unknown(fields: list[str]) -> Q:
    """That one of the fields is among an entry's unknowns, as both engines store them; nobody, for no fields."""
    said = ListEntry.objects.filter(pk=OuterRef("pk")).annotate(said=Cast("unknowns", TextField()))
    named = Q(pk__in=())
    for field in fields:
        named |= Q(said__contains=f'"field": "{field}"')
    return Q(Exists(said.filter(named)))


def _days(column: str, start: date | None, end: date | None) -> Q:
    wanted = Q()
    if start:
        wanted &= Q(**{f"{column}__gte": start})
    if end:
        wanted &= Q(**{f"{column}__lt": end})
    return wanted


def _within(day: date | None, start: date | None, end: date | None) -> bool:
    """Whether a day lies in the half-open period asked for; one that is not there only if nothing was asked."""
    if day is None:
        return start is None and end is None
    return (start is None or start <= day) and (end is None or day < end)


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
