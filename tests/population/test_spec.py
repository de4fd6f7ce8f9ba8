"""Every row of the spec table, on plain values: the law as written is what the rules answer."""

from pathlib import Path

import pytest

from sightline.domain.known import Known, NotKnown
from sightline.population.assessment import Assessment
from sightline.population.reference import list_page
from sightline.population.rules import assess
from sightline.population.spec import Case, Expected, cases, situation_of

ANSWERS = [(case, expected) for case in cases() for expected in case.answers]
NAMES = [f"{case.situation}: {expected.on}" for case, expected in ANSWERS]


def test_the_table_is_as_long_as_the_issue_asks():
    assert len(cases()) >= 45


@pytest.mark.parametrize(("case", "expected"), ANSWERS, ids=NAMES)
def test_the_rules_answer_as_the_table_says(case: Case, expected: Expected):
    answer = assess(situation_of(case), expected.on)

    assert answer.standing == expected.standing, answer.why
    assert tuple(reason.slug for reason in answer.reasons) == expected.reasons
    if expected.since is not None:
        assert answer.since == (None if expected.since == "not known" else expected.since)
    if expected.hours is not None:
        assert hours_in_words(answer) == expected.hours
    if expected.roll is not None:
        assert roll_in_words(answer) == expected.roll
    if expected.missing_education is not None:
        flag = answer.flag("missing-education")
        assert flag is not None and flag.answer == expected.missing_education, flag


def hours_in_words(answer: Assessment) -> str:
    planned = answer.hours.planned
    return f"{planned.known_part.normalize():f}" if planned.is_known else "not known"


def roll_in_words(answer: Assessment) -> str:
    match answer.on_roll:
        case NotKnown():
            return "not known"
        case Known(value=schools):
            return "known" if schools else "none"


def test_the_committed_page_is_the_one_that_the_tables_make():
    remake = 'python -c "from sightline.population.reference import list_page; print(list_page(), end=str())"'
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "who-is-on-the-list.md"
    assert page.read_text(encoding="utf-8") == list_page(), (
        f"made anew by: {remake} > docs/reference/who-is-on-the-list.md"
    )
