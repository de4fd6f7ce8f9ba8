"""People as senders describe them, arriving in the record and settled there."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sightline.access.door import writing
from sightline.access.models import Account, RoleHeld
from sightline.access.policy import Action
from sightline.access.viewer import viewer_for
from sightline.matching.settling import Changed, Newcomer, Settled, settle
from sightline.record import door
from sightline.record.models import (
    Child,
    Establishment,
    GoneFromFeed,
    LinkInterval,
    PossibleMatch,
    Source,
    SourcePerson,
    SourcePersonVersion,
)

ELIZABETH = {
    "surname": "Ashdown",
    "forename": "Elizabeth",
    "date_of_birth": date(2013, 4, 2),
    "postcode": "ZZ1 1AA",
}


def noon(day: str) -> datetime:
    """Noon on an ISO day, UTC."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=UTC).replace(hour=12)


@dataclass
class Arrivals:
    """Lets persons arrive from senders, each arrival a write of its own, and says which child they are."""

    viewer: Any
    settled: list[Settled] = field(default_factory=list)

    def write(self, day: str = "2026-11-02"):
        """Open the door for something received at noon on `day`."""
        return writing(viewer=self.viewer, action=Action.DECIDE_LINKS, reason="a test", received_at=noon(day))

    def together(
        self, *people: tuple[str, str, dict[str, Any]], day: str = "2026-11-02"
    ) -> list[SourcePerson]:
        """Persons of one file: each a sender (`school/school-roll`), a key, and what differs from Elizabeth."""
        newcomers = []
        for sender, key, details in people:
            source, feed = sender.split("/")
            held, _ = Source.objects.get_or_create(slug=source, defaults={"title": source, "kind": "school"})
            person = SourcePerson(source=held, feed=feed, key=key)
            newcomers.append(Newcomer(person, SourcePersonVersion(**{**ELIZABETH, **details})))
        with self.write(day) as write:
            self.settled.append(settle(write, newcomers))
            for newcomer in newcomers:
                newcomer.version.source_person = newcomer.person
            door.add(write, [newcomer.version for newcomer in newcomers])
        return [newcomer.person for newcomer in newcomers]

    def one(self, sender: str, key: str, day: str = "2026-11-02", **details: Any) -> SourcePerson:
        """One person, alone in a file."""
        [person] = self.together((sender, key, details), day=day)
        return person

    def again(self, person: SourcePerson, day: str = "2026-11-03", **details: Any) -> Settled:
        """The same sender describes the same person otherwise."""
        before = SourcePersonVersion.objects.get(source_person=person)
        kept = {name: getattr(before, name) for name in ("upn", "uln", "nhs_number", *ELIZABETH)}
        after = SourcePersonVersion(source_person=person, **{**kept, **details})
        with self.write(day) as write:
            settled = settle(write, [], [Changed(SourcePerson.objects.get(pk=person.pk), before, after)])
            door.supersede(write, [before])
            door.add(write, [after])
        self.settled.append(settled)
        return settled

    def gone(self, person: SourcePerson, day: str = "2026-11-03") -> None:
        """The sender's next full file does not name the person."""
        child = SourcePerson.objects.get(pk=person.pk).child_id
        with self.write(day) as write:
            noted = GoneFromFeed(source_person=person, child_id=child, noticed_on=date.fromisoformat(day))
            door.add(write, [noted])

    @staticmethod
    def child(person: SourcePerson) -> int:
        """Which child a person is now; the link and the pointer agree."""
        pointed = SourcePerson.objects.get(pk=person.pk).child_id
        assert LinkInterval.objects.get(source_person=person).child_id == pointed
        return pointed

    @staticmethod
    def questions() -> set[tuple[int, int, str]]:
        """Every question: the two persons and its state."""
        return set(PossibleMatch.objects.values_list("first", "second", "state"))

    @staticmethod
    def children() -> int:
        """How many children there are, those that were joined to another left out."""
        return Child.objects.filter(redirects_to__isnull=True).count()


@pytest.fixture
def arrivals(db) -> Arrivals:
    """An empty record, and a data officer in whose name people arrive."""
    account = Account.objects.create_account(email="officer@example.test", name="An officer")
    RoleHeld.objects.create(
        account=account, role="data-officer", scope_kind="authority", granted_at=noon("2026-01-01")
    )
    return Arrivals(viewer_for(account))


@pytest.fixture
def small_school(db) -> Establishment:
    """A school for facts to name."""
    return Establishment.objects.create(urn="990001", name="Made-up School", group="mainstream")
