"""Reading what came in: what is under way, what waits for an answer, what was taken, whom it brought and whom it lacks.

Everything here is for those who may take files. The content of a file is never read along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.intake.models import IntakeRun, ReceivedFile, StagedRow
from sightline.intake.registry import feeds
from sightline.population.models import ListEntry
from sightline.population.scope import Scope
from sightline.record.models import GoneFromFeed, Source, SourcePersonVersion, reference_of

State = ReceivedFile.State
UNDER_WAY = (State.QUEUED, State.READING, State.PUBLISHING)

Which = Literal["new", "gone"]

_LARGE = ("content", "differences")
_FINISHED = (IntakeRun.State.APPLIED, IntakeRun.State.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Taken:
    """One file that was taken, however it came: from the pages (then it has a `number`), or from the command line.

    `waiting` counts the rows that were held back then, `still_waiting` those that are held back now.
    """

    run: int
    number: int | None
    file_name: str
    feed: str
    feed_title: str
    source: str
    source_title: str
    received: date
    state: str
    rows: int
    taken: int
    waiting: int
    still_waiting: int
    gone: int
    new_children: int

    @property
    def brought_nothing_new(self) -> bool:
        """Whether everything in the file was known."""
        return self.state == IntakeRun.State.UNCHANGED


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many rows of a feed wait to be mended."""

    feed: str
    feed_title: str
    rows: int


@dataclass(frozen=True, slots=True)
class Somebody:
    """A child that a file brought or lacks, as far as the viewer may see."""

    child: int
    reference: str
    name: str
    year: int | None


def title_of(feed: str) -> str:
    """What a feed is called on the pages; its name where there is no such feed (any more)."""
    found = feeds().get(feed)
    return found.title if found else feed


def one_file(viewer: Viewer, number: int) -> ReceivedFile | None:
    """The dropped file of this number with its run, without its content; None for no such, or for a part of another."""
    viewer.require(Action.TAKE_FILES)
    found = ReceivedFile.objects.defer("content").select_related(
        "dropped_by", "queued_by", "run__delivery__source"
    )
    return found.filter(pk=number, joined_to=None).first()


def parts_of(file: ReceivedFile) -> list[ReceivedFile]:
    """The other files that make one table with this one, in the order in which they came."""
    return list(file.joined.defer(*_LARGE).order_by("id"))


def of_batch(viewer: Viewer, batch: UUID) -> list[ReceivedFile]:
    """What was dropped in together, each table once, in the order in which it came."""
    return list(_files(viewer).filter(batch=batch).order_by("id"))


def under_way(viewer: Viewer) -> list[ReceivedFile]:
    """What is being read or waits for its turn, in the order in which it came."""
    return list(_files(viewer).filter(state__in=UNDER_WAY).order_by("id"))


def standing_still(viewer: Viewer) -> list[ReceivedFile]:
    """What waits for somebody: to say what it is, why it was refused, or whether what was tried is to be taken.

    The longest waiting first.
    """
    return list(_files(viewer).filter(state__in=(State.ASKING, State.REFUSED, State.TRIED)).order_by("id"))


def waiting_by_feed(viewer: Viewer) -> list[Waiting]:
    """How many rows wait to be mended, by feed; the most first."""
    viewer.require(Action.TAKE_FILES)
    rows = StagedRow.objects.filter(state=StagedRow.State.QUARANTINED, run__state__in=_FINISHED)
    counted = rows.values_list("run__delivery__feed").annotate(rows=Count("pk")).order_by("-rows")
    return [Waiting(feed, title_of(feed), count) for feed, count in counted]


def taken_count(viewer: Viewer, *, source: str = "", feed: str = "") -> int:
    """How many files were taken, of one sender or feed or of all."""
    return _runs(viewer, source, feed).count()


def taken(
    viewer: Viewer, *, source: str = "", feed: str = "", offset: int = 0, size: int | None = None
) -> list[Taken]:
    """Files that were taken, the latest first: a page of them, of one sender or feed or of all. Two queries."""
    runs = _runs(viewer, source, feed).select_related("delivery__source")
    page = runs.annotate(
        held_back=Count("staged_rows", filter=Q(staged_rows__state=StagedRow.State.QUARANTINED))
    ).order_by("-delivery__received_at", "-id")
    page = page[offset:] if size is None else page[offset : offset + size]
    shown = list(page.defer("problems", "headings"))
    numbers = dict(
        ReceivedFile.objects.filter(run__in=[run.pk for run in shown], joined_to=None)
        .order_by("id")
        .values_list("run_id", "id")
    )
    return [_taken(run, numbers.get(run.pk)) for run in shown]


def senders(viewer: Viewer) -> list[Source]:
    """Everybody who has sent a file, by name."""
    viewer.require(Action.TAKE_FILES)
    return list(Source.objects.order_by("title", "slug"))


def feeds_of(viewer: Viewer, source: Source) -> list[tuple[str, str, int, datetime]]:
    """What a sender sends: each feed with its title, how many files of it were taken, and when the last one came."""
    viewer.require(Action.TAKE_FILES)
    found: dict[str, tuple[int, datetime]] = {}
    for feed, received in _runs(viewer, source.slug, "").values_list(
        "delivery__feed", "delivery__received_at"
    ):
        count, latest = found.get(feed, (0, received))
        found[feed] = count + 1, max(latest, received)
    return [(feed, title_of(feed), count, latest) for feed, (count, latest) in sorted(found.items())]


def children_count(viewer: Viewer, run: IntakeRun, which: Which) -> int:
    """How many children a run brought into the record, or noted as gone from the feed, in scope."""
    return _children(viewer, run, which).count()


def children_of(viewer: Viewer, run: IntakeRun, which: Which, *, offset: int, size: int) -> list[Somebody]:
    """A page of the children whom a run brought into the record, or noted as gone from the feed, in scope.

    In the order of their names; each is noted for the access log.
    """
    entries = _children(viewer, run, which).order_by("surname", "forename", "child")
    found = [_somebody(*row) for row in entries.values_list(*_NAMED)[offset : offset + size]]
    viewer.note_shown(one.child for one in found)
    return found


def somebodies(viewer: Viewer, children: Sequence[int]) -> dict[int, Somebody]:
    """Names of children within the viewer's scope, by id; each is noted for the access log."""
    if not children:
        return {}
    entries = ListEntry.objects.filter(Scope(viewer).entries(), child__in=set(children))
    found = {row[0]: _somebody(*row) for row in entries.values_list(*_NAMED)}
    viewer.note_shown(found)
    return found


_NAMED = ("child", "surname", "forename", "year")


def _somebody(child: int, surname: str, forename: str, year: int | None) -> Somebody:
    name = ", ".join(part for part in (surname, forename) if part)
    return Somebody(child, reference_of(child), name, year)


def _children(viewer: Viewer, run: IntakeRun, which: Which) -> QuerySet[ListEntry]:
    viewer.require(Action.TAKE_FILES)
    brought = SourcePersonVersion.versions.filter(
        delivery=run.delivery, source_person__child__created_by=run.delivery.change_id
    ).values("source_person__child")
    gone = GoneFromFeed.versions.filter(delivery=run.delivery).values("child")
    entries = ListEntry.objects.filter(Scope(viewer).entries())
    return entries.filter(child__in=gone) if which == "gone" else entries.filter(child__in=brought)


def _files(viewer: Viewer) -> QuerySet[ReceivedFile]:
    viewer.require(Action.TAKE_FILES)
    return (
        ReceivedFile.objects.filter(joined_to=None)
        .defer(*_LARGE)
        .select_related("dropped_by", "run__delivery__source")
        .annotate(parts=Count("joined"))
    )


def _runs(viewer: Viewer, source: str, feed: str) -> QuerySet[IntakeRun]:
    viewer.require(Action.TAKE_FILES)
    runs = IntakeRun.objects.filter(state__in=_FINISHED)
    if source:
        runs = runs.filter(delivery__source__slug=source)
    if feed:
        runs = runs.filter(delivery__feed=feed)
    return runs


def _taken(run: Any, number: int | None) -> Taken:
    delivery, counts = run.delivery, run.counts
    return Taken(
        run=run.pk,
        number=number,
        file_name=delivery.file_name,
        feed=delivery.feed,
        feed_title=title_of(delivery.feed),
        source=delivery.source.slug,
        source_title=delivery.source.title,
        received=london_date(delivery.received_at),
        state=run.state,
        rows=counts["rows"],
        taken=counts["taken"],
        waiting=counts["quarantined"],
        still_waiting=run.held_back,
        gone=counts["gone"],
        new_children=counts["new_children"],
    )
