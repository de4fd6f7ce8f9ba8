"""A small authority in the database, written through the record's own doors, for reports from end to end."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from sightline.access.door import writing
from sightline.access.models import Account, RoleHeld
from sightline.access.policy import Action
from sightline.access.viewer import Viewer, viewer_for
from sightline.record import door, links
from sightline.record.models import (
    Establishment,
    Fact,
    Installation,
    LinkInterval,
    Locality,
    LocalityArea,
    PossibleMatch,
    Provider,
    ProviderVersion,
    Registration,
    Source,
    SourcePerson,
    SourcePersonVersion,
)

MONDAY = date(2026, 11, 16)
MONDAY_AFTER = date(2026, 11, 23)


def noon(day: str) -> datetime:
    """Noon on an ISO day, UTC."""
    return datetime.combine(date.fromisoformat(day), time(12), tzinfo=UTC)


class SmallAuthority:
    """An authority with two teams, one school in each, one tutor, and an officer who records."""

    def __init__(self) -> None:
        Installation.objects.create(authority_code="999", name="Ambershire", created_at=noon("2026-01-01"))
        self.officer = self.someone("operational-lead")
        self.source = Source.objects.create(slug="rolls", title="School rolls", kind=Source.Kind.SCHOOL)
        self.teams, self.schools = {}, {}
        for number, name in enumerate(("North", "South"), start=1):
            self.teams[name] = Locality.objects.create(key=name.lower(), name=f"{name} team")
            self.schools[name] = Establishment.objects.create(
                urn=f"99000{number}", name=f"{name} School", group="mainstream", authority_code="999"
            )
        self.tutor = Provider.objects.create(key="riverside", name="Riverside Tuition", kind="home-tuition")
        with self.writing("2026-09-01") as session:
            areas = [
                LocalityArea(locality=self.teams[name], establishment=self.schools[name])
                for name in self.teams
            ]
            door.add(session, areas)
            door.add(
                session,
                [
                    ProviderVersion(
                        provider=self.tutor, name=self.tutor.name, kind="home-tuition", registered="no"
                    )
                ],
            )

    def someone(self, role: str, scope_kind: str = "authority", scope_key: str = "") -> Viewer:
        """A viewer with an account of their own."""
        account = Account.objects.create_account(email=f"{role}-{scope_key}@example.test", name=f"A {role}")
        RoleHeld.objects.create(
            account=account,
            role=role,
            scope_kind=scope_kind,
            scope_key=scope_key,
            granted_at=noon("2026-01-01"),
        )
        return viewer_for(account)

    def writing(self, day: str):
        """Open the door for something that was received at noon on `day`."""
        return writing(
            viewer=self.officer, action=Action.RECORD_FACTS, reason="a test", received_at=noon(day)
        )

    def child(self, name: str, *, team: str = "North", told: str = "2026-09-02", **details) -> SourcePerson:
        """A resident child in Year 9, full time on the roll of a team's school as told on a day."""
        with self.writing(told) as session:
            [child] = links.new_children(session, 1)
            person = SourcePerson.objects.create(
                source=self.source, feed="school-roll", key=name, child=child, change=session.change
            )
            sent = {
                "surname": name,
                "forename": "Amara",
                "date_of_birth": date(2013, 3, 4),
                "home_authority": "999",
                **details,
            }
            door.add(session, [SourcePersonVersion(source_person=person, **sent)])
            LinkInterval.objects.bulk_create([links.link_interval(session, person, child, rule="new")])
        roll = {"establishment": self.schools[team], "status": "C", "attends_full_time": "yes"}
        self.fact(Registration, person, told, valid_from=date(2024, 9, 2), **roll)
        return person

    def fact(self, model: type[Fact], person: SourcePerson, told: str, **values) -> Fact:
        """A fact about a child, told on a day."""
        made = model(source_person=person, child_id=person.child_id, **values)
        with self.writing(told) as session:
            door.add(session, [made])
        return made

    def may_be_the_same(self, one: SourcePerson, other: SourcePerson, told: str) -> None:
        """Ask whether two source persons are one child."""
        with self.writing(told) as session:
            PossibleMatch.objects.create(
                first=one, second=other, why="same name and date of birth", change=session.change
            )


def hours(number: str) -> Decimal:
    """Hours from a text."""
    return Decimal(number)
