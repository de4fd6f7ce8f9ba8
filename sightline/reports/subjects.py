"""From what was loaded of a child, and the answer that the rules gave, to what the reports say of the child. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from sightline.access.policy import FieldClass
from sightline.domain.codes import meaning
from sightline.domain.exclusions import ExclusionKind
from sightline.domain.known import Knowable, Known, NotKnown
from sightline.domain.periods import Period
from sightline.domain.school_age import year_name
from sightline.population.assessment import Assessment, Part
from sightline.population.day_view import NOT_ON_ROLL, is_new_place
from sightline.population.identity import Identity
from sightline.population.loading import Loaded
from sightline.population.situation import Excluded, OnRoll, Placed, School, Situation
from sightline.population.tables import establishment_kinds, reasons
from sightline.record.classification import class_by
from sightline.record.models import Placement, reference_of
from sightline.reports.subject import Provision, Sanction, Subject, WhyListed, Words
from sightline.reports.table import Word

_SET_ASIDE = frozenset({"cancelled", "reinstated"})
_BY_AUTHORITY = frozenset({"authority", "health", "court"})
_BASIS_OF_AUTHORITY = frozenset({"section-19", "section-42-61"})
_BASIS_OF_SCHOOL = frozenset({"section-29a", "school-arranged"})
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ProviderDetails:
    """What a report says of a provider: registered or not (yes, no, not known), and when last quality assured."""

    registered: str = Word.NOT_KNOWN
    quality_assured_on: Knowable[date] = NotKnown()


@dataclass(frozen=True)
class Beside:
    """What the reports show of children beside what the rules rest on.

    By id: names of localities, details of providers, steps still to be done, and the other children whom a child
    may be the same as.
    """

    localities: dict[int, str] = field(default_factory=dict)
    providers: dict[int, ProviderDetails] = field(default_factory=dict)
    next_steps: dict[int, tuple[Words, ...]] = field(default_factory=dict)
    may_be_the_same_as: dict[int, tuple[int, ...]] = field(default_factory=dict)


def subject_of(loaded: Loaded, answer: Assessment, beside: Beside, as_at: date) -> Subject:
    """What the reports say of one child on the day `as_at`."""
    identity, situation = loaded.identity, loaded.situation
    parts = [part for part in _parts(answer) if not _is_empty_own_school(part)]
    # Nothing told of any place is known to be none only where the hours are known to be none.
    provision_is_known = bool(parts) or (
        isinstance(answer.provision, Known) and answer.hours.offered.is_known
    )
    usual, clinician = answer.hours.comparators.usual, answer.hours.comparators.clinician
    seen = [day for day in situation.seen_on if day <= as_at]
    return Subject(
        child=loaded.child,
        reference=reference_of(loaded.child),
        surname=identity.surname,
        forename=identity.forename,
        date_of_birth=identity.date_of_birth,
        upn=identity.upn,
        sex=meaning("sex", identity.sex, as_at) or identity.sex,
        ethnicity=meaning("ethnicity", identity.ethnicity, as_at) or identity.ethnicity,
        year=_year(identity, answer, as_at),
        needs=_needs(situation, as_at),
        locality=beside.localities.get(loaded.locality, "") if loaded.locality is not None else "",
        on_roll=_on_roll(answer),
        original_school=_original_school(answer, situation, as_at),
        school_or_authority=_school_or_authority(answer, parts),
        reasons=tuple(
            WhyListed(reasons()[reason.slug].title, FieldClass(reason.field_class), _known(reason.since))
            for reason in answer.reasons
        ),
        since=_known(answer.since),
        provision_is_known=provision_is_known,
        provisions=tuple(_provision(part, situation, answer, beside) for part in parts),
        offered=answer.hours.offered,
        full_time_for_age=usual.hours,
        clinician_limit=clinician.hours if clinician is not None and clinician.hours < usual.hours else None,
        sanctions=tuple(sanctions(situation, as_at)),
        description=_description(parts),
        next_steps=beside.next_steps.get(loaded.child, ()),
        key_person="" if answer.key_person is None else answer.key_person.name or Word.NOT_KNOWN.value,
        review_due=_next([due.due_on for due in answer.dates_due if due.what.startswith("Review")], as_at),
        last_seen=Known(max(seen)) if seen else NotKnown(),
        full_time_planned=_next(
            [due.due_on for due in answer.dates_due if due.what == "Full time planned"], as_at
        ),
        unknowns=tuple(Words(one.words, FieldClass(one.field_class)) for one in answer.unknowns),
        may_be_the_same_as=beside.may_be_the_same_as.get(loaded.child, ()),
    )


def sanctions(situation: Situation, as_at: date) -> Iterable[Sanction]:
    """The suspensions and exclusions that stand, each until it is over.

    A permanent exclusion is over when the child has a new full-time place at another school, however long the
    sender leaves it open. One that was set aside counts only for the days that it says it lasted.
    """
    for told in situation.exclusions:
        if told.state in _SET_ASIDE and told.period.end is None:
            continue
        permanent = told.kind == ExclusionKind.PERMANENT
        yield Sanction(
            permanent, _until_new_place(told, situation.rolls, as_at) if permanent else told.period
        )


def _until_new_place(told: Excluded, rolls: Iterable[OnRoll], as_at: date) -> Period:
    """The period of a permanent exclusion, cut short by a new full-time place at another school."""
    start = told.period.start
    ends = [
        roll.period.start
        for roll in rolls
        if roll.school.key != told.school
        and roll.period.start is not None
        and is_new_place(roll, start, as_at)
    ]
    if told.period.end is not None:
        ends.append(told.period.end)
    # A place that begins on the day of the exclusion leaves it that one day.
    return Period(
        start, min((end if start is None else max(end, start + _DAY) for end in ends), default=None)
    )


def _parts(answer: Assessment) -> tuple[Part, ...]:
    return answer.provision.value if isinstance(answer.provision, Known) else ()


def _is_empty_own_school(part: Part) -> bool:
    """Whether a part is the child's own school, which is known to plan and give nothing: a roll, and no provision."""
    return part.at_own_school and _is_nought(part.planned) and _is_nought(part.offered)


def _is_nought(hours: Knowable[Decimal]) -> bool:
    return isinstance(hours, Known) and hours.value == 0


def _provision(part: Part, situation: Situation, answer: Assessment, beside: Beside) -> Provision:
    details = (
        beside.providers.get(part.placements[0].provider.key, ProviderDetails())
        if part.placements
        else ProviderDetails(registered="yes")
    )
    return Provision(
        name=part.name,
        type_words=f"own school ({part.kind_title})" if part.at_own_school else part.kind_title,
        began=_part_time_since(situation, answer) if part.at_own_school else _known(part.since),
        offered=part.offered,
        attended=part.attended,
        field_class=FieldClass(part.field_class),
        registered=details.registered,
        quality_assured_on=details.quality_assured_on,
        legal_basis="; ".join(
            dict.fromkeys(Placement.LegalBasis(placed.legal_basis).label for placed in part.placements)
        ),
        arranged_by=tuple(dict.fromkeys(_arranged_by(placed) for placed in part.placements))
        or (Words("the school"),),
    )


def _part_time_since(situation: Situation, answer: Assessment) -> Knowable[date] | None:
    """Since when the child's own school has been part time for it without a break; None where it is not.

    A timetable that grows comes as one notice after another: the first of the unbroken run says when it began.
    """
    part_time = [reason for reason in answer.reasons if reason.slug == "part-time-timetable"]
    if not part_time:
        return None
    since = part_time[0].since
    told = [notice.period for notice in situation.notices if notice.kind == "part-time"]
    for period in sorted(told, key=lambda period: period.start or date.min, reverse=True):
        if since is not None and period.contains(since - _DAY):
            since = period.start
    return _known(since)


def _arranged_by(placed: Placed) -> Words:
    return Words(Placement.ArrangedBy(placed.arranged_by).label, class_by("arranged by", placed.arranged_by))


def _known(day: date | None) -> Knowable[date]:
    return NotKnown() if day is None else Known(day)


def _on_roll(answer: Assessment) -> Knowable[tuple[Words, ...]]:
    if isinstance(answer.on_roll, NotKnown):
        return answer.on_roll
    return Known(tuple(_school(school) for school in answer.on_roll.value))


def _school(school: School) -> Words:
    return Words(school.name, FieldClass(establishment_kinds()[school.group].field_class))


def _original_school(answer: Assessment, situation: Situation, as_at: date) -> Words | None:
    """The school on whose roll the child is, else the one on whose roll it was last; None when none was told."""
    if isinstance(answer.on_roll, Known) and answer.on_roll.value:
        return _school(answer.on_roll.value[0])
    former = [
        roll
        for roll in situation.rolls
        if roll.status not in NOT_ON_ROLL and (roll.period.start is None or roll.period.start <= as_at)
    ]
    last = max(
        former,
        key=lambda roll: (roll.period.end or date.max, roll.period.start or date.min, -roll.school.key),
        default=None,
    )
    return None if last is None else _school(last.school)


def _school_or_authority(answer: Assessment, parts: list[Part]) -> str:
    """Who answers for the education: who arranged it; without any, the authority for whom no school has or keeps."""
    who = {_answers_for(placed) for part in parts for placed in part.placements}
    who |= {"School" for part in parts if part.at_own_school}
    if not who:
        slugs = {reason.slug for reason in answer.reasons if reason.sure}
        if "permanently-excluded" in slugs or answer.on_roll == Known(()):
            return "LA"
        return "School" if isinstance(answer.on_roll, Known) else Word.NOT_KNOWN.value
    if Word.NOT_KNOWN.value in who:
        return Word.NOT_KNOWN.value
    return "School and LA" if len(who) > 1 else who.pop()


def _answers_for(placed: Placed) -> str:
    if placed.arranged_by in _BY_AUTHORITY or placed.legal_basis in _BASIS_OF_AUTHORITY:
        return "LA"
    if placed.arranged_by == "school" or placed.legal_basis in _BASIS_OF_SCHOOL:
        return "School"
    return Word.NOT_KNOWN.value


def _description(parts: list[Part]) -> tuple[Words, ...]:
    """What was said of the reasons for each placement, with the class of the reason that it is about."""
    said = [
        Words(placed.reason_words, class_by("reason", placed.reason))
        for part in parts
        for placed in part.placements
        if placed.reason_words
    ]
    return tuple(dict.fromkeys(said))


def _year(identity: Identity, answer: Assessment, as_at: date) -> str:
    """The year group that a school gave, else the one expected by age."""
    if identity.year_group:
        return meaning("year_group", identity.year_group, as_at) or identity.year_group
    return "" if answer.year is None else year_name(answer.year)


def _needs(situation: Situation, as_at: date) -> str:
    in_force = {one.kind for one in situation.circumstances if one.period.contains(as_at)}
    if "ehc-plan" in in_force:
        return "EHC plan"
    return "SEN support" if "sen-support" in in_force else Word.NOT_KNOWN.value


def _next(days: list[date], as_at: date) -> date | None:
    """The first of these days still to come; when all are past, the latest: it is overdue. None for no days."""
    to_come = [day for day in days if day >= as_at]
    return min(to_come) if to_come else max(days, default=None)
