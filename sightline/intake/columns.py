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


def text(
    name: str,
    heading: str,
    meaning: str,
    *synonyms: str,
    field_class: FieldClass = FieldClass.EDUCATION,
    max_length: int = 200,
    required: bool = False,
) -> Column:
    """A column of free words; what is longer than `max_length` letters holds the row back."""
    return Column(
        name,
        heading,
        Kind.TEXT,
        meaning,
        required=required,
        synonyms=synonyms,
        field_class=field_class,
        max_length=max_length,
    )


def identity(
    name: str, heading: str, kind: Kind, meaning: str, *synonyms: str, max_length: int = 200
) -> Column:
    """A column that says more of who the child is; what cannot be read there is set aside."""
    return Column(
        name,
        heading,
        kind,
        meaning,
        synonyms=synonyms,
        field_class=FieldClass.IDENTITY,
        max_length=max_length,
        optional_reading=kind is not Kind.TEXT,
    )


def sex(*synonyms: str) -> Column:
    """The column with the sex, by its code or in words."""
    return Column(
        "sex",
        "Sex",
        Kind.CODE,
        "Sex as recognised in law: F, M or U.",
        code_set="sex",
        aliases={"Girl": "F", "Boy": "M"},
        synonyms=("Gender", *synonyms),
        field_class=FieldClass.IDENTITY,
        max_length=1,
        optional_reading=True,
    )


def home_authority(meaning: str) -> Column:
    """The column with the code of the authority in whose area the child lives."""
    return Column(
        "home_authority",
        "Home authority",
        Kind.AUTHORITY,
        meaning,
        synonyms=("Home LA", "Home local authority"),
        field_class=FieldClass.IDENTITY,
        optional_reading=True,
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


def first_day_over(first: date | None, last: date | None) -> date | None:
    """The day from which a stay is over that began on `first` and ended on `last`; one of a single day lasted that day.

    Whoever leaves a ward on a day may be admitted to the next on the same day: the two do not overlap.
    """
    if last is None:
        return None
    return last if first is None else max(last, first + timedelta(days=1))


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


def begins_on_monday(row: Row) -> Iterable[Fault]:
    """The rule that the week of a row begins on a Monday."""
    if row["monday"] and row["monday"].weekday() != 0:
        yield Fault("Week beginning", "not a Monday", "A week begins on a Monday.")
