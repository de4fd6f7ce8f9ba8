"""What files call schools, providers and localities, found in the record in a few queries a file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from sightline.domain.authorities import successors
from sightline.domain.identifiers import LaEstab, check_urn, parse_laestab
from sightline.record.models import (
    Establishment,
    EstablishmentGroup,
    EstablishmentLink,
    EstablishmentVersion,
    Locality,
    Provider,
)

SUCCEEDED = "succeeded"
"""The kind of a link in which one school simply became another, as in a conversion to an academy."""

_LONGEST_NAME = 200
_TELL_BY_NAME = (EstablishmentGroup.HOSPITAL, EstablishmentGroup.SECURE)


def find_schools(names: Iterable[str], on: date) -> dict[str, int]:
    """The establishment behind each URN (`136310`) or DfE number (`383/2358`, `3832358`); what is unknown is left out.

    A DfE number belongs to the establishment that bears it and is open on the day `on`, else the one opened last,
    else the one that bore it before it was renumbered, by its earlier versions or with its authority's successor.
    """
    names = set(names)
    urns = {name: check_urn(name).value for name in names if check_urn(name).is_valid}
    by_urn = dict(_in_batches(Establishment.objects, "urn__in", set(urns.values())).values_list("urn", "id"))
    found = {name: by_urn[urn] for name, urn in urns.items() if urn in by_urn}
    numbers = {name: number for name in names - urns.keys() if (number := _number(name)) is not None}
    if numbers:
        bearers = _bearers(set(numbers.values()), on)
        found |= {name: bearers[number] for name, number in numbers.items() if number in bearers}
    return found


def _in_batches(objects: Any, condition: str, values: set[str]) -> Any:
    return objects.filter(**{condition: values}) if values else objects.none()


def _number(name: str) -> LaEstab | None:
    try:
        return parse_laestab(name)
    except ValueError:
        return None


def _bearers(numbers: set[LaEstab], on: date) -> dict[LaEstab, int]:
    """The establishment that each number leads to."""
    succeeding = {
        number: [LaEstab(step.successor, number.number) for step in successors(number.authority)]
        for number in numbers
    }
    every = numbers.union(*succeeding.values())
    wanted = Q(authority_code__in={one.authority for one in every}, number__in={one.number for one in every})
    bearing = _bearing(wanted, on)
    before = {
        LaEstab(authority, own): pk
        for authority, own, pk in EstablishmentVersion.versions.filter(wanted)
        .order_by("received_at", "id")
        .values_list("authority_code", "number", "establishment_id")
    }
    found: dict[LaEstab, int] = {}
    for number in numbers:
        if number in bearing:
            found[number] = max(bearing[number])[2]
        elif number in before:
            found[number] = before[number]
        else:
            renumbered = [bearing[one] for one in succeeding[number] if one in bearing]
            if len(renumbered) == 1:
                found[number] = max(renumbered[0])[2]
    return found


def _bearing(wanted: Q, on: date) -> dict[LaEstab, list[tuple[bool, date, int]]]:
    """Who bears a number now: whether it is open on the day, since when, and its id; the greatest counts."""
    bearing: dict[LaEstab, list[tuple[bool, date, int]]] = defaultdict(list)
    columns = ("authority_code", "number", "status", "open_date", "close_date", "id")
    for authority, own, status, opened, closed, pk in Establishment.objects.filter(wanted).values_list(
        *columns
    ):
        is_open = not status.casefold().startswith("closed")
        is_open &= (opened is None or opened <= on) and (closed is None or closed > on)
        bearing[LaEstab(authority, own)].append((is_open, opened or date.min, pk))
    return bearing


def predecessors_of(establishments: Iterable[int]) -> dict[int, list[tuple[int, date | None]]]:
    """For each establishment that others simply became (academy conversions), those others and since when."""
    found: dict[int, list[tuple[int, date | None]]] = defaultdict(list)
    links = EstablishmentLink.objects.filter(successor__in=set(establishments), kind=SUCCEEDED)
    for successor, predecessor, since in links.values_list("successor_id", "predecessor_id", "since"):
        found[successor].append((predecessor, since))
    return dict(found)


def names_of_schools(establishments: Iterable[int]) -> dict[int, str]:
    """The name of each establishment; its URN where the register gives no name."""
    found = Establishment.objects.filter(pk__in=set(establishments)).values_list("id", "name", "urn")
    return {pk: name or f"school {urn}" for pk, name, urn in found}


def names_for_all(establishments: Iterable[int]) -> dict[int, str]:
    """The same, without establishments whose very name tells of health or custody: hospitals and secure settings.

    For facts that everybody may read who may read of education.
    """
    guarded = Establishment.objects.filter(pk__in=set(establishments), group__in=_TELL_BY_NAME)
    return names_of_schools(set(establishments) - set(guarded.values_list("id", flat=True)))


def find_providers(names: Iterable[str]) -> dict[str, int]:
    """The provider behind each ID that files use, whatever its capitals and spaces."""
    keys = {name: provider_key(name) for name in names}
    known = dict(Provider.objects.filter(key__in=set(keys.values())).values_list("key", "id"))
    return {name: known[key] for name, key in keys.items() if key in known}


def provider_key(name: str) -> str:
    """A provider's ID as the record keeps it."""
    return slugify(name)[:100]


def find_localities(names: Iterable[str]) -> dict[str, int]:
    """The locality behind each name, whatever its capitals and spaces."""
    keys = {name: locality_key(name) for name in names}
    known = dict(Locality.objects.filter(key__in=set(keys.values())).values_list("key", "id"))
    return {name: known[key] for name, key in keys.items() if key in known}


def locality_key(name: str) -> str:
    """A locality's name as the record finds it."""
    return slugify(name)[:60]


class NamesOf(Mapping[str, int]):
    """What a file calls schools (providers, localities): as the record finds them, and as a person said of the sender.

    What was said of the sender counts first: it is about this sender's own keys, which may look like somebody else's.
    """

    def __init__(self, found: Mapping[str, int], said: Mapping[str, int]) -> None:
        """`found` is by the text as it stands, `said` by `comparable_name` of it."""
        self._found = found
        self._said = said

    def __getitem__(self, text: str) -> int:
        """The id behind a text of the file; KeyError when nobody knows it."""
        said = self._said.get(comparable_name(text))
        return self._found[text] if said is None else said

    def __iter__(self) -> Iterator[str]:
        """Every name: those of the file, then those that were said and do not stand in it."""
        yield from self._found
        yield from (name for name in self._said if name not in self._found)

    def __len__(self) -> int:
        """How many names there are."""
        return sum(1 for _ in self)


def comparable_name(text: str) -> str:
    """A sender's own name for something, made comparable: small letters, single spaces."""
    return " ".join(text.casefold().split())[:_LONGEST_NAME]
