"""Marks go in through one door: the same again changes nothing, a correction is a new page, nothing is lost."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sightline.attendance.door import Place, SentMarks
from sightline.attendance.models import MarkChange, RegisterPage, Roster, RosterPlace
from sightline.attendance.numbering import NOT_SENT, UNKNOWN_CODE, stored_number
from sightline.attendance.reading import registers_of
from sightline.attendance.view import array_of, kept_array
from tests.attendance.conftest import MONDAY, Registers, stored

TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)


def codes(registers: Registers, person, known_on: date | None = None) -> dict[date, tuple[int, int]]:
    [found] = registers_of([person.pk], 2026, known_on)
    return dict(found.marks)


def both(codes_of_day: str) -> tuple[int, int]:
    morning, afternoon = stored(codes_of_day)
    return morning, afternoon


def test_a_day_is_one_page_of_the_whole_school(registers: Registers) -> None:
    ada, bo = registers.pupil("a"), registers.pupil("b")
    taken = registers.send(FRIDAY, (ada, MONDAY, "/ \\ I I"), (bo, MONDAY, "/ N . ."))
    assert (taken.pages, taken.new, taken.corrected, taken.rows) == (2, 6, 0, {2, 3})
    assert codes(registers, ada) == {MONDAY: both("/ \\"), TUESDAY: both("I I")}
    assert codes(registers, bo) == {MONDAY: both("/ N"), TUESDAY: (NOT_SENT, NOT_SENT)}


def test_the_same_again_changes_nothing(registers: Registers) -> None:
    ada = registers.pupil("a")
    registers.send(MONDAY, (ada, MONDAY, "/ \\"))
    taken = registers.send(TUESDAY, (ada, MONDAY, "/ \\"))
    assert (taken.pages, taken.rows) == (0, set())
    assert RegisterPage.versions.count() == 1


def test_a_part_of_a_day_leaves_the_rest_as_it_is(registers: Registers) -> None:
    ada, bo = registers.pupil("a"), registers.pupil("b")
    registers.send(MONDAY, (ada, MONDAY, "/ ."))
    taken = registers.send(MONDAY, (bo, MONDAY, "L \\"))
    assert (taken.new, taken.corrected) == (2, 0)
    registers.send(MONDAY, (ada, MONDAY, ". \\"))
    assert codes(registers, ada) == {MONDAY: both("/ \\")}
    assert codes(registers, bo) == {MONDAY: both("L \\")}
    assert not MarkChange.objects.exists()


def test_a_reason_that_is_found_later_is_a_correction_with_its_journal(registers: Registers) -> None:
    ada = registers.pupil("a")
    registers.send(MONDAY, (ada, MONDAY, "N N"))
    taken = registers.send(FRIDAY, (ada, MONDAY, "I N"))
    assert (taken.new, taken.corrected) == (0, 1)
    [change] = MarkChange.objects.all()
    assert (change.before, change.after) == (stored_number("N"), stored_number("I"))
    assert (change.source_person_id, change.session, change.page.day) == (ada.pk, "morning", MONDAY)
    assert change.row_number == 2


def test_what_was_known_on_an_earlier_day_stays(registers: Registers) -> None:
    ada = registers.pupil("a")
    registers.send(MONDAY, (ada, MONDAY, "N N"))
    registers.send(FRIDAY, (ada, MONDAY, "I I"))
    assert codes(registers, ada, known_on=TUESDAY) == {MONDAY: both("N N")}
    assert codes(registers, ada, known_on=FRIDAY) == {MONDAY: both("I I")}


def test_an_earlier_letter_fills_in_and_corrects_nothing(registers: Registers) -> None:
    ada = registers.pupil("a")
    registers.send(FRIDAY, (ada, MONDAY, "I ."))
    taken = registers.send(TUESDAY, (ada, MONDAY, "N \\"))
    assert (taken.new, taken.corrected) == (1, 0)
    assert codes(registers, ada) == {MONDAY: both("I \\")}
    assert codes(registers, ada, known_on=TUESDAY) == {}


def test_a_code_that_nobody_knows_is_kept_as_sent(registers: Registers) -> None:
    ada = registers.pupil("a")
    registers.send(MONDAY, (ada, MONDAY, "QQ /"), unknown={0: "QQ"})
    assert codes(registers, ada)[MONDAY][0] == UNKNOWN_CODE
    [change] = MarkChange.objects.all()
    assert (change.sent, change.before, change.after) == ("QQ", NOT_SENT, UNKNOWN_CODE)


def test_places_are_appended_and_each_place_has_its_register(registers: Registers) -> None:
    ada, bo = registers.pupil("a"), registers.pupil("b")
    registers.send(MONDAY, (ada, MONDAY, "/ \\"))
    registers.send(MONDAY, (bo, MONDAY, "/ \\"))
    registers.send(MONDAY, (ada, MONDAY, "B B"), place=Place(provider=registers.provider.pk))
    assert list(RosterPlace.objects.order_by("id").values_list("source_person", "position")) == [
        (ada.pk, 0),
        (bo.pk, 1),
        (ada.pk, 0),
    ]
    assert [one.provider for one in registers_of([ada.pk], 2026)] == [None, registers.provider.pk]


def test_a_file_over_the_summer_is_two_school_years(registers: Registers) -> None:
    ada = registers.pupil("a")
    registers.send(date(2026, 9, 2), (ada, date(2026, 8, 31), "/ \\ / I"))
    assert list(Roster.objects.order_by("school_year").values_list("school_year", flat=True)) == [2025, 2026]
    [before] = registers_of([ada.pk], 2025)
    [after] = registers_of([ada.pk], 2026)
    assert before.marks == {date(2026, 8, 31): both("/ \\")}
    assert after.marks == {date(2026, 9, 1): both("/ I")}


def test_codes_nobody_knows_keep_their_place_over_the_summer(registers: Registers) -> None:
    ada = registers.pupil("a")
    registers.send(date(2026, 9, 2), (ada, date(2026, 8, 31), "/ \\ QQ I"), unknown={2: "QQ"})
    assert [change.sent for change in MarkChange.objects.all()] == ["QQ"]


@pytest.mark.parametrize("what", ["update", "delete"])
def test_a_page_is_never_overwritten(registers: Registers, what: str) -> None:
    ada = registers.pupil("a")
    registers.send(MONDAY, (ada, MONDAY, "/ \\"))
    with pytest.raises(IntegrityError), transaction.atomic():
        if what == "update":
            RegisterPage.objects.update(morning=b"")
        else:
            RegisterPage.objects.all().delete()


def test_the_number_of_queries_does_not_grow_with_pupils(
    registers: Registers, django_assert_max_num_queries
) -> None:
    pupils = [registers.pupil(str(number)) for number in range(30)]
    registers.send(MONDAY, (pupils[0], MONDAY, "/ \\"))
    with django_assert_max_num_queries(20):
        registers.send(TUESDAY, *((pupil, MONDAY, "/ N / \\") for pupil in pupils))


class TestKept:
    def test_the_array_is_kept_and_made_anew_when_it_disagrees(self, registers: Registers, tmp_path) -> None:
        assert kept_array(2026, tmp_path) is None
        ada = registers.pupil("a")
        registers.send(MONDAY, (ada, MONDAY, "/ N"))
        first = kept_array(2026, tmp_path)
        file = tmp_path / "registers-2026.npy"
        written = file.stat().st_mtime_ns
        assert (kept_array(2026, tmp_path).marks == first.marks).all()
        assert file.stat().st_mtime_ns == written
        registers.send(FRIDAY, (ada, MONDAY, ". I"))
        assert kept_array(2026, tmp_path).marks[1, 0] == first.numbers.number_of["I"]

    @pytest.mark.parametrize("how", ["cut short", "other bytes", "no head"])
    def test_a_file_that_is_not_what_was_written_is_not_used(
        self, registers: Registers, tmp_path, how: str
    ) -> None:
        registers.send(MONDAY, (registers.pupil("a"), MONDAY, "/ N"))
        right = kept_array(2026, tmp_path).marks.copy()
        file = tmp_path / "registers-2026.npy"
        whole = file.read_bytes()
        if how == "no head":
            (tmp_path / "registers-2026.json").write_text("{", encoding="utf-8")
        else:
            file.write_bytes(whole[:-1] if how == "cut short" else whole[:-1] + b"\x07")
        assert (kept_array(2026, tmp_path).marks == right).all()


CODES = st.sampled_from(["/", "\\", "I", "N", "O", "B", "."])
ROWS = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 3), st.lists(st.tuples(CODES, CODES), min_size=1, max_size=3)
    ),
    min_size=1,
    max_size=4,
)


class TestAnyOrder(TestCase):
    @given(files=st.lists(ROWS, min_size=1, max_size=5))
    def test_pages_hold_what_was_said_last_of_each_session(self, files) -> None:
        registers = Registers()
        pupils = [registers.pupil(str(number)) for number in range(3)]
        said: dict[tuple[int, date, int], int] = {}
        past = []
        for number, rows in enumerate(files):
            received = MONDAY + timedelta(days=10 + number)
            registers.send(
                received,
                *(
                    (pupils[who], MONDAY + timedelta(days=first), " ".join(f"{a} {b}" for a, b in marks))
                    for who, first, marks in rows
                ),
            )
            for who, first, marks in rows:
                for at, pair in enumerate(marks):
                    for half, code in enumerate(pair):
                        if code != ".":
                            key = (pupils[who].pk, MONDAY + timedelta(days=first + at), half)
                            said[key] = stored_number(code)
            past.append((received, dict(said)))
        for received, then in past:
            assert self.read(pupils, received) == then
        assert self.read(pupils, None) == said
        self.assert_array_says(said)

    @staticmethod
    def read(pupils, known_on: date | None) -> dict[tuple[int, date, int], int]:
        return {
            (one.source_person, day, half): marks[half]
            for one in registers_of([pupil.pk for pupil in pupils], 2026, known_on)
            for day, marks in one.marks.items()
            for half in (0, 1)
            if marks[half] != NOT_SENT
        }

    @staticmethod
    def assert_array_says(said: dict[tuple[int, date, int], int]) -> None:
        array = array_of(2026)
        if array is None:
            assert not said
            return
        found = {
            (int(array.source_persons[column]), array.days[session // 2], session % 2): array.numbers.code_of[
                int(array.marks[session, column])
            ]
            for session, column in zip(*array.marks.nonzero(), strict=True)
        }
        assert {key: stored_number(code) for key, code in found.items()} == said


def test_marks_of_nobody_are_refused() -> None:
    with pytest.raises(ValueError):
        Place(establishment=1, provider=2)
    with pytest.raises(ValueError):
        SentMarks(1, [MONDAY], b"\x0a")
