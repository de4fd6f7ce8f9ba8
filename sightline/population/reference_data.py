"""What facts refer to: schools, providers, calendars, localities, senders; read once, and only those that are named.

As known on a day, each is read as it was known then: a school that is re-classified today does not change what the
list said yesterday.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Model, Q

from sightline.domain.calendar import SchoolCalendar
from sightline.domain.identifiers import postcode_sector
from sightline.domain.periods import Period
from sightline.population.calendars import Entry, authority_calendar, school_calendar, window_around
from sightline.population.senders import sender_classes
from sightline.population.situation import ProvidedBy, School, TaughtHours
from sightline.population.whole_facts import WholeFacts
from sightline.record.models import (
    Address,
    CalendarEntry,
    Establishment,
    EstablishmentVersion,
    Installation,
    LocalityArea,
    Provider,
    ProviderVersion,
    Source,
    StaffMember,
    StaffMemberVersion,
    TaughtWeek,
)
from sightline.record.reading import known


class ReferenceData:
    """Reference data for answers about the day `on`, as known on `known_on` (now, without one)."""

    def __init__(self, on: date, known_on: date | None) -> None:
        self.on = on
        self.known_on = known_on
        installation = Installation.objects.order_by("id").first()
        self.home = installation.authority_code if installation else ""
        # By source: its title, and the kind of provider or the group of school that it is.
        self._sources: dict[int, tuple[str, str | None, str | None]] = {}
        self._schools: dict[int, School] = {}
        self._providers: dict[int, ProvidedBy] = {}
        self._staff: dict[int, tuple[str, str]] = {}
        self._calendars: dict[int, SchoolCalendar] = {}
        self._entries: dict[int | None, list[Entry]] | None = None
        self._areas: _Areas | None = None
        # What was read already, by its model and id, and of which one child alone: of the rest no more is read than
        # that child needs.
        self._taken: dict[type[Model], dict[Any, Any]] = {}
        self._of_one: WholeFacts | None = None

    def take(self, whole: WholeFacts) -> None:
        """Answer about one child only, whose facts were read whole with what they refer to."""
        self._of_one = whole
        self._taken = {model: whole.referred(model) for model in (Establishment, Provider, StaffMember)}
        for person in whole.senders.values():
            source = person.source
            kind = source.provider.kind if source.provider else None
            group = source.establishment.group if source.establishment else None
            self._sources[source.pk] = (source.title, kind, group)

    def need(self, *, schools: Iterable[int], providers: Iterable[int], staff: Iterable[int]) -> None:
        """Read the schools, providers and staff named here that were not read before."""
        self._need_schools(sorted(set(schools) - self._schools.keys()))
        self._need_providers(sorted(set(providers) - self._providers.keys()))
        missing = sorted(set(staff) - self._staff.keys())
        for member, (name, phone) in self._details(
            StaffMember, StaffMemberVersion, "staff_member_id", missing, ("name", "phone")
        ).items():
            self._staff[member] = (name, phone)

    def school(self, key: int) -> School:
        """A school that was asked for with `need`."""
        return self._schools[key]

    def provider(self, key: int) -> ProvidedBy:
        """A provider that was asked for with `need`."""
        return self._providers[key]

    def staff(self, key: int) -> tuple[str, str]:
        """Name and telephone of a member of staff who was asked for with `need`."""
        return self._staff[key]

    def source(self, key: int) -> str:
        """The title of a source."""
        return self._source(key)[0]

    def sender_classes(self, source: int, feed: str) -> frozenset[str]:
        """The classes that the name of a sender of a feed tells of."""
        _, kind, group = self._source(source)
        return sender_classes(feed, kind, group)

    def calendar(self, school: int | None) -> SchoolCalendar:
        """The calendar of a school, or the authority's when the school has told none of its own (or there is none)."""
        entries = self._calendar_entries()
        if school not in entries:
            school = None
        key = -1 if school is None else school
        if key not in self._calendars:
            if school is None:
                self._calendars[key] = authority_calendar(entries[None], window_around(self.on))
            else:
                self._calendars[key] = school_calendar(self.calendar(None), entries[school])
        return self._calendars[key]

    def lives_here(self, postcode: str) -> bool:
        """Whether a postcode lies in a sector that belongs to one of this authority's localities."""
        sectors = self._localities().of_sector
        return bool(sectors) and _sector(postcode) in sectors

    def locality(self, postcode: str, school: int | None) -> int | None:
        """The locality of a child: of the postcode, else of the school; None when neither belongs to one."""
        areas = self._localities()
        sector = _sector(postcode) if areas.of_sector else None
        found = None if sector is None else areas.of_sector.get(sector)
        return areas.of_school.get(school) if found is None and school is not None else found

    def _source(self, key: int) -> tuple[str, str | None, str | None]:
        if key not in self._sources:
            columns = ("title", "provider__kind", "establishment__group")
            for source, *row in Source.objects.values_list("id", *columns):
                self._sources[source] = tuple(row)
        return self._sources[key]

    def _localities(self) -> "_Areas":
        if self._areas is None:
            areas = known(LocalityArea, self.known_on)
            if self._of_one is not None:
                told = [*self._of_one.versions.values(), *self._of_one.of(Address)]
                sectors = {_sector(one.postcode) for one in told} - {None}
                areas = areas.filter(Q(postcode_sector__in=sectors) | Q(establishment__in=self._schools))
            self._areas = _Areas()
            for sector, school, locality in areas.values_list(
                "postcode_sector", "establishment_id", "locality_id"
            ):
                if sector:
                    self._areas.of_sector[sector] = locality
                if school is not None:
                    self._areas.of_school[school] = locality
        return self._areas

    def _need_schools(self, missing: list[int]) -> None:
        taught: dict[int, list[TaughtHours]] = defaultdict(list)
        for school, stage, hours, start, end in (
            known(TaughtWeek, self.known_on)
            .filter(establishment__in=missing)
            .order_by("establishment", "key_stage", "valid_from")
            .values_list("establishment_id", "key_stage", "hours", "valid_from", "valid_to")
            if missing
            else ()
        ):
            if hours is not None:
                taught[school].append(TaughtHours(stage, hours, Period(start, end)))
        details = self._details(
            Establishment, EstablishmentVersion, "establishment_id", missing, ("name", "group"), ("urn",)
        )
        for key, (urn, name, group) in details.items():
            self._schools[key] = School(key, urn, name, group, tuple(taught[key]))

    def _need_providers(self, missing: list[int]) -> None:
        details = self._details(Provider, ProviderVersion, "provider_id", missing, ("urn", "name", "kind"))
        for key, (urn, name, kind) in details.items():
            self._providers[key] = ProvidedBy(key, urn, name, kind)

    def _details(
        self,
        model: Any,
        version: Any,
        owner: str,
        keys: list[int],
        fields: tuple[str, ...],
        lasting: tuple[str, ...] = (),
    ) -> dict[int, tuple[Any, ...]]:
        """Columns of the rows with these ids, as known: the current row, or the version that was known then.

        Before them stand those that never change (`lasting`), which no version has. What was loaded only after that
        day is taken as first told: a fact that was known named it already.
        """
        if not keys:
            return {}
        taken = self._taken.get(model, {})
        found: dict[int, tuple[Any, ...]] = {
            key: tuple(getattr(taken[key], name) for name in (*lasting, *fields))
            for key in keys
            if key in taken
        }
        if missing := [key for key in keys if key not in found]:
            current = model.objects.filter(pk__in=missing).values_list("id", *lasting, *fields)
            found |= {row[0]: row[1:] for row in current}
        if self.known_on is None:
            return found
        versions = version.versions.filter(**{f"{owner}__in": keys})
        kept = {key: row[: len(lasting)] for key, row in found.items()}
        for row in versions.order_by("-received_at", "-id").values_list(owner, *fields):
            found[row[0]] = (*kept[row[0]], *row[1:])
        then = known(version, self.known_on).filter(**{f"{owner}__in": keys})
        for row in then.values_list(owner, *fields):
            found[row[0]] = (*kept[row[0]], *row[1:])
        return found

    def _calendar_entries(self) -> dict[int | None, list[Entry]]:
        if self._entries is None:
            self._entries = {None: []}
            told = known(CalendarEntry, self.known_on)
            if self._of_one is not None:
                told = told.filter(Q(establishment__isnull=True) | Q(establishment__in=self._schools))
            for school, kind, name, start, end in told.order_by(
                "establishment", "valid_from", "id"
            ).values_list("establishment_id", "kind", "name", "valid_from", "valid_to"):
                self._entries.setdefault(school, []).append(Entry(kind, name, Period(start, end)))
        return self._entries


@dataclass
class _Areas:
    """The locality of each sector of postcodes, and of each school that belongs to one."""

    of_sector: dict[str, int] = field(default_factory=dict)
    of_school: dict[int, int] = field(default_factory=dict)


@lru_cache(maxsize=65_536)
def _sector(postcode: str) -> str | None:
    return postcode_sector(postcode) if postcode else None
