"""Attainment and courses: results on their days, courses with their boards, and what was dropped or changed."""

from datetime import date

import pytest
from django.db.models import F

from sightline.record.models import Attainment, Course, SourcePerson
from tests.intake.rows import ELIZABETH, TOMASZ

FEED = "attainment"
MATHS = {"School": "990003", **ELIZABETH, "Subject": "Mathematics"}
RESULT = {**MATHS, "Result": "4", "Scale": "GCSE grade", "Stage": "Baseline", "Assessed on": "07/09/2026"}
COURSE = {**MATHS, "Qualification": "GCSE", "Level": "Higher", "Awarding board": "Edexcel", "Target": "6"}
ART = {**COURSE, "Subject": "Art and design", "Awarding board": "AQA", "Level": ""}


def courses() -> list[tuple[str, str, str, date | None, date | None]]:
    return list(
        Course.objects.order_by(F("valid_to").asc(nulls_last=True)).values_list(
            "subject", "level", "board", "valid_from", "valid_to"
        )
    )


class TestResults:
    def test_a_result_stands_on_its_day(self, take_rows):
        take_rows(FEED, [RESULT])

        found = Attainment.objects.get()
        assert (found.subject, found.result, found.scale) == ("Mathematics", "4", "GCSE grade")
        assert (found.stage, found.valid_from, found.valid_to) == ("on entry", date(2026, 9, 7), None)
        assert not Course.objects.exists()

    def test_the_next_result_stands_beside_the_first(self, take_rows):
        take_rows(FEED, [{**RESULT, "Stage": "progress"}])
        take_rows(FEED, [{**RESULT, "Stage": "progress", "Result": "5", "Assessed on": "16/11/2026"}])

        assert list(Attainment.objects.order_by("valid_from").values_list("result", flat=True)) == ["4", "5"]

    def test_the_same_day_again_is_a_correction(self, take_rows):
        take_rows(FEED, [RESULT])
        take_rows(FEED, [{**RESULT, "Result": "3"}])

        assert Attainment.objects.get().result == "3"
        assert Attainment.versions.count() == 2


class TestCourses:
    def test_a_course_has_its_qualification_level_board_and_target(self, take_rows):
        take_rows(FEED, [{**COURSE, "Course from": "07/09/2026"}])

        found = Course.objects.get()
        assert (found.qualification, found.level, found.board, found.target) == (
            "GCSE",
            "Higher",
            "Pearson",
            "6",
        )
        assert found.valid_from == date(2026, 9, 7)
        assert not Attainment.objects.exists()

    @pytest.mark.parametrize("begins", ["", "07/09/2026"])
    @pytest.mark.parametrize("change", [{"Awarding board": "OCR"}, {"Level": "Foundation"}])
    def test_another_board_or_level_stays_to_be_seen(self, take_rows, begins, change):
        take_rows(FEED, [{**COURSE, "Course from": begins}], received="2026-10-05")
        take_rows(FEED, [{**COURSE, "Course from": begins, **change}])

        [before, after] = courses()
        assert (before[1:3], before[4]) == (("Higher", "Pearson"), date(2026, 11, 23))
        assert after[1:3] != before[1:3]
        assert after[4] is None

    def test_a_course_that_is_not_sent_again_is_over(self, take_rows):
        take_rows(FEED, [COURSE, ART], received="2026-10-05")
        take_rows(FEED, [COURSE])

        assert [(subject, end) for subject, *_, end in courses()] == [
            ("Art and design", date(2026, 11, 23)),
            ("Mathematics", None),
        ]

    def test_a_file_of_results_alone_ends_no_course(self, take_rows):
        take_rows(FEED, [COURSE], received="2026-10-05")
        take_rows(FEED, [RESULT])

        assert [end for *_, end in courses()] == [None]

    def test_rows_of_one_course_tell_of_it_together(self, take_rows):
        of_result = {**RESULT, "Qualification": "GCSE", "Level": "", "Awarding board": "", "Target": "6"}
        of_course = {**COURSE, "Target": ""}
        take_rows(FEED, [of_result, of_course])

        found = Course.objects.get()
        assert (found.level, found.board, found.target) == ("Higher", "Pearson", "6")
        assert Attainment.objects.count() == 1

    def test_rows_that_contradict_each_other_wait(self, take_rows):
        other = {**RESULT, "Qualification": "GCSE", "Awarding board": "OCR"}
        outcome = take_rows(FEED, [COURSE, other, {**ART, **TOMASZ}])

        assert [problem["value_class"] for problem in outcome.problems] == ["two words on one course"] * 2
        assert [subject for subject, *_ in courses()] == ["Art and design"]


def test_a_providers_file_is_its_own(take_rows):
    row = {name: value for name, value in RESULT.items() if name != "School"}
    take_rows(FEED, [{"Provider ID": "the-barn", **row}])

    assert SourcePerson.objects.get().source.slug == "provider-the-barn"
