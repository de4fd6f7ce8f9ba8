"""A day of marks appended, one mark corrected, the array made anew: beside a long table with a row for every mark.

And a night over these registers, beside the sweeps of its rules alone.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from django.db import connection, transaction

from sightline.access.door import Writing, writing
from sightline.access.policy import Action
from sightline.attendance.array import ChildMarks
from sightline.attendance.door import Place, SentMarks, take_marks
from sightline.attendance.models import RegisterPage
from sightline.attendance.numbering import Bytes, stored_numbers, view_numbers
from sightline.attendance.reading import registers_of
from sightline.attendance.view import array_of
from sightline.bench.authority import officer
from sightline.bench.database import AUTHORITY_CODE
from sightline.bench.measuring import ROUNDS, Answer, Measured, Progress, interleaved
from sightline.bench.registers import blocks_of_marks, school_days
from sightline.domain.school_age import school_year_of
from sightline.record.bulk import insert
from sightline.record.links import link_interval, new_children
from sightline.record.models import Establishment, Source, SourcePerson
from sightline.watch.night import run_night
from sightline.watch.queries import marks_up_to
from sightline.watch.rules import RULES
from sightline.watch.running import raised

PUPILS = 25_000
_PUPILS_A_SCHOOL = 500
_DAYS_BEFORE = 20
_CORRECTED = 50
"""How many marks are corrected a round, each in a transaction of its own."""
_TABLE = "bench_marks"
_PEER = "a long table, a row a mark"


def run(pupils: int, progress: Progress) -> list[Measured]:
    """Time the three over `pupils` pupils of whom twenty school days are in already."""
    progress(f"{pupils:,} pupils and their first {_DAYS_BEFORE} days")
    with TemporaryDirectory(prefix="sightline-bench-") as folder:
        return _measured(_Both(pupils, Path(folder)), pupils)


def _measured(both: "_Both", pupils: int) -> list[Measured]:
    return [
        interleaved(
            "append",
            f"a school day of {2 * pupils:,} marks appended to {len(both.schools):,} registers",
            ours=both.append,
            peer=both.append_long,
            peer_name=_PEER,
            n=pupils,
        ),
        interleaved(
            "correct",
            "one mark corrected, with its history",
            ours=both.correct,
            peer=both.correct_long,
            peer_name=f"{_PEER}, updated without history",
            n=pupils,
            times=min(_CORRECTED, pupils),
        ),
        interleaved(
            "rebuild",
            "the array made anew from the record",
            ours=both.rebuild,
            peer=both.rebuild_long,
            peer_name=f"{_PEER}, read into the same array",
            n=pupils,
        ),
        interleaved(
            "night",
            f"a night with {len(RULES)} rules over the marks of {len(both.days_in)} days",
            ours=both.night,
            peer=both.sweeps,
            peer_name="the sweeps of the same rules alone, in memory",
            n=pupils,
        ),
    ]


class _Both:
    """The same pupils and marks in registers and in a long table."""

    def __init__(self, pupils: int, folder: Path) -> None:
        self.folder = folder
        self.in_memory: ChildMarks | None = None
        self.viewer = officer()
        self.days = school_days()
        self.marks = _stored_marks(pupils, 2 * (_DAYS_BEFORE + ROUNDS + 1), self.days[0])
        self.schools: list[tuple[int, list[int]]] = []
        with self._writing() as session:
            self._enrol(session, pupils)
            for school, persons in self.schools:
                take_marks(session, Place(establishment=school), self._sent(persons, range(_DAYS_BEFORE)))
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TABLE {_TABLE} (pupil bigint, day date, session smallint, mark smallint,"
                " PRIMARY KEY (pupil, day, session))"
            )
        for day in range(_DAYS_BEFORE):
            self._write_long(day)

    def append(self, number: int) -> Answer:
        """The day of this round, a school at a time, as their files come."""
        day = _DAYS_BEFORE + number
        with self._writing() as session:
            for school, persons in self.schools:
                take_marks(session, Place(establishment=school), self._sent(persons, range(day, day + 1)))

        def answer() -> list[int]:
            pages = RegisterPage.objects.filter(day=self.days[day]).values_list("morning", "afternoon")
            return _counts(bytes(half) for page in pages for half in page)

        return answer

    def append_long(self, number: int) -> Answer:
        """The same day as rows."""
        day = _DAYS_BEFORE + number
        self._write_long(day)

        def answer() -> list[int]:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT mark FROM {_TABLE} WHERE day = %s",  # noqa: S608 (our own name)
                    [self.days[day].isoformat()],
                )
                return _counts([bytes(mark for (mark,) in cursor.fetchall())])

        return answer

    def correct(self, number: int) -> Answer:
        """One mark each of some pupils, on the day of this round, by what stands for holiday."""
        day, code = self.days[number], bytes([_HOLIDAY, 0])
        for school, person in self._some():
            with self._writing() as session:
                take_marks(session, Place(establishment=school), [SentMarks(person, [day], code)])

        def answer() -> list[int]:
            [pupil, *_] = registers_of([person for _, person in self._some()][:1], _year(day))
            return [pupil.marks[day][0]]

        return answer

    def correct_long(self, number: int) -> Answer:
        """The same marks by an UPDATE each."""
        day = self.days[number].isoformat()
        for _, person in self._some():
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {_TABLE} SET mark = %s WHERE pupil = %s AND day = %s AND session = 0",  # noqa: S608 (our own name)
                    [_HOLIDAY, person, day],
                )

        def answer() -> list[int]:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT mark FROM {_TABLE} WHERE pupil = %s AND day = %s AND session = 0",  # noqa: S608 (our own name)
                    [next(self._some())[1], day],
                )
                return [cursor.fetchone()[0]]

        return answer

    def rebuild(self, number: int) -> Answer:
        """Sessions by pupils, from the pages."""
        made = array_of(_year(self.days[0]))
        return lambda: _numbers(made.marks) if made else []

    def rebuild_long(self, number: int) -> Answer:
        """Sessions by pupils, from the rows."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT pupil, day, session, mark FROM {_TABLE} ORDER BY day, session, pupil"  # noqa: S608 (our own name)
            )
            rows = np.fromiter((row[3] for row in cursor), dtype=np.uint8)
        made = view_numbers(self.days[0]).translation[rows].reshape(-1, self.marks.shape[1])
        return lambda: _numbers(made)

    @property
    def days_in(self) -> tuple[date, ...]:
        """The days that are in once every round has appended its own."""
        return self.days[: _DAYS_BEFORE + ROUNDS + 1]

    def night(self, number: int) -> Answer:
        """A night, from the registers to what it keeps; the first finds all, and the others that it still stands."""
        done = run_night(self.viewer, self.days_in[-1], self.folder)
        return lambda: [one.new + one.still for one in done.rules]

    def sweeps(self, number: int) -> Answer:
        """Every rule asked of the same marks, which are in memory already."""
        if self.in_memory is None:
            self.in_memory = marks_up_to(self.days_in[-1], self.folder)
        marks = self.in_memory
        found = [sum(1 for _ in raised(rule, marks)) for rule in RULES.values()] if marks else []
        return lambda: found

    def _enrol(self, session: Writing, pupils: int) -> None:
        source = Source.objects.create(slug="registers", title="Registers", kind=Source.Kind.SCHOOL)
        persons = [
            SourcePerson(
                source_id=source.pk,
                feed="attendance-marks",
                key=str(number),
                child_id=child.pk,
                change_id=session.change.pk,
            )
            for number, child in enumerate(new_children(session, pupils))
        ]
        insert(persons)
        insert([link_interval(session, person, person.child_id, rule="own-child") for person in persons])
        ids = iter(person.pk for person in persons)
        self.column_of = {person.pk: number for number, person in enumerate(persons)}
        while theirs := list(islice(ids, _PUPILS_A_SCHOOL)):
            school = Establishment.objects.create(
                urn=str(920_001 + len(self.schools)),
                name=f"School {len(self.schools)}",
                group="mainstream",
                authority_code=AUTHORITY_CODE,
            )
            self.schools.append((school.pk, theirs))

    def _sent(self, persons: list[int], days: range) -> list[SentMarks]:
        of_days = self.days[days.start : days.stop]
        marks = self.marks[2 * days.start : 2 * days.stop]
        return [SentMarks(person, of_days, marks[:, self.column_of[person]].tobytes()) for person in persons]

    def _some(self) -> Iterator[tuple[int, int]]:
        """The pupils whose marks are corrected, one of each school in turn, with their schools."""
        first_of_each = (
            (school, persons[at])
            for at in range(_PUPILS_A_SCHOOL)
            for school, persons in self.schools
            if at < len(persons)
        )
        return islice(first_of_each, _CORRECTED)

    def _write_long(self, day: int) -> None:
        label = self.days[day].isoformat()
        rows = [
            (person, label, half, int(self.marks[2 * day + half, column]))
            for person, column in self.column_of.items()
            for half in (0, 1)
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {_TABLE} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                cursor.executemany(f"INSERT INTO {_TABLE} VALUES (%s, %s, %s, %s)", rows)  # noqa: S608 (our own name)

    def _writing(self) -> AbstractContextManager[Writing]:
        return writing(viewer=self.viewer, action=Action.TAKE_FILES, reason="a benchmark")


_HOLIDAY = stored_numbers()["G"]


def _stored_marks(pupils: int, sessions: int, day: date) -> Bytes:
    """Sessions by pupils, in the numbers of the pages; where a spell left nothing, a present mark."""
    view = view_numbers(day)
    stored = np.full(256, stored_numbers()["/"], dtype=np.uint8)
    for code, number in view.number_of.items():
        stored[number] = stored_numbers()[code]
    blocks = [stored[block[:, :sessions]].T for block in blocks_of_marks(pupils)]
    return np.ascontiguousarray(np.concatenate(blocks, axis=1))


def _year(day: date) -> int:
    return school_year_of(day).start_year


def _counts(lines: Iterator[bytes] | list[bytes]) -> list[int]:
    """How many marks there are of each number."""
    return _numbers(np.frombuffer(b"".join(lines), dtype=np.uint8))[1:]


def _numbers(marks: Bytes) -> list[int]:
    """The shape, and how many there are of each number."""
    counts: list[int] = np.bincount(marks.ravel(), minlength=256).tolist()
    return [*marks.shape, *counts]
