"""What is asked of every engine in the benchmark of the rules, in figures that each can put into its own words."""

from dataclasses import dataclass
from typing import TypeAlias

from sightline.attendance.numbering import Range, view_numbers
from sightline.bench.registers import SESSIONS, school_days
from sightline.domain.register_codes import CodeClass
from sightline.watch.rules import RULES

Answers: TypeAlias = dict[str, tuple[int, ...]]
"""By rule: how many children, the sum of their numbers, and the sum of their figures."""


@dataclass(frozen=True)
class Asked:
    """The numbers of codes and classes (first and last), and the rules' figures, sessions counted from 0."""

    codes: dict[str, int]
    classes: dict[str, tuple[int, int]]
    figures: dict[str, int]

    def named(self) -> dict[str, int | str]:
        """Everything by one name, a class as SQL's `first and last`."""
        classes = {name: f"{first} and {last}" for name, (first, last) in self.classes.items()}
        return {**self.codes, **classes, **self.figures}


def asked() -> Asked:
    """What the rules ask, from the rules themselves."""
    numbers = view_numbers(school_days()[0])
    classes = {
        "absent": numbers.absent,
        "possible": numbers.possible,
        "attended": numbers.attended,
        "unauthorised": numbers.of_class[CodeClass.UNAUTHORISED],
    }
    of = {slug: rule.settings for slug, rule in RULES.items()}
    figures = {
        "missed": of["fifteen-days-missed"]["sessions"],
        "missed_ill": of["fifteen-days-ill"]["sessions"],
        "unauthorised_run": of["ten-days-unauthorised"]["sessions"],
        "removal_run": of["twenty-days-for-removal"]["sessions"],
        "fewest": of["persistent-absence"]["fewest"],
        "persistent": of["persistent-absence"]["percent"],
        "severe": of["severe-absence"]["percent"],
        "dip_fewest": of["dip"]["fewest"],
        "points": of["dip"]["points"],
        "sign_fewest": of["early-sign"]["fewest"],
        "sign_points": of["early-sign"]["points"],
        "part_time": of["part-time-by-c2"]["sessions"],
        "afternoons": of["afternoons-away"]["afternoons"],
        "dip_cut": _sessions_before(of["dip"]["days"]),
        "sign_cut": _sessions_before(of["early-sign"]["days"]),
        "part_time_cut": _sessions_before(of["part-time-by-c2"]["days"]),
        "afternoons_cut": _sessions_before(of["afternoons-away"]["days"]),
        "left_over_cut": _sessions_before(of["no-reason-found"]["days"]),
    }
    return Asked(dict(numbers.number_of), {name: _ends(one) for name, one in classes.items()}, figures)


def _ends(numbers: Range) -> tuple[int, int]:
    return numbers.first, numbers.end - 1


def _sessions_before(days: int) -> int:
    return SESSIONS - 2 * days
