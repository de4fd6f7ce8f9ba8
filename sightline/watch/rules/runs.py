"""Absence without leave that goes on: ten school days running, and the twenty after which a child may be removed."""

from collections.abc import Callable

from sightline.access.policy import FieldClass
from sightline.attendance.array import ChildMarks
from sightline.domain.register_codes import CodeClass
from sightline.domain.words import date_words
from sightline.watch.codes import is_possible, is_unauthorised
from sightline.watch.protocol import (
    Finding,
    Flags,
    Found,
    Kind,
    OneRegister,
    Parameter,
    Rule,
    Settings,
    found,
)
from sightline.watch.sweeps import run_at_end
from sightline.watch.words import sessions

_FOR_REMOVAL = ("G", "N", "O")


def _unauthorised(marks: ChildMarks) -> Flags:
    return marks.numbers.of_class[CodeClass.UNAUTHORISED].holds(marks.marks)


def _for_removal(marks: ChildMarks) -> Flags:
    flags = marks.numbers.only(_FOR_REMOVAL[0]).holds(marks.marks)
    for code in _FOR_REMOVAL[1:]:
        flags = flags | marks.numbers.only(code).holds(marks.marks)
    return flags


def _sweep(counting: Callable[[ChildMarks], Flags]) -> Callable[[ChildMarks, Settings], Found]:
    def sweep(marks: ChildMarks, settings: Settings) -> Found:
        counts = counting(marks)
        length, begins = run_at_end(counts, marks.numbers.possible.holds(marks.marks) & ~counts)
        return found(length >= settings["sessions"], begins, length)

    return sweep


def _twin(
    counts: Callable[[OneRegister, int], bool], words: str
) -> Callable[[OneRegister, Settings], Finding | None]:
    def twin(register: OneRegister, settings: Settings) -> Finding | None:
        run: list[int] = []
        for at, code in enumerate(register.codes):
            if counts(register, at):
                run.append(at)
            elif is_possible(code, register.day_of(at)):
                run = []
        if len(run) < settings["sessions"]:
            return None
        first = register.day_of(run[0])
        return Finding(
            first,
            len(run),
            f"{sessions(len(run)).capitalize()} running {words}, from {date_words(first)} on.",
        )

    return twin


TEN_DAYS_UNAUTHORISED = Rule(
    slug="ten-days-unauthorised",
    version=1,
    title="Ten school days running without leave",
    meaning="The child has been absent without leave for ten school days or more without a break, and still is. Days "
    "on which the child could not have been there are passed over.",
    duty="The school tells the authority of a pupil who has been absent without leave for ten school days running.",
    source="School Attendance (Pupil Registration) (England) Regulations 2024 regulation 13",
    kind=Kind.QUESTION,
    field_class=FieldClass.EDUCATION,
    parameters=(
        Parameter("sessions", "Sessions running: two make a day.", 20, "the regulations: ten school days"),
    ),
    sweep=_sweep(_unauthorised),
    twin=_twin(
        lambda register, at: is_unauthorised(register.codes[at], register.day_of(at)), "without leave"
    ),
)

TWENTY_DAYS_FOR_REMOVAL = Rule(
    slug="twenty-days-for-removal",
    version=1,
    title="Twenty school days running that may lead to removal from the roll",
    meaning="Every session that could be attended for twenty school days or more is marked G, N or O, and the child "
    "has not been back. Lateness (U) does not count towards removal.",
    duty="A school may take a pupil off its roll after twenty days running of absence without leave, only when it and "
    "the authority have tried and failed to find where the child is.",
    source="School Attendance (Pupil Registration) (England) Regulations 2024 regulation 9",
    kind=Kind.QUESTION,
    field_class=FieldClass.EDUCATION,
    parameters=(
        Parameter("sessions", "Sessions running: two make a day.", 40, "the regulations: twenty school days"),
    ),
    sweep=_sweep(_for_removal),
    twin=_twin(lambda register, at: register.codes[at] in _FOR_REMOVAL, "marked G, N or O"),
)
