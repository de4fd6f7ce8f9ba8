"""A child's registers of one school year, put together for a viewer: every school and provider, one after the other.

The child's page has asked whether this viewer may see the child. Here each register is shown or withheld by its place,
and each mark by what its code tells.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sightline.access.viewer import Viewer
from sightline.attendance.models import RosterPlace
from sightline.attendance.reading import PersonRegister, registers_of
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear, school_year_of
from sightline.population.school_year import Whose, year_at_school
from sightline.population.tables import establishment_kinds, provider_kinds
from sightline.population.whole_facts import WholeFacts
from sightline.record.models import Establishment, Placement, Provider, Registration
from sightline.watch.protocol import Finding, Rule
from sightline.watch.queries import findings_of_registers
from sightline.web.staff.child.register_calendar import (
    OnRoll,
    RunDrawn,
    Stretch,
    absences,
    draw_register,
    read_marks,
)
from sightline.web.staff.child.register_marks import guarded_codes, mark_of
from sightline.web.staff.child.register_totals import KeyLine, Totals, key_of, totals_of
from sightline.web.staff.child.told import WITHHELD_PLACE, shows_sender


@dataclass(frozen=True)
class RegisterShown:
    """One register: whose, by whose calendar, drawn, with its key, its totals and its absences.

    `withheld`: the place, or who sent it, would tell more than the viewer may see; nothing of it is shown then.
    """

    place: str
    whose_terms: frozenset[Whose] = frozenset()
    runs: tuple[RunDrawn, ...] = ()
    key: tuple[KeyLine, ...] = ()
    totals: Totals | None = None
    absences: tuple[Stretch, ...] = ()
    withheld: bool = False


def years_with_registers(persons: Iterable[int]) -> list[SchoolYear]:
    """The school years in which any of these source persons stands on a roster, the latest first."""
    found = RosterPlace.objects.filter(source_person__in=sorted(persons))
    years = found.values_list("roster__school_year", flat=True).distinct()
    return [SchoolYear(year) for year in sorted(years, reverse=True)]


@dataclass(frozen=True)
class Registers:
    """The registers of a child in one school year, and what the rules find in those that the viewer may see."""

    shown: tuple[RegisterShown, ...]
    findings: tuple[tuple[Rule, Finding], ...]


def registers_shown(
    viewer: Viewer,
    facts: WholeFacts,
    persons: Iterable[int],
    year: SchoolYear,
    *,
    on: date,
    known_on: date | None,
) -> Registers:
    """Every register of a school year in which the child stands, drawn up to the week of `on`, as known on a day.

    `facts` are those of the child, read whole; `persons` the source persons that are held to be the child.
    """
    found = _with_places(viewer, facts, registers_of(persons, year.start_year, known_on))
    guarded = guarded_codes(viewer)
    shown = tuple(
        RegisterShown(WITHHELD_PLACE, withheld=True)
        if place is None
        else _drawn(one, place, facts, year, on, guarded)
        for one, place in found
    )
    return Registers(shown, _findings(viewer, found, on))


def findings_shown(
    viewer: Viewer, facts: WholeFacts, persons: Iterable[int], *, on: date, known_on: date | None
) -> tuple[tuple[Rule, Finding], ...]:
    """What the rules find on a day, as known on a day, in the registers of its school year that the viewer may see."""
    found = registers_of(persons, school_year_of(on).start_year, known_on)
    return _findings(viewer, _with_places(viewer, facts, found), on)


_Placed = tuple[PersonRegister, str | None]


def _with_places(viewer: Viewer, facts: WholeFacts, found: Sequence[PersonRegister]) -> list[_Placed]:
    """Each register with the name of its place, or None where the viewer may not know it."""
    schools = Establishment.objects.in_bulk({one.establishment for one in found if one.establishment})
    providers = Provider.objects.in_bulk({one.provider for one in found if one.provider})
    return [(one, _place_for(viewer, facts, one, schools, providers)) for one in found]


def _findings(viewer: Viewer, found: Iterable[_Placed], on: date) -> tuple[tuple[Rule, Finding], ...]:
    visible = [one for one, place in found if place is not None]
    return tuple(findings_of_registers(viewer, visible, on))


def _drawn(
    one: PersonRegister,
    place: str,
    facts: WholeFacts,
    year: SchoolYear,
    on: date,
    withheld: frozenset[str],
) -> RegisterShown:
    told = year_at_school(one.establishment, on)
    marks = read_marks(one.marks, partial(mark_of, withheld=withheld))
    runs = draw_register(marks, told.calendar, year, on, _on_roll(facts, one))
    sessions = [mark for run in runs for mark in run.marks]
    return RegisterShown(
        place,
        told.whose_terms,
        runs,
        tuple(key_of(sessions)),
        totals_of(sessions),
        tuple(absences(runs)),
    )


def _place_for(
    viewer: Viewer,
    facts: WholeFacts,
    one: PersonRegister,
    schools: Mapping[int, Establishment],
    providers: Mapping[int, Provider],
) -> str | None:
    """What the place of a register is called; None where the viewer may know neither of it nor of its sender."""
    sender = facts.senders.get(one.source_person)
    if sender is None or not shows_sender(viewer, sender):
        return None
    if one.establishment is not None:
        school = schools[one.establishment]
        return school.name if viewer.sees(establishment_kinds()[school.group].field_class) else None
    if one.provider is not None:
        provider = providers[one.provider]
        return provider.name if viewer.sees(provider_kinds()[provider.kind].field_class) else None
    return None


def _on_roll(facts: WholeFacts, one: PersonRegister) -> OnRoll:
    """When the child was on the roll of the school, or placed with the provider, whose register it is."""
    told: list[Registration | Placement]
    if one.establishment is not None:
        told = [fact for fact in facts.of(Registration) if fact.establishment_id == one.establishment]
    else:
        told = [fact for fact in facts.of(Placement) if fact.provider_id == one.provider]
    return OnRoll(tuple(Period(fact.valid_from, fact.valid_to) for fact in told))
