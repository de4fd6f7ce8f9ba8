"""The tables of membership as data: reasons, circumstances, kinds of place, codes, grounds, legal populations.

Each is a CSV file in `data/`, readable by somebody who knows the law and not the code. Slugs of circumstances and
of places are those of the record; a test holds the two together.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, Literal

ON: Final = "on"
TO_BE_CHECKED: Final = "to be checked"
OFF: Final = "off"

Standing = Literal["on", "to be checked", "off"]
SetAsideBy = Literal["", "nothing", "full time told", "a place", "a new place"]


@dataclass(frozen=True, slots=True)
class ReasonKind:
    """One reason for being on the list: `order` decides which of several is primary, the lowest first.

    `untold_is_none`: the reason itself says that the child has no place, so that no provision told is known to be
    none; for the others it is not known.
    """

    slug: str
    order: int
    title: str
    field_class: str
    untold_is_none: bool
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class CircumstanceKind:
    """What a need or status does: the reason it gives (or none), how sure that is, and what sets it aside.

    `without_backing` is the standing it gives while a school has the child on its roll and nothing else says that
    the child is out of school. `set_aside_by`: a school's word that the child attends `full time told`; `a place`
    on a full-time roll; `a new place`, begun since; or `nothing`.
    """

    kind: str
    reason: str
    field_class: str
    standing: str
    without_backing: str
    set_aside_by: SetAsideBy


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """What a kind of establishment or provider means: the usual way or not, a school in law or not, its class."""

    slug: str
    title: str
    usual_way: bool
    school_in_law: bool
    reason: str
    field_class: str


@dataclass(frozen=True, slots=True)
class LegalPopulation:
    """A population of law or of the inspectors: since when it is enacted, and from when in force (None: not yet)."""

    slug: str
    title: str
    enacted_on: date
    in_force_from: date | None
    source: str


@cache
def reasons() -> dict[str, ReasonKind]:
    """Every reason by its slug, the one that comes first as primary first."""
    return {
        row["slug"]: ReasonKind(
            row["slug"],
            int(row["order"]),
            row["title"],
            row["field_class"],
            row["untold_provision"] == "none",
            row["meaning"],
            row["source"],
        )
        for row in rows("reasons")
    }


@cache
def circumstances() -> dict[str, CircumstanceKind]:
    """Every kind of circumstance by its slug."""
    return {
        row["kind"]: CircumstanceKind(
            row["kind"],
            row["reason"],
            row["field_class"],
            row["standing"],
            row["without_backing"],
            _set_aside_by(row["set_aside_by"]),
        )
        for row in rows("circumstances")
    }


@cache
def establishment_kinds() -> dict[str, PlaceKind]:
    """Every group of establishments by its slug."""
    return _places("establishment")


@cache
def provider_kinds() -> dict[str, PlaceKind]:
    """Every kind of provider by its slug."""
    return _places("provider")


@cache
def reason_of_code(code: str) -> str | None:
    """The reason that a sender's code stands for: a reason's own slug, or a code of the table; None for any other."""
    if code in reasons():
        return code
    return {row["code"]: row["reason"] for row in rows("reason_codes")}.get(code)


@cache
def leaving_says() -> dict[str, str]:
    """What a ground for leaving says of where the child went: `elsewhere` (another roll, another area) or `home`."""
    return {row["ground"]: row["says"] for row in rows("leaving")}


@cache
def legal_populations() -> dict[str, LegalPopulation]:
    """Every legal population by its slug."""
    return {
        row["slug"]: LegalPopulation(
            row["slug"],
            row["title"],
            date.fromisoformat(row["enacted_on"]),
            date.fromisoformat(row["in_force_from"]) if row["in_force_from"] else None,
            row["source"],
        )
        for row in rows("legal_populations")
    }


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.csv`, each as column to text."""
    table = files("sightline.population") / "data" / f"{name}.csv"
    return tuple(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def _places(of: str) -> dict[str, PlaceKind]:
    return {
        row["slug"]: PlaceKind(
            row["slug"],
            row["title"],
            row["usual_way"] == "yes",
            row["school_in_law"] == "yes",
            row["reason"],
            row["field_class"],
        )
        for row in rows("places")
        if row["of"] == of
    }


def _set_aside_by(text: str) -> SetAsideBy:
    known: dict[str, SetAsideBy] = {
        "": "",
        "nothing": "nothing",
        "full time told": "full time told",
        "a place": "a place",
        "a new place": "a new place",
    }
    return known[text]
