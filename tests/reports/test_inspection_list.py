"""The inspector's list says what Ofsted's report asks for, of each child and provision; a gap is never a nought."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.access.policy import FieldClass
from sightline.domain.known import Known, NotKnown
from sightline.reports import inspection_list
from sightline.reports.subject import WhyListed, Words, type_of_exclusion
from sightline.reports.table import Column, Word
from tests.reports.made_up import AS_AT, permanent, provision, sees_everything, subject, suspension

RELIED_ON_OUTSIDE = [
    "Unique ID",
    "Date of birth",
    "UPN",
    "Type of provision",
    "Hours a week",
    "More or fewer than 25 hours",
    "Type of exclusion",
    "Date alternative provision began",
    "Hours a week, all provision",
]


def rows(*subjects, sees=sees_everything) -> list[dict[str, object]]:
    """The rows of the list of these children, each by heading."""
    table = inspection_list.table(subjects, title="Inspection list", as_at=AS_AT, sees=sees)
    headings = [column.heading for column in table.columns]
    return [dict(zip(headings, row, strict=True)) for row in table.rows]


def test_the_first_nine_columns_are_those_that_others_rely_on() -> None:
    assert [column.heading for column in inspection_list.COLUMNS][:9] == RELIED_ON_OUTSIDE


def test_there_is_no_name_in_it() -> None:
    [row] = rows(subject(provision("8"), surname="Unmistakable", forename="Quite"))
    assert not any("Unmistakable" in str(cell) or "Quite" in str(cell) for cell in row.values())


def test_a_child_with_one_provision() -> None:
    [row] = rows(subject(provision("8"), child=42))
    assert [row[heading] for heading in RELIED_ON_OUTSIDE] == [
        "SL-000042",
        date(2012, 3, 4),
        "X999200000001",
        "home tuition",
        Decimal(8),
        "fewer",
        "none",
        date(2026, 9, 14),
        Decimal(8),
    ]


def test_one_row_a_child_and_provision_with_the_total_on_each() -> None:
    first, second = rows(
        subject(provision("10"), provision("12.5", "vocational provider", name="Fenwick Motors"))
    )
    assert (first["Hours a week"], second["Hours a week"]) == (Decimal(10), Decimal("12.5"))
    assert first["Hours a week, all provision"] == second["Hours a week, all provision"] == Decimal("22.5")
    assert second["Provider"] == "Fenwick Motors"


def test_a_child_known_to_have_no_provision_has_one_row_of_none_and_nought() -> None:
    [row] = rows(subject())
    assert (row["Type of provision"], row["Hours a week"]) == (Word.NONE, Decimal(0))
    assert (row["More or fewer than 25 hours"], row["Hours a week, all provision"]) == ("fewer", Decimal(0))
    assert row["Date alternative provision began"] is Word.NONE


def test_a_child_of_whom_nobody_said_whether_there_is_provision_is_not_known_and_never_none() -> None:
    [row] = rows(subject(provision_is_known=False))
    assert (row["Type of provision"], row["Hours a week"]) == (Word.NOT_KNOWN, Word.NOT_KNOWN)
    assert (row["More or fewer than 25 hours"], row["Hours a week, all provision"]) == (
        "not known",
        Word.NOT_KNOWN,
    )


@pytest.mark.parametrize(
    ("parts", "says", "in_all"),
    [
        (["24.99"], "fewer", "24.99"),
        (["25"], "exactly 25", "25"),
        (["12.5", "12.5"], "exactly 25", "25"),
        (["25.01"], "more", "25.01"),
        (["0"], "fewer", "0"),
        ([None], "not known", None),
        (["8", None], "not known", None),
        (["25", None], "not known", None),
        (["25.5", None], "more", None),
        (["20", "6", None], "more", None),
    ],
)
def test_more_or_fewer_than_25_compares_the_total_and_an_unknown_part_settles_nothing(
    parts, says, in_all
) -> None:
    found = rows(subject(*(provision(part) for part in parts)))
    assert {row["More or fewer than 25 hours"] for row in found} == {says}
    assert {row["Hours a week, all provision"] for row in found} == {
        Word.NOT_KNOWN if in_all is None else Decimal(in_all)
    }


@given(st.lists(st.one_of(st.none(), st.decimals(0, 40, places=2)), min_size=1, max_size=4))
def test_what_is_not_known_is_never_a_number(parts) -> None:
    found = rows(subject(*(provision(None if part is None else str(part)) for part in parts)))
    assert [row["Hours a week"] for row in found] == [
        Word.NOT_KNOWN if part is None else part for part in parts
    ]
    in_all = {row["Hours a week, all provision"] for row in found}
    assert in_all == ({Word.NOT_KNOWN} if None in parts else {sum(parts)})


@pytest.mark.parametrize(
    ("sanctions", "says"),
    [
        ([], "none"),
        ([suspension(date(2026, 11, 16), date(2026, 11, 30))], "suspension"),
        ([permanent(date(2025, 3, 2))], "permanent"),
        # In force comes before what is over, and of two in force the permanent one counts.
        (
            [
                permanent(date(2026, 9, 7), date(2026, 10, 5)),
                suspension(date(2026, 11, 20), date(2026, 12, 1)),
            ],
            "suspension",
        ),
        ([permanent(date(2026, 11, 2)), suspension(date(2026, 11, 20), date(2026, 12, 1))], "permanent"),
        # None in force: the latest of this school year.
        (
            [
                suspension(date(2026, 9, 7), date(2026, 9, 9)),
                permanent(date(2026, 10, 1), date(2026, 10, 20)),
            ],
            "permanent",
        ),
        (
            [
                permanent(date(2026, 9, 7), date(2026, 9, 20)),
                suspension(date(2026, 10, 1), date(2026, 10, 3)),
            ],
            "suspension",
        ),
        # Of an earlier school year, or still to come: no longer, or not yet, an answer.
        ([suspension(date(2026, 7, 6), date(2026, 7, 10))], "none"),
        ([suspension(date(2026, 11, 24), date(2026, 12, 1))], "none"),
        # Over on the day itself, since the child may come back on it.
        ([suspension(date(2026, 11, 16), AS_AT)], "suspension"),
    ],
)
def test_type_of_exclusion_is_the_one_in_force_else_the_latest_of_the_school_year(sanctions, says) -> None:
    assert type_of_exclusion(sanctions, AS_AT) == says
    [row] = rows(subject(sanctions=tuple(sanctions)))
    assert row["Type of exclusion"] == says


def test_what_a_role_does_not_show_is_withheld_in_every_cell_made_from_it() -> None:
    ward = provision("5", "in-patient mental health unit", name="Larch Ward", field_class=FieldClass.HEALTH)
    reasons = (
        WhyListed("Part-time timetable"),
        WhyListed("In-patient mental health unit", FieldClass.HEALTH),
    )
    child = subject(ward, reasons=reasons)
    [row] = rows(child, sees=lambda field_class: field_class is not FieldClass.HEALTH)
    assert (row["Type of provision"], row["Provider"]) == (Word.WITHHELD, Word.WITHHELD)
    assert row["Reasons"] == "Part-time timetable; withheld"
    assert row["Hours a week"] == Decimal(5)
    assert not any("Larch" in str(cell) or "mental" in str(cell) for cell in row.values())


def test_a_role_without_a_class_reads_withheld_down_the_whole_column() -> None:
    [row] = rows(subject(provision("8")), sees=lambda field_class: field_class is not FieldClass.SAFEGUARDING)
    assert row["Last seen"] is Word.WITHHELD


def test_nobody_has_a_blank_cell() -> None:
    nothing = subject(
        provision(
            None, "", name="", began=NotKnown(), arranged_by=(), legal_basis="", quality_assured_on=NotKnown()
        ),
        date_of_birth=NotKnown(),
        upn="",
        needs="",
        on_roll=NotKnown(),
        reasons=(),
        since=NotKnown(),
        key_person="",
        review_due=None,
        last_seen=NotKnown(),
        full_time_planned=None,
    )
    [row] = rows(nothing)
    blanks = [heading for heading, cell in row.items() if not str(cell).strip()]
    assert blanks == []
    assert row["Date of birth"] is row["UPN"] is row["On the roll of"] is Word.NOT_KNOWN
    assert row["Key person"] is Word.NOT_KNOWN
    assert row["Next review"] is Word.NONE


def test_rows_stand_in_the_order_of_the_case_number() -> None:
    assert [row["Unique ID"] for row in rows(subject(child=3), subject(child=1), subject(child=2))] == [
        "SL-000001",
        "SL-000002",
        "SL-000003",
    ]


def test_every_column_says_what_it_means() -> None:
    def unexplained(column: Column) -> bool:
        return not column.meaning.endswith(".")

    assert [column.heading for column in inspection_list.COLUMNS if unexplained(column)] == []


def test_on_no_roll_reads_none_and_a_roll_nobody_told_us_reads_not_known() -> None:
    none, not_known = rows(subject(on_roll=Known(()), child=1), subject(on_roll=NotKnown(), child=2))
    assert (none["On the roll of"], not_known["On the roll of"]) == (Word.NONE, Word.NOT_KNOWN)


def test_a_clinicians_limit_is_full_time_for_the_child_and_health_information() -> None:
    child = subject(provision("8"), clinician_limit=Decimal(10))
    assert rows(child)[0]["Full time for this child"] == Decimal(10)
    no_health = rows(child, sees=lambda field_class: field_class is not FieldClass.HEALTH)
    assert no_health[0]["Full time for this child"] == Decimal(24)


def test_since_when_is_what_the_reasons_that_a_role_shows_give_whether_or_not_anything_is_hidden() -> None:
    march, october = date(2026, 3, 2), date(2026, 10, 5)
    part_time = WhyListed("Part-time timetable", since=Known(october))
    custody = WhyListed("In custody", FieldClass.CRIMINAL, Known(march))
    for reasons in ((custody, part_time), (part_time,)):
        child = subject(reasons=reasons, since=Known(march))
        [row] = rows(child, sees=lambda field_class: field_class is not FieldClass.CRIMINAL)
        assert row["On the list since"] == october
        assert rows(child)[0]["On the list since"] == march
    [row] = rows(subject(reasons=(custody,)), sees=lambda field_class: field_class is not FieldClass.CRIMINAL)
    assert row["On the list since"] is Word.NOT_KNOWN


def test_nothing_stands_for_what_is_not_known_and_not_shown() -> None:
    seen = Words("When the child was last seen is not known.", FieldClass.SAFEGUARDING)
    roll = Words("Whether the child is on a school's roll is not known.")
    for unknowns, says in (
        ((roll, seen), roll.text),
        ((roll,), roll.text),
        ((seen,), Word.NONE),
        ((), Word.NONE),
    ):
        [row] = rows(
            subject(unknowns=unknowns), sees=lambda field_class: field_class is not FieldClass.SAFEGUARDING
        )
        assert row["What is not known"] == says


def test_an_own_school_as_usual_is_no_alternative_provision_that_began() -> None:
    [row] = rows(subject(provision("24", "own school (mainstream school)", began=None)))
    assert row["Date alternative provision began"] is Word.NONE


def test_a_school_whose_name_tells_of_custody_is_withheld_among_the_rolls() -> None:
    schools = (Words("Hartsmoor School"), Words("Larch House", FieldClass.CRIMINAL))
    [row] = rows(
        subject(on_roll=Known(schools)), sees=lambda field_class: field_class is not FieldClass.CRIMINAL
    )
    assert row["On the roll of"] == "Hartsmoor School; withheld"
