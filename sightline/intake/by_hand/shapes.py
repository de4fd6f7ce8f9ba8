"""What can be told by hand, as data: the questions of one kind of fact, and how answers become its columns.

The questions are the columns of a feed's contract, so that a cell of a file and an answer on a form are read by the
same reader and refused in the same words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sightline.access.policy import FieldClass
from sightline.intake.contract import Column, Kind
from sightline.record.models import Fact, Known, SourcePersonVersion

FIRST_DAY, LAST_DAY, DAY, MONDAY = "first_day", "last_day", "day", "monday"
"""Names of the questions about time: a period by its first and last day, one day, or the week of a Monday."""

DAYS = frozenset({FIRST_DAY, LAST_DAY, DAY, MONDAY})

Values = Mapping[str, Any]
Rule = Callable[[Values], Iterable[tuple[str, str]]]
"""Looks at the answers together and yields what is wrong: the question's name, and a message without the answer."""


class Group(StrEnum):
    """What people call about: how the kinds are put together on the page that asks what to record."""

    HOURS = "Hours and timetable"
    PLACES = "School or provider"
    HEALTH = "Health"
    ABSENCE = "Absence, exclusion and behaviour"
    HOME = "Home and family"
    CUSTODY = "Custody"
    LEARNING = "Special educational needs and learning"
    PLAN = "Reviews and next steps"
    PEOPLE = "Who the child is, and who answers for the child"
    CONCERNS = "Concerns and documents"


@dataclass(frozen=True, slots=True, eq=False)
class ToldKind:
    """One kind of fact that can be told by hand.

    `fixed` are the columns of the record that are the same for every fact of the kind (a circumstance's own kind), and
    tell such facts apart from others of the model. `gathered` names columns of the record that hold several answers,
    with the names of their questions in order. `to_come` names the days that may lie in the future.
    """

    slug: str
    title: str
    question: str
    group: Group
    model: type[Fact] | type[SourcePersonVersion]
    columns: tuple[Column, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)
    gathered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    to_come: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()

    def column(self, name: str) -> Column:
        """The question called `name`; KeyError when the kind asks no such thing."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def asks(self, name: str) -> bool:
        """Whether the kind asks this question."""
        return any(column.name == name for column in self.columns)

    @property
    def may_end(self) -> bool:
        """Whether a fact of this kind lasts and can be said to have ended."""
        return self.asks(LAST_DAY)


def attribute_of(column: Column) -> str:
    """The column of the record that an answer goes to; one that names a school, provider or person holds an id."""
    if column.kind is Kind.SCHOOL:
        return "establishment_id" if column.name == "school" else f"{column.name}_id"
    if column.kind is Kind.PROVIDER:
        return "provider_id"
    return "staff_member_id" if column.name == "staff_member" else column.name


def text(name: str, heading: str, meaning: str = "", *, required: bool = False, length: int = 200) -> Column:
    """A question that is answered in words."""
    return Column(name, heading, Kind.TEXT, meaning, required=required, max_length=length)


def words(meaning: str = "") -> Column:
    """What was said, in the words of whoever said it."""
    return text("words", "In their words", meaning, length=400)


def day(name: str, heading: str, meaning: str = "", *, required: bool = False) -> Column:
    """A question that is answered with a day."""
    return Column(name, heading, Kind.DATE, meaning, required=required)


def first_day(heading: str = "First day", meaning: str = "", *, required: bool = False) -> Column:
    """Since when something is so; blank: since before anybody told us."""
    return day(FIRST_DAY, heading, meaning or "Leave blank when nobody knows since when.", required=required)


def last_day(heading: str = "Last day", meaning: str = "") -> Column:
    """The last day on which something is so; blank: still so."""
    return day(LAST_DAY, heading, meaning or "Leave blank while it goes on.")


def hours(name: str, heading: str, meaning: str = "") -> Column:
    """Hours a week; blank is not known, 0 is known to be none."""
    return Column(name, heading, Kind.HOURS, meaning or "Hours a week. 0 means none; blank means not known.")


def choice(
    name: str, heading: str, choices: Iterable[tuple[str, str]], meaning: str = "", *, required: bool = False
) -> Column:
    """A question with listed answers."""
    return Column(name, heading, Kind.CHOICE, meaning, required=required, choices=dict(choices))


def code(name: str, heading: str, code_set: str, meaning: str = "") -> Column:
    """A question whose answers are the codes of one of the domain's sets."""
    return Column(name, heading, Kind.CODE, meaning, code_set=code_set)


def yes_no(name: str, heading: str, meaning: str = "") -> Column:
    """Yes, no, or not known."""
    return choice(name, heading, Known.choices, meaning)


def school(
    heading: str = "School", meaning: str = "", *, name: str = "school", required: bool = False
) -> Column:
    """A school of the register, by its name, URN or DfE number."""
    return Column(name, heading, Kind.SCHOOL, meaning or "Its name, URN or DfE number.", required=required)


def provider(heading: str = "Provider", meaning: str = "", *, required: bool = False) -> Column:
    """A provider of the directory, by its name or ID."""
    return Column(
        "provider", heading, Kind.PROVIDER, meaning or "Its name as in the directory.", required=required
    )


def authority(heading: str, meaning: str = "") -> Column:
    """An authority, by its three-digit code."""
    return Column("authority_code", heading, Kind.AUTHORITY, meaning or "The three-digit code.")


def guarded(column: Column, field_class: FieldClass) -> Column:
    """The same question, asked only of those whose role shows fields of `field_class`."""
    return Column(
        **{name: getattr(column, name) for name in Column.__slots__ if name != "field_class"},
        field_class=field_class,
    )


def in_order(first: str, last: str, message: str) -> Rule:
    """The rule that one day does not lie before another; `message` stands by the later one."""

    def rule(values: Values) -> Iterable[tuple[str, str]]:
        if values.get(first) and values.get(last) and values[last] < values[first]:
            yield last, message

    return rule


PERIOD_RULE = in_order(FIRST_DAY, LAST_DAY, "The last day cannot lie before the first day.")


def at_least_one(names: tuple[str, ...], message: str) -> Rule:
    """The rule that one of several questions is answered; `message` stands by the first."""

    def rule(values: Values) -> Iterable[tuple[str, str]]:
        if all(values.get(name) in (None, "") for name in names):
            yield names[0], message

    return rule


def exactly_one_place(values: Values) -> Iterable[tuple[str, str]]:
    """The rule that hours are told of one place: a school or a provider, and not both."""
    if values.get("school") is None and values.get("provider") is None:
        yield "school", "Give the school or the provider."
    if values.get("school") is not None and values.get("provider") is not None:
        yield "provider", "Give the school or the provider, and tell the other’s hours apart."
