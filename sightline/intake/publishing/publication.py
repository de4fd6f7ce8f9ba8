"""One file being published: its good rows, what became of each, and what came of it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sightline.access.door import Writing
from sightline.domain.london import london_date
from sightline.intake.contract import WHOLE_ROW, Fault, Feed, Row
from sightline.intake.parts import row_in_part
from sightline.record.models import Delivery, Versioned

OVERLAP = "dates that overlap"
"""The class of what is wrong with rows that tell one thing of a child twice, for some of the same days."""


@dataclass(slots=True)
class Publication:
    """The rows of one delivery on their way into the record, inside one write.

    A feed's `publish` says of each row that it was taken (something in it was new) or holds it back; the rest is
    unchanged. `persons_in_file` are the sender's keys of everybody in the file, rows that are held back included.

    With `partial` the rows are a few of the delivery's, mended since: nobody is gone and nothing is over because it
    is not among them. `said_at` is when the sender said it, where that is earlier than the authority learnt it.
    `passed_over` is how many more rows the file has that stood so in the sender's last one, and `places_passed_over`
    what stands there in the column for whose values the feed is complete.
    """

    writing: Writing
    delivery: Delivery
    feed: Feed
    rows: Sequence[Row]
    persons_in_file: frozenset[str]
    partial: bool = False
    said_at: datetime | None = None
    passed_over: int = 0
    places_passed_over: frozenset[int] = frozenset()
    held_back: dict[int, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    left_out: list[tuple[int, Fault]] = field(default_factory=list)
    gone: int = 0
    new_children: int = 0
    to_review: int = 0
    _taken: set[int] = field(default_factory=set)
    _with_nothing: set[int] = field(default_factory=set)
    _other_changes: bool = False

    @property
    def day(self) -> date:
        """The day, in London, on which the file was received."""
        return london_date(self.delivery.received_at)

    @property
    def stands_after(self) -> datetime:
        """The moment after which whatever was received stands, since it is a later word than these rows."""
        return self.said_at or self.writing.received_at

    def is_overtaken_by(self, known: Versioned) -> bool:
        """Whether a row of the record was received after these rows were said, so that they cannot correct it."""
        return known.received_at > self.stands_after

    @property
    def good_rows(self) -> list[Row]:
        """The rows that nothing holds back so far, and that have something to record."""
        not_these = self.held_back.keys() | self._with_nothing
        return [row for row in self.rows if row.number not in not_these]

    @property
    def taken(self) -> int:
        """How many rows brought something new."""
        return len(self._taken - self.held_back.keys())

    @property
    def unchanged(self) -> int:
        """How many rows said what the record knew."""
        return self.passed_over + len(self.rows) - len(self.held_back) - self.taken

    @property
    def changes_something(self) -> bool:
        """Whether the file changes the record at all."""
        return bool(self.taken or self.gone or self._other_changes)

    def take(self, row: Row | int | None) -> None:
        """Say that a row (or the row of this number) brought something new."""
        if isinstance(row, Row):
            self._taken.add(row.number)
        elif row is not None:
            self._taken.add(row)

    def brings_something(self, row: Row) -> bool:
        """Whether a row was taken: something in it was new."""
        return row.number in self._taken

    def note_change(self) -> None:
        """Say that the record changed other than through a row: somebody is back, or gone."""
        self._other_changes = True

    def hold_back(self, row: Row, value_class: str, message: str, column: str = WHOLE_ROW) -> None:
        """Keep a row out of the record until somebody mends it."""
        self.held_back[row.number].append(Fault(column, value_class, message))

    def leave_out(self, row: Row, value_class: str, message: str, column: str = WHOLE_ROW) -> None:
        """List a row that is right and has nothing to record."""
        self._with_nothing.add(row.number)
        self.left_out.append((row.number, Fault(column, value_class, message, holds_back=False)))

    def warn(self, row_number: int, value_class: str, message: str, column: str = WHOLE_ROW) -> None:
        """List something about a row that a person should know; the row is taken all the same."""
        self.left_out.append((row_number, Fault(column, value_class, message, holds_back=False)))

    def row_called(self, number: int) -> str:
        """What people call a row: “Row 7”, or “Row 7 of” its own file or sheet where several make one table."""
        name, own = row_in_part(self.delivery.intake_run.parts, number)
        return f"Row {own} of {name}" if name else f"Row {own}"

    def hold_back_doubles(self) -> None:
        """Hold back every row that another row of the file says it is, too: which of them is right, nobody can tell."""
        times = Counter(row.key for row in self.good_rows)
        first = {row.key: row.number for row in reversed(self.rows)}
        last = {row.key: row.number for row in self.rows}
        for row in self.good_rows:
            if times[row.key] > 1:
                other = last[row.key] if row.number == first[row.key] else first[row.key]
                self.hold_back(
                    row,
                    "the same key twice",
                    f"{self.row_called(other)} stands for the same thing. Send it once, as it is right.",
                )
