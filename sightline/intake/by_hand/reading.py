"""Answers as typed become values of the record, or say what is wrong with them; and values become answers again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from sightline.access.viewer import Viewer
from sightline.domain.codes import codes_in
from sightline.domain.identifiers import check_nhs_number
from sightline.domain.known import plain_number
from sightline.intake.by_hand.shapes import DAY, DAYS, FIRST_DAY, LAST_DAY, MONDAY, ToldKind, attribute_of
from sightline.intake.contract import Column, Kind
from sightline.intake.lookups import find_providers, find_schools
from sightline.intake.values import Reading, read_cell
from sightline.population.tables import establishment_kinds, provider_kinds
from sightline.record.models import Establishment, Provider, StaffMember, Versioned

WEEK = timedelta(days=7)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TO_COME = "Enter today’s date or an earlier one."

_IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")
_SEVERAL = "Several are called so. Write the number that stands in brackets behind the name."
_ONE_LINE = 200
_PLACES = frozenset({Kind.SCHOOL, Kind.PROVIDER})


class NotRight(Exception):
    """What was told cannot be recorded: messages by the question that they belong to, without any answer."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("what was told cannot be recorded as it is")
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Told:
    """What was read: values by the question's name, and what is wrong, by question."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def read(
    kind: ToldKind,
    typed: Mapping[str, str],
    *,
    viewer: Viewer,
    today: date,
    standing: Versioned | None = None,
) -> Told:
    """Read the answers to the questions of a kind, as `viewer` typed them on the day `today`.

    A school or provider that the viewer's role does not show is none that there is. What stands in the row that is
    being corrected (`standing`) may stay as it is, though nobody could enter it so today: a sender's own code.
    """
    told = Told()
    stands = typed_from(kind, standing) if standing is not None else {}
    for column in kind.columns:
        text = _tidy(column, typed.get(column.name, ""))
        if standing is not None and text == _tidy(column, stands[column.name]):
            told.values[column.name] = _standing_value(kind, column, standing)
            continue
        try:
            told.values[column.name] = _value(column, text, viewer, today)
        except _Wrong as wrong:
            told.values[column.name] = None
            told.problems[column.name] = str(wrong)
        else:
            value = told.values[column.name]
            if isinstance(value, date) and value > today and column.name not in {LAST_DAY, *kind.to_come}:
                told.problems[column.name] = TO_COME
    if not told.problems:
        for rule in kind.rules:
            for name, message in rule(told.values):
                told.problems.setdefault(name, message)
    return told


def _tidy(column: Column, text: str) -> str:
    """An answer without idle spaces; where there is room for several lines, they stay."""
    return text.strip() if column.max_length > _ONE_LINE else " ".join(text.split())


class _Wrong(Exception):
    """An answer cannot be read; the message says what is expected."""


def _value(column: Column, text: str, viewer: Viewer, today: date) -> Any:
    if text and column.kind in _PLACES:
        return (_school if column.kind is Kind.SCHOOL else _provider)(text, viewer, today)
    if text and column.name == "staff_member":
        return _staff_member(text)
    if text and column.name == "nhs_number":
        checked = check_nhs_number(text)
        if not checked.is_valid:
            raise _Wrong(f"{checked.errors[0].message}.")
        return checked.value
    cell = read_cell(column, text, _reading(today))
    if cell.fault is not None and (cell.fault.holds_back or column.kind is Kind.CODE):
        raise _Wrong(cell.fault.message)
    return cell.value


def _reading(today: date) -> Reading:
    return Reading(
        day=today,
        demonstration=settings.SIGHTLINE_DEMO,
        from_workbook=False,
        schools={},
        providers={},
        localities={},
    )


def _school(text: str, viewer: Viewer, today: date) -> int:
    number = _number_of(text)
    found = set(find_schools({number}, today).values())
    if not found:
        found = set(Establishment.objects.filter(name__iexact=text).values_list("id", flat=True)[:9])
    shown = {
        one.pk
        for one in Establishment.objects.filter(pk__in=found)
        if viewer.sees(establishment_kinds()[one.group].field_class)
    }
    return _the_one(
        shown, "No school in the register is called so. Write its name in full, its URN or DfE number."
    )


def _provider(text: str, viewer: Viewer, today: date) -> int:
    found = set(find_providers({_number_of(text)}).values())
    if not found:
        found = set(Provider.objects.filter(name__iexact=text).values_list("id", flat=True)[:9])
    shown = {
        one.pk
        for one in Provider.objects.filter(pk__in=found)
        if viewer.sees(provider_kinds()[one.kind].field_class)
    }
    return _the_one(shown, "No provider in the directory is called so. Write its name in full, or its ID.")


def _staff_member(text: str) -> int:
    found = set(StaffMember.objects.filter(key__iexact=_number_of(text)).values_list("id", flat=True))
    if not found:
        found = set(StaffMember.objects.filter(name__iexact=text).values_list("id", flat=True)[:9])
    return _the_one(
        found, "Nobody in the list of staff is called so. Give the name in the next question instead."
    )


def _number_of(text: str) -> str:
    """What stands in brackets at the end of a suggestion (“High School (900001)”), else the whole text."""
    found = _IN_BRACKETS.search(text)
    return found[1].strip() if found else text


def _the_one(found: set[int], none: str) -> int:
    if not found:
        raise _Wrong(none)
    if len(found) > 1:
        raise _Wrong(_SEVERAL)
    return next(iter(found))


def columns_of(kind: ToldKind, values: Mapping[str, Any], *, told_on: date) -> dict[str, Any]:
    """The columns of the record for the answers to a kind's questions.

    A kind without a question about time holds from the day `told_on` on which the authority was told.
    """
    taken: dict[str, Any] = dict(kind.fixed)
    gathered = {name: whole for whole, names in kind.gathered.items() for name in names}
    for whole, names in kind.gathered.items():
        taken[whole] = [values[name] for name in names if values.get(name)]
    for column in kind.columns:
        if column.name in DAYS or column.name in gathered:
            continue
        attribute = attribute_of(column)
        taken[attribute] = _stored(kind.model, attribute, values.get(column.name))
    return taken | _period(kind, values, told_on)


def _stored(model: type[Versioned], attribute: str, value: Any) -> Any:
    """A value as its column takes it: what nobody has told is the column's own way of saying so."""
    column = next(field for field in model._meta.concrete_fields if field.attname == attribute)
    if column.get_internal_type() == "BooleanField":
        return value == "yes"
    return column.get_default() if value is None else value


def _period(kind: ToldKind, values: Mapping[str, Any], told_on: date) -> dict[str, date | None]:
    if kind.asks(MONDAY):
        return {"valid_from": values[MONDAY], "valid_to": values[MONDAY] + WEEK}
    if kind.asks(DAY):
        return {"valid_from": values.get(DAY), "valid_to": None}
    if kind.asks(FIRST_DAY):
        last = values.get(LAST_DAY) if kind.asks(LAST_DAY) else None
        return {
            "valid_from": values.get(FIRST_DAY),
            "valid_to": last + timedelta(days=1) if last else None,
        }
    if not any(field.name == "valid_from" for field in kind.model._meta.concrete_fields):
        return {}
    return {"valid_from": told_on, "valid_to": None}


def typed_from(kind: ToldKind, row: Versioned) -> dict[str, str]:
    """The answers that a row of the record gives to the questions of its kind, as somebody would type them."""
    return {column.name: typed_text(column, told_in(kind, column, row)) for column in kind.columns}


def told_in(kind: ToldKind, column: Column, row: Any) -> Any:
    """What a row says to one question: a school, provider or member of staff as such; None for nothing."""
    if column.name in DAYS:
        return _day_of(row, column.name)
    for whole, names in kind.gathered.items():
        if column.name in names:
            several, place = getattr(row, whole), names.index(column.name)
            return several[place] if place < len(several) else None
    attribute = attribute_of(column)
    return getattr(row, attribute.removesuffix("_id") if _is_reference(column) else attribute)


def _standing_value(kind: ToldKind, column: Column, row: Any) -> Any:
    """What a row says to one question, as `read` gives it: ids for what it refers to."""
    if _is_reference(column):
        return getattr(row, attribute_of(column))
    value = told_in(kind, column, row)
    return typed_text(column, value) if isinstance(value, bool) else value


def _is_reference(column: Column) -> bool:
    return column.kind in _PLACES or column.name == "staff_member"


def _day_of(row: Any, name: str) -> date | None:
    if name != LAST_DAY:
        return row.valid_from  # type: ignore[no-any-return]
    return row.valid_to - timedelta(days=1) if row.valid_to else None


def typed_text(column: Column, value: Any) -> str:
    """One value as somebody would type it; empty where nobody has told us."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Establishment():
            return f"{value.name} ({value.urn})"
        case Provider() | StaffMember():
            return f"{value.name} ({value.key})"
        case date():
            return value.strftime("%d/%m/%Y")
        case time():
            return value.strftime("%H:%M")
        case Decimal():
            return plain_number(value)
        case int() if column.kind is Kind.WEEKDAY:
            return WEEKDAYS[value]
    return str(value)


def options_of(column: Column, on: date) -> list[tuple[str, str]]:
    """The listed answers to a question, each with its words; none for a question that is answered freely."""
    match column.kind:
        case Kind.CHOICE:
            return list(column.choices.items())
        case Kind.CODE:
            return list(codes_in(column.code_set, on).items())
        case Kind.WEEKDAY:
            return [(name, name) for name in WEEKDAYS]
        case Kind.YES_NO:
            return [("yes", "yes"), ("no", "no")]
    return []
