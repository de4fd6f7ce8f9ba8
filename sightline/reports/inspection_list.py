"""The inspector's list: one row a child and provision, with the columns that Ofsted's report of 2013 asks for.

The first nine columns, their headings and their words are relied on outside (`docs/reference/reports.md`); the
others are ours. There are no names in it: an inspector asks for a child by the unique ID.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sightline.access.policy import FieldClass
from sightline.domain.hours import REPORT_HOURS
from sightline.domain.known import Known, NotKnown
from sightline.reports.subject import (
    FREE_WORDS,
    Provision,
    Sees,
    Subject,
    shown,
    shown_list,
    type_of_exclusion,
)
from sightline.reports.table import Cell, Column, ColumnKind, Table, Word, cell_of, list_cell, text_cell

NAME = "inspection-list"
TITLE = "Children missing out on full-time education: the inspector’s list"


@dataclass(frozen=True)
class Line:
    """One row: a child, and one provision that the child has; without one, the child's only row."""

    subject: Subject
    provision: Provision | None
    as_at: date
    sees: Sees


def _of_provision(
    cell: Callable[[Provision], Cell], field_class: FieldClass | None = None
) -> Callable[[Line], Cell]:
    """The cell of a row's provision: `none` where there is known to be none, `not known` where nobody told us.

    `field_class` None means the class of the provision itself, for what gives away where the child is.
    """

    def made(line: Line) -> Cell:
        if line.provision is None:
            return Word.NONE if line.subject.provision_is_known else Word.NOT_KNOWN
        return shown(line.sees, field_class or line.provision.field_class, cell(line.provision))

    return made


def _hours_of_provision(cell: Callable[[Provision], Cell]) -> Callable[[Line], Cell]:
    """As `_of_provision`, but a child who is known to have no provision has a known nought of hours."""

    def made(line: Line) -> Cell:
        if line.provision is None:
            return Decimal(0) if line.subject.provision_is_known else Word.NOT_KNOWN
        return cell(line.provision)

    return made


def _on_roll(line: Line) -> Cell:
    schools = line.subject.on_roll
    return Word.NOT_KNOWN if isinstance(schools, NotKnown) else shown_list(line.sees, schools.value)


def _since(line: Line) -> Cell:
    """Since when; for a reader from whom any class is kept, of every child, as the reasons that are shown give it.

    Were it left out only where it rests on something hidden, that alone would tell that there is something to hide.
    """
    if all(line.sees(field_class) for field_class in FREE_WORDS):
        return cell_of(line.subject.since)
    shown_reasons = [reason for reason in line.subject.reasons if line.sees(reason.field_class)]
    starts = [reason.since.value for reason in shown_reasons if isinstance(reason.since, Known)]
    return min(starts, default=Word.NOT_KNOWN)


def _not_known(line: Line) -> Cell:
    """What is not known, among all that the reader may see: nothing stands for what is left out of it."""
    return list_cell(one.text for one in line.subject.unknowns if line.sees(one.field_class))


def _full_time(line: Line) -> Cell:
    limit = line.subject.clinician_limit if line.sees(FieldClass.HEALTH) else None
    return line.subject.full_time_for_age if limit is None else limit


def _arranged_by(line: Line) -> Cell:
    if line.provision is None:
        return Word.NONE if line.subject.provision_is_known else Word.NOT_KNOWN
    return shown_list(line.sees, line.provision.arranged_by, Word.NOT_KNOWN)


_COLUMNS: tuple[tuple[Column, Callable[[Line], Cell]], ...] = (
    (
        Column(
            "Unique ID",
            "The child's case number in Sightline; it never passes to another child.",
            field_class=FieldClass.IDENTITY,
            width=12,
            paper=17,
        ),
        lambda line: line.subject.reference,
    ),
    (
        Column(
            "Date of birth",
            "From the source trusted most.",
            ColumnKind.DATE,
            FieldClass.IDENTITY,
            13,
            paper=18,
        ),
        lambda line: cell_of(line.subject.date_of_birth),
    ),
    (
        Column(
            "UPN",
            "Unique pupil number. Many of these children have none: home educated, new to England, independent.",
            field_class=FieldClass.IDENTITY,
            width=16,
            paper=25,
        ),
        lambda line: text_cell(line.subject.upn),
    ),
    (
        Column(
            "Type of provision", "What kind of education this is, home tuition included.", width=28, paper=30
        ),
        _of_provision(lambda provision: text_cell(provision.type_words)),
    ),
    (
        Column(
            "Hours a week",
            "What this provision offered in the reference week: what really ran, not what was planned.",
            ColumnKind.HOURS,
            width=10,
            paper=16,
        ),
        _hours_of_provision(lambda provision: cell_of(provision.offered)),
    ),
    (
        Column(
            "More or fewer than 25 hours",
            "All the child's provision together, against 25 hours. If the hours of any part are not known this is "
            "not known, unless the known part alone is more than 25.",
            width=14,
            paper=17,
        ),
        lambda line: text_cell(line.subject.offered.more_or_fewer(REPORT_HOURS)),
    ),
    (
        Column(
            "Type of exclusion",
            "The one in force on the day, else the latest of this school year.",
            width=13,
            paper=18,
        ),
        lambda line: text_cell(type_of_exclusion(line.subject.sanctions, line.as_at)),
    ),
    (
        Column(
            "Date alternative provision began",
            "The day this provision began; none for a child whose own school is the only provision and as usual.",
            ColumnKind.DATE,
            width=16,
            paper=20,
        ),
        _of_provision(lambda provision: Word.NONE if provision.began is None else cell_of(provision.began)),
    ),
    (
        Column(
            "Hours a week, all provision",
            "The sum over the child's provision in the reference week.",
            ColumnKind.HOURS,
            width=13,
            paper=17,
        ),
        lambda line: cell_of(line.subject.offered.as_knowable()),
    ),
    (
        Column("Provider", "Who provides it.", width=30, paper=32),
        _of_provision(lambda provision: text_cell(provision.name)),
    ),
    (
        Column(
            "On the roll of",
            "The school or schools that have the child on their admission register.",
            width=28,
            paper=31,
        ),
        _on_roll,
    ),
    (
        Column("Reasons", "Why the child is on the list.", width=36, paper=36),
        lambda line: shown_list(line.sees, line.subject.reasons, Word.NOT_KNOWN),
    ),
    (
        Column(
            "On the list since",
            "Since when, in one stretch; for a role that does not show every kind of fact, since the earliest reason "
            "that it shows.",
            ColumnKind.DATE,
            width=13,
            paper=18,
        ),
        _since,
    ),
    (
        Column(
            "Hours attended",
            "Hours of this provision that the child was there for.",
            ColumnKind.HOURS,
            width=10,
        ),
        _hours_of_provision(lambda provision: cell_of(provision.attended)),
    ),
    (
        Column(
            "Full time for this child",
            "Hours a week that would be full time, for the age or by a clinician's limit.",
            ColumnKind.HOURS,
            width=11,
        ),
        _full_time,
    ),
    (
        Column("Arranged by", "Who arranged this provision.", width=16),
        _arranged_by,
    ),
    (
        Column("Legal basis", "The power under which it was arranged.", width=24),
        _of_provision(lambda provision: text_cell(provision.legal_basis), FieldClass.EDUCATION),
    ),
    (
        Column("Provider registered", "Whether the provider is a registered school.", width=11),
        _of_provision(lambda provision: text_cell(provision.registered), FieldClass.EDUCATION),
    ),
    (
        Column(
            "Provider last quality assured",
            "The day of the last quality assurance visit.",
            ColumnKind.DATE,
            width=14,
        ),
        _of_provision(lambda provision: cell_of(provision.quality_assured_on), FieldClass.EDUCATION),
    ),
    (
        Column(
            "Special educational needs", "Support at school or an education, health and care plan.", width=16
        ),
        lambda line: text_cell(line.subject.needs),
    ),
    (
        Column("Key person", "The one person whom the family knows and who answers for the child.", width=20),
        lambda line: text_cell(line.subject.key_person),
    ),
    (
        Column("Next review", "The next formal review that has a date.", ColumnKind.DATE, width=13),
        lambda line: line.subject.review_due or Word.NONE,
    ),
    (
        Column(
            "Last seen",
            "When somebody last told us that they saw the child.",
            ColumnKind.DATE,
            FieldClass.SAFEGUARDING,
            13,
        ),
        lambda line: cell_of(line.subject.last_seen),
    ),
    (
        Column(
            "Full time planned for", "The day from which full time is planned.", ColumnKind.DATE, width=13
        ),
        lambda line: line.subject.full_time_planned or Word.NONE,
    ),
    (
        Column(
            "What is not known",
            "What nobody has told us about this child, of all that the reader’s role shows.",
            width=44,
        ),
        _not_known,
    ),
)

COLUMNS: tuple[Column, ...] = tuple(column for column, _ in _COLUMNS)


def table(subjects: Iterable[Subject], *, title: str, as_at: date, sees: Sees) -> Table:
    """The list of these children as at a day: one row a child and provision, by case number.

    A child without provision has one row. A cell of a class that `sees` refuses says `withheld`.
    """
    in_order = sorted(subjects, key=lambda subject: subject.child)
    lines = [
        Line(subject, provision, as_at, sees)
        for subject in in_order
        for provision in (subject.provisions or (None,))
    ]
    rows = tuple(
        tuple(shown(sees, column.field_class, cell(line)) for column, cell in _COLUMNS) for line in lines
    )
    return Table(title, COLUMNS, rows, children=len(in_order))
