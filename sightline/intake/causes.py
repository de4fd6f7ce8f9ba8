"""Why rows wait: rows with one thing wrong with them stand together, so that one mend may put all of them right."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from sightline.access.policy import Action, FieldClass
from sightline.access.viewer import Viewer
from sightline.intake.contract import Column, Feed, Kind
from sightline.intake.lookups import comparable_name
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.publishing.publication import OVERLAP
from sightline.intake.registry import feeds

DOUBLE = "the same key twice"
"""The class of what is wrong with rows of which each stands for the same thing as another (`hold_back_doubles`)."""

PLACES = {Kind.SCHOOL: "school", Kind.PROVIDER: "provider", Kind.LOCALITY: "locality"}
"""Kinds of column whose texts name a place, with the word for it: what a sender means is said once and remembered."""

# Columns in which rows with the same text have the same thing wrong with them. A date that cannot be read is each
# row's own, even where two look alike.
_BY_TEXT = {*PLACES, Kind.CHOICE, Kind.CODE, Kind.AUTHORITY, Kind.YES_NO}
_LENGTH_OF_KEY = 16


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is wrong with one or more rows of one sender and feed.

    `key` is a digest, fit for an address. `column` is the heading of the contract and `kind` what stands in it, None
    for a fault of the whole row. `message` is empty where it differs from row to row. `text` is what stands in all of
    the rows, as sent, where that is what binds them together: empty otherwise, and where the viewer's role does not
    show the column. With `one_mend` the same text put right once puts all of the rows right. `row_ids` are in the order
    of their files.
    """

    key: str
    feed: str
    feed_title: str
    source: str
    source_title: str
    column: str
    kind: Kind | None
    value_class: str
    message: str
    text: str
    rows: int
    one_mend: bool
    row_ids: tuple[int, ...]

    @property
    def place(self) -> str:
        """“school”, “provider” or “locality” where a name is not known that could be said once; empty otherwise."""
        return PLACES.get(self.kind, "") if self.kind and self.text else ""

    @property
    def overlaps(self) -> bool:
        """Whether rows of one child tell of one thing for some of the same days; they stand one after the other."""
        return self.value_class == OVERLAP

    @property
    def is_double(self) -> bool:
        """Whether each of the rows stands for the same thing as another, so that somebody must choose."""
        return self.value_class == DOUBLE


def causes(viewer: Viewer, feed: str = "", source: str = "", run: int | None = None) -> list[Cause]:
    """Why rows wait, the cause with most rows first; of one feed, one sender (its slug) or one run, or of all.

    One query, however many rows wait. Raises PermissionDenied unless the viewer may take files.
    """
    viewer.require(Action.TAKE_FILES)
    rows = waiting_rows()
    if feed:
        rows = rows.filter(run__delivery__feed=feed)
    if source:
        rows = rows.filter(run__delivery__source__slug=source)
    if run is not None:
        rows = rows.filter(run=run)
    gathered: dict[tuple[str, ...], list[_Faulty]] = defaultdict(list)
    for faulty in _faults(rows):
        gathered[faulty.bound_by].append(faulty)
    found = [_cause(viewer, together) for together in gathered.values()]
    return sorted(found, key=lambda cause: (-cause.rows, cause.source_title, cause.feed, cause.key))


def cause_called(viewer: Viewer, key: str) -> Cause | None:
    """The cause behind a key, or None when no row waits for it (any more)."""
    return next((cause for cause in causes(viewer) if cause.key == key), None)


def waiting_rows() -> QuerySet[StagedRow]:
    """Every row held back, of files that have been published, the longest waiting first."""
    return StagedRow.objects.filter(
        state=StagedRow.State.QUARANTINED,
        run__state__in=(IntakeRun.State.APPLIED, IntakeRun.State.UNCHANGED),
    ).order_by("run__delivery__received_at", "run_id", "row_number")


def sees_column(viewer: Viewer, feed: Feed, column: Column | None) -> bool:
    """Whether the viewer's role shows a column of a feed; None stands for one that the feed does not know.

    What is not known to be of a class may be of any, so that only a role that shows every class sees it.
    """
    if column is not None and column.field_class is not None:
        return viewer.sees(column.field_class)
    return not feed.holds_children or viewer.sees_all(FieldClass)


@dataclass(frozen=True, slots=True)
class _Faulty:
    """One fault of one row: the row, where it came from, and what stands in the faulty column."""

    row: int
    feed: str
    source: str
    source_title: str
    column: Column | None
    problem: Mapping[str, Any]
    text: str
    row_key: str
    person: str

    @property
    def bound_by(self) -> tuple[str, ...]:
        """What the row has in common with others of the same cause."""
        text = comparable_name(self.text) if self.is_by_text else ""
        return self.source, self.feed, self.problem["column"], self.problem["value_class"], text

    @property
    def is_by_text(self) -> bool:
        return self.column is not None and self.column.kind in _BY_TEXT


def _faults(rows: QuerySet[StagedRow]) -> Iterator[_Faulty]:
    columns = (
        "id",
        "run__delivery__feed",
        "run__delivery__source__slug",
        "run__delivery__source__title",
        "problems",
        "values",
        "key",
        "person",
    )
    by_heading = {
        name: {column.heading: column for column in contract.columns} for name, contract in feeds().items()
    }
    for pk, feed, source, title, problems, values, key, person in rows.values_list(*columns).iterator(
        chunk_size=2_000
    ):
        for problem in _holding_back(problems):
            column = by_heading.get(feed, {}).get(problem["column"])
            text = values.get(column.name, "") if column else ""
            yield _Faulty(pk, feed, source, title, column, problem, text, key, person)


def _holding_back(problems: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The problems that keep a row out of the record, each column and class once."""
    seen = set()
    for problem in problems:
        what = problem["column"], problem["value_class"]
        if problem.get("held_back", True) and what not in seen:
            seen.add(what)
            yield problem


def _side_by_side(rows: list[_Faulty], of: Callable[[_Faulty], str]) -> list[_Faulty]:
    """The rows with those together that have something in common, in the order in which each first comes up."""
    seen = {common: place for place, common in enumerate(dict.fromkeys(map(of, rows)))}
    return sorted(rows, key=lambda faulty: seen[of(faulty)])


def _cause(viewer: Viewer, together: list[_Faulty]) -> Cause:
    first = together[0]
    contract = feeds().get(first.feed)
    shown = contract is not None and sees_column(viewer, contract, first.column)
    # Rows among which somebody must choose stand side by side.
    if first.problem["value_class"] == DOUBLE:
        together = _side_by_side(together, lambda faulty: faulty.row_key)
    elif first.problem["value_class"] == OVERLAP:
        together = _side_by_side(together, lambda faulty: faulty.person)
    messages = {faulty.problem["message"] for faulty in together}
    return Cause(
        key=salted_hmac(__name__, "\x1f".join(first.bound_by)).hexdigest()[:_LENGTH_OF_KEY],
        feed=first.feed,
        feed_title=contract.title if contract else first.feed,
        source=first.source,
        source_title=first.source_title,
        column=first.problem["column"],
        kind=first.column.kind if first.column else None,
        value_class=first.problem["value_class"],
        message=first.problem["message"] if len(messages) == 1 else "",
        text=first.text if shown and first.is_by_text else "",
        rows=len(together),
        one_mend=shown and first.is_by_text,
        row_ids=tuple(faulty.row for faulty in together),
    )
