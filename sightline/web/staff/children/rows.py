"""A row of the list as it reads: every gap a word, every number with what it is held against."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sightline.domain.known import Knowable, Known, NotKnown
from sightline.population.row import KNOWN, NONE
from sightline.population.tables import reasons
from sightline.population.visibility import WITHHELD as WITHHELD_WORD
from sightline.population.visibility import ShownRow
from sightline.record.models import reference_of
from sightline.watch.standing import Stands
from sightline.web.shared.words import WITHHELD, Showable
from sightline.web.staff.child.page import age_on, year_of
from sightline.web.staff.child.sentence import due_words

Link = tuple[str, str]
"""A place by its name, with the address of its page: empty where nobody can say which place it is."""


@dataclass(frozen=True)
class Pages:
    """Where the pages of schools and providers are: what makes a school's from its URN, and a provider's key by name.

    A name that several providers have leads nowhere.
    """

    school: Callable[[object], str]
    provider: Callable[[object], str]
    providers: Mapping[str, str]

    def of_school(self, place: Mapping[str, Any]) -> Link:
        """A school of a row of the list."""
        return place["name"], self.school(place["urn"]) if place["urn"] else ""

    def of_provider(self, place: Mapping[str, Any]) -> Link:
        """A provider of a row of the list; one that may not be named has no id."""
        key = self.providers.get(place["name"], "") if place["id"] else ""
        return place["name"], self.provider(key) if key else ""


def keys_by_name(choices: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The key of each provider by its name, of keys and names; without names that several have."""
    found: dict[str, str] = {}
    for key, name in choices:
        found[name] = "" if name in found else key
    return found


@dataclass(frozen=True)
class Listed:
    """One child of the list, in words. Hours are hours a week; `full_time` is the child's own.

    `href` is the address of the child's page, without the days that are looked back to. `schools` and `providers` are
    the places of `roll` and `provision` with their pages. `findings` are titles of rules over the registers.
    """

    href: str
    reference: str
    name: str
    year: Knowable[str]
    age: Knowable[int]
    standing: str
    maybe_same: bool
    reasons: tuple[str, ...]
    reason_withheld: bool
    since: Showable
    planned: Knowable[Decimal]
    offered: Knowable[Decimal]
    attended: Knowable[Decimal]
    full_time: Decimal
    provision: Showable
    providers: tuple[Link, ...]
    roll: Showable
    schools: tuple[Link, ...]
    key_person: Knowable[str]
    next_date: date | None
    next_what: str
    next_words: str
    overdue: bool
    findings: tuple[str, ...] = ()


def listed(row: ShownRow, on: date, href: str, pages: Pages, findings: Iterable[Stands] = ()) -> Listed:
    """A row as this viewer may see it, in words, on the day `on`; `href` is the address of the child's page.

    `findings` are what the rules over the registers find that stands for the child, as far as this viewer may know.
    """
    born = row.date_of_birth
    # The date by which the row is put in order and found, which for some roles is not the first that they may see.
    next_date = row.next_date
    due = next((one for one in row.dates_due if next_date and one["date"] == next_date.isoformat()), None)
    full = (
        row.comparator_hours
        if row.clinician_limit is None
        else min(row.comparator_hours, row.clinician_limit)
    )
    return Listed(
        href=href,
        reference=reference_of(row.child_id),
        name=f"{row.surname}, {row.forename}".strip(", ") or "Name not known",
        year=year_of(row.year),
        age=NotKnown("no date of birth") if born is None else Known(age_on(born, on)),
        standing=row.standing,
        maybe_same=row.maybe_same_as,
        reasons=tuple(reasons()[reason["slug"]].title for reason in row.reasons),
        reason_withheld="reason" in row.withheld,
        since=_since(row),
        planned=_hours(row.hours_planned),
        offered=_hours(row.hours_offered),
        attended=_hours(row.hours_attended),
        full_time=full,
        provision=_provision(row),
        providers=tuple(pages.of_provider(one) for one in row.providers),
        roll=_places(row.roll, [school["name"] for school in row.schools]),
        schools=tuple(pages.of_school(one) for one in row.schools),
        key_person=Known(row.key_person) if row.key_person else NotKnown("nobody has told us"),
        next_date=next_date,
        next_what=due["what"] if due else "",
        next_words=due_words(next_date, on) if next_date else "",
        overdue=next_date is not None and next_date < on,
        findings=tuple(one.rule.title for one in findings),
    )


def _since(row: ShownRow) -> Showable:
    if row.since is not None:
        return Known(row.since)
    return WITHHELD if "since" in row.withheld else NotKnown("no reason says since when")


def _hours(value: Decimal | None) -> Knowable[Decimal]:
    return NotKnown("not told") if value is None else Known(value)


def _provision(row: ShownRow) -> Showable:
    if row.provision == KNOWN and not row.providers:
        return Known("own school only")
    return _places(row.provision, [provider["name"] for provider in row.providers])


def _places(how_known: str, names: list[str]) -> Showable:
    """Places as names, none, or not known; a place that may not be named says so among the others."""
    if how_known == NONE:
        return Known(())
    if how_known != KNOWN:
        return NotKnown("nobody has told us")
    return WITHHELD if names == [WITHHELD_WORD] else Known(tuple(names))
