"""Columns and rules that several feeds share."""

from collections.abc import Iterable
from datetime import date, timedelta

from sightline.access.policy import FieldClass
from sightline.intake.contract import Column, Fault, Kind, Row, RowRule
from sightline.population.tables import reasons
from sightline.record.models import Known

WORDS = 400
"""The most letters of free words that the record keeps of one thing."""

YEAR_GROUP_ALIASES = {"0": "R", "Reception": "R"} | {f"Y{year}": str(year) for year in range(1, 15)}


def school(meaning: str, *, required: bool = False, optional_reading: bool = False) -> Column:
    """The column that names a school by URN or DfE number."""
    return Column(
        "school",
        "School",
        Kind.SCHOOL,
        meaning,
        required=required,
        synonyms=("School URN", "URN", "DfE number", "LAESTAB", "Estab", "School number"),
        field_class=FieldClass.EDUCATION,
        optional_reading=optional_reading,
    )


def provider(meaning: str) -> Column:
    """The column that names a provider by the ID of the directory."""
    return Column(
        "provider",
        "Provider ID",
        Kind.PROVIDER,
        meaning,
        required=True,
        synonyms=("Provider", "Provider code"),
        field_class=FieldClass.EDUCATION,
    )


def first_day(heading: str, meaning: str, *, required: bool, synonyms: tuple[str, ...] = ()) -> Column:
    """The column with the first day of what the row tells of."""
    return _day("first_day", heading, meaning, required=required, synonyms=synonyms)


def last_day(heading: str, meaning: str, synonyms: tuple[str, ...] = ()) -> Column:
    """The column with the last day, inclusive, of what the row tells of."""
    return _day("last_day", heading, meaning, required=False, synonyms=synonyms)


def day(
    name: str, heading: str, meaning: str, synonyms: tuple[str, ...] = (), *, required: bool = False
) -> Column:
    """A column with some other day."""
    return _day(name, heading, meaning, required=required, synonyms=synonyms)


def _day(name: str, heading: str, meaning: str, *, required: bool, synonyms: tuple[str, ...]) -> Column:
    return Column(
        name,
        heading,
        Kind.DATE,
        meaning,
        required=required,
        synonyms=synonyms,
        field_class=FieldClass.EDUCATION,
    )


def hours(
    name: str, heading: str, meaning: str, *, required: bool = False, synonyms: tuple[str, ...] = ()
) -> Column:
    """A column with hours a week; blank is not known, and 0 is known to be none."""
    return Column(
        name,
        heading,
        Kind.HOURS,
        meaning,
        required=required,
        synonyms=synonyms,
        field_class=FieldClass.EDUCATION,
    )


def yes_no(name: str, heading: str, meaning: str, synonyms: tuple[str, ...] = ()) -> Column:
    """A column with yes, no, or blank for not known."""
    return Column(
        name,
        heading,
        Kind.YES_NO,
        meaning,
        synonyms=synonyms,
        field_class=FieldClass.EDUCATION,
        optional_reading=True,
    )


def reason(meaning: str) -> Column:
    """The column with a reason: the census codes for placements, or one of Sightline's own slugs."""
    return Column(
        "reason",
        "Reason",
        Kind.CODE,
        meaning,
        choices={slug: kind.title for slug, kind in reasons().items()},
        synonyms=("Primary reason", "Reason code"),
        code_set="placement_reason",
        # A reason may tell of health or custody.
        field_class=FieldClass.HEALTH,
        max_length=40,
    )


def known(value: str | None) -> str:
    """A cell of yes or no as the record keeps it: blank is not known."""
    return value or Known.NOT_KNOWN.value


def day_after(last: date | None) -> date | None:
    """The end of a half-open period from its last day: files tell last days, the record the day after."""
    return None if last is None else last + timedelta(days=1)


def in_order(first: str, first_heading: str, last: str, last_heading: str) -> RowRule:
    """The rule that one day of a row does not lie before another."""

    def rule(row: Row) -> Iterable[Fault]:
        if row[first] and row[last] and row[last] < row[first]:
            yield Fault(
                last_heading,
                "a date before another",
                f"{last_heading} cannot lie before {first_heading}.",
            )

    return rule
