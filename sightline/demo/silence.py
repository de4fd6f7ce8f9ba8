"""Who has told us and who has not: what coverage must say of every sender and feed, reckoned from the files that came.

Some senders are silent on purpose: they send nothing of a feed, or stopped last summer. Some schools say that they have
nothing to tell. The frequencies are those of the table of what is owed; which of them is late by today is worked out
here, from the terms of the made-up authority.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from sightline.access.viewer import Viewer
from sightline.demo.draws import stream
from sightline.demo.files.sending import FEEDS, Sent
from sightline.demo.schools import INDEPENDENT, School
from sightline.demo.terms import Terms
from sightline.demo.world import World
from sightline.intake.coverage.frequency import HowOften, period_with
from sightline.intake.coverage.owed import FromWhom, Owed, feeds_owed
from sightline.intake.coverage.reading import calendar_around, coverage
from sightline.intake.coverage.saying import nil_return
from sightline.intake.coverage.senders import collection_of

COVERAGE = ("feed", "source", "state", "last_file", "nil_until")
NEVER, LATE, ANSWERED = "never sent", "late", "answered"
NOT_DUE, WHEN_IT_HAPPENS = "not due yet", "when it happens"
# What a school says that it has nothing of, where it sent no file, and how many of such schools say so.
_NIL_FEEDS = ("part-time", "long-absence")
_SAY_NIL = 0.6
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Nil:
    """A school's word that there is nothing of a feed in the half term that runs today, up to its last day."""

    feed: str
    urn: str
    last: date


@dataclass(frozen=True, slots=True)
class _Asked:
    """One period for which something was owed: what came from `counts_from` on answers it."""

    counts_from: date
    late_on: date


@dataclass(frozen=True, slots=True)
class _Source:
    """Somebody who is asked: the key, the keys of all as whom files came, and since when there is somebody to ask."""

    key: str
    sent_as: frozenset[str]
    since: date | None = None


def write_coverage(file: Path, world: World, sent: Iterable[Sent]) -> tuple[Nil, ...]:
    """Write down what coverage must say, and give the nil returns that must be made so that it is so."""
    last: dict[tuple[str, str], date] = {}
    for one in sent:
        last[one.feed, one.sender] = max(one.received, last.get((one.feed, one.sender), one.received))
    nil = tuple(_nil_returns(world, last))
    said = {(one.feed, one.urn): one.last for one in nil}
    asked = {feed: _asked(owed, world.terms) for feed, owed in feeds_owed().items() if feed in FEEDS}
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened, lineterminator="\n")
        table.writerow(COVERAGE)
        for feed, source in sorted(_owing(world, last), key=lambda pair: (pair[0], pair[1].key)):
            days = [last[feed, one] for one in source.sent_as if (feed, one) in last]
            last_file, until = max(days, default=None), said.get((feed, source.key))
            answered = max((day for day in (last_file, until) if day is not None), default=None)
            state = _state(feeds_owed()[feed].how_often, asked[feed], answered, source.since)
            table.writerow((feed, source.key, state, last_file or "", until or ""))
    return nil


def say_nil(viewer: Viewer, nil: Iterable[Nil], today: date) -> None:
    """Take the schools' nil returns in, by the service that takes everybody's."""
    standing = {one.sender.key: one for one in coverage(viewer, today).senders}
    calendar = calendar_around(today)
    for one in nil:
        sender = standing[one.urn]
        period = period_with(sender.how_often(one.feed), today, calendar)
        if period is None:
            raise ValueError("today lies in no half term")
        nil_return(
            viewer,
            sender,
            one.feed,
            period,
            told_by=f"The office of {sender.sender.name}",
            told_how="by e-mail",
        )


def coverage_differences(truth: Path, viewer: Viewer, today: date) -> tuple[str, ...]:
    """Where coverage says something else of a sender and feed than the truth, in words; of feeds that nobody of the
    made-up authority sends, nothing is said."""
    shown = {
        (feed.owed.feed, one.sender.key): (
            feed.standing.silence.value,
            _in_words(feed.standing.last_file),
            _in_words(feed.standing.nil_until),
        )
        for one in coverage(viewer, today).senders
        for feed in one.feeds
        if feed.owed.feed in FEEDS
    }
    with truth.open(encoding="utf-8", newline="") as opened:
        expected = {
            (row["feed"], row["source"]): (row["state"], row["last_file"], row["nil_until"])
            for row in csv.DictReader(opened)
        }
    return tuple(
        f"{feed} of {source}: the truth says {expected.get((feed, source), 'nothing')}; "
        f"coverage says {shown.get((feed, source), 'nothing')}"
        for feed, source in sorted(expected.keys() | shown.keys())
        if expected.get((feed, source)) != shown.get((feed, source))
    )


def _in_words(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _state(how_often: HowOften, asked: list[_Asked], answered: date | None, since: date | None) -> str:
    if not how_often.has_periods:
        return WHEN_IT_HAPPENS
    of_them = [one for one in asked if since is None or one.counts_from > since]
    if of_them and (answered is None or of_them[-1].counts_from > answered):
        return NEVER if answered is None else LATE
    return NOT_DUE if answered is None else ANSWERED


def _asked(owed: Owed, terms: Terms) -> list[_Asked]:
    """What was owed by today, the earliest first."""
    found = []
    for first, end in _periods(owed.how_often, terms):
        if owed.how_often is HowOften.YEARLY:
            # What is for a school year may come from June on, and is late once its days of grace have begun the year.
            found.append(_Asked(date(first.year, 6, 1), date(first.year, 9, 1) + _DAY * owed.grace))
        elif owed.how_often.grace_in_school_days:
            late = terms.calendar.add_school_days(end - _DAY, owed.grace) + _DAY
            found.append(_Asked(first, late))
        else:
            found.append(_Asked(first, end + _DAY * owed.grace))
    return [one for one in found if one.late_on <= terms.today]


def _periods(how_often: HowOften, terms: Terms) -> Iterator[tuple[date, date]]:
    """First day, and day after the last, of every period up to today's."""
    days = terms.school_days
    if how_often is HowOften.DAILY:
        for day in days:
            yield day, day + _DAY
    elif how_often is HowOften.WEEKLY:
        for monday in dict.fromkeys(day - _DAY * day.weekday() for day in days):
            yield monday, monday + 7 * _DAY
    elif how_often is HowOften.MONTHLY:
        for first in dict.fromkeys(day.replace(day=1) for day in days):
            yield first, (first + 31 * _DAY).replace(day=1)
    elif how_often is HowOften.HALF_TERMLY:
        # It begins with the first day on which pupils come.
        for _, first, last in terms.runs:
            yield next((day for day in days if day >= first), first), last + _DAY
    elif how_often is HowOften.TERMLY:
        for _, halves in groupby(terms.runs, key=lambda run: run[0]):
            (_, first, _), *_, (_, _, last) = halves
            yield first, last + _DAY
    elif how_often is HowOften.YEARLY:
        for year in (terms.last_year, terms.this_year):
            yield date(year.start_year, 9, 1), date(year.start_year + 1, 9, 1)


def _owing(world: World, last: dict[tuple[str, str], date]) -> Iterator[tuple[str, _Source]]:
    """Everybody who owes something, with each feed."""
    owed = {feed: one for feed, one in feeds_owed().items() if feed in FEEDS}
    for school in world.schools.all:
        if school.closed is None:
            source = _Source(school.urn, frozenset({school.urn}), school.opened)
            for feed in _owed_by(school, owed):
                yield feed, source
    for key, kind in _providers_with_children(world):
        for feed, one in owed.items():
            of_e_learning = one.from_whom is FromWhom.E_LEARNING and kind == "e-learning"
            if one.from_whom is FromWhom.PROVIDERS or of_e_learning:
                yield feed, _Source(key, frozenset({key}))
    senders: dict[str, set[str]] = defaultdict(set)
    for feed, sender in last:
        senders[feed].add(sender)
    for feed, one in owed.items():
        if not one.from_whom.is_place:
            for key in senders[feed] or {collection_of(feed)}:
                yield feed, _Source(key, frozenset({key}))


def _owed_by(school: School, owed: dict[str, Owed]) -> Iterator[str]:
    for feed, one in owed.items():
        of_the_state = one.from_whom is FromWhom.STATE_SCHOOLS and school.kind is not INDEPENDENT
        if of_the_state or one.from_whom is FromWhom.EVERY_SCHOOL:
            yield feed


def _providers_with_children(world: World) -> set[tuple[str, str]]:
    """The providers with whom a child of the list is today, and their kinds."""
    today = world.terms.today
    return {
        (placed.provider.key, placed.provider.kind)
        for life in world.lives
        if life.expected.standing != "off"
        for placed in life.placements
        if placed.start <= today and (placed.end is None or placed.end >= today)
    }


def _nil_returns(world: World, last: dict[tuple[str, str], date]) -> Iterator[Nil]:
    """Of the schools that sent no file this half term, some say that they have nothing to tell."""
    lot = stream(world.seed, "nil returns")
    today = world.terms.today
    [(first, end)] = [(first, end) for _, first, end in world.terms.runs if first <= today <= end]
    for school in world.schools.all:
        if school.closed is not None or school.kind is INDEPENDENT:
            continue
        for feed in _NIL_FEEDS:
            says_so = lot.random() < _SAY_NIL
            if says_so and last.get((feed, school.urn), date.min) < first:
                yield Nil(feed, school.urn, end)
