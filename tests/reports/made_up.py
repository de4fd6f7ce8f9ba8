"""Made-up children for the reports, and how a cell of a workbook reads."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sightline.access.policy import FieldClass
from sightline.domain.known import Known, NotKnown, total
from sightline.domain.periods import Period
from sightline.reports.subject import Provision, Sanction, Subject, WhyListed, Words
from sightline.reports.table import Cell, Figure, Issue, Report, Table, Word

AS_AT = date(2026, 11, 23)
ISSUE = Issue(by="An officer", role="Data officer", at="23 November 2026 at 09:14")


def sees_everything(_: FieldClass) -> bool:
    """A reader whose role shows every class."""
    return True


def hours(number: str | None) -> Known[Decimal] | NotKnown:
    """Hours from a text; None is not known."""
    return NotKnown() if number is None else Known(Decimal(number))


def provision(offered: str | None, type_words: str = "home tuition", **changes) -> Provision:
    """A provision that offers so many hours a week; None is not known."""
    made = Provision(
        name="Riverside Tuition",
        type_words=type_words,
        began=Known(date(2026, 9, 14)),
        offered=hours(offered),
        attended=hours(offered),
        registered="no",
        quality_assured_on=Known(date(2026, 5, 4)),
        legal_basis="section 19, Education Act 1996",
        arranged_by=(Words("the local authority"),),
    )
    return replace(made, **changes)


def subject(*provisions: Provision, child: int = 1, provision_is_known: bool = True, **changes) -> Subject:
    """A child with these provisions; without one, known to have none unless `provision_is_known` is false."""
    parts = [item.offered for item in provisions] if provision_is_known else [NotKnown()]
    made = Subject(
        child=child,
        reference=f"SL-{child:06d}",
        surname="Whitlock",
        forename="Amara",
        date_of_birth=Known(date(2012, 3, 4)),
        upn="X999200000001",
        sex="Female",
        ethnicity="White British",
        year="Year 9",
        needs="EHC plan",
        locality="North",
        on_roll=Known((Words("Hartsmoor School"),)),
        original_school=Words("Hartsmoor School"),
        school_or_authority="LA",
        reasons=(WhyListed("Part-time timetable", since=Known(date(2026, 9, 14))),),
        since=Known(date(2026, 9, 14)),
        provision_is_known=provision_is_known,
        provisions=provisions,
        offered=total(parts),
        full_time_for_age=Decimal(24),
        clinician_limit=None,
        sanctions=(),
        description=(),
        next_steps=(Words("Visit the family (J. Salt, by 4 December 2026)"),),
        key_person="J. Salt",
        review_due=date(2026, 12, 4),
        last_seen=Known(date(2026, 11, 18)),
        full_time_planned=date(2027, 1, 5),
        unknowns=(),
        may_be_the_same_as=(),
    )
    return replace(made, **changes)


def suspension(start: date, end: date) -> Sanction:
    """A suspension from `start`; the child may come back on `end`."""
    return Sanction(permanent=False, period=Period(start, end))


def permanent(start: date, end: date | None = None) -> Sanction:
    """A permanent exclusion, until the child is on another school's roll."""
    return Sanction(permanent=True, period=Period(start, end))


def report(*tables: Table, **changes) -> Report:
    """A report of these tables."""
    made = Report(
        name="inspection-list",
        title="The inspector’s list",
        authority="Ambershire",
        as_at=AS_AT,
        known_on=AS_AT,
        gaps=("Hours offered are not known for 1 of 3 children (33%).",),
        figures=(Figure("3", "children on the list"),),
        how_made=(("Reference week", "Monday 16 November 2026"),),
        tables=tables,
        children=frozenset({1, 2, 3}),
        rules_version="2026.1",
    )
    return replace(made, **changes)


def as_read(cell: Cell) -> str | float | date:
    """What a spreadsheet reader gives for a cell: a real date, a real number, or a text."""
    if isinstance(cell, Word):
        return cell.value
    return float(cell) if isinstance(cell, Decimal) else cell
