"""A small record with a school, a provider and pupils, whose marks go in through the door."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from sightline.access.door import writing
from sightline.access.models import Account, RoleHeld
from sightline.access.policy import Action
from sightline.access.viewer import viewer_for
from sightline.attendance.door import Place, SentMarks, TakenMarks, take_marks
from sightline.attendance.numbering import NOT_SENT, stored_number
from sightline.record import links
from sightline.record.models import Establishment, LinkInterval, Provider, Source, SourcePerson

MONDAY = date(2026, 9, 7)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def stored(codes: str) -> bytes:
    """Codes with spaces between, `.` for nothing said."""
    return bytes(NOT_SENT if code == "." else stored_number(code) for code in codes.split())


class Registers:
    """Writes marks as received at noon of a day."""

    def __init__(self) -> None:
        account = Account.objects.create_account(email="officer@example.test", name="An officer")
        RoleHeld.objects.create(
            account=account,
            role="operational-lead",
            scope_kind="authority",
            granted_at=noon(date(2026, 1, 1)),
        )
        self.viewer = viewer_for(account)
        self.school = Establishment.objects.create(urn="990001", name="Made-up School", group="mainstream")
        self.other_school = Establishment.objects.create(
            urn="990002", name="Another School", group="mainstream"
        )
        self.provider = Provider.objects.create(key="p1", name="The Workshop", kind="tuition")
        self.source = Source.objects.create(slug="made-up", title="Made-up", kind=Source.Kind.SCHOOL)

    def writing(self, day: date, action: Action = Action.RECORD_FACTS):
        return writing(viewer=self.viewer, action=action, reason="a test", received_at=noon(day))

    def pupil(self, key: str) -> SourcePerson:
        with self.writing(date(2026, 9, 1)) as session:
            [child] = links.new_children(session, 1)
            person = SourcePerson.objects.create(
                source=self.source, feed="attendance-marks", key=key, child=child, change=session.change
            )
            LinkInterval.objects.bulk_create([links.link_interval(session, person, child, rule="new")])
        return person

    def send(
        self,
        received: date,
        *rows: tuple[SourcePerson, date, str],
        place: Place | None = None,
        unknown: dict[int, str] | None = None,
    ) -> TakenMarks:
        """Rows of a pupil, a first day, and two codes a day from then on, every day of the calendar a school day."""
        sent = []
        for number, (person, first, codes) in enumerate(rows, start=2):
            marks = stored(codes)
            days = [first + timedelta(days=day) for day in range(len(marks) // 2)]
            sent.append(SentMarks(person.pk, days, marks, number, unknown or {}))
        with self.writing(received) as session:
            return take_marks(session, place or Place(establishment=self.school.pk), sent)


@pytest.fixture
def registers(db) -> Iterator[Registers]:
    yield Registers()
