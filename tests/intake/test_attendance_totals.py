"""Sessions counted by a register: what is known of them, what corrects them, and what no child has had."""

from datetime import date

import pytest

from sightline.record.models import AttendanceTotal, SourcePerson
from tests.intake.rows import ELIZABETH, TOMASZ

AUTUMN = {"Period from": "02/09/2026", "Period to": "23/10/2026"}
ROW = {"School": "990003", **ELIZABETH, **AUTUMN, "Sessions possible": "74"}


def totals() -> list[tuple[int | None, ...]]:
    return list(
        AttendanceTotal.objects.order_by("valid_from").values_list(
            "possible", "attended", "absent_authorised", "absent_unauthorised", "ill"
        )
    )


def counted(**sessions: int) -> dict[str, str]:
    return {**ROW, **{name.replace("_", " "): str(count) for name, count in sessions.items()}}


def test_a_row_is_the_sessions_of_its_days(take_rows):
    take_rows("attendance-totals", [counted(Attendances=70, Auth_abs=4, Unauth_abs=0, Ill=3)])

    found = AttendanceTotal.objects.get()
    assert totals() == [(74, 70, 4, 0, 3)]
    assert (found.valid_from, found.valid_to) == (date(2026, 9, 2), date(2026, 10, 24))
    assert found.establishment.urn == "990003"


def test_what_is_blank_is_not_known_and_nought_is_none(take_rows):
    take_rows("attendance-totals", [{**ROW, "Attendances": "", "Unauth abs": "0"}])

    assert totals() == [(74, None, None, 0, None)]


@pytest.mark.parametrize(
    ("sent", "attended"),
    [
        ({"Present": "60"}, 60),
        ({"Present": "60", "AEA": "10"}, 70),
        ({"Present": "60", "AEA": "0"}, 60),
        ({"Present": "60", "AEA": ""}, None),
        ({"AEA": "10"}, None),
        ({"Present and AEA": "70", "Present": "60", "AEA": "10"}, 70),
    ],
)
def test_what_is_attended_elsewhere_counts_and_is_not_taken_for_none(take_rows, sent, attended):
    take_rows("attendance-totals", [{**ROW, **sent}])

    assert totals()[0][1] == attended


@pytest.mark.parametrize(
    ("sessions", "fault"),
    [
        ({"Attendances": 70, "Auth_abs": 3, "Unauth_abs": 1}, None),
        ({"Attendances": 70, "Auth_abs": 3, "Unauth_abs": 0}, ("sessions without a mark", False)),
        ({"Attendances": 70, "Auth_abs": 3, "Unauth_abs": 2}, ("numbers that do not add up", True)),
        ({"Attendances": 75}, ("numbers that do not add up", True)),
        ({"Attendances": 70, "Auth_abs": 3}, None),
        ({"Auth_abs": 3, "Ill": 3}, None),
        ({"Auth_abs": 3, "Ill": 4}, ("numbers that do not add up", True)),
    ],
)
def test_what_does_not_add_up_waits_and_what_has_no_mark_is_listed(take_rows, sessions, fault):
    outcome = take_rows("attendance-totals", [counted(**sessions)])

    told = [(problem["value_class"], problem["held_back"]) for problem in outcome.problems]
    assert told == ([fault] if fault else [])


def test_a_percentage_alone_is_not_counted(take_rows):
    outcome = take_rows("attendance-totals", [{**ROW, "Sessions possible": "", "% attend": "94.6"}])

    assert not totals()
    assert outcome.ignored == ("% attend",)
    assert outcome.quarantined == 1


def test_the_year_to_date_is_corrected_by_the_next(take_rows):
    take_rows("attendance-totals", [counted(Attendances=70)], received="2026-10-26")
    later = {**counted(Attendances=98), "Period to": "20/11/2026", "Sessions possible": "104"}
    take_rows("attendance-totals", [later])

    assert totals() == [(104, 98, None, None, None)]
    assert AttendanceTotal.versions.count() == 2


def test_one_term_stands_beside_another(take_rows):
    summer = {**ROW, "Period from": "13/04/2026", "Period to": "17/07/2026", "Sessions possible": "120"}
    take_rows("attendance-totals", [summer, ROW])

    assert [possible for possible, *_ in totals()] == [120, 74]


def test_a_provider_that_keeps_a_register_is_the_sender(take_rows):
    row = {name: value for name, value in ROW.items() if name != "School"}
    take_rows("attendance-totals", [{"Provider ID": "the-barn", **row}])

    assert AttendanceTotal.objects.get().provider.key == "the-barn"
    assert SourcePerson.objects.get().source.slug == "provider-the-barn"


def test_a_register_of_two_places_at_once_waits(take_rows):
    outcome = take_rows("attendance-totals", [{**ROW, "Provider ID": "the-barn"}, {**ROW, **TOMASZ}])

    assert [problem["value_class"] for problem in outcome.problems] == ["no place or two"]
    assert outcome.taken == 1
