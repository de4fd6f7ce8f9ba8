"""Search before you add: who on record may be the child that somebody tells of.

Within the viewer's scope it names them; of anybody outside it says only that somebody with wider sight must look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from sightline.access.policy import FieldClass
from sightline.access.viewer import Viewer
from sightline.domain.known import Knowable, Known, NotKnown
from sightline.matching.names import forenames_agree, plain
from sightline.population.models import ListEntry
from sightline.population.scope import Scope
from sightline.record.models import Address, SourcePersonVersion, reference_of

MOST_SHOWN = 20
"""How many children a search names at most: more are nobody's to read through."""

_MOST_LOOKED_AT = 400
_IDENTIFIERS = (
    ("upn", "the same UPN"),
    ("uln", "the same unique learner number"),
    ("nhs_number", "the same NHS number"),
)
_SAME_NAME_AND_BIRTH = "the same name and date of birth"
_SIMILAR = "the same date of birth and a similar name"
_SAME_NAME = "the same name; the date of birth is another or not known"
_SAME_HOME = "the same postcode and date of birth"
# What is so alike that somebody must look before the child is added twice.
_STRONG = frozenset({_SAME_NAME_AND_BIRTH, *(words for _, words in _IDENTIFIERS)})


@dataclass(frozen=True, slots=True)
class MayBe:
    """A child on record who may be the one told of: who it is, how it stands to the list, and what is alike."""

    child: int
    reference: str
    name: str
    date_of_birth: Knowable[date]
    upn: Knowable[str]
    standing: str
    alike: str


@dataclass(frozen=True, slots=True)
class Found:
    """Who may be the same: those within the viewer's scope, the most alike first, and whether there is more.

    `elsewhere`: somebody outside the viewer's scope is so alike that a person with wider sight must look. `more`:
    there are more than are shown.
    """

    children: tuple[MayBe, ...]
    elsewhere: bool
    more: bool


def search(viewer: Viewer, values: Mapping[str, Any]) -> Found:
    """Who on record may be the child with these answers (to questions of `kinds.identity`); notes whom it shows.

    A postcode finds nobody whose address is kept apart from this viewer.
    """
    alike: dict[int, str] = {}
    sees_shielded = viewer.sees(FieldClass.SHIELDED_ADDRESS)
    for version in _candidates(values)[:_MOST_LOOKED_AT]:
        words = _alike(values, version, at_home=sees_shielded or not version.apart)
        child = version.source_person.child_id
        if words and _rank(words) < _rank(alike.get(child, "")):
            alike[child] = words
    entries = {
        entry.child_id: entry
        for entry in ListEntry.objects.filter(Scope(viewer).entries(), child__in=list(alike))
    }
    order = sorted(entries, key=lambda child: (_rank(alike[child]), child))
    viewer.note_shown(order[:MOST_SHOWN])
    return Found(
        children=tuple(_may_be(entries[child], alike[child]) for child in order[:MOST_SHOWN]),
        elsewhere=any(child not in entries and words in _STRONG for child, words in alike.items()),
        more=len(order) > MOST_SHOWN,
    )


def _candidates(values: Mapping[str, Any]) -> Any:
    """The current descriptions that share something with the answers, in the order of the source persons."""
    wanted = Q(pk__in=[])
    if values.get("upn"):
        wanted |= Q(upn=values["upn"]) | Q(former_upn=values["upn"])
    for name in ("uln", "nhs_number"):
        if values.get(name):
            wanted |= Q(**{name: values[name]})
    if values.get("date_of_birth") and (values.get("surname") or values.get("forename")):
        wanted |= Q(date_of_birth=values["date_of_birth"])
    if values.get("surname") and values.get("forename"):
        wanted |= _named("surname", values["surname"]) & _named("forename", values["forename"])
    if values.get("date_of_birth") and values.get("postcode"):
        wanted |= Q(date_of_birth=values["date_of_birth"], postcode=values["postcode"])
    apart = Address.objects.filter(child=OuterRef("source_person__child"), shielded=True)
    found = SourcePersonVersion.objects.filter(wanted).annotate(apart=Exists(apart))
    return found.select_related("source_person").order_by("source_person_id")


def _named(part: str, name: str) -> Q:
    return Q(**{f"{part}__iexact": name}) | Q(**{f"preferred_{part}__iexact": name})


def _alike(values: Mapping[str, Any], version: SourcePersonVersion, *, at_home: bool) -> str:
    """What of a description is as the answers have it, in words; empty when nothing that counts is.

    `at_home` says whether the postcode may count.
    """
    for name, words in _IDENTIFIERS:
        theirs = {getattr(version, name), version.former_upn if name == "upn" else ""} - {""}
        if values.get(name) and values[name] in theirs:
            return words
    same_birth = bool(values.get("date_of_birth")) and values["date_of_birth"] == version.date_of_birth
    surname, forename = (_same_name(values, version, part, exactly=True) for part in ("surname", "forename"))
    if surname and forename:
        return _SAME_NAME_AND_BIRTH if same_birth else _SAME_NAME
    if not same_birth:
        return ""
    if surname or _same_name(values, version, "forename", exactly=False):
        return _SIMILAR
    if at_home and values.get("postcode") and values["postcode"] == version.postcode:
        return _SAME_HOME
    return ""


def _same_name(values: Mapping[str, Any], version: SourcePersonVersion, part: str, *, exactly: bool) -> bool:
    given = values.get(part) or ""
    theirs = [getattr(version, part), getattr(version, f"preferred_{part}")]
    if part == "surname":
        theirs.append(version.former_surname)
    theirs = [name for name in theirs if name]
    if not given or not theirs:
        return False
    if exactly:
        return plain(given) in {plain(name) for name in theirs}
    return forenames_agree([given], theirs)


_ORDER = (*(words for _, words in _IDENTIFIERS), _SAME_NAME_AND_BIRTH, _SIMILAR, _SAME_HOME, _SAME_NAME)


def _rank(words: str) -> int:
    return _ORDER.index(words) if words in _ORDER else len(_ORDER)


def _may_be(entry: ListEntry, alike: str) -> MayBe:
    return MayBe(
        child=entry.child_id,
        reference=reference_of(entry.child_id),
        name=f"{entry.forename} {entry.surname}".strip() or "Name not known",
        date_of_birth=NotKnown("not told") if entry.date_of_birth is None else Known(entry.date_of_birth),
        upn=Known(entry.upn) if entry.upn else NotKnown("not told"),
        standing=entry.standing,
        alike=alike,
    )
