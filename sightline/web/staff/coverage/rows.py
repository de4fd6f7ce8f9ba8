"""Rows of the pages of coverage: one sender in words and figures, and one feed of a sender."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sightline.domain.known import Known, NotKnown
from sightline.intake.coverage.answers import LastAsked, People
from sightline.intake.coverage.reading import FeedStanding, SenderStanding
from sightline.intake.coverage.senders import KIND_TITLES, SenderKind
from sightline.web.shared.words import Showable

NEVER = NotKnown("nothing has come yet")
HEADINGS = (
    "Kind",
    "Sender",
    "Number or key",
    "Locality",
    "Not heard",
    "Late since",
    "Last file",
    "Children on the list",
    "Hours not known",
    "Persons told of",
    "With pupil number",
    "Rows waiting",
    "Last asked",
)


@dataclass(frozen=True)
class SenderRow:
    """One sender of the list: what has not been heard, since when, what came last, and how complete it is."""

    kind: str
    key: str
    kind_title: str
    name: str
    locality: str
    silent: tuple[FeedStanding, ...]
    late_since: date | None
    last_file: Showable
    children: int | None
    hours_known: int
    people: People
    waiting: Known[int]
    last_asked: LastAsked | None

    @property
    def children_words(self) -> str:
        """Of how many of its children the hours are known; empty for who has no children on the list."""
        if not self.children:
            return ""
        return f"{self.hours_known} of {self.children}"

    @property
    def identified_words(self) -> str:
        """Of how many persons the pupil number is given; empty for who tells of nobody."""
        if not self.people.persons:
            return ""
        return f"{100 * self.people.with_upn // self.people.persons}%"

    def cells(self) -> list[str]:
        """The row for a file, under HEADINGS: what is not known says so."""
        return [
            self.kind_title,
            self.name,
            self.key,
            self.locality or "not known",
            "; ".join(feed.title for feed in self.silent) or "none",
            self.late_since.isoformat() if self.late_since else "not late",
            self.last_file.value.isoformat() if isinstance(self.last_file, Known) else "never",
            "not a place" if self.children is None else str(self.children),
            "not a place" if self.children is None else str(self.children - self.hours_known),
            str(self.people.persons),
            str(self.people.with_upn),
            str(self.waiting.value),
            self.last_asked.on.isoformat() if self.last_asked else "never",
        ]


@dataclass(frozen=True)
class FeedRow:
    """One feed of a sender: how it stands, what came last and with how many rows."""

    one: FeedStanding
    last_file: Showable
    rows: Showable


def sender_row(one: SenderStanding, people: Mapping[tuple[SenderKind, str], People]) -> SenderRow:
    """A sender as a row of the list."""
    sender = one.sender
    children = sender.children
    listed = None if children is None else children.on_list + children.to_be_checked
    return SenderRow(
        kind=sender.kind,
        key=sender.key,
        kind_title=KIND_TITLES[sender.kind],
        name=sender.name,
        locality=sender.locality,
        silent=one.silent,
        late_since=one.late_since,
        last_file=Known(one.last_file) if one.last_file else NEVER,
        children=listed,
        hours_known=(listed or 0) - one.hours_not_known,
        people=people[sender.kind, sender.key],
        waiting=Known(one.waiting),
        last_asked=one.last_asked,
    )


def feed_rows(one: SenderStanding, rows: Mapping[str, int]) -> list[FeedRow]:
    """Every feed that a sender owes, the silent ones first; `rows` are those of the last file of each."""
    return [
        FeedRow(
            feed,
            Known(feed.standing.last_file) if feed.standing.last_file else NEVER,
            Known(rows[feed.owed.feed]) if feed.owed.feed in rows else NEVER,
        )
        for feed in one.feeds
    ]
