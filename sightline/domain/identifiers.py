"""Checking the numbers by which children and establishments are known.

A check never raises for what a file may hold: it returns the normalised value with its errors (the
number cannot be right) and warnings (it may be). No message contains the value, which is a child's.
Sources: the unique pupil number's data standard and the Department for Education's checks 1500 to
1550; the NHS Data Dictionary's modulus 11; the Department's check of unique learner numbers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sightline.domain.authorities import may_stand_in_a_upn

# Letters that can be misread (I, O, S) are left out; a letter's place is its value.
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN_LENGTH = 13
_DEMONSTRATION_AUTHORITY = "999"
_ULN_DUMMY = "9999999999"
_SEPARATORS = re.compile(r"[\s-]+")
_LAESTAB = re.compile(r"([0-9]{3})[/ -]?([0-9]{4})")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")

UpnKind = Literal["permanent", "temporary", ""]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a value: the check's code and a sentence for people, without the value."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class IdentifierCheck:
    """What a check found: the normalised value, the kind of number where there are kinds, and problems.

    ``kind`` is empty for a number that is not valid, and for numbers that have no kinds.
    """

    value: str
    kind: UpnKind = ""
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether no error was found; warnings do not count."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class LaEstab:
    """An establishment's number within an authority, once called the DfE number: ``383/2358``.

    It changes with the authority and can pass to the academy that a school becomes.
    """

    authority: str
    number: str

    def __str__(self) -> str:
        return f"{self.authority}/{self.number}"


def check_upn(text: str, *, demo: bool = False) -> IdentifierCheck:
    """Check a unique pupil number, permanent, temporary or former.

    Errors bear the Department for Education's numbers: 1500 missing, 1510 check letter, 1540
    characters 5 to 12, 1550 character 13. An authority code that is not expected (1530) is a warning,
    since numbers outlive authorities; characters there that are not digits are an error. With ``demo``
    the authority code 999 of made-up children is expected too.
    """
    value = text.strip().upper()
    if not value:
        return _refused(value, "1500", "There is no unique pupil number")
    if len(value) != _UPN_LENGTH:
        return _refused(value, "upn-length", "A unique pupil number has 13 characters")
    if errors := _upn_shape_errors(value):
        return IdentifierCheck(value, errors=errors)
    if len(set(value[1:])) == 1:
        return _refused(value, "upn-filler", "One digit repeated is a filler, not a unique pupil number")
    if upn_check_letter(value[1:]) != value[0]:
        return _refused(value, "1510", "The first letter of a unique pupil number must match the rest of it")
    code = value[1:4]
    expected = may_stand_in_a_upn(code) or (demo and code == _DEMONSTRATION_AUTHORITY)
    return IdentifierCheck(
        value,
        kind="permanent" if _are_digits(value[12]) else "temporary",
        warnings=() if expected else (Problem("1530", "Characters 2 to 4 are not a known authority's code"),),
    )


def upn_check_letter(chars_2_to_13: str) -> str:
    """Return the letter that must stand before the twelve other characters of a unique pupil number.

    The characters are weighted by their place (2 to 13); a last letter, in a temporary number, counts
    as its place in the alphabet without I, O and S. Raises ValueError for other characters.
    """
    digits, last = chars_2_to_13[:11], chars_2_to_13[11:]
    if not (_are_digits(digits) and len(digits) == 11 and len(last) == 1):
        raise ValueError("eleven digits and a digit or letter are needed")
    if last not in _UPN_LETTERS and not _are_digits(last):
        raise ValueError("the last character must be a digit or a letter other than I, O and S")
    last_value = int(last) if _are_digits(last) else _UPN_LETTERS.index(last)
    weighted = sum(place * int(digit) for place, digit in enumerate(digits, start=2))
    return _UPN_LETTERS[(weighted + 13 * last_value) % 23]


def make_upn(authority_code: str, establishment_number: str, allocation_year: int, serial: int) -> str:
    """Return the permanent unique pupil number of the ``serial``th (0 to 999) made in a year.

    ``authority_code`` has three digits, ``establishment_number`` four. Raises ValueError otherwise.
    """
    if not 0 <= serial <= 999:
        raise ValueError("a permanent number's serial is between 0 and 999")
    stem = _upn_stem(authority_code, establishment_number, allocation_year)
    return _with_check_letter(f"{stem}{serial:03d}")


def make_temporary_upn(
    authority_code: str, establishment_number: str, allocation_year: int, serial: int, letter: str = "A"
) -> str:
    """Return a temporary unique pupil number, which ends in a serial of 0 to 99 and a letter.

    Raises ValueError for a serial out of range or a letter that is not used (I, O, S).
    """
    if not 0 <= serial <= 99:
        raise ValueError("a temporary number's serial is between 0 and 99")
    if len(letter) != 1 or letter not in _UPN_LETTERS:
        raise ValueError("a temporary number ends in a letter other than I, O and S")
    stem = _upn_stem(authority_code, establishment_number, allocation_year)
    return _with_check_letter(f"{stem}{serial:02d}{letter}")


def check_uln(text: str) -> IdentifierCheck:
    """Check a unique learner number, allotted from the age of 14: ten digits, the last a check digit.

    ``9999999999`` is what is written when the number is not known: an error with a code of its own.
    """
    value = _without_separators(text)
    if value == _ULN_DUMMY:
        return _refused(value, "uln-dummy", "This number stands for one that is not known")
    return _check_ten_digits(value, "uln", "unique learner number", uln_check_digit)


def uln_check_digit(first_nine: str) -> int | None:
    """Return the last digit that belongs to the first nine of a unique learner number.

    None when no learner number begins with these nine. Raises ValueError unless nine digits are given.
    """
    remainder = _weighted_sum(first_nine) % 11
    return None if remainder == 0 else 10 - remainder


def check_nhs_number(text: str) -> IdentifierCheck:
    """Check an NHS number: ten digits, the last a check digit; spaces and hyphens are taken out.

    Ten times the same digit agrees with its check digit but is what people type for a number they do
    not have, and would make one person of many children: it is an error.
    """
    value = _without_separators(text)
    check = _check_ten_digits(value, "nhs-number", "NHS number", nhs_check_digit)
    if check.is_valid and len(set(value)) == 1:
        return _refused(value, "nhs-number-filler", "One digit repeated is a filler, not an NHS number")
    return check


def nhs_check_digit(first_nine: str) -> int | None:
    """Return the last digit that belongs to the first nine of an NHS number (modulus 11).

    None when no NHS number begins with these nine. Raises ValueError unless nine digits are given.
    """
    digit = (11 - _weighted_sum(first_nine) % 11) % 11
    return None if digit == 10 else digit


def check_urn(text: str) -> IdentifierCheck:
    """Check the form of an establishment's unique reference number: six digits, the first not 0."""
    value = text.strip()
    if not re.fullmatch("[1-9][0-9]{5}", value):
        return _refused(value, "urn-form", "A unique reference number has six digits")
    return IdentifierCheck(value)


def check_ukprn(text: str) -> IdentifierCheck:
    """Check the form of a UK provider reference number: eight digits, the first 1."""
    value = text.strip()
    if not re.fullmatch("1[0-9]{7}", value):
        return _refused(value, "ukprn-form", "A UK provider reference number has eight digits, the first 1")
    return IdentifierCheck(value)


def parse_laestab(text: str) -> LaEstab:
    """Read an establishment's number within its authority, as ``383/2358`` or ``3832358``.

    Raises ValueError, without repeating the text, for anything else.
    """
    found = _LAESTAB.fullmatch(text.strip())
    if found is None:
        raise ValueError("an establishment's number has three digits for the authority and four of its own")
    return LaEstab(found[1], found[2])


def normalise_postcode(text: str) -> str | None:
    """Return a postcode in capitals with its one space (``SW1A 1AA``), or None when it is not one.

    The form is checked, not whether the postcode is in use: those that services write for a child with
    no fixed address (``ZZ99 3VZ``) pass, as do letters that Royal Mail never uses in a place.
    """
    squeezed = _without_separators(text)
    if not _POSTCODE.fullmatch(squeezed):
        return None
    return f"{squeezed[:-3]} {squeezed[-3:]}"


def postcode_sector(postcode: str) -> str | None:
    """Return the sector of a postcode (``SW1A 1`` of ``SW1A 1AA``), or None when it is not a postcode."""
    normal = normalise_postcode(postcode)
    return None if normal is None else normal[:-2]


def _upn_shape_errors(value: str) -> tuple[Problem, ...]:
    parts = (
        (value[0] in _UPN_LETTERS, "1510", "The first character must be a letter other than I, O and S"),
        (_are_digits(value[1:4]), "1530", "Characters 2 to 4 must be an authority's three digits"),
        (_are_digits(value[4:12]), "1540", "Characters 5 to 12 must be digits"),
        (
            _are_digits(value[12]) or value[12] in _UPN_LETTERS,
            "1550",
            "The last character must be a digit or a letter other than I, O and S",
        ),
    )
    return tuple(Problem(code, message) for is_right, code, message in parts if not is_right)


def _upn_stem(authority_code: str, establishment_number: str, allocation_year: int) -> str:
    if len(authority_code) != 3 or len(establishment_number) != 4:
        raise ValueError("three digits for the authority and four for the establishment are needed")
    return f"{authority_code}{establishment_number}{allocation_year % 100:02d}"


def _with_check_letter(chars_2_to_13: str) -> str:
    return upn_check_letter(chars_2_to_13) + chars_2_to_13


def _check_ten_digits(
    value: str, code: str, name: str, check_digit: Callable[[str], int | None]
) -> IdentifierCheck:
    if len(value) != 10 or not _are_digits(value):
        return _refused(value, f"{code}-form", f"The {name} must have ten digits")
    if check_digit(value[:9]) != int(value[9]):
        return _refused(value, f"{code}-check-digit", f"The last digit of the {name} must match the others")
    return IdentifierCheck(value)


def _weighted_sum(first_nine: str) -> int:
    """Sum nine digits weighted 10 down to 2, as both NHS and learner numbers do."""
    if len(first_nine) != 9 or not _are_digits(first_nine):
        raise ValueError("nine digits are needed")
    return sum((10 - place) * int(digit) for place, digit in enumerate(first_nine))


def _refused(value: str, code: str, message: str) -> IdentifierCheck:
    return IdentifierCheck(value, errors=(Problem(code, message),))


def _without_separators(text: str) -> str:
    return _SEPARATORS.sub("", text).upper()


def _are_digits(text: str) -> bool:
    """Whether a text is made of the ten ASCII digits; other scripts' digits are not the law's."""
    return text.isascii() and text.isdigit()
