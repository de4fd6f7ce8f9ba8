"""What is known of a school or a provider itself, in pairs of a label and what is known; who came before and after."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sightline.access.viewer import Viewer
from sightline.domain.authorities import authority
from sightline.domain.known import Known, NotKnown
from sightline.population.places import hidden_groups
from sightline.population.tables import establishment_kinds, provider_kinds
from sightline.population.visibility import hidden_classes
from sightline.record.models import Establishment, EstablishmentLink, Installation, Provider
from sightline.web.shared.words import Showable
from sightline.web.staff.places.rows import told_or_not

_NOT_TOLD = NotKnown("nobody has told us")
Facts = list[tuple[str, Showable]]


@dataclass(frozen=True)
class Other:
    """A school that came before or after another: how, since when, and its number and name."""

    how: str
    urn: str
    name: str
    since: Showable


def facts_of_school(school: Establishment, locality: str, on: date) -> Facts:
    """What the national register says of a school, and to which locality it belongs."""
    ages: Showable = _NOT_TOLD
    if school.lowest_age is not None and school.highest_age is not None:
        ages = Known(f"{school.lowest_age} to {school.highest_age}")
    number = f"{school.authority_code}/{school.number}" if school.number else ""
    return [
        ("URN", Known(school.urn)),
        ("School number", told_or_not(number)),
        ("Type", told_or_not(school.type_name)),
        ("Counts as", Known(establishment_kinds()[school.group].title)),
        ("Phase", told_or_not(school.phase)),
        ("Ages", ages),
        ("Authority", told_or_not(_authority(school.authority_code, on))),
        ("Locality", told_or_not(locality)),
        ("Postcode", told_or_not(school.postcode)),
        ("UKPRN", told_or_not(school.ukprn)),
        ("Status", told_or_not(school.status)),
        ("Opened", _day(school.open_date)),
        *([("Closed", Known(school.close_date))] if school.close_date else []),
    ]


def others_of_school(viewer: Viewer, school: Establishment) -> list[Other]:
    """The schools that this one was, and those that it became, the earliest first, as far as the viewer may be told."""
    hidden = set(hidden_groups(hidden_classes(viewer)))
    links = EstablishmentLink.objects.filter(Q(predecessor=school) | Q(successor=school))
    found = []
    for link in links.select_related("predecessor", "successor").order_by("since", "id"):
        was = link.successor_id == school.pk
        other = link.predecessor if was else link.successor
        if other.group not in hidden:
            how = "Was before" if was else "Became"
            found.append(Other(how, other.urn, other.name or f"School {other.urn}", _day(link.since)))
    return found


def facts_of_provider(provider: Provider, on: date) -> Facts:
    """What is known of a provider: what it is, its registration, when it was looked at, and what it has room for."""
    registered = {"yes": Known("yes"), "no": Known("no")}.get(provider.registered, _NOT_TOLD)
    return [
        ("Kind", Known(provider_kinds()[provider.kind].title)),
        ("Registered as a school", registered),
        ("URN", told_or_not(provider.urn)),
        ("UKPRN", told_or_not(provider.ukprn)),
        ("Last inspected", _day(provider.inspected_on)),
        ("Quality assured by us", _day(provider.quality_assured_on)),
        ("Quality assured by", told_or_not(provider.quality_assured_by)),
        ("Places", _NOT_TOLD if provider.places is None else Known(provider.places)),
        ("Children in a group", _NOT_TOLD if provider.group_size is None else Known(provider.group_size)),
        ("Subjects", told_or_not(provider.subjects)),
        ("Authority", told_or_not(_authority(provider.authority_code, on))),
        ("Postcode", told_or_not(provider.postcode)),
        ("Phone", told_or_not(provider.phone)),
    ]


def _day(day: date | None) -> Showable:
    return Known(day) if day else _NOT_TOLD


def _authority(code: str, on: date) -> str:
    """The name of an authority; its code where no name is known for it."""
    found = authority(code, on) or Installation.objects.filter(authority_code=code).first()
    return found.name if found else code
