"""Coverage for one viewer: every sender with what it owes, who is silent first, and one sender in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.access.viewer import Viewer
from sightline.domain.calendar import SchoolCalendar
from sightline.domain.periods import Period
from sightline.intake.coverage.answers import (
    Agreed,
    Answers,
    LastAsked,
    People,
    people_of,
    rows_of_last_files,
)
from sightline.intake.coverage.frequency import Asked, HowOften, asked_by
from sightline.intake.coverage.owed import Owed
from sightline.intake.coverage.senders import Sender, SenderKind, senders_for
from sightline.intake.coverage.standing import Silence, Standing, standing_of
from sightline.intake.history import title_of
from sightline.population.calendars import Entry, authority_calendar, window_around
from sightline.record.models import CalendarEntry


@dataclass(frozen=True)
class FeedStanding:
    """One feed of one sender: how often it is owed and by whose word (`agreed` None: as usual), and how it stands."""

    owed: Owed
    title: str
    how_often: HowOften
    grace: int
    agreed: Agreed | None
    standing: Standing

    @property
    def is_silent(self) -> bool:
        """Whether it is owed and has not come."""
        return self.standing.silence.is_silent


@dataclass(frozen=True)
class SenderStanding:
    """One sender with each feed that it owes, the silent ones first; what waits of it; when it was last asked."""

    sender: Sender
    feeds: tuple[FeedStanding, ...]
    waiting: int
    last_asked: LastAsked | None

    def how_often(self, feed: str) -> HowOften:
        """How often this sender is asked for a feed. Raises KeyError for one that it does not owe."""
        return {one.owed.feed: one.how_often for one in self.feeds}[feed]

    @property
    def silent(self) -> tuple[FeedStanding, ...]:
        """The feeds that are owed and have not come."""
        return tuple(one for one in self.feeds if one.is_silent)

    @property
    def last_file(self) -> date | None:
        """The day of the last file of any feed that it owes; None where none ever came."""
        return max((day for one in self.feeds if (day := one.standing.last_file) is not None), default=None)

    @property
    def late_since(self) -> date | None:
        """The day since which something has been late; None for who is not silent."""
        return min((day for one in self.feeds if (day := one.standing.late_since) is not None), default=None)

    @property
    def never_sent(self) -> bool:
        """Whether something that it owes has never come."""
        return any(one.standing.silence is Silence.NEVER for one in self.feeds)

    @property
    def hours_not_known(self) -> int:
        """Of how many of its listed children the hours are not known; nought where it is no place with children."""
        return self.sender.children.hours_not_known if self.sender.children else 0


@dataclass(frozen=True)
class Coverage:
    """Everybody who owes something: the silent first, the longest silent first, then the least complete."""

    senders: tuple[SenderStanding, ...]

    @property
    def silent(self) -> tuple[SenderStanding, ...]:
        """Who owes something that has not come."""
        return tuple(one for one in self.senders if one.silent)

    @property
    def asked(self) -> int:
        """How many senders are asked for something by a certain day, so that they can be silent at all."""
        return sum(any(feed.how_often.has_periods for feed in one.feeds) for one in self.senders)

    def narrowed(
        self, *, late_only: bool = False, kind: str = "", locality: str = "", text: str = ""
    ) -> "Coverage":
        """The senders that are silent, of a kind, of a locality (by its name), with a text in their name."""
        return Coverage(
            tuple(
                one
                for one in self.senders
                if (one.silent or not late_only)
                and kind in ("", one.sender.kind)
                and locality in ("", one.sender.locality)
                and text.casefold() in one.sender.name.casefold()
            )
        )


def coverage(viewer: Viewer, today: date) -> Coverage:
    """Who owes what and who has not told us, as far as the viewer may be told.

    The number of queries is always the same. Raises PermissionDenied for who sees no children.
    """
    answers = Answers.read()
    asking = _Asking(today, calendar_around(today))
    found = [_sender_standing(sender, answers, asking) for sender in senders_for(viewer)]
    return Coverage(tuple(sorted(found, key=_silent_first)))


def coverage_of(viewer: Viewer, kind: str, key: str, today: date) -> SenderStanding | None:
    """One sender by its kind and key; None where there is none, or none that the viewer may be told of."""
    return next(
        (one for one in coverage(viewer, today).senders if (one.sender.kind, one.sender.key) == (kind, key)),
        None,
    )


def people_told_of(page: Sequence[SenderStanding]) -> dict[tuple[SenderKind, str], People]:
    """Of how many persons the senders of one page tell, and of how many with a pupil number, by kind and key."""
    return people_of(one.sender for one in page)


def rows_last_sent(one: SenderStanding) -> dict[str, int]:
    """How many rows the last file of each feed had, by the feed's name."""
    return rows_of_last_files(one.sender)


class _Asking:
    """What was asked for by a day, each frequency and grace worked out once."""

    def __init__(self, today: date, calendar: SchoolCalendar) -> None:
        self._today, self._calendar = today, calendar
        self._known: dict[tuple[HowOften, int], tuple[Asked, ...]] = {}

    def asked(self, how_often: HowOften, grace: int) -> tuple[Asked, ...]:
        if (how_often, grace) not in self._known:
            self._known[how_often, grace] = asked_by(how_often, grace, self._today, self._calendar)
        return self._known[how_often, grace]


def _sender_standing(sender: Sender, answers: Answers, asking: _Asking) -> SenderStanding:
    feeds = [_feed_standing(sender, owed, answers, asking) for owed in sender.owed]
    feeds.sort(key=lambda one: (_RANK[one.standing.silence], one.standing.late_since or date.max, one.title))
    return SenderStanding(sender, tuple(feeds), answers.waiting(sender), answers.last_asked(sender))


def _feed_standing(sender: Sender, owed: Owed, answers: Answers, asking: _Asking) -> FeedStanding:
    agreed = answers.agreed(sender, owed.feed)
    how_often = agreed.how_often if agreed else owed.how_often
    grace = agreed.grace if agreed else owed.grace
    standing = standing_of(
        how_often,
        asking.asked(how_often, grace),
        last_file=answers.last_file(sender, owed.feed),
        nil_until=answers.nil_until(sender, owed.feed),
        owed_since=sender.since,
    )
    return FeedStanding(owed, title_of(owed.feed), how_often, grace, agreed, standing)


_RANK = {silence: place for place, silence in enumerate(Silence)}


def _silent_first(one: SenderStanding) -> tuple[Any, ...]:
    """Silent senders: who never sent something, then by how long; then by what is not known and what waits."""
    return (
        not one.silent,
        not one.never_sent,
        one.late_since or date.max,
        -len(one.silent),
        -one.hours_not_known,
        -one.waiting,
        one.sender.name.casefold(),
        one.sender.key,
    )


def calendar_around(today: date) -> SchoolCalendar:
    """The authority's calendar around a day: by it weeks and terms are counted for everybody. One query."""
    entries = CalendarEntry.objects.filter(establishment=None).values_list(
        "kind", "name", "valid_from", "valid_to"
    )
    told = [Entry(kind, name, Period(start, end)) for kind, name, start, end in entries]
    return authority_calendar(told, window_around(today))
