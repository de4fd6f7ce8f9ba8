"""Sets of codes, as dated data: what a code meant on a day."""

from datetime import date

import pytest

from sightline.domain.codes import code_sets, codes_in, meaning

TODAY = date(2026, 11, 23)

MEANINGS = [
    ("enrolment_status", "S", TODAY, "Current, subsidiary of two registrations"),
    ("sen_provision", "E", TODAY, "Education, health and care plan"),
    ("sen_provision", "S", TODAY, None),
    ("sen_provision", "S", date(2013, 5, 1), "Statement of special educational needs"),
    ("sen_type", "DS", TODAY, "Down syndrome"),
    ("sen_type", "BESD", date(2013, 5, 1), "Behaviour, emotional and social difficulties"),
    ("sen_type", "BESD", TODAY, None),
    ("ethnicity", "WIRT", TODAY, "Traveller of Irish heritage"),
    ("sex", "U", TODAY, "Unknown or unspecified"),
    ("year_group", "R", TODAY, "Reception"),
    ("year_group", "11", TODAY, "Year 11"),
    ("placement_reason", "PHN", TODAY, "Medical condition: physical health need"),
    ("setting_type", "OOT", TODAY, "One-to-one tuition"),
    (
        "deletion_ground",
        "ehe",
        TODAY,
        "A parent has given written notice of education otherwise than at school",
    ),
    ("home_education_reason", "school_suggestion", TODAY, "Suggestion or pressure from the school"),
]


@pytest.mark.parametrize(("code_set", "code", "on", "words"), MEANINGS)
def test_what_a_code_meant_on_a_day(code_set, code, on, words):
    assert meaning(code_set, code, on) == words
    assert codes_in(code_set, on).get(code) == words


def test_a_code_nobody_knows_is_no_error():
    assert meaning("sen_type", "NEW1", TODAY) is None


@pytest.mark.parametrize(
    ("code_set", "number"),
    [
        ("enrolment_status", 7),
        ("sen_provision", 3),
        ("sen_type", 14),
        ("ethnicity", 20),
        ("sex", 3),
        ("year_group", 21),
        ("placement_reason", 8),
        ("setting_type", 4),
        ("deletion_ground", 15),
        ("home_education_reason", 18),
    ],
)
def test_each_set_is_whole(code_set, number):
    assert len(codes_in(code_set, TODAY)) == number


def test_there_are_no_other_sets():
    assert len(code_sets()) == 10
    with pytest.raises(LookupError, match="no set of codes"):
        codes_in("colours", TODAY)
