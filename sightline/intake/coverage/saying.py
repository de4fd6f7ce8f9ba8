"""What people say of senders: that there is nothing to tell, how often to ask, and that a sender was asked.

Each goes through the one door. Said anew, the new supersedes the old; nothing is overwritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.access import clock
from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.london import end_of_day, start_of_day
from sightline.domain.periods import Period
from sightline.intake.coverage.answers import FINISHED
from sightline.intake.coverage.frequency import HowOften, period_with
from sightline.intake.coverage.naming_periods import first_and_last
from sightline.intake.coverage.reading import SenderStanding, calendar_around
from sightline.intake.coverage.senders import Sender, SenderKind
from sightline.intake.models import Chase, Expectation, NilReturn
from sightline.intake.registry import feed_called
from sightline.intake.sources import source_shown
from sightline.record import door
from sightline.record.models import Delivery, Source

LONGEST_GRACE = 200
"""The most days of grace that can be agreed."""


class NotToBeSaid(ValueError):
    """What was said of a sender cannot be; the message says why, and what is expected."""


@dataclass(frozen=True, slots=True)
class NilSaid:
    """What a nil return came to: whether it was said before, and how many rows came in that period none the less."""

    period: Period
    said_before: bool
    rows_that_came: int


def nil_return(
    viewer: Viewer, one: SenderStanding, feed: str, period: Period, *, told_by: str, told_how: str
) -> NilSaid:
    """Take a sender's word that there is nothing of a feed in a period. The same word twice is taken once.

    Rows that came in that period stand, and are counted in the answer. Raises PermissionDenied, or NotToBeSaid of a
    feed that the sender does not owe, and for a period that has not ended, unless it is the one that is running: a word
    for days far ahead would hide silence.
    """
    viewer.require(Action.TAKE_FILES)
    sender, today = one.sender, clock.today()
    _require_owed(sender, feed)
    first, last = first_and_last(period)
    if first > today:
        raise NotToBeSaid("The period has not begun yet. A nil return says what was, and not what will be.")
    if last > today and period != period_with(one.how_often(feed), today, calendar_around(today)):
        raise NotToBeSaid("The period has not ended yet. Give one that has, or the one that is running now.")
    rows = _rows_received(sender, feed, first, last)
    place = _place(sender)
    said = {"feed": feed, "valid_from": period.start, "valid_to": period.end}
    if place and NilReturn.objects.filter(**place, **said).exists():
        return NilSaid(period, True, rows)
    with writing(
        viewer=viewer,
        action=Action.TAKE_FILES,
        reason="A nil return.",
        told_by=told_by,
        told_how=told_how,
    ) as write:
        door.add(write, [NilReturn(**_place_made(sender, feed), **said)])
    return NilSaid(period, False, rows)


def expect(
    viewer: Viewer, sender: Sender, feed: str, how_often: HowOften, grace: int, reason: str
) -> Expectation:
    """Say how often a sender is asked for a feed, in place of what is usual or was said before.

    The same word twice is taken once. Raises PermissionDenied, NotToBeSaid for a feed that the sender does not
    owe or for days of grace that there cannot be, or ValueError for an empty reason.
    """
    viewer.require(Action.KEEP_REFERENCE)
    _require_owed(sender, feed)
    if not 0 <= grace <= LONGEST_GRACE:
        raise NotToBeSaid(f"Days of grace are a whole number from 0 to {LONGEST_GRACE}.")
    place = _place(sender)
    known = Expectation.objects.filter(**place, feed=feed).first() if place else None
    if known is not None and (known.how_often, known.grace) == (how_often.value, grace):
        return known
    with writing(viewer=viewer, action=Action.KEEP_REFERENCE, reason=reason) as write:
        door.supersede(write, [known] if known else [])
        row = Expectation(**_place_made(sender, feed), feed=feed, how_often=how_often.value, grace=grace)
        [said] = door.add(write, [row])
    return said


def as_usual(viewer: Viewer, sender: Sender, feed: str, reason: str) -> bool:
    """Say that a sender is asked for a feed as often as everybody is; False where that was so already."""
    viewer.require(Action.KEEP_REFERENCE)
    place = _place(sender)
    known = Expectation.objects.filter(**place, feed=feed).first() if place else None
    if known is None:
        return False
    with writing(viewer=viewer, action=Action.KEEP_REFERENCE, reason=reason) as write:
        door.supersede(write, [known])
    return True


def chased(
    viewer: Viewer, sender: Sender, feeds: Sequence[str], how: str, asked_on: date, words: str = ""
) -> Chase:
    """Note that a sender was asked for these feeds, how and on which day; `words` is what was said, without a child.

    Raises PermissionDenied, or NotToBeSaid for a day to come, for no feed, or for one that the sender does not owe.
    """
    viewer.require(Action.RECORD_FACTS)
    if asked_on > clock.today():
        raise NotToBeSaid("The day lies in the future. Give the day on which you asked.")
    if not feeds:
        raise NotToBeSaid("Say what you asked for.")
    for feed in feeds:
        _require_owed(sender, feed)
    with writing(
        viewer=viewer,
        action=Action.RECORD_FACTS,
        reason=words.strip() or f"Asked for what is owed, {Chase.How(how).label}.",
    ) as write:
        [row] = door.add(
            write, [Chase(**_place_made(sender, feeds[0]), how=how, asked_on=asked_on, feeds=list(feeds))]
        )
    return row


def _require_owed(sender: Sender, feed: str) -> None:
    if feed not in {one.feed for one in sender.owed}:
        raise NotToBeSaid("This sender is not asked for that feed.")


def _rows_received(sender: Sender, feed: str, first: date, last: date) -> int:
    came = Delivery.objects.filter(
        source__in=sender.sources,
        feed=feed,
        intake_run__state__in=FINISHED,
        received_at__gte=start_of_day(first),
        received_at__lt=end_of_day(last),
    )
    return sum(counts["rows"] for counts in came.values_list("intake_run__counts", flat=True))


def _place(sender: Sender) -> dict[str, Any]:
    """The columns that name a sender; empty for a collection of which nothing has come yet."""
    if sender.place is not None:
        return {"establishment_id" if sender.kind is SenderKind.SCHOOL else "provider_id": sender.place}
    return {"source_id": next(iter(sender.sources))} if sender.sources else {}


def _place_made(sender: Sender, feed: str) -> dict[str, Any]:
    """The columns that name a sender; a collection of which nothing has come yet becomes a source now."""
    place = _place(sender)
    if place:
        return place
    source: Source = source_shown(feed_called(feed), schools=(), providers=())
    if source.pk is None:
        source.save()
    return {"source_id": source.pk}
