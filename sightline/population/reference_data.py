"""What facts refer to: schools, providers, calendars, localities, senders; read once, and only those that are named.

As known on a day, each is read as it was known then: a school that is re-classified today does not change what the
list said yesterday.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from sightline.domain.calendar import SchoolCalendar
from sightline.domain.identifiers import postcode_sector
from sightline.domain.periods import Period
from sightline.population.calendars import Entry, authority_calendar, school_calendar, window_around
from sightline.population.senders import sender_classes
from sightline.population.situation import ProvidedBy, School, TaughtHours
from sightline.record.models import (
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
        self.sources: dict[int, str] = {}
        self._kinds_of_sources: dict[int, tuple[str | None, str | None]] = {}
        for source, title, kind, group in Source.objects.values_list(
            "id", "title", "provider__kind", "establishment__group"
        ):
            self.sources[source], self._kinds_of_sources[source] = title, (kind, group)
        self._schools: dict[int, School] = {}
        self._providers: dict[int, ProvidedBy] = {}
        self._staff: dict[int, tuple[str, str]] = {}
        self._calendars: dict[int, SchoolCalendar] = {}
        self._entries: dict[int | None, list[Entry]] | None = None
        areas = list(
            known(LocalityArea, known_on).values_list("postcode_sector", "establishment_id", "locality_id")
        )
        self._locality_of_sector = {sector: locality for sector, _, locality in areas if sector}
        self._locality_of_school = {school: locality for _, school, locality in areas if school is not None}

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

    def sender_classes(self, source: int, feed: str) -> frozenset[str]:
        """The classes that the name of a sender of a feed tells of."""
        return sender_classes(feed, *self._kinds_of_sources[source])

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
        return bool(self._locality_of_sector) and _sector(postcode) in self._locality_of_sector

    def locality(self, postcode: str, school: int | None) -> int | None:
        """The locality of a child: of the postcode, else of the school; None when neither belongs to one."""
        sector = _sector(postcode) if self._locality_of_sector else None
        found = None if sector is None else self._locality_of_sector.get(sector)
        return self._locality_of_school.get(school) if found is None and school is not None else found

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
        current = model.objects.filter(pk__in=keys).values_list("id", *lasting, *fields)
        found = {row[0]: row[1:] for row in current}
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
            for school, kind, name, start, end in (
                known(CalendarEntry, self.known_on)
                .order_by("establishment", "valid_from", "id")
                .values_list("establishment_id", "kind", "name", "valid_from", "valid_to")
            ):
                self._entries.setdefault(school, []).append(Entry(kind, name, Period(start, end)))
        return self._entries


@lru_cache(maxsize=65_536)
def _sector(postcode: str) -> str | None:
    return postcode_sector(postcode) if postcode else None
