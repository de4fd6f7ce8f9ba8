"""Timetables: sessions, the hours that follow from them, and what is over because it is not sent again."""

from datetime import date, time
from decimal import Decimal

import pytest

from sightline.intake.mending import mend
from sightline.intake.models import StagedRow
from sightline.population.models import ListEntry
from sightline.record.models import TimetableSession
from tests.intake.rows import ELIZABETH, TOMASZ, with_provider


def session(child: dict[str, str], day: str, starts: str, ends: str, **other: str) -> dict[str, str]:
    row = {"Provider ID": "the-barn", **child, "Day": day, "Starts": starts, "Ends": ends}
    return {**row, "Valid from": "", **{name.replace("_", " "): value for name, value in other.items()}}


MONDAY = session(ELIZABETH, "Mon", "09:30", "12:30", Subject="Woodwork")
TUESDAY = session(ELIZABETH, "Tuesday", "9.30am", "12.00", Subject="English")


def week() -> list[tuple[int, time, time, date | None]]:
    return list(
        TimetableSession.objects.order_by("weekday", "starts").values_list(
            "weekday", "starts", "ends", "valid_to"
        )
    )


def test_a_row_is_a_session_of_the_week(take_rows):
    take_rows("provider-timetable", [{**MONDAY, "Online": "no", "Alone": "yes", "Place": "Workshop"}])

    found = TimetableSession.objects.get()
    assert (found.weekday, found.starts, found.ends) == (0, time(9, 30), time(12, 30))
    assert (found.subject, found.place, found.online, found.alone) == ("Woodwork", "Workshop", "no", "yes")
    assert (found.valid_from, found.valid_to) == (None, None)


def test_the_hours_planned_follow_from_the_sessions_and_overlapping_time_counts_once(take_rows):
    take_rows("provider-roll", [with_provider(ELIZABETH, Hours_a_week="20")])
    overlapping = session(ELIZABETH, "Monday", "11:30", "13:30")

    take_rows("provider-timetable", [MONDAY, TUESDAY, overlapping])

    assert ListEntry.objects.get().hours_planned == Decimal("6.5")


class TestWhatIsNotSentAgain:
    def test_it_is_over_on_the_day_of_the_file(self, take_rows):
        take_rows("provider-timetable", [MONDAY, TUESDAY], received="2026-11-02")
        take_rows("provider-timetable", [MONDAY])

        assert [end for *_, end in week()] == [None, date(2026, 11, 23)]

    def test_it_is_over_when_the_sessions_that_follow_begin(self, take_rows):
        take_rows("provider-timetable", [MONDAY, TUESDAY], received="2026-11-02")
        take_rows("provider-timetable", [{**MONDAY, "Starts": "10:00", "Valid from": "04/01/2027"}])

        assert [end for *_, end in week()] == [date(2027, 1, 4), None, date(2027, 1, 4)]

    def test_another_childs_sessions_and_another_providers_go_on(self, take_rows):
        other = {**TUESDAY, "Provider ID": "the-mill"}
        everything = [MONDAY, session(TOMASZ, "Friday", "09:00", "10:00"), other]
        take_rows("provider-timetable", everything, received="2026-11-02", source="The partnership")
        take_rows("provider-timetable", [MONDAY], source="The partnership")

        assert [end for *_, end in week()] == [None, None, None]

    def test_it_goes_on_while_a_row_of_the_child_waits(self, take_rows):
        take_rows("provider-timetable", [MONDAY, TUESDAY], received="2026-11-02")
        outcome = take_rows("provider-timetable", [MONDAY, {**TUESDAY, "Ends": "soon"}])

        assert outcome.quarantined == 1
        assert [end for *_, end in week()] == [None, None]

    def test_it_goes_on_while_a_row_waits_and_nobody_can_tell_whose_it_is(self, take_rows):
        nameless = {**TUESDAY, "Pupil ID": "", "UPN": "", "Date of birth": "31/02/2013"}
        take_rows("provider-timetable", [MONDAY, TUESDAY], received="2026-11-02")
        take_rows("provider-timetable", [MONDAY, nameless])

        assert [end for *_, end in week()] == [None, None]

    def test_a_row_that_is_mended_later_ends_nothing(self, take_rows, officer):
        take_rows("provider-timetable", [MONDAY, {**TUESDAY, "Ends": "soon"}], received="2026-11-02")
        [row] = StagedRow.objects.filter(state="quarantined")

        mend(officer, {row.pk: {"ends": "12:00"}}, "The provider said so.")

        assert [end for *_, end in week()] == [None, None]

    def test_a_session_that_comes_back_is_another(self, take_rows):
        take_rows("provider-timetable", [MONDAY, TUESDAY], received="2026-11-02")
        take_rows("provider-timetable", [MONDAY], received="2026-11-09")
        take_rows("provider-timetable", [MONDAY, TUESDAY])

        assert [
            (start, end)
            for start, end in TimetableSession.objects.filter(weekday=1)
            .order_by("id")
            .values_list("valid_from", "valid_to")
        ] == [
            (None, date(2026, 11, 9)),
            (date(2026, 11, 23), None),
        ]


@pytest.mark.parametrize("ends", ["12:00", "13:30"])
def test_a_session_at_the_same_time_is_corrected(take_rows, ends):
    take_rows("provider-timetable", [MONDAY])
    take_rows("provider-timetable", [{**MONDAY, "Ends": ends}])

    assert TimetableSession.objects.filter(valid_to__isnull=True).count() == 1
