"""Finding a child by what somebody was told: a name however it is spelt, a former name, a number, a home, a phone.

Only what a viewer may see can be found, and only within the viewer's scope: nothing else is looked at, so that no
count and no order tells of it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace
from rapidfuzz import process
from rapidfuzz.distance import OSA

from sightline.access.policy import FieldClass
from sightline.access.viewer import Viewer
from sightline.domain.known import Knowable, Known, NotKnown
from sightline.matching.candidates import MADE_KEY
from sightline.matching.names import forenames_agree, plain
from sightline.population.models import ListEntry
from sightline.population.scope import Scope
from sightline.population.senders import sender_classes
from sightline.population.visibility import hidden_classes
from sightline.record.models import (
    Address,
    Child,
    Contact,
    SourcePerson,
    SourcePersonVersion,
    id_of_reference,
    reference_of,
)

MOST_FOUND = 500
"""How many children one search finds at most: who finds more says more."""

_SHORTEST_WORD = 2
_SHORTEST_MISSPELT, _TWO_SLIPS_FROM = 4, 8
_PHONE_DIGITS = 9
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b", re.IGNORECASE)
_SURNAMES = ("surname", "preferred_surname", "former_surname")
_FORENAMES = ("forename", "preferred_forename")

CASE_NUMBER, NUMBER, OWN_NUMBER = "the case number", "a UPN, ULN or NHS number", "a sender’s own number"
NAME, ALIKE, HOME, PHONE = "the name", "a name spelt alike", "the home", "a phone number"
_ORDER = (CASE_NUMBER, NUMBER, OWN_NUMBER, NAME, HOME, PHONE, ALIKE)


@dataclass(frozen=True, slots=True)
class FoundChild:
    """A child who was found: who it is, how it stands to the list, and by what it was found."""

    child: int
    reference: str
    name: str
    date_of_birth: Knowable[date]
    upn: Knowable[str]
    standing: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of what was found: the children, how many there are in all, and whether more were left out."""

    children: tuple[FoundChild, ...]
    total: int
    more: bool


def find(viewer: Viewer, text: str, *, offset: int = 0, size: int = 25) -> FoundPage:
    """The children whom this text may mean, the surest first; those on the page are noted as shown.

    The same few queries however many are found. Raises PermissionDenied for a viewer who sees no children.
    """
    within = ListEntry.objects.filter(Scope(viewer).entries())
    by: dict[int, set[str]] = {}
    more = False
    for how, children in _ways(viewer, " ".join(text.split()), within.values("child")):
        for child in children:
            if child in by or len(by) < MOST_FOUND:
                by.setdefault(child, set()).add(how)
            else:
                more = True
    columns = ("child_id", "surname", "forename", "date_of_birth", "upn", "standing")
    entries = sorted(
        within.filter(child__in=list(by)).values_list(*columns),
        key=lambda row: (min(map(_ORDER.index, by[row[0]])), row[1], row[2], row[0]),
    )
    page = entries[offset : offset + size]
    viewer.note_shown(row[0] for row in page)
    return FoundPage(
        children=tuple(_found(row, by[row[0]]) for row in page),
        total=len(entries),
        more=more,
    )


def _found(row: tuple[Any, ...], by: set[str]) -> FoundChild:
    child, surname, forename, born, upn, standing = row
    return FoundChild(
        child=child,
        reference=reference_of(child),
        name=f"{forename} {surname}".strip() or "Name not known",
        date_of_birth=Known(born) if born else NotKnown("not told"),
        upn=Known(upn) if upn else NotKnown("not told"),
        standing=standing,
        by=tuple(how for how in _ORDER if how in by and not (how == ALIKE and NAME in by)),
    )


def _ways(viewer: Viewer, text: str, within: QuerySet) -> Iterator[tuple[str, Iterable[int]]]:
    """Each way of finding, with the children it finds; what the viewer may not see is no way."""
    versions = SourcePersonVersion.objects.filter(source_person__child__in=within)
    compact = "".join(letter for letter in text.upper() if letter.isalnum())
    if not compact:
        return
    number = id_of_reference(text)
    if number is not None:
        yield CASE_NUMBER, _with_case_number(number)
    if any(letter.isdigit() for letter in compact):
        numbers = Q(upn=compact) | Q(former_upn=compact) | Q(uln=compact) | Q(nhs_number=compact)
        yield NUMBER, _children(versions.filter(numbers))
        yield OWN_NUMBER, _by_own_number(viewer, text, within)
        yield HOME, _at_home(viewer, text, within, versions)
    if viewer.sees(FieldClass.THIRD_PARTY):
        digits = "".join(letter for letter in text if letter.isdigit())
        if len(digits) >= _PHONE_DIGITS:
            yield PHONE, _by_phone(digits[-_PHONE_DIGITS:], within, versions)
    words = [word for part in text.replace("-", " ").split() if len(word := plain(part)) >= _SHORTEST_WORD]
    if words and not any(letter.isdigit() for letter in compact):
        yield NAME, _named(words, versions, _begins)
        yield ALIKE, _named(words, versions, _spelt_alike)


def _children(versions: QuerySet) -> Iterable[int]:
    children = versions.order_by("source_person__child").values_list("source_person__child", flat=True)
    found: Iterable[int] = children.distinct()[: MOST_FOUND + 1]
    return found


def _with_case_number(number: int) -> list[int]:
    """The child of a case number, through any joins: each join leads on at most a few times."""
    child = Child.objects.filter(pk=number).first()
    while child is not None and child.redirects_to is not None:
        child = child.redirects_to
    return [] if child is None else [child.pk]


def _by_own_number(viewer: Viewer, text: str, within: QuerySet) -> list[int]:
    """Whose sender calls them by this number, where the viewer may know that sender."""
    found = SourcePerson.objects.filter(child__in=within, key__in={text, text.upper(), text.lower()})
    hidden = hidden_classes(viewer)
    rows = found.exclude(key__startswith=MADE_KEY).values_list(
        "child", "feed", "source__provider__kind", "source__establishment__group"
    )
    return [child for child, *sender in rows.order_by("child") if not sender_classes(*sender) & hidden]


def _at_home(viewer: Viewer, text: str, within: QuerySet, versions: QuerySet) -> set[int]:
    """Who lives at a postcode, or at an address that has these words; nobody whose address is kept apart."""
    addresses = Address.objects.filter(child__in=within)
    if not viewer.sees(FieldClass.SHIELDED_ADDRESS):
        apart = Address.objects.filter(shielded=True)
        addresses = addresses.exclude(Exists(apart.filter(child=OuterRef("child"))))
        versions = versions.exclude(Exists(apart.filter(child=OuterRef("source_person__child"))))
    postcode = _POSTCODE.search(text)
    words = _POSTCODE.sub(" ", text).replace(",", " ").split()
    told, sent = Q(), Q()
    if postcode is not None:
        code = f"{postcode[1]} {postcode[2]}".upper()
        told, sent = Q(postcode=code), Q(postcode=code)
    elif len(words) < _SHORTEST_WORD:
        return set()
    for word in words:
        told &= Q(line__icontains=word)
        sent &= Q(address__icontains=word)
    found = addresses.filter(told).order_by("child").values_list("child", flat=True)[: MOST_FOUND + 1]
    return {*found, *_children(versions.filter(sent))}


def _by_phone(digits: str, within: QuerySet, versions: QuerySet) -> set[int]:
    contacts = _with_digits(Contact.objects.filter(child__in=within)).filter(digits__endswith=digits)
    told = contacts.values_list("child", flat=True).order_by("child")[: MOST_FOUND + 1]
    return {*told, *_children(_with_digits(versions).filter(digits__endswith=digits))}


def _with_digits(rows: QuerySet) -> QuerySet:
    """Rows that have a phone number, as its digits without what people put between them."""
    digits: Any = "phone"
    for between in (" ", "-", "(", ")"):
        digits = Replace(digits, Value(between), Value(""))
    found: QuerySet = rows.exclude(phone="").annotate(digits=digits)
    return found


Likeness = Callable[[str, dict[str, set[str]], bool], set[str]]


def _named(words: list[str], versions: QuerySet, likeness: Likeness) -> Iterable[int]:
    """Whose names, all senders' versions taken one by one, have every one of the words."""
    names = {column: _names_in(column) for column in (*_SURNAMES, *_FORENAMES)}
    wanted = Q()
    for word in words:
        somewhere = Q(pk__in=())
        for column, known in names.items():
            alike = likeness(plain(word), known, column in _FORENAMES)
            if alike:
                somewhere |= Q(**{f"{column}__in": alike})
        wanted &= somewhere
    return _children(versions.filter(wanted))


def _names_in(column: str) -> dict[str, set[str]]:
    """Every name of a column, and every word of it, made comparable, with the spellings in which it was sent."""
    found: dict[str, set[str]] = {}
    sent = SourcePersonVersion.objects.order_by().exclude(**{column: ""}).values_list(column, flat=True)
    for name in sent.distinct():
        for word in {plain(name), *map(plain, name.replace("-", " ").split())} - {""}:
            found.setdefault(word, set()).add(name)
    return found


def _begins(word: str, names: dict[str, set[str]], _: bool) -> set[str]:
    return {name for known, spelt in names.items() if known.startswith(word) for name in spelt}


def _spelt_alike(word: str, names: dict[str, set[str]], forenames: bool) -> set[str]:
    """Names a slip or two from a word; of forenames also their short and pet forms."""
    slips = 0 if len(word) < _SHORTEST_MISSPELT else 2 if len(word) >= _TWO_SLIPS_FROM else 1
    near = {
        known
        for known, *_ in process.extract(
            word, list(names), scorer=OSA.distance, score_cutoff=slips, limit=None
        )
    }
    if forenames:
        near |= {
            known for known in names if len(known) >= _SHORTEST_WORD and forenames_agree([word], [known])
        }
    return {name for known in near for name in names[known]} | _begins(word, names, forenames)
