"""The tracking sheet is Annex B of Ofsted's report: its sixteen columns and no other, one row a child."""

from datetime import date
from decimal import Decimal

from sightline.access.policy import FieldClass
from sightline.domain.known import Known, NotKnown
from sightline.reports import tracking_sheet
from sightline.reports.subject import Words
from sightline.reports.table import Word
from tests.reports.made_up import AS_AT, provision, sees_everything, subject

ANNEX_B = [
    "Case number",
    "Name",
    "Ethnicity",
    "Gender",
    "Date of birth",
    "National Curriculum Year",
    "SEND",
    "Locality team responsible",
    "Original school",
    "School or LA",
    "Provider(s)",
    "Provision start date",
    "Hours",
    "Review date",
    "Description of reasons behind provision",
    "Action to be taken and by whom",
]


def rows(*subjects, sees=sees_everything) -> list[dict[str, object]]:
    """The rows of the sheet of these children, each by heading."""
    table = tracking_sheet.table(subjects, title="Tracking sheet", as_at=AS_AT, sees=sees)
    return [dict(zip(ANNEX_B, row, strict=True)) for row in table.rows]


def test_exactly_the_sixteen_columns_of_annex_b_in_its_order_and_words() -> None:
    assert [column.heading for column in tracking_sheet.COLUMNS] == ANNEX_B


def test_one_row_a_child_whatever_the_number_of_providers() -> None:
    child = subject(
        provision("8", began=Known(date(2026, 10, 5))),
        provision("4.5", "vocational provider", name="Fenwick Motors", began=Known(date(2026, 9, 14))),
        child=42,
        description=(Words("Agreed on 3 October."),),
    )
    [row] = rows(child)
    assert list(row.values()) == [
        "SL-000042",
        "Amara Whitlock",
        "White British",
        "Female",
        date(2012, 3, 4),
        "Year 9",
        "EHC plan",
        "North",
        "Hartsmoor School",
        "LA",
        "Riverside Tuition; Fenwick Motors",
        date(2026, 9, 14),
        Decimal("12.5"),
        date(2026, 12, 4),
        "Part-time timetable; Agreed on 3 October.",
        "Visit the family (J. Salt, by 4 December 2026)",
    ]


def test_known_to_have_no_provision_and_not_known_whether_are_two_different_rows() -> None:
    none, not_known = rows(subject(child=1), subject(child=2, provision_is_known=False))
    asked = ("Provider(s)", "Provision start date", "Hours")
    assert [none[heading] for heading in asked] == [Word.NONE, Word.NONE, Decimal(0)]
    assert [not_known[heading] for heading in asked] == [Word.NOT_KNOWN, Word.NOT_KNOWN, Word.NOT_KNOWN]


def test_one_start_that_is_not_known_leaves_the_earliest_not_known() -> None:
    [row] = rows(subject(provision("8"), provision("4", name="Fenwick Motors", began=NotKnown())))
    assert row["Provision start date"] is Word.NOT_KNOWN


def test_no_step_and_no_review_read_none() -> None:
    [row] = rows(subject(next_steps=(), review_due=None))
    assert (row["Action to be taken and by whom"], row["Review date"]) == (Word.NONE, Word.NONE)


def test_a_child_without_a_name_reads_not_known() -> None:
    [row] = rows(subject(surname="", forename=""))
    assert row["Name"] is Word.NOT_KNOWN


def test_ethnicity_and_a_ward_are_withheld_from_a_role_that_does_not_show_them() -> None:
    hidden = {FieldClass.ETHNICITY_RELIGION, FieldClass.HEALTH}
    ward = provision("5", "in-patient mental health unit", name="Larch Ward", field_class=FieldClass.HEALTH)
    [row] = rows(subject(provision("3"), ward), sees=lambda field_class: field_class not in hidden)
    assert row["Ethnicity"] is Word.WITHHELD
    assert row["Provider(s)"] == "Riverside Tuition; withheld"


def test_the_sheet_stands_by_team_then_name() -> None:
    found = rows(
        subject(child=1, locality="South", surname="Abel"),
        subject(child=2, locality="North", surname="Zeal"),
        subject(child=3, locality="North", surname="Abel"),
    )
    assert [row["Case number"] for row in found] == ["SL-000003", "SL-000002", "SL-000001"]


def test_free_words_are_for_who_sees_all_that_they_may_tell_of() -> None:
    child = subject(provision("8"), description=(Words("Said in confidence."),))
    assert (
        rows(child)[0]["Description of reasons behind provision"]
        == "Part-time timetable; Said in confidence."
    )
    [row] = rows(child, sees=lambda field_class: field_class is not FieldClass.CRIMINAL)
    assert row["Description of reasons behind provision"] == "Part-time timetable; withheld"


def test_a_start_that_tells_of_a_hidden_place_is_withheld() -> None:
    ward = provision("5", "in-patient mental health unit", field_class=FieldClass.HEALTH)
    [row] = rows(subject(ward), sees=lambda field_class: field_class is not FieldClass.HEALTH)
    assert row["Provision start date"] is Word.WITHHELD


def test_an_original_school_that_was_never_told_is_not_known() -> None:
    [row] = rows(subject(original_school=None))
    assert row["Original school"] is Word.NOT_KNOWN


def test_an_own_school_as_usual_has_no_start() -> None:
    [row] = rows(subject(provision("24", "own school (mainstream school)", began=None)))
    assert row["Provision start date"] is Word.NONE
