"""How the questions of a kind are put on a page: listed answers, and suggestions for places and people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.access.viewer import Viewer
from sightline.intake.by_hand.reading import options_of, typed_text
from sightline.intake.by_hand.shapes import ToldKind
from sightline.intake.contract import Column, Kind
from sightline.population.tables import establishment_kinds, provider_kinds
from sightline.record.models import Establishment, Installation, Provider, StaffMember

MOST_SUGGESTED = 600
"""How many names are offered beside a question at most: about what the largest authorities have."""

_MOST_BUTTONS = 6
_ONE_LINE = 200
_WIDTHS = {
    Kind.DATE: "govuk-input--width-10",
    Kind.TIME: "govuk-input--width-5",
    Kind.HOURS: "govuk-input--width-5",
    Kind.WHOLE_NUMBER: "govuk-input--width-5",
    Kind.POSTCODE: "govuk-input--width-10",
    Kind.AUTHORITY: "govuk-input--width-3",
    Kind.UPN: "govuk-input--width-20",
    Kind.ULN: "govuk-input--width-10",
}

# How a day may be typed; a Monday, for the questions that want one.
_A_MONDAY = "16/11/2026"


@dataclass(frozen=True)
class Question:
    """One question: its words, how it is asked, its listed answers, and names that are suggested.

    `shape` is `radios`, `select`, `lines` (room for several) or `line`.
    """

    name: str
    label: str
    hint: str
    shape: str
    options: tuple[tuple[str, str], ...]
    suggestions: tuple[str, ...]
    width: str
    decimal: bool


def questions(kind: ToldKind, viewer: Viewer, on: date) -> list[Question]:
    """The questions of a kind for a viewer; a place whose name tells more than the role shows is not suggested."""
    installation = Installation.objects.order_by("id").first()
    ours = installation.authority_code if installation else ""
    suggested: dict[str, tuple[str, ...]] = {}
    for column in kind.columns:
        if column.kind is Kind.SCHOOL and ours:
            suggested.setdefault(Kind.SCHOOL, _schools(viewer, ours))
        elif column.kind is Kind.PROVIDER:
            suggested[Kind.PROVIDER] = _providers(viewer)
        elif column.name == "staff_member":
            suggested[column.name] = _staff()
    return [
        _question(column, on, suggested.get(column.name) or suggested.get(column.kind, ()), ours)
        for column in kind.columns
    ]


def _question(column: Column, on: date, suggestions: tuple[str, ...], ours: str) -> Question:
    options = options_of(column, on)
    says_unknown = any(value == "not known" for value, _ in options)
    shape = "lines" if column.max_length > _ONE_LINE else "line"
    if options:
        few = len(options) <= _MOST_BUTTONS and (column.required or says_unknown)
        shape = "radios" if few else "select"
        if shape == "select":
            blank = "Choose" if column.required else "Not known or not told"
            options = [("", blank), *options]
    hint = column.meaning
    if column.kind is Kind.DATE:
        hint = f"{hint} For example, {_A_MONDAY}.".strip()
    if column.kind is Kind.AUTHORITY and ours:
        hint = f"{hint} {ours} is this authority.".strip()
    return Question(
        name=column.name,
        label=f"{column.heading} (needed)" if column.required else column.heading,
        hint=hint,
        shape=shape,
        options=tuple((value, text[:1].upper() + text[1:]) for value, text in options),
        suggestions=suggestions,
        width=_WIDTHS.get(column.kind, ""),
        decimal=column.kind is Kind.HOURS,
    )


def _schools(viewer: Viewer, ours: str) -> tuple[str, ...]:
    """The authority's own schools that are open, by name."""
    groups = [group for group, kind in establishment_kinds().items() if viewer.sees(kind.field_class)]
    found = Establishment.objects.filter(authority_code=ours, group__in=groups)
    found = found.exclude(status__istartswith="closed").exclude(name="").order_by("name")
    return _suggested(found[:MOST_SUGGESTED])


def _providers(viewer: Viewer) -> tuple[str, ...]:
    kinds = [slug for slug, kind in provider_kinds().items() if viewer.sees(kind.field_class)]
    return _suggested(Provider.objects.filter(kind__in=kinds).order_by("name")[:MOST_SUGGESTED])


def _staff() -> tuple[str, ...]:
    return _suggested(StaffMember.objects.filter(ended_on__isnull=True).order_by("name")[:MOST_SUGGESTED])


_NAMED = Column("", "", Kind.TEXT, "")


def _suggested(found: Iterable[Establishment | Provider | StaffMember]) -> tuple[str, ...]:
    return tuple(typed_text(_NAMED, one) for one in found)
