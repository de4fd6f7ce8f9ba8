"""What the cells of a tracking sheet say that people fill in as they like: lists, hours, reasons, steps. Pure."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from sightline.intake.contract import plain_heading
from sightline.intake.values import Faulty, read_date
from sightline.population.tables import reason_of_code, reasons

NOTHING_KNOWN = frozenset({"", "not known", "unknown", "n/k", "nk", "?", "-", "tbc", "withheld"})
_NONE = frozenset({"none", "nil", "no provision", "no provider", "n/a"})

_SEPARATORS = re.compile(r"[;\n]+")
_BETWEEN_HOURS = re.compile(r"[+;/\n]+")
_HOURS = re.compile(
    r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:hours?|hrs?|h)?(?:\s*(?:a|per|/)\s*(?:week|wk)|\s*pw)?\.?"
)
_MOST_HOURS = Decimal(60)
# As the sheet goes out: what is to be done (who, by 4 December 2026).
_AS_IT_GOES_OUT = re.compile(r"(?P<what>.+?)\s*\((?P<who>[^()]*?)(?:,\s*by\s+(?P<when>[^()]+))?\)")
_BY_WHOM = re.compile(r"(?P<what>.+?)(?:\s+[–—-]\s+|\s+by\s+)(?P<who>[^\W\d_a-z][^,;]{1,59})")
_WHEN_NOT_KNOWN = ", by when is not known"
_NOBODY = frozenset({"by whom is not known", "not known"})
_TIMES = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "january", "february", "march", "april", "may", "june", "july",
        "august", "september", "october", "november", "december",
        "easter", "christmas", "autumn", "spring", "summer", "half", "end",
    }
)  # fmt: skip


def several(text: str) -> list[str]:
    """The things that one cell names, with semicolons or new lines between them, each once; empty for none."""
    parts = (" ".join(part.split()) for part in _SEPARATORS.split(text))
    return list(
        dict.fromkeys(part for part in parts if part and not says_none(part) and says_something(part))
    )


def says_something(text: str) -> bool:
    """Whether a cell says anything, be it *none*: not so when it is blank, *not known*, or was withheld."""
    return text.strip().casefold() not in NOTHING_KNOWN


def says_none(text: str) -> bool:
    """Whether a cell says that there is none."""
    return text.strip().casefold() in _NONE


def hours_of(text: str) -> list[Decimal] | None:
    """The hours a week that a cell names, one number or several (`8`, `8 hrs`, `8+4`); None when it says no number.

    Empty for a cell that says nothing.
    """
    if not says_something(text):
        return []
    if says_none(text):
        return [Decimal(0)]
    found = [_HOURS.fullmatch(part.strip().casefold()) for part in _BETWEEN_HOURS.split(text.strip())]
    numbers = [Decimal(match[1].replace(",", ".")) for match in found if match]
    whole = len(numbers) == len(found) and sum(numbers) <= _MOST_HOURS
    return [number.quantize(Decimal("0.01")) for number in numbers] if whole else None


def hours_of_each(hours: Sequence[Decimal], providers: int) -> list[Decimal | None]:
    """The hours with each provider: not known where one number stands for several, or the counts differ."""
    return list(hours) if len(hours) == providers else [None] * providers


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a child is on a sheet: the reasons that the words stand for, first things first, and the other words."""

    slugs: tuple[str, ...]
    words: tuple[str, ...]


def reasons_of(text: str) -> Reasons:
    """The reasons behind the words of a cell: by a reason's own title or code, else by the table of words."""
    slugs: dict[str, None] = {}
    words = []
    for part in several(text):
        slug = reason_of_code(part) or _reasons_by_words().get(plain_heading(part))
        if slug is None:
            words.append(part)
        else:
            slugs[slug] = None
    return Reasons(tuple(sorted(slugs, key=lambda slug: reasons()[slug].order)), tuple(words))


@cache
def _reasons_by_words() -> dict[str, str]:
    table = files("sightline.intake").joinpath("data/tracking_words.csv").read_text(encoding="utf-8")
    words = {plain_heading(row["words"]): row["reason"] for row in csv.DictReader(table.splitlines())}
    return words | {plain_heading(kind.title): slug for slug, kind in reasons().items()}


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done, by whom and by when; empty and None where the cell does not say."""

    what: str
    who: str = ""
    when: date | None = None


def steps_of(text: str) -> list[Step]:
    """The steps that a cell names: `Visit (J. Salt, by 4 December 2026)`, `Visit – J. Salt`, `Visit by J. Salt`."""
    return [_step(part) for part in several(text)]


def _step(text: str) -> Step:
    if found := _AS_IT_GOES_OUT.fullmatch(text.replace(_WHEN_NOT_KNOWN, "")):
        who, when = found["who"].strip(), _date(found["when"])
        if found["when"] is None or when is not None:
            return Step(found["what"], "" if who in _NOBODY else who, when)
    if (found := _BY_WHOM.fullmatch(text)) and not _is_a_time(found["who"]):
        return Step(found["what"], found["who"])
    return Step(text)


def _is_a_time(text: str) -> bool:
    """Whether what follows is a time and no person: Ring the school by Friday."""
    first = text.split()[0].casefold().rstrip(".")
    return len(first) >= 3 and any(time.startswith(first) for time in _TIMES)


def _date(text: str | None) -> date | None:
    try:
        return read_date(text.strip()) if text else None
    except Faulty:
        return None
