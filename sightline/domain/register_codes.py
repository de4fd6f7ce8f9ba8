"""The codes of attendance registers: what each means, how it counts, and from when until when.

Source: School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208) regulation 10,
in force from 19 August 2024, and the guidance Working together to improve school attendance, with the
codes that went before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from sightline.domain.packaged import read_rows, valid_on, validity
from sightline.domain.periods import Period


class CodeClass(StrEnum):
    """How a code counts in attendance statistics."""

    PRESENT = "present"
    APPROVED_ACTIVITY = "approved activity"
    AUTHORISED = "authorised absence"
    UNAUTHORISED = "unauthorised absence"
    NOT_POSSIBLE = "not a possible attendance"
    NOT_COLLECTED = "not collected"


@dataclass(frozen=True, slots=True)
class RegisterCode:
    """One code in one version: its meaning and class, and how a session so marked counts.

    ``counts_possible``: the session is one that could be attended; ``counts_attended``: it was.
    """

    code: str
    meaning: str
    code_class: CodeClass
    counts_possible: bool
    counts_attended: bool
    valid: Period
    note: str
    source: str


class AttendanceCounts(NamedTuple):
    """Numbers of sessions: possible, attended, absent; attended and absent make up the possible."""

    possible: int
    attended: int
    absent: int


def register_code(code: str, on: date) -> RegisterCode | None:
    """Return what a register code meant on a day, or None when it meant nothing then.

    A mark with an unknown code is kept and the caller warns of it: the codes change.
    """
    return valid_on(_by_code().get(code, ()), on)


def register_codes_on(day: date) -> tuple[RegisterCode, ...]:
    """Return every code in use on a day, in the order of the file."""
    return tuple(one for versions in _by_code().values() for one in versions if one.valid.contains(day))


def attendance_counts(counts_by_code: Mapping[str, int], on: date) -> AttendanceCounts:
    """Count possible, attended and absent sessions from the number of sessions under each code.

    Codes that were not in use on the day count nowhere: ``unrecognised_sessions`` says how many
    sessions that leaves out, and must be shown beside the counts when it is not none.
    """
    known = [(found, number) for code, number in counts_by_code.items() if (found := register_code(code, on))]
    possible = sum(number for found, number in known if found.counts_possible)
    attended = sum(number for found, number in known if found.counts_attended)
    return AttendanceCounts(possible, attended, possible - attended)


def unrecognised_sessions(counts_by_code: Mapping[str, int], on: date) -> int:
    """Return the number of sessions under codes that were not in use on the day."""
    return sum(number for code, number in counts_by_code.items() if register_code(code, on) is None)


@cache
def _by_code() -> dict[str, tuple[RegisterCode, ...]]:
    versions: dict[str, tuple[RegisterCode, ...]] = {}
    for row in read_rows("register_codes"):
        one = RegisterCode(
            code=row["code"],
            meaning=row["meaning"],
            code_class=CodeClass(row["class"]),
            counts_possible=row["counts_possible"] == "yes",
            counts_attended=row["counts_attended"] == "yes",
            valid=validity(row),
            note=row["note"],
            source=row["source"],
        )
        versions[one.code] = (*versions.get(one.code, ()), one)
    return versions
