"""A small made-up authority for the staff pages: six children, two localities, one of each thing that is guarded."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db import connection

from sightline.access.models import Account, RoleHeld
from sightline.access.viewer import viewer_for
from sightline.record.door import add
from sightline.record.models import (
    Address,
    Circumstance,
    Delivery,
    Locality,
    LocalityArea,
    Notice,
    Placement,
    PossibleMatch,
    Registration,
    Source,
    SourcePerson,
    WeeklyHours,
)
from tests.population.recording import Recorder

MOMENT = datetime(2026, 9, 1, 9, tzinfo=UTC)
TERM = date(2026, 9, 2)
LAST_WEEK = date(2026, 11, 16)

SCOPES = {
    "team-leader": ("locality", "north"),
    "key-worker": ("locality", "north"),
    "school": ("school", "900001"),
    "provider": ("provider", "provider-1"),
    "partner": ("service", "officers"),
    "family": ("family", "SL-000001"),
    "governor": ("figures", ""),
    "member": ("figures", ""),
}


def somebody(role: str, name: str = "") -> Account:
    """A person who holds one role, with the scope that goes with it in the made-up authority."""
    kind, key = SCOPES.get(role, ("authority", ""))
    account = Account.objects.create_account(
        email=f"{role}.{Account.objects.count()}@example.org", name=name or role
    )
    ends_at = datetime(2027, 1, 1, tzinfo=UTC) if role == "inspector" else None
    RoleHeld.objects.create(
        account=account, role=role, scope_kind=kind, scope_key=key, granted_at=MOMENT, ends_at=ends_at
    )
    return account


@dataclass
class MadeUp:
    """The ids of the children by first name, and the recorder that wrote them."""

    recorder: Recorder
    children: dict[str, int] = field(default_factory=dict)
    persons: dict[str, SourcePerson] = field(default_factory=dict)

    def child(self, name: str) -> int:
        """A child's id by first name."""
        return self.children[name]


def count_children_from_one() -> None:
    """Let the first child be SL-000001 on both engines: PostgreSQL goes on counting when a test is undone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('record_child', 'id'), 1, false)")


def make() -> MadeUp:
    """Write the authority through the record's door, received at 9 on 1 September 2026."""
    count_children_from_one()
    recorder = Recorder(viewer_for(somebody("data-officer")))
    recorder.authority()
    made = MadeUp(recorder)
    high = recorder.school("High School", "mainstream")
    far = recorder.school("Far School", "mainstream")
    north = Locality.objects.create(key="north", name="North team")
    south = Locality.objects.create(key="south", name="South team")
    larch = recorder.provider("Larch House", "secure")
    willow = recorder.provider("Willow Ward", "in-patient-mental-health")
    tuition = recorder.provider("Riverside Tuition", "home-tuition")
    for provider in (larch, willow):
        Source.objects.create(
            slug=provider.name.split()[0].lower(),
            title=provider.name,
            kind=Source.Kind.PROVIDER,
            provider=provider,
        )
    with recorder.writing(received_at=MOMENT) as session:
        session.touch_everybody()
        roll = Delivery.objects.create(
            source=recorder.source(),
            feed="school-roll",
            file_name="roll of high school.csv",
            sha256="0" * 64,
            size=1,
            received_at=MOMENT,
            recorded_at=session.change.recorded_at,
            change=session.change,
        )
        add(
            session,
            [
                LocalityArea(locality=north, establishment=high),
                LocalityArea(locality=south, establishment=far),
            ],
        )
        born = {
            "Amara": date(2012, 3, 4),
            "Ben": date(2011, 5, 6),
            "Cora": date(2013, 7, 8),
            "Dev": date(2014, 1, 2),
            "Eve": date(2012, 9, 9),
            "Fay": date(2012, 9, 9),
        }
        for number, (forename, birth) in enumerate(born.items(), 1):
            person = recorder.person(
                session,
                forename=forename,
                surname="Whitlock",
                date_of_birth=birth,
                upn=f"X99920000000{number}",
                sex="F",
                ethnicity="WBRI",
            )
            school = far if forename == "Fay" else high
            facts = [
                Address(authority_code="999"),
                Registration(establishment=school, status="C", valid_from=TERM),
            ]
            for fact in facts:
                fact.source_person, fact.child = person, person.child
            add(session, facts, delivery=roll)
            made.children[forename], made.persons[forename] = person.child_id, person
        _part_time(recorder, session, made, tuition)
        _guarded(recorder, session, made, larch, willow)
        PossibleMatch.objects.create(
            first=made.persons["Eve"],
            second=made.persons["Fay"],
            why="The same name and date of birth.",
            change=session.change,
        )
    return made


def _part_time(recorder, session, made: MadeUp, tuition) -> None:
    """Amara and Fay are on a part-time timetable; of Amara the hours of six weeks are told."""
    facts = []
    for forename in ("Amara", "Fay"):
        facts.append(
            Notice(
                source_person=made.persons[forename],
                child_id=made.child(forename),
                kind="part-time",
                establishment=recorder.school("High School" if forename == "Amara" else "Far School"),
                valid_from=date(2026, 9, 9),
                hours_offered=Decimal(8),
                review_on=date(2026, 11, 20),
            )
        )
    for week in range(6):
        monday = LAST_WEEK - timedelta(days=7 * week)
        facts.append(
            WeeklyHours(
                source_person=made.persons["Amara"],
                child_id=made.child("Amara"),
                establishment=recorder.school("High School"),
                valid_from=monday,
                valid_to=monday + timedelta(days=7),
                hours_planned=Decimal(8),
                hours_offered=Decimal(8),
                hours_attended=None if week == 0 else Decimal(6),
            )
        )
    add(session, facts)


def _guarded(recorder, session, made: MadeUp, larch, willow) -> None:
    """Ben is in custody, as the unit tells too; Cora is on a ward; Ben is looked after, and a traveller."""
    in_unit = recorder.person(
        session,
        SourcePerson.objects.get(pk=made.persons["Ben"].pk).child,
        source="larch",
        feed="provider-roll",
        forename="Benjamin",
        surname="Whitlock",
        date_of_birth=date(2011, 5, 6),
    )
    ben, cora = made.persons["Ben"], made.persons["Cora"]
    add(
        session,
        [
            Circumstance(source_person=ben, child=ben.child, kind="in-custody", valid_from=date(2026, 9, 20)),
            Circumstance(
                source_person=ben,
                child=ben.child,
                kind="looked-after",
                valid_from=date(2026, 1, 5),
                authority_code="999",
            ),
            Circumstance(source_person=ben, child=ben.child, kind="traveller", valid_from=date(2026, 9, 2)),
            Placement(
                source_person=in_unit,
                child=ben.child,
                provider=larch,
                valid_from=date(2026, 9, 20),
                arranged_by="court",
                hours_planned=Decimal(15),
            ),
            Circumstance(
                source_person=cora,
                child=cora.child,
                kind="mental-health-in-patient",
                valid_from=date(2026, 10, 1),
            ),
            Circumstance(
                source_person=cora,
                child=cora.child,
                kind="illness",
                valid_from=date(2026, 10, 1),
                clinician_limit_hours=Decimal(5),
                evidence_on=date(2026, 10, 2),
            ),
            Placement(
                source_person=cora,
                child=cora.child,
                provider=willow,
                valid_from=date(2026, 10, 1),
                arranged_by="health",
                hours_planned=Decimal(5),
            ),
        ],
    )
