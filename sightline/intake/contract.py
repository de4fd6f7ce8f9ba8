"""What a feed is: its columns, what tells its rows apart, its rules, and how its rows reach the record.

A contract is data and small functions; readers, staging, templates, the reference pages and the pages on screen are
made from it. One contract a file in `feeds/`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sightline.access.policy import FieldClass

if TYPE_CHECKING:
    from lxml.etree import _Element

    from sightline.intake.publishing.publication import Publication


WHOLE_ROW = "(whole row)"
"""What a fault names instead of a column when it is of the row as such."""


class Kind(StrEnum):
    """What stands in a column, and so how a cell is read."""

    TEXT = "text"
    DATE = "date"
    HOURS = "hours"
    WHOLE_NUMBER = "number"
    YES_NO = "yes or no"
    CHOICE = "choice"
    CODE = "code"
    UPN = "unique pupil number"
    ULN = "unique learner number"
    NHS_NUMBER = "NHS number"
    URN = "unique reference number"
    UKPRN = "UK provider reference number"
    POSTCODE = "postcode"
    POSTCODE_SECTOR = "postcode sector"
    AUTHORITY = "authority code"
    SCHOOL = "school"
    PROVIDER = "provider"
    LOCALITY = "locality"
    FULL_NAME = "whole name"
    CASE_NUMBER = "case number"
    WEEKDAY = "day of the week"
    TIME = "time of day"


class OwedBy(StrEnum):
    """Who sends a feed."""

    SCHOOL = "schools"
    PROVIDER = "providers"
    AUTHORITY = "the authority's own teams"
    HEALTH = "health services"
    JUSTICE = "youth justice services and the police"
    REGISTER = "the national register"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a row: in which column, what sort of value stands there, and what is expected.

    Neither the class nor the message ever holds the value, which is a child's. A fault that does not hold the row
    back is a warning: the value is set aside or kept as sent, and listed.
    """

    column: str
    value_class: str
    message: str
    holds_back: bool = True

    def as_json(self) -> dict[str, Any]:
        """The fault as it is stored and printed."""
        return {
            "column": self.column,
            "value_class": self.value_class,
            "message": self.message,
            "held_back": self.holds_back,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: its name in code, its heading, other headings that senders use, and what is expected in it.

    `choices` maps what may stand in a CHOICE (or CODE) to its meaning, `aliases` other words for one (in a column of
    any kind, small letters that stand for nothing known lead to an empty text), and `code_set`
    names the set of the domain's codes that a CODE belongs to. A code that is not in its set is kept with
    a warning. What cannot be read in an `optional_reading` column is set aside with a warning; elsewhere it holds the
    row back. `required` asks for the column in the file and for a value in each row.
    """

    name: str
    heading: str
    kind: Kind
    meaning: str
    required: bool = False
    synonyms: tuple[str, ...] = ()
    field_class: FieldClass | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    code_set: str = ""
    max_length: int = 200
    optional_reading: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading under which the column is found, its own first, made comparable."""
        return tuple(dict.fromkeys(plain_heading(text) for text in (self.heading, *self.synonyms)))


@dataclass(frozen=True, slots=True)
class Row:
    """One row that could be read: its number in the file (headings count too) and its values by column name.

    `key` tells the row apart in its file and `person` is the sender's key of the person, both empty where they could
    not be read. A value is None where the cell is blank; a column that the file does not have is not in `values` at
    all. `set_aside` holds what failed its check and was put aside, as sent; `unread` names the columns whose cell could
    not be read and holds the row back, so that a rule need not call it blank.
    """

    number: int
    key: str
    person: str
    values: Mapping[str, Any]
    set_aside: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> Any:
        """The value of a column, None when it is blank or was not sent."""
        return self.values.get(column)

    def text(self, column: str) -> str:
        """The value of a text or code column, empty when it is blank or was not sent."""
        return self.values.get(column) or ""

    def sent(self, column: str) -> bool:
        """Whether the file has this column."""
        return column in self.values


RowRule = Callable[[Row], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of text within what was sent, before anybody knows which feed it is.

    `file` is the name of the file that it stands in and `name` that of the sheet, of the list, or of the file within
    a packed one; empty where the file holds one table. Rows are read from the top, headings and titles included, as
    often as needed. `marks` are what reading already found of rows as such, by their numbers from 1: faults that
    hold nothing back.
    """

    file: str
    name: str
    from_workbook: bool
    read: Callable[[], Iterator[list[str]]]
    marks: Mapping[int, Fault] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Joined:
    """One table made of several sheets: its rows, headings first, and where each part of it came from.

    `parts` are names with the number of rows of the joined table that lie before the part's own first row of
    headings: row `n` of the joined table is row `n - after` of the part.
    """

    sheet: Sheet
    parts: tuple[tuple[str, int], ...]


Assemble = Callable[[Sequence[Sheet]], Joined]
FromXml = Callable[["_Element"], Sequence[tuple[str, Sequence[Sequence[str]]]]]


@dataclass(frozen=True, slots=True, eq=False)
class Feed:
    """One contract. `told_apart_by` names the columns that make a row the only one of its kind in a file.

    `complete_for` names the column for each of whose values a file is complete (`school`, `provider`), or `sender`
    for a file that holds everybody the sender knows; empty when a file only adds. `shows_sender` names the column
    from which the sender is told when one school's or one provider's rows stand in the file.

    `assemble` makes the one table of a feed that is sent as several files or sheets (a school census); it raises
    Unreadable for a set in which a part is missing. `from_xml` makes tables (a name, and rows with the headings
    first) of the root of an XML document; without it the feed is never XML. `document` names that root's element.

    With `a_file_each`, `assemble` puts only the sheets of one file together, and every file is a delivery of its own.

    `not_beside` names headings, made comparable, of another table that has the same columns and means something else:
    a sheet with one of them is never taken for this feed without asking.

    With `keeps_only_what_it_reads`, what stands under headings that the feed does not read is not kept even while a row
    waits: a diagnosis or an offence that nobody asked for.

    With `row_says_all`, what a row says follows from the row alone, on whatever day it is sent: one that is sent again
    as it stood says nothing new, and is not looked at twice (`sent_again`). Such rows are told apart by their person.
    """

    name: str
    title: str
    owed_by: OwedBy
    meaning: str
    columns: tuple[Column, ...]
    told_apart_by: tuple[str, ...]
    publish: "Callable[[Publication], None]"
    rules: tuple[RowRule, ...] = ()
    complete_for: str = ""
    shows_sender: str = ""
    holds_children: bool = False
    assemble: Assemble | None = None
    from_xml: FromXml | None = None
    document: str = ""
    not_beside: tuple[str, ...] = ()
    keeps_only_what_it_reads: bool = False
    row_says_all: bool = False
    a_file_each: bool = False

    @property
    def comes_in_files(self) -> bool:
        """Whether several files make one delivery."""
        return self.assemble is not None and not self.a_file_each

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError when the feed has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@lru_cache(maxsize=4096)
def plain_heading(text: str) -> str:
    """A heading made comparable: small letters and digits only, so that `LA (code)` is `lacode`."""
    return re.sub(r"[^a-z0-9]+", "", text.casefold())
