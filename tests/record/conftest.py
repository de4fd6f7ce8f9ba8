"""A small record to test with: one officer, one school, ways to add source persons and facts."""

from datetime import UTC, date, datetime

import pytest

from sightline.access.door import writing
from sightline.access.models import Account, RoleHeld
from sightline.access.policy import Action
from sightline.access.viewer import viewer_for
from sightline.record import door, links
from sightline.record.models import (
    Child,
    Establishment,
    LinkInterval,
    Registration,
    Source,
    SourcePerson,
    SourcePersonVersion,
)


def noon(day: str) -> datetime:
    """Noon on an ISO day, UTC."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=UTC).replace(hour=12)


class SmallRecord:
    """Writes through the real doors, with the moment of receipt given by day."""

    def __init__(self) -> None:
        account = Account.objects.create_account(email="officer@example.test", name="An officer")
        RoleHeld.objects.create(
            account=account, role="operational-lead", scope_kind="authority", granted_at=noon("2026-01-01")
        )
        self.viewer = viewer_for(account)
        self.school = Establishment.objects.create(urn="990001", name="Made-up School", group="mainstream")
        self.other_school = Establishment.objects.create(
            urn="990002", name="Another School", group="mainstream"
        )
        self.source = Source.objects.create(
            slug="made-up-school", title="Made-up School", kind=Source.Kind.SCHOOL
        )

    def writing(self, day: str, reason: str = "a test", action: Action = Action.DECIDE_LINKS):
        """Open the door for something received at noon on `day`."""
        return writing(viewer=self.viewer, action=action, reason=reason, received_at=noon(day))

    def person(self, key: str, day: str, **details) -> SourcePerson:
        """A new source person, first heard of on `day`, who is a child of their own."""
        with self.writing(day) as session:
            [child] = links.new_children(session, 1)
            person = SourcePerson.objects.create(
                source=self.source, feed="school-roll", key=key, child=child, change=session.change
            )
            door.add(session, [SourcePersonVersion(source_person=person, **details)])
            LinkInterval.objects.bulk_create([links.link_interval(session, person, child, rule="new")])
        return person

    def registration(self, person: SourcePerson, day: str, **details) -> Registration:
        """A registration of a source person, told on `day`."""
        fact = Registration(
            **{
                "source_person": person,
                "child_id": SourcePerson.objects.get(pk=person.pk).child_id,
                "establishment": self.school,
                "valid_from": date(2026, 9, 2),
                "status": "C",
                **details,
            }
        )
        with self.writing(day) as session:
            door.add(session, [fact])
        return fact

    def child_of(self, person: SourcePerson) -> Child:
        """Which child a source person is now."""
        return Child.objects.get(pk=SourcePerson.objects.get(pk=person.pk).child_id)


@pytest.fixture
def small(db) -> SmallRecord:
    """An empty record with one officer, two schools and one sender."""
    return SmallRecord()
