"""What came of what is owed: the last file and the last nil return of each sender and feed, and who was asked when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q

from sightline.domain.london import london_date
from sightline.intake.coverage.frequency import HowOften
from sightline.intake.coverage.senders import Sender, SenderKind
from sightline.intake.models import Chase, Expectation, IntakeRun, NilReturn, StagedRow
from sightline.intake.models.of_sender import OfSender
from sightline.record.models import Delivery, SourcePersonVersion

FINISHED = (IntakeRun.State.APPLIED, IntakeRun.State.UNCHANGED)
_DAY = timedelta(days=1)
_OF = ("establishment_id", "provider_id", "source_id")
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Agreed:
    """How often one sender is asked for one feed by somebody's word, in place of what is usual."""

    how_often: HowOften
    grace: int
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class LastAsked:
    """The last time that a sender was asked for what it owes: the day, how, and by whom."""

    on: date
    how: str
    by: str


@dataclass(frozen=True, slots=True)
class People:
    """How many persons a sender tells of now, and of how many of them it gives a pupil number (UPN)."""

    persons: int
    with_upn: int


@dataclass
class Answers:
    """Everything that senders have answered, read at once: six queries, however many senders there are."""

    _files: dict[tuple[int, str], date] = field(default_factory=dict)
    _nil: dict[tuple[Place, str], date] = field(default_factory=dict)
    _agreed: dict[tuple[Place, str], Agreed] = field(default_factory=dict)
    _asked: dict[Place, LastAsked] = field(default_factory=dict)
    _waiting: dict[int, int] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Answers":
        """Read what there is now."""
        found = cls()
        latest = Delivery.objects.filter(intake_run__state__in=FINISHED).values_list("source_id", "feed")
        for source, feed, at in latest.annotate(last=Max("received_at")).order_by():
            found._files[source, feed] = london_date(at)
        said = NilReturn.objects.values_list(*_OF, "feed").annotate(last=Max("valid_to"))
        for *of, feed, until in said.order_by():
            found._nil[_place(of), feed] = until - _DAY
        agreed = Expectation.objects.select_related("change__actor")
        for one in agreed:
            found._agreed[_place_of(one), one.feed] = Agreed(
                HowOften(one.how_often),
                one.grace,
                one.change.reason,
                one.change.actor.name,
                london_date(one.received_at),
            )
        for chase in Chase.objects.select_related("change__actor").order_by("asked_on", "id"):
            found._asked[_place_of(chase)] = LastAsked(
                chase.asked_on, chase.get_how_display(), chase.change.actor.name
            )
        held_back = StagedRow.objects.filter(state=StagedRow.State.QUARANTINED, run__state__in=FINISHED)
        counted = held_back.values_list("run__delivery__source").annotate(rows=Count("pk"))
        found._waiting = dict(counted.order_by())
        return found

    def last_file(self, sender: Sender, feed: str) -> date | None:
        """The day of the last file of a feed; None where none ever came."""
        return max(
            (self._files[one, feed] for one in sender.sources if (one, feed) in self._files), default=None
        )

    def nil_until(self, sender: Sender, feed: str) -> date | None:
        """The last day of which the sender said that there is nothing of a feed; None where it never said so."""
        return max(
            (self._nil[one, feed] for one in _places(sender) if (one, feed) in self._nil), default=None
        )

    def agreed(self, sender: Sender, feed: str) -> Agreed | None:
        """How often this sender is asked by somebody's word; None where it is as usual."""
        return next((self._agreed[one, feed] for one in _places(sender) if (one, feed) in self._agreed), None)

    def last_asked(self, sender: Sender) -> LastAsked | None:
        """When this sender was last asked for what it owes; None for never."""
        asked = [self._asked[one] for one in _places(sender) if one in self._asked]
        return max(asked, key=lambda one: one.on, default=None)

    def waiting(self, sender: Sender) -> int:
        """How many rows of the sender wait to be mended."""
        return sum(self._waiting.get(source, 0) for source in sender.sources)


def people_of(senders: Iterable[Sender]) -> dict[tuple[SenderKind, str], People]:
    """Of how many persons each of these senders tells, and whose pupil number it gives. One query."""
    senders = list(senders)
    sources = {source for sender in senders for source in sender.sources}
    counted = (
        SourcePersonVersion.objects.filter(source_person__source__in=sources)
        .values_list("source_person__source")
        .annotate(persons=Count("pk"), with_upn=Count("pk", filter=~Q(upn="")))
        .order_by()
    )
    by_source = {source: (persons, with_upn) for source, persons, with_upn in counted}
    found = {}
    for sender in senders:
        counts = [by_source[source] for source in sender.sources if source in by_source]
        found[sender.kind, sender.key] = People(sum(one[0] for one in counts), sum(one[1] for one in counts))
    return found


def rows_of_last_files(sender: Sender) -> dict[str, int]:
    """How many rows the last file of each feed of a sender had, by the feed. One query."""
    files = Delivery.objects.filter(source__in=sender.sources, intake_run__state__in=FINISHED)
    counts: dict[str, dict[str, Any]] = dict(
        files.order_by("received_at", "id").values_list("feed", "intake_run__counts")
    )
    return {feed: one["rows"] for feed, one in counts.items()}


def _places(sender: Sender) -> list[Place]:
    """Under what somebody's word of this sender is kept: its present name first."""
    if sender.kind is SenderKind.SCHOOL and sender.place is not None:
        return [("establishment_id", one) for one in (sender.place, *sorted(sender.before))]
    if sender.kind is SenderKind.PROVIDER and sender.place is not None:
        return [("provider_id", sender.place)]
    return [("source_id", one) for one in sorted(sender.sources)]


def _place_of(row: OfSender) -> Place:
    return _place([getattr(row, column) for column in _OF])


def _place(ids: Iterable[int | None]) -> Place:
    return next((column, one) for column, one in zip(_OF, ids, strict=True) if one is not None)
