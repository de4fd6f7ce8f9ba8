"""Whom the rows of a tracking sheet are about: by our case number, else by name, birth and place; else nobody yet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from sightline.intake.contract import Row
from sightline.intake.publishing.publication import Publication
from sightline.intake.tracking.places import Places
from sightline.matching.candidates import describe
from sightline.matching.names import forenames_agree, plain
from sightline.matching.settling import Recognised
from sightline.population.models import ListEntry
from sightline.record.door import BATCH
from sightline.record.models import (
    Child,
    Registration,
    SourcePerson,
    SourcePersonVersion,
    id_of_reference,
    reference_of,
)

CASE_NUMBER = "case-number"
NAME_BIRTH_PLACE = "name-birth-place"

_WHY = {
    CASE_NUMBER: "The sender gives our own case number, and nothing contradicts it.",
    NAME_BIRTH_PLACE: "The same name and date of birth, at the school or in the locality that the sender names.",
}


@dataclass(frozen=True, slots=True)
class _Known:
    """One description of a child in the record."""

    child: int
    person: SourcePerson
    version: SourcePersonVersion


def recognise(publication: Publication, places: Places) -> dict[str, Recognised]:
    """Find the children of the rows, by the sender's key; rows whose case number is somebody else's are held back.

    The rows of the publication are given the key by which this sender's sheets know the child already, and the name
    as the record parts it, where it is the same name. Who is not found is left to the rules of linking.
    """
    rows = publication.good_rows
    numbered = _by_case_number(rows)
    children = _resolved(set(numbered.values()))
    known = _described(children.values(), {row["date_of_birth"] for row in rows if row["date_of_birth"]})
    where = _where({item.child for items in known.values() for item in items}, publication.day)
    own_keys = _own_keys(publication, known)
    found: dict[str, Recognised] = {}
    changed: dict[int, Row] = {}
    for row in rows:
        given = numbered.get(row.number)
        child, rule = children.get(given) if given is not None else None, CASE_NUMBER
        if given is not None and child is None:
            publication.warn(
                row.number,
                "a case number that is not in the record",
                "No child has this case number. The row was taken by name and date of birth.",
                "Case number",
            )
        if child is not None and not any(_agrees(row, item) for item in known[child]):
            publication.hold_back(
                row,
                "a case number of somebody else",
                "The name or the date of birth is not that of the child with this case number: check which is right.",
                "Case number",
            )
            continue
        if child is None:
            child, rule = _by_name(row, known, where, places), NAME_BIRTH_PLACE
        if child is not None:
            row = changed[row.number] = _as_known(row, child, known[child], own_keys.get(child))
            found[row.person] = Recognised(child, rule, _WHY[rule])
    publication.rows = [changed.get(row.number, row) for row in publication.rows]
    return found


def _by_case_number(rows: Iterable[Row]) -> dict[int, int]:
    """The number of a child by the number of the row, where it has one of our own case numbers."""
    given = ((row.number, id_of_reference(row.text("pupil_id"))) for row in rows)
    return {number: child for number, child in given if child is not None}


def _resolved(numbers: set[int]) -> dict[int, int]:
    """The child that each number stands for now, through any joins; numbers never given are left out."""
    leads: dict[int, int] = {}
    wanted = numbers
    while wanted:
        rows = dict(Child.objects.filter(pk__in=wanted).values_list("id", "redirects_to_id"))
        leads |= {pk: target if target is not None else pk for pk, target in rows.items()}
        wanted = {target for target in rows.values() if target is not None} - leads.keys()
    found = {}
    for number in numbers & leads.keys():
        child = number
        while leads[child] != child:
            child = leads[child]
        found[number] = child
    return found


def _described(children: Iterable[int], births: set[date]) -> dict[int, list[_Known]]:
    """Every description in force of these children, and of everybody born on one of these days, by child."""
    found: dict[int, list[_Known]] = defaultdict(list)
    seen = set()
    wanted: list[tuple[str, list[int] | list[date]]] = [
        ("source_person__child", sorted(set(children))),
        ("date_of_birth", sorted(births)),
    ]
    for column, values in wanted:
        for start in range(0, len(values), BATCH):
            versions = SourcePersonVersion.objects.filter(**{f"{column}__in": values[start : start + BATCH]})
            for version in versions.select_related("source_person").order_by("id"):
                if version.pk not in seen:
                    seen.add(version.pk)
                    child = version.source_person.child_id
                    found[child].append(_Known(child, version.source_person, version))
    return found


def _where(children: set[int], on: date) -> dict[int, tuple[set[int], int | None]]:
    """The schools on whose roll each child is, and the locality that answers for it."""
    schools: dict[int, set[int]] = defaultdict(set)
    localities: dict[int, int | None] = {}
    ids = sorted(children)
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        on_roll = Registration.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on),
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            child__in=batch,
        )
        for child, school in on_roll.values_list("child_id", "establishment_id"):
            schools[child].add(school)
        entries = ListEntry.objects.filter(child__in=batch)
        for child, locality, school in entries.values_list("child_id", "locality_id", "school_id"):
            localities[child] = locality
            schools[child] |= {school} - {None}
    return {child: (schools[child], localities.get(child)) for child in children}


def _own_keys(publication: Publication, known: dict[int, list[_Known]]) -> dict[int, str]:
    """The key by which this sender's sheets know each child already."""
    return {
        child: item.person.key
        for child, items in known.items()
        for item in items
        if item.person.source_id == publication.delivery.source_id
        and item.person.feed == publication.feed.name
    }


def _by_name(
    row: Row,
    known: dict[int, list[_Known]],
    where: dict[int, tuple[set[int], int | None]],
    places: Places,
) -> int | None:
    """The one child of exactly this name and birth at a school or in the locality of the row; None for none or two."""
    named = {places.schools.get(row.text(column)) for column in ("school", "on_roll")} - {None}
    locality = places.localities.get(row.text("locality"))
    fitting = [
        child
        for child, items in known.items()
        if any(_same_name_and_birth(row, item.version) for item in items)
        and (where[child][0] & named or (locality is not None and where[child][1] == locality))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _whole(surname: str, forename: str) -> str:
    return plain(forename + surname)


def _same_name_and_birth(row: Row, version: SourcePersonVersion) -> bool:
    if row["date_of_birth"] is None or row["date_of_birth"] != version.date_of_birth:
        return False
    return _whole(row.text("surname"), row.text("forename")) in _whole_names(version)


def _whole_names(version: SourcePersonVersion) -> set[str]:
    surnames = {version.surname, version.preferred_surname, version.former_surname} - {""}
    forenames = {version.forename, version.preferred_forename} - {""}
    return {_whole(surname, forename) for surname in surnames for forename in forenames}


def _agrees(row: Row, item: _Known) -> bool:
    """Whether nothing in a row contradicts one description of a child."""
    born = row["date_of_birth"]
    if born is not None and item.version.date_of_birth is not None and born != item.version.date_of_birth:
        return False
    theirs = describe(item.person, item.version)
    return _whole(row.text("surname"), row.text("forename")) in _whole_names(item.version) or forenames_agree(
        [row.text("forename")], theirs.forenames
    )


def _as_known(row: Row, child: int, known: Sequence[_Known], own_key: str | None) -> Row:
    """The row with this sender's key of the child, and its name parted as the record parts the same name."""
    values = dict(row.values)
    whole = _whole(row.text("surname"), row.text("forename"))
    for item in known:
        if _whole(item.version.surname, item.version.forename) == whole:
            values |= {"surname": item.version.surname, "forename": item.version.forename}
            break
    key = own_key or (
        reference_of(child) if id_of_reference(row.text("pupil_id")) is not None else row.person
    )
    return replace(row, person=key, values=values)
