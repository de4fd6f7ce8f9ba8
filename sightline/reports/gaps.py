"""What a report does not know, in sentences with figures; they stand before everything else in every format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sightline.access.policy import FieldClass
from sightline.access.reference import CLASS_WORDS
from sightline.domain.hours import REPORT_HOURS
from sightline.domain.known import NotKnown
from sightline.domain.words import date_words, plural
from sightline.reports.subject import Sees, Subject
from sightline.reports.table import Figure

MAY_TELL_OF = (
    FieldClass.IDENTITY,
    FieldClass.EDUCATION,
    FieldClass.HEALTH,
    FieldClass.SAFEGUARDING,
    FieldClass.CRIMINAL,
    FieldClass.ETHNICITY_RELIGION,
)
"""The classes of information that may stand in a list: nothing of other people, and no shielded address."""

_USUAL_DAYS = 5


@dataclass(frozen=True)
class ReferenceWeek:
    """The last complete school week before the day of the report.

    `monday` None: no school calendar reaches back to such a week. `open_days` is how many of its five days were
    school days; `assumed` says that nobody told us the term dates.
    """

    monday: date | None
    open_days: int = _USUAL_DAYS
    assumed: bool = False


def sentences(
    listed: Sequence[Subject], to_be_checked: Sequence[Subject], *, week: ReferenceWeek, sees: Sees
) -> tuple[str, ...]:
    """The gaps of a list, those that matter most to a reader of hours first.

    Counts are of the children on the list; those to be checked are counted in a sentence of their own. What is
    wholly known is said too, so that silence never has to be read as good news.
    """
    said = [*_of_the_week(week), *_of_children(listed, sees), *_of_doubles(listed)]
    if to_be_checked:
        said.append(
            f"{plural(len(to_be_checked), 'further child is', 'further children are')} to be checked: something "
            "points to missed education and no plain fact does yet. They are listed apart and are in no figure here."
        )
    hidden = [CLASS_WORDS[item].lower() for item in MAY_TELL_OF if not sees(item)]
    if hidden:
        said.append(
            f"The role in which this was made does not show information about {', '.join(hidden)}: such cells say "
            "“withheld”."
        )
    return tuple(said)


def figures(listed: Sequence[Subject], to_be_checked: Sequence[Subject]) -> tuple[Figure, ...]:
    """The figures that stand above a list: how many children, how many hours, and of how many nobody can say."""
    compared = [subject.offered.more_or_fewer(REPORT_HOURS) for subject in listed]
    none_at_all = sum(
        subject.offered.is_known and subject.offered.known_part == Decimal(0) for subject in listed
    )
    return (
        Figure(f"{len(listed):,}", "child on the list" if len(listed) == 1 else "children on the list"),
        Figure(f"{none_at_all:,}", "with no hours at all"),
        Figure(f"{compared.count('fewer') - none_at_all:,}", "with some, fewer than 25"),
        Figure(f"{len(listed) - compared.count('fewer') - compared.count('not known'):,}", "with 25 or more"),
        Figure(f"{compared.count('not known'):,}", "whose hours are not known"),
        Figure(f"{len(to_be_checked):,}", "more to be checked"),
    )


def distinct_if_all_joined(subjects: Iterable[Subject]) -> int:
    """How many children a list would have if everybody who may be the same as another on it were."""
    leader = {subject.child: subject.child for subject in subjects}

    def lead(child: int) -> int:
        while leader[child] != child:
            child = leader[child]
        return child

    for subject in subjects:
        for other in subject.may_be_the_same_as:
            if other in leader:
                leader[lead(other)] = lead(subject.child)
    return len({lead(child) for child in leader})


def _of_the_week(week: ReferenceWeek) -> Iterable[str]:
    if week.monday is None:
        yield "There is no reference week: no school calendar reaches back to a complete school week before this day."
        return
    if week.assumed:
        yield (
            "The term dates are assumed, since the authority's own have not been given: the reference week "
            f"(from {date_words(week.monday)}) may be the wrong one."
        )
    if week.open_days < _USUAL_DAYS:
        yield (
            f"The reference week (from {date_words(week.monday)}) had "
            f"{plural(week.open_days, 'school day')}, so hours are lower than in a full week."
        )


def _of_children(listed: Sequence[Subject], sees: Sees) -> Iterable[str]:
    if not listed:
        return
    starts = [item.began for subject in listed for item in subject.provisions if item.began is not None]
    yield _known_of("Hours offered", [subject.offered.is_known for subject in listed])
    yield _known_of(
        "Hours attended",
        [
            subject.provision_is_known
            and not any(isinstance(item.attended, NotKnown) for item in subject.provisions)
            for subject in listed
        ],
    )
    yield _known_of(
        "Whether there is any provision", [subject.provision_is_known for subject in listed], "is"
    )
    if starts:
        yield _known_of(
            "The day on which provision began",
            [not isinstance(start, NotKnown) for start in starts],
            "is",
            "provision",
            "provisions",
        )
    yield _known_of(
        "The school roll", [not isinstance(subject.on_roll, NotKnown) for subject in listed], "is"
    )
    yield _known_of(
        "The date of birth", [not isinstance(subject.date_of_birth, NotKnown) for subject in listed], "is"
    )
    yield _known_of("The unique pupil number", [bool(subject.upn) for subject in listed], "is")
    if sees(FieldClass.SAFEGUARDING):
        yield _known_of(
            "When the child was last seen",
            [not isinstance(subject.last_seen, NotKnown) for subject in listed],
            "is",
        )
    without = sum(not subject.key_person for subject in listed)
    if without:
        yield f"No key person is named for {_share(without, len(listed), 'child', 'children')}."


def _of_doubles(listed: Sequence[Subject]) -> Iterable[str]:
    ids = {subject.child for subject in listed}
    doubtful = sum(bool(ids & set(subject.may_be_the_same_as)) for subject in listed)
    if doubtful:
        yield (
            f"{plural(doubtful, 'child', 'children')} on this list may be the same as another on it. If all of "
            f"them are, the list is of {plural(distinct_if_all_joined(listed), 'child', 'children')}."
        )


def _known_of(
    what: str, known: Sequence[bool], verb: str = "are", one: str = "child", many: str = "children"
) -> str:
    missing = len(known) - sum(known)
    if missing:
        return f"{what} {verb} not known for {_share(missing, len(known), one, many)}."
    return f"{what} {verb} known for {f'all {len(known):,} {many}' if len(known) > 1 else f'the one {one}'}."


def _share(part: int, whole: int, one: str, many: str) -> str:
    """A share as the report says it: 12 of 143 children (8%)."""
    percent = round(100 * part / whole)
    near = "under 1%" if percent == 0 else "over 99%" if percent == 100 and part < whole else f"{percent}%"
    return f"{part:,} of {plural(whole, one, many)} ({near})"
