"""A child's story: what began and what ended, the latest first, whole or one part of it at a time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.domain.known import Known
from sightline.web.shared.words import knowable_words
from sightline.web.staff.child.entries import Entry
from sightline.web.staff.child.kinds import GROUPS

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """One thing in the story: on which day (None: not known), in words, as told by whom, with what is known of it."""

    title: str
    day: date | None
    by: str
    body: str
    group: str


@dataclass(frozen=True)
class Part:
    """A part of the story that can be shown by itself, and how many things it holds."""

    group: str
    words: str
    count: int


@dataclass(frozen=True)
class Story:
    """The events asked for, the parts that there are, and which part was asked for (empty: the whole)."""

    events: tuple[Event, ...]
    parts: tuple[Part, ...]
    group: str
    whole: int


def story_of(entries: Iterable[Entry], on: date, group: str = "") -> Story:
    """The story up to the day `on`, of one part of it or (without one, or for one that there is not) of all.

    What has no day comes last; what is still to come is in the plan and not in the story.
    """
    events = sorted(
        (event for entry in entries if entry.group for event in _events(entry, on)),
        key=lambda event: (event.day or date.min, event.title),
        reverse=True,
    )
    counts = Counter(event.group for event in events)
    parts = tuple(Part(slug, words, counts[slug]) for slug, words in GROUPS.items() if counts[slug])
    chosen = group if counts[group] else ""
    shown = tuple(event for event in events if chosen in ("", event.group))
    return Story(shown, parts, chosen, len(events))


def _events(entry: Entry, on: date) -> Iterable[Event]:
    body = "; ".join(
        f"{label.lower() if label[1:].islower() else label}: {knowable_words(value)}"
        for label, value in entry.details
        if isinstance(value, Known)
    )
    if entry.day is None or entry.day <= on:
        yield Event(entry.title, entry.day, entry.by, body, entry.group)
    if entry.lasts and entry.end is not None and entry.end - _DAY <= on:
        title = f"Ended: {entry.title[0].lower()}{entry.title[1:]}"
        yield Event(title, entry.end - _DAY, entry.by, "", entry.group)
