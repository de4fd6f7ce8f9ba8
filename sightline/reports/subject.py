"""What the reports say of one child, gathered once and free of the database: every report is made from these."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sightline.access.policy import FieldClass
from sightline.domain.known import HoursTotal, Knowable, NotKnown
from sightline.domain.periods import Period
from sightline.domain.school_age import school_year_of
from sightline.reports.table import Cell, Word, list_cell

Sees = Callable[[FieldClass], bool]
"""Whether the reader's role shows a class of information."""


FREE_WORDS = frozenset(
    {FieldClass.HEALTH, FieldClass.SAFEGUARDING, FieldClass.CRIMINAL, FieldClass.ETHNICITY_RELIGION}
)
"""What free words may tell of, whatever they are about: only who sees all of it reads them."""


@dataclass(frozen=True)
class Words:
    """A text together with the class of what it is made from."""

    text: str
    field_class: FieldClass = FieldClass.EDUCATION


@dataclass(frozen=True)
class WhyListed(Words):
    """A reason for which a child is on the list, and since when it holds."""

    since: Knowable[date] = NotKnown()


@dataclass(frozen=True)
class Provision:
    """One provision that a child has on the day: with whom, of what type, since when, for how many hours.

    Hours are hours of the reference week. `field_class` is the class of what the name, the type and the first day
    give away (the name of a secure unit is criminal information). `began` None: this is the child's own school as
    usual, and nothing began.
    """

    name: str
    type_words: str
    began: Knowable[date] | None
    offered: Knowable[Decimal]
    attended: Knowable[Decimal]
    field_class: FieldClass = FieldClass.EDUCATION
    registered: str = Word.NOT_KNOWN
    quality_assured_on: Knowable[date] = NotKnown()
    legal_basis: str = ""
    arranged_by: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Sanction:
    """A suspension or permanent exclusion that stands (not cancelled, and the child not reinstated).

    `period` ends on the day from which it is no longer in force: the return of a suspended child, the new
    school of an excluded one.
    """

    permanent: bool
    period: Period


@dataclass(frozen=True)
class Subject:
    """One child as the reports see them, on one day, as known on one day.

    `on_roll` known to be empty is known to be on nobody's roll. `provisions` empty is known to be none, unless
    `provision_is_known` is false: then nobody has told us. `offered` is the total of the reference week over all
    provision; `clinician_limit` is set where a clinician says that fewer hours than full time for the age are what
    the child is well enough for. `may_be_the_same_as` are the ids of other children of the report who may be this one.
    """

    child: int
    reference: str
    surname: str
    forename: str
    date_of_birth: Knowable[date]
    upn: str
    sex: str
    ethnicity: str
    year: str
    needs: str
    locality: str
    on_roll: Knowable[tuple[Words, ...]]
    original_school: Words | None
    school_or_authority: str
    reasons: tuple[WhyListed, ...]
    since: Knowable[date]
    provision_is_known: bool
    provisions: tuple[Provision, ...]
    offered: HoursTotal
    full_time_for_age: Decimal
    clinician_limit: Decimal | None
    sanctions: tuple[Sanction, ...]
    description: tuple[Words, ...]
    next_steps: tuple[Words, ...]
    key_person: str
    review_due: date | None
    last_seen: Knowable[date]
    full_time_planned: date | None
    unknowns: tuple[Words, ...]
    may_be_the_same_as: tuple[int, ...]


def shown(sees: Sees, field_class: FieldClass, cell: Cell) -> Cell:
    """The cell, or `withheld` for a reader whose role does not show its class."""
    return cell if sees(field_class) else Word.WITHHELD


def shown_list(sees: Sees, items: Iterable[Words], otherwise: Word = Word.NONE) -> Cell:
    """Several texts in one cell; those of a class that the reader may not see become one `withheld`."""
    return list_cell(
        (item.text if sees(item.field_class) else Word.WITHHELD.value for item in items), otherwise
    )


def shown_free(sees: Sees, items: Iterable[Words]) -> tuple[Words, ...]:
    """Free words for a reader who sees all that they may tell of; for any other one `withheld` in their place."""
    items = tuple(items)
    if not items or all(sees(field_class) for field_class in FREE_WORDS):
        return items
    return (Words(Word.WITHHELD.value),)


def type_of_exclusion(sanctions: Iterable[Sanction], as_at: date) -> str:
    """The exclusion in force on the day, else the latest of this school year up to it: the inspectors' question.

    `permanent`, `suspension` or `none`. Of two in force at once the permanent one counts.
    """
    so_far = [item for item in sanctions if item.period.start is None or item.period.start <= as_at]
    in_force = [item for item in so_far if item.period.contains(as_at)]
    if in_force:
        return "permanent" if any(item.permanent for item in in_force) else "suspension"
    this_year = school_year_of(as_at).period
    of_this_year = [item for item in so_far if item.period.overlaps(this_year)]
    if not of_this_year:
        return Word.NONE
    latest = max(of_this_year, key=lambda item: (item.period.start or date.min, item.permanent))
    return "permanent" if latest.permanent else "suspension"
