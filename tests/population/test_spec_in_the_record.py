"""The same spec table end to end: written through the record's door, read back from the list, on the engine in use."""

from datetime import date

from sightline.population.queries import the_list
from sightline.population.row import Row
from sightline.population.spec import Expected, cases
from tests.population.recording import Recorder, record_case


def test_every_row_of_the_table_comes_back_from_the_list(recorder: Recorder):
    with recorder.writing() as session:
        children = [record_case(recorder, session, case) for case in cases()]
    days = sorted({expected.on for case in cases() for expected in case.answers})

    wrong = []
    for day in days:
        rows = {row.child_id: row for row in the_list(recorder.viewer, as_at=day).rows}
        for child, case in zip(children, cases(), strict=True):
            wrong += [
                f"{case.situation}: {day}: {said} and not {expected}"
                for expected in case.answers
                if expected.on == day and (said := _differs(rows.get(child), expected))
            ]
    assert not wrong, "\n".join(wrong)


def test_todays_list_holds_what_the_table_says_of_today(recorder: Recorder, today):
    on_the_day = [
        (case, expected) for case in cases() for expected in case.answers if expected.on == date(2026, 11, 23)
    ]
    today("2026-11-23")
    with recorder.writing() as session:
        children = [record_case(recorder, session, case) for case, _ in on_the_day]

    rows = {row.child_id: row for row in the_list(recorder.viewer).rows}

    for child, (case, expected) in zip(children, on_the_day, strict=True):
        assert not _differs(rows.get(child), expected), case.situation


def _differs(row: Row | None, expected: Expected) -> str:
    """What the row says, when it is not what the table says; empty when they agree."""
    if row is None:
        return "" if expected.standing == "off" else "off"
    since = None if expected.since == "not known" else expected.since
    hours = "not known" if row.hours_planned is None else f"{row.hours_planned.normalize():f}"
    agree = (
        row.standing == expected.standing
        and tuple(reason["slug"] for reason in row.reasons) == expected.reasons
        and (expected.since is None or row.since == since)
        and (expected.hours is None or hours == expected.hours)
        and (expected.roll is None or row.roll == expected.roll)
        and (expected.missing_education is None or row.missing_education == expected.missing_education)
    )
    return (
        ""
        if agree
        else f"{row.standing} {[reason['slug'] for reason in row.reasons]} {row.since} {hours} {row.roll}"
    )
