"""A made-up authority of any size, written through the record's own door: for pages and reports to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sightline.access import clock
from sightline.access.accounts import OPERATOR
from sightline.access.door import Writing, writing
from sightline.access.models import Account
from sightline.access.policy import Action
from sightline.access.viewer import Viewer, viewer_for
from sightline.bench.database import AUTHORITY_CODE
from sightline.bench.measuring import Progress
from sightline.domain.identifiers import make_upn
from sightline.record.bulk import insert
from sightline.record.door import add
from sightline.record.links import link_interval, new_children
from sightline.record.models import (
    Establishment,
    Placement,
    Provider,
    Registration,
    Source,
    SourcePerson,
    SourcePersonVersion,
    WeeklyHours,
)

_AT_ONCE = 10_000
_PUPILS_A_SCHOOL = 500
_PROVIDERS = 40
_FORENAMES = ("Amara", "Ben", "Chloe", "Daud", "Eve", "Finn", "Grace", "Hari", "Iris", "Jude", "Kofi", "Lena")
_SURNAMES = (
    "Ashdown",
    "Birch",
    "Calder",
    "Dunmore",
    "Eastley",
    "Farrow",
    "Garth",
    "Holm",
    "Inskip",
    "Jarrow",
)
_HOURS = (Decimal(5), Decimal(8), Decimal(12), Decimal(15), Decimal(21), Decimal(25))


@dataclass(frozen=True)
class MadeUp:
    """How many children there are, how many are on the list, and a viewer who sees them all."""

    children: int
    listed: int
    viewer: Viewer


def officer() -> Viewer:
    """The operator, looking as a data officer."""
    return viewer_for(Account.objects.get(email=OPERATOR), "data-officer")


def make_authority(children: int, listed: int, progress: Progress) -> MadeUp:
    """Put `children` into the record, `listed` of them placed with a provider for part of the week.

    Every child is on a school's roll; those placed have hours known for some and not for others, as in life.
    """
    viewer = officer()
    source = Source.objects.create(slug="rolls", title="Rolls", kind=Source.Kind.OFFICERS)
    schools = [
        Establishment.objects.create(
            urn=str(900_001 + number),
            name=f"School {number}",
            group="mainstream",
            authority_code=AUTHORITY_CODE,
        )
        for number in range(max(1, children // _PUPILS_A_SCHOOL))
    ]
    providers = [
        Provider.objects.create(key=f"provider-{number}", name=f"Provider {number}", kind="vocational")
        for number in range(_PROVIDERS)
    ]
    step = max(1, children // listed) if listed else children + 1
    for numbers in _batches(children):
        with writing(viewer=viewer, action=Action.TAKE_FILES, reason="a benchmark") as session:
            _write(session, source, schools, providers, numbers, step, listed)
        progress(f"{numbers.stop:,} of {children:,} children")
    return MadeUp(children, listed, viewer)


def birth(number: int) -> date:
    """When a child was born: from five to fifteen years before today's."""
    return clock.today() - timedelta(days=5 * 366 + number * 7919 % 3600)


def _batches(children: int) -> Iterator[range]:
    for start in range(0, children, _AT_ONCE):
        yield range(start, min(children, start + _AT_ONCE))


def _write(
    session: Writing,
    source: Source,
    schools: list[Establishment],
    providers: list[Provider],
    numbers: range,
    step: int,
    listed: int,
) -> None:
    """One batch: children, who tells of them, their rolls, and the placements of every `step`th child."""
    made = new_children(session, len(numbers))
    persons = [
        SourcePerson(
            source_id=source.pk,
            feed="school-roll",
            key=str(number),
            child_id=child.pk,
            change_id=session.change.pk,
        )
        for number, child in zip(numbers, made, strict=True)
    ]
    insert(persons)
    insert([link_interval(session, person, person.child_id, rule="own-child") for person in persons])
    entry = clock.today() - timedelta(days=400)
    versions, registrations, placed = [], [], []
    for number, person in zip(numbers, persons, strict=True):
        versions.append(
            SourcePersonVersion(
                source_person=person,
                surname=f"{_SURNAMES[number % 10]}-{number // 120}",
                forename=_FORENAMES[number % 12],
                date_of_birth=birth(number),
                upn=make_upn("999", f"{number // 1000 % 10_000:04}", 2015, number % 1000),
                postcode=f"ZZ{number % 90 + 1} {number % 9 + 1}AA",
            )
        )
        registrations.append(
            Registration(
                source_person=person,
                child_id=person.child_id,
                establishment=schools[number % len(schools)],
                status="C",
                valid_from=entry,
            )
        )
        if number % step == 0 and number // step < listed:
            placed += list(_placed(person, providers[number % len(providers)], number // step))
    add(session, versions)
    add(session, registrations)
    add(session, [fact for fact in placed if isinstance(fact, Placement)])
    add(session, [fact for fact in placed if isinstance(fact, WeeklyHours)])


def _placed(person: SourcePerson, provider: Provider, number: int) -> Iterator[Placement | WeeklyHours]:
    """A placement, planned hours known for five in six, and six weeks of hours for four in six."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    yield Placement(
        source_person=person,
        child_id=person.child_id,
        provider=provider,
        reason="PEX" if number % 3 else "MHN",
        hours_planned=None if number % 6 == 5 else _HOURS[number % 6],
        valid_from=today - timedelta(days=60 + number % 200),
    )
    if number % 6 < 4:
        for week in range(1, 7):
            yield WeeklyHours(
                source_person=person,
                child_id=person.child_id,
                provider=provider,
                hours_planned=_HOURS[number % 6],
                hours_offered=_HOURS[number % 6],
                hours_attended=max(Decimal(0), _HOURS[number % 6] - week % 3),
                valid_from=monday - timedelta(weeks=week),
                valid_to=monday - timedelta(weeks=week - 1),
            )
