"""One cell read by what its column is: the value, or what is wrong with it in words that never repeat it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from sightline.domain import identifiers
from sightline.domain.codes import codes_in
from sightline.intake.contract import Column, Fault, Kind
from sightline.record.models import id_of_reference, reference_of

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_MONTH_IN_WORDS = re.compile(
    r"(\d{1,2}|\d{4})[ -]([a-z]{3,9})[ -](\d{1,2}|\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Day 60 of a workbook's calendar is a day that never was; all that anybody sends lies after it.
_DAY_NOUGHT = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
_UNIT = re.compile(r"\s*(?:hours?|hrs?|h)(?: a week| per week)?\.?$")
_MOST_HOURS = Decimal(60)
_SECTOR = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9])")
_AUTHORITY = re.compile(r"[0-9]{3}")
# As a URN or a DfE number is written, right or wrong.
_SCHOOL_NUMBER = re.compile(r"[0-9]{4,7}|[0-9]{3} ?/ ?[0-9]{4}")
_TIME = re.compile(r"(?:\d{4}-\d\d-\d\d )?(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*(am|pm)?")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_YES = {"yes", "y", "true", "t", "1"}
_NO = {"no", "n", "false", "f", "0"}
_NOT_KNOWN = {"not known", "unknown", "n/k", "nk", "?", "-", "n/a", "not recorded", "none recorded"}

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Reading:
    """What cells are read with: the day (which codes are in use), and lookups of names that files use.

    `schools`, `providers` and `localities` map what a file calls one, as it stands there, to its id in the record.
    """

    day: date
    demonstration: bool
    from_workbook: bool
    schools: Mapping[str, int]
    providers: Mapping[str, int]
    localities: Mapping[str, int]


class Faulty(Exception):
    """A cell cannot be read: the class of what stands there, and what is expected."""

    def __init__(self, value_class: str, message: str) -> None:
        super().__init__(message)
        self.value_class = value_class
        self.message = message


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as read: its value, the warning or fault if there is one, and what was set aside as sent."""

    value: Any = None
    fault: Fault | None = None
    set_aside: str = ""


def read_cell(column: Column, text: str, reading: Reading) -> Cell:
    """Read the text of one cell of a column.

    What is blank is None, which is not known. Identifiers that fail their check, and what cannot be read in a column
    of optional reading, are set aside with a warning; the row is still taken.
    """
    if not text:
        if column.required:
            return Cell(fault=Fault(column.heading, "blank", f"{column.heading} must be given."))
        return Cell()
    if not column.required and column.aliases.get(text.casefold()) == "":
        return Cell()
    try:
        value, warning = _READERS[column.kind](column, text, reading)
    except Faulty as faulty:
        aside = column.optional_reading and not column.required
        fault = Fault(column.heading, faulty.value_class, faulty.message, holds_back=not aside)
        return Cell(fault=fault, set_aside=text if aside else "")
    return Cell(value, Fault(column.heading, *warning, holds_back=False) if warning else None)


Warned = tuple[Any, tuple[str, str] | None]


def _text(column: Column, text: str, _: Reading) -> Warned:
    if len(text) > column.max_length:
        raise Faulty("text that is too long", f"At most {column.max_length} characters fit.")
    return text, None


def _date(_: Column, text: str, reading: Reading) -> Warned:
    return read_date(text, serials=reading.from_workbook), None


def read_date(text: str, *, serials: bool = False) -> date:
    """A date written as 2026-11-23, 23/11/2026, 23-11-2026, 23.11.2026 or 23 November 2026; with `serials`, also as a
    workbook's number of days. Raises Faulty for anything else."""
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _BRITISH.fullmatch(text):
        day, month, year = int(found[1]), int(found[2]), int(found[3])
        if month > 12 >= day:
            raise Faulty(
                "looks like a date in US order", "Write dates with the day first: 23/11/2026 or 2026-11-23."
            )
        return _day(year, month, day)
    if found := _MONTH_IN_WORDS.fullmatch(text.casefold()):
        first, month_name, last = found.groups()
        if month_name[:3] in _MONTHS and {len(first), len(last)} & {4} and not len(first) == len(last) == 4:
            year_text, day_text = (first, last) if len(first) == 4 else (last, first)
            return _day(int(year_text), _MONTHS.index(month_name[:3]) + 1, int(day_text))
    if _SHORT_YEAR.fullmatch(text):
        raise Faulty(
            "a date with a two-digit year", "Write the year with four digits: 23/11/2026 or 2026-11-23."
        )
    if serials and is_serial(text):
        return date_of_serial(text)
    if text.replace(".", "").isdecimal():
        raise Faulty("a number where a date is expected", "Write a date: 23/11/2026 or 2026-11-23.")
    raise Faulty("text where a date is expected", "Write a date: 23/11/2026 or 2026-11-23.")


def is_serial(text: str) -> bool:
    """Whether a text is a whole number that a workbook could mean a date by (1954 to 2119)."""
    return len(text) == 5 and text.isascii() and text.isdecimal() and int(text) in _SERIALS


def date_of_serial(text: str) -> date:
    """The date that a workbook means by a number of days. ValueError for what is no number."""
    return _DAY_NOUGHT + timedelta(days=int(text))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise Faulty("a date that does not exist", "Check the day and the month.") from fault


def _hours(_: Column, text: str, reading: Reading) -> Warned:
    try:
        hours = Decimal(_UNIT.sub("", text.casefold()).replace(",", "."))
    except InvalidOperation as fault:
        raise Faulty("text where a number is expected", "Write hours a week as a number: 12.5.") from fault
    if not hours.is_finite() or not 0 <= hours <= _MOST_HOURS:
        raise Faulty("a number out of range", f"Hours a week lie between 0 and {_MOST_HOURS}.")
    return hours.quantize(Decimal("0.01")), None


def _whole_number(_: Column, text: str, reading: Reading) -> Warned:
    digits = text.removesuffix(".0").replace(",", "")
    if not (digits.isascii() and digits.isdecimal()):
        raise Faulty("text where a number is expected", "Write a whole number.")
    if len(digits) > 4:
        raise Faulty("a number out of range", "The number is too large.")
    return int(digits), None


def _yes_no(_: Column, text: str, reading: Reading) -> Warned:
    word = text.casefold()
    if word in _YES:
        return YES, None
    if word in _NO:
        return NO, None
    if word in _NOT_KNOWN:
        return None, None
    raise Faulty("neither yes nor no", "Write yes or no, or leave it blank when it is not known.")


def _choice(column: Column, text: str, _: Reading) -> Warned:
    word = _plain(text)
    for choice, meaning in column.choices.items():
        if word in (_plain(choice), _plain(meaning)):
            return choice, None
    for alias, choice in column.aliases.items():
        if word == _plain(alias):
            return choice, None
    if text.casefold() in _NOT_KNOWN and not column.required:
        return None, None
    raise Faulty("not one of the listed values", f"Write one of: {', '.join(column.choices)}.")


def _code(column: Column, text: str, reading: Reading) -> Warned:
    known = {**(codes_in(column.code_set, reading.day) if column.code_set else {}), **column.choices}
    if text in known:
        return text, None
    word = _plain(text)
    for code, meaning in known.items():
        if word in (_plain(code), _plain(meaning)):
            return code, None
    for alias, code in column.aliases.items():
        if word == _plain(alias):
            return code, None
    if len(text) > column.max_length:
        raise Faulty("a code that is too long", f"A code here has at most {column.max_length} characters.")
    return text, (
        "a code that is not in the list",
        "Kept as it came. The reference page of this feed lists the codes.",
    )


def _checked(check: Callable[[str], identifiers.IdentifierCheck]) -> Callable[[Column, str, Reading], Warned]:
    def read(_: Column, text: str, reading: Reading) -> Warned:
        return _accepted(check(text)), None

    return read


def _upn(_: Column, text: str, reading: Reading) -> Warned:
    found = identifiers.check_upn(text, demo=reading.demonstration)
    value = _accepted(found)
    if found.warnings:
        return value, ("an identifier to be checked", f"{found.warnings[0].message}.")
    return value, None


def _accepted(found: identifiers.IdentifierCheck) -> str:
    if found.is_valid:
        return found.value
    raise Faulty(
        "an identifier that fails its check", f"{'. '.join(problem.message for problem in found.errors)}."
    )


def _postcode(_: Column, text: str, reading: Reading) -> Warned:
    postcode = identifiers.normalise_postcode(text)
    if postcode is None:
        raise Faulty("not a postcode", "A postcode is written as SW1A 1AA.")
    return postcode, None


def _sector(_: Column, text: str, reading: Reading) -> Warned:
    found = _SECTOR.fullmatch(text.upper())
    if found is None:
        raise Faulty("not a postcode sector", "A postcode sector is written as SW1A 1.")
    return f"{found[1]} {found[2]}", None


def _authority(_: Column, text: str, reading: Reading) -> Warned:
    if not _AUTHORITY.fullmatch(text):
        raise Faulty("not an authority's code", "Write the authority's three-digit code.")
    return text, None


def _school(_: Column, text: str, reading: Reading) -> Warned:
    if text in reading.schools:
        return reading.schools[text], None
    if not _SCHOOL_NUMBER.fullmatch(text):
        raise Faulty(
            "a school by the sender's own name",
            "Say once which school the sender means by it, or write its URN (six digits) or DfE number (383/2358).",
        )
    raise Faulty(
        "not a known school",
        "Write the URN (six digits) or the DfE number (383/2358) of a school in the register; send the register first.",
    )


def _provider(_: Column, text: str, reading: Reading) -> Warned:
    if text in reading.providers:
        return reading.providers[text], None
    raise Faulty(
        "not a known provider", "Write the provider's ID as in the directory; send the directory first."
    )


def _locality(_: Column, text: str, reading: Reading) -> Warned:
    if text in reading.localities:
        return reading.localities[text], None
    raise Faulty(
        "not a known locality", "Write the locality's name as in the localities feed; send that first."
    )


def _case_number(_: Column, text: str, reading: Reading) -> Warned:
    child = id_of_reference(text)
    if child is None:
        raise Faulty("not a case number", "A case number is SL, a dash, and digits.")
    return reference_of(child), None


def _weekday(_: Column, text: str, reading: Reading) -> Warned:
    word = text.casefold().rstrip(".")
    for number, name in enumerate(_WEEKDAYS):
        if len(word) >= 2 and name.startswith(word.removesuffix("s") if word != name else word):
            return number, None
    raise Faulty("not a day of the week", "Write the day's name: Monday or Mon.")


def _time(_: Column, text: str, reading: Reading) -> Warned:
    found = _TIME.fullmatch(text.casefold())
    if found is None or (found[2] is None and found[3] is None):
        raise Faulty("not a time of day", "Write a time as 09:30 or 9.30am.")
    hour = int(found[1])
    if found[3]:
        if not 1 <= hour <= 12:
            raise Faulty("a time that does not exist", "Hours run from 1 to 12 before am and pm.")
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    try:
        return time(hour, int(found[2] or 0)), None
    except ValueError as fault:
        raise Faulty("a time that does not exist", "Check the hour and the minutes.") from fault


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.casefold())


_READERS: dict[Kind, Callable[[Column, str, Reading], Warned]] = {
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.HOURS: _hours,
    Kind.WHOLE_NUMBER: _whole_number,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CODE: _code,
    Kind.UPN: _upn,
    Kind.ULN: _checked(identifiers.check_uln),
    Kind.NHS_NUMBER: _checked(identifiers.check_nhs_number),
    Kind.URN: _checked(identifiers.check_urn),
    Kind.UKPRN: _checked(identifiers.check_ukprn),
    Kind.POSTCODE: _postcode,
    Kind.POSTCODE_SECTOR: _sector,
    Kind.AUTHORITY: _authority,
    Kind.SCHOOL: _school,
    Kind.PROVIDER: _provider,
    Kind.LOCALITY: _locality,
    Kind.FULL_NAME: _text,
    Kind.CASE_NUMBER: _case_number,
    Kind.WEEKDAY: _weekday,
    Kind.TIME: _time,
}


def to_plain(value: Any) -> Any:
    """A value as it is stored while it waits: dates in ISO form, decimals as text."""
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_plain(column: Column, value: Any) -> Any:
    """The value again, from what `to_plain` made of it."""
    if value is None:
        return None
    if column.kind is Kind.DATE:
        return date.fromisoformat(value)
    if column.kind is Kind.TIME:
        return time.fromisoformat(value)
    return Decimal(value) if column.kind is Kind.HOURS else value
