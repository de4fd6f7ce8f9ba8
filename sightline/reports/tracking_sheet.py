"""The tracking sheet of Annex B of Ofsted's report of 2013: its sixteen columns in order, one row a child."""

from collections.abc import Callable, Iterable
from datetime import date

from sightline.access.policy import FieldClass
from sightline.domain.known import Known
from sightline.reports.subject import Sees, Subject, Words, shown, shown_free, shown_list
from sightline.reports.table import Cell, Column, ColumnKind, Table, Word, cell_of, text_cell

NAME = "tracking-sheet"
TITLE = "Children missing out on full-time education: the tracking sheet"


def _name(subject: Subject, _: Sees) -> Cell:
    return text_cell(f"{subject.forename} {subject.surname}".strip())


def _original_school(subject: Subject, sees: Sees) -> Cell:
    school = subject.original_school
    return Word.NOT_KNOWN if school is None else shown(sees, school.field_class, text_cell(school.text))


def _providers(subject: Subject, sees: Sees) -> Cell:
    if not subject.provision_is_known and not subject.provisions:
        return Word.NOT_KNOWN
    names = (Words(item.name or Word.NOT_KNOWN.value, item.field_class) for item in subject.provisions)
    return shown_list(sees, names)


def _provision_start(subject: Subject, sees: Sees) -> Cell:
    """The day the earliest of the child's provision began; not known when one of those days is not."""
    if not all(sees(provision.field_class) for provision in subject.provisions):
        return Word.WITHHELD
    if not subject.provisions:
        return Word.NONE if subject.provision_is_known else Word.NOT_KNOWN
    starts = [provision.began for provision in subject.provisions if provision.began is not None]
    days = [start.value for start in starts if isinstance(start, Known)]
    if len(days) < len(starts):
        return Word.NOT_KNOWN
    return min(days, default=Word.NONE)


def _reasons(subject: Subject, sees: Sees) -> Cell:
    return shown_list(sees, (*subject.reasons, *shown_free(sees, subject.description)), Word.NOT_KNOWN)


_COLUMNS: tuple[tuple[Column, Callable[[Subject, Sees], Cell]], ...] = (
    (
        Column(
            "Case number",
            "Never passes to another child.",
            field_class=FieldClass.IDENTITY,
            width=12,
            paper=17,
        ),
        lambda subject, _: subject.reference,
    ),
    (
        Column("Name", "From the source trusted most.", field_class=FieldClass.IDENTITY, width=22, paper=20),
        _name,
    ),
    (
        Column("Ethnicity", "As sent.", field_class=FieldClass.ETHNICITY_RELIGION, width=20, paper=17),
        lambda subject, _: text_cell(subject.ethnicity),
    ),
    (
        Column("Gender", "As sent.", field_class=FieldClass.IDENTITY, width=9, paper=17),
        lambda subject, _: text_cell(subject.sex),
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
        lambda subject, _: cell_of(subject.date_of_birth),
    ),
    (
        Column("National Curriculum Year", "As the school has it, else expected by age.", width=11, paper=18),
        lambda subject, _: text_cell(subject.year),
    ),
    (
        Column("SEND", "Support at school or an education, health and care plan.", width=16, paper=17),
        lambda subject, _: text_cell(subject.needs),
    ),
    (
        Column(
            "Locality team responsible", "By where the child lives, else by the school.", width=18, paper=20
        ),
        lambda subject, _: text_cell(subject.locality),
    ),
    (
        Column(
            "Original school", "The school on whose roll the child is, else was last.", width=26, paper=22
        ),
        _original_school,
    ),
    (
        Column(
            "School or LA",
            "Who answers for it: LA where the authority arranged it, or the child is on no roll or excluded.",
            width=11,
            paper=16,
        ),
        lambda subject, _: text_cell(subject.school_or_authority),
    ),
    (Column("Provider(s)", "Everybody who educates the child now.", width=30, paper=24), _providers),
    (
        Column("Provision start date", "The earliest, of several.", ColumnKind.DATE, width=13, paper=18),
        _provision_start,
    ),
    (
        Column(
            "Hours",
            "Hours a week that all provision offered in the reference week.",
            ColumnKind.HOURS,
            width=10,
            paper=17,
        ),
        lambda subject, _: cell_of(subject.offered.as_knowable()),
    ),
    (
        Column("Review date", "The next formal review that has a date.", ColumnKind.DATE, width=13, paper=18),
        lambda subject, _: subject.review_due or Word.NONE,
    ),
    (
        Column(
            "Description of reasons behind provision",
            "Why the child is on the list, and what was said of it.",
            width=40,
            paper=30,
        ),
        _reasons,
    ),
    (
        Column("Action to be taken and by whom", "Steps that are not done yet.", width=34, paper=27),
        lambda subject, sees: shown_list(sees, subject.next_steps),
    ),
)

COLUMNS: tuple[Column, ...] = tuple(column for column, _ in _COLUMNS)


def table(subjects: Iterable[Subject], *, title: str, as_at: date, sees: Sees) -> Table:
    """The sheet of these children: one row a child, by locality team, surname and forename.

    A cell of a class that `sees` refuses says `withheld`. The day makes no difference to the columns; it is taken
    so that every report is made alike.
    """
    del as_at
    in_order = sorted(
        subjects,
        key=lambda subject: (subject.locality, subject.surname, subject.forename, subject.child),
    )
    rows = tuple(
        tuple(shown(sees, column.field_class, cell(subject, sees)) for column, cell in _COLUMNS)
        for subject in in_order
    )
    return Table(title, COLUMNS, rows, children=len(in_order))
