"""Who might be whom: an index of descriptions, filled from the record in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from sightline.matching.blocks import block_keys
from sightline.matching.comparing import Cleaned, cleaned
from sightline.matching.description import Description
from sightline.record.door import BATCH
from sightline.record.models import GoneFromFeed, SourcePerson, SourcePersonVersion

MADE_KEY = "made:"
"""How a key begins that was made from a row's identifying fields, since the sender gave none."""

_COLUMNS = (
    "source_person_id",
    "source_person__child_id",
    "source_person__source_id",
    "source_person__feed",
    "source_person__key",
    "surname",
    "preferred_surname",
    "former_surname",
    "forename",
    "preferred_forename",
    "date_of_birth",
    "postcode",
    "upn",
    "former_upn",
    "uln",
    "nhs_number",
    "gone",
)


@dataclass(frozen=True, slots=True)
class Known:
    """One person of the index: a reference (the source person's id, or a newcomer's number below nought)."""

    person: int
    child: int
    description: Description


def describe(person: SourcePerson, version: SourcePersonVersion, *, listed: bool = True) -> Description:
    """The description in one version of one source person, which may both be unsaved still."""
    return _description(
        (
            0,
            0,
            person.source_id,
            person.feed,
            person.key,
            version.surname,
            version.preferred_surname,
            version.former_surname,
            version.forename,
            version.preferred_forename,
            version.date_of_birth,
            version.postcode,
            version.upn,
            version.former_upn,
            version.uln,
            version.nhs_number,
            not listed,
        )
    )


class Index:
    """Descriptions found by the block keys that they share (`blocks`)."""

    def __init__(self) -> None:
        self.by_person: dict[int, Known] = {}
        self.of_child: dict[int, list[int]] = defaultdict(list)
        self._sharing: dict[str, list[int]] = defaultdict(list)
        self._clean: dict[int, Cleaned] = {}

    def add(self, known: Known) -> None:
        """Put a person in, or nothing if the person is in already."""
        if known.person in self.by_person:
            return
        self.by_person[known.person] = known
        self.of_child[known.child].append(known.person)
        clean = self._clean[known.person] = cleaned(known.description)
        for key in block_keys(known.description, clean):
            self._sharing[key].append(known.person)

    def clean(self, person: int) -> Cleaned:
        """A person's description made comparable."""
        return self._clean[person]

    def move(self, person: int, child: int) -> None:
        """Say that a person is another child from now on."""
        known = self.by_person[person]
        self.of_child[known.child].remove(person)
        self.of_child[child].append(person)
        self.by_person[person] = Known(person, child, known.description)

    def candidates(self, person: int, description: Description, clean: Cleaned | None = None) -> list[Known]:
        """Everybody but `person` who shares a block key with `description`, whose form made comparable is `clean`."""
        found: set[int] = set()
        for key in block_keys(description, clean):
            found.update(self._sharing.get(key, ()))
        found.discard(person)
        return [self.by_person[other] for other in sorted(found)]

    def load_sharing(self, descriptions: Sequence[Description]) -> None:
        """Put in everybody in the record who shares something with one of the descriptions."""
        if len(descriptions) > BATCH:
            self._put_in(_current())
            return
        wanted: dict[str, set[Any]] = defaultdict(set)
        for description in descriptions:
            wanted["upn"] |= description.upns
            wanted["former_upn"] |= description.upns
            wanted["uln"].add(description.uln)
            wanted["nhs_number"].add(description.nhs_number)
            wanted["date_of_birth"] |= _either_way(description.date_of_birth)
            wanted["postcode"].add(description.postcode)
            wanted["source_person__key"].add(description.own_key)
        for column, values in wanted.items():
            values -= {"", None}
            if values:
                self._put_in(_current().filter(**{f"{column}__in": values}))

    def load_children(self, children: Iterable[int]) -> None:
        """Put in every source person of these children."""
        ids = sorted(child for child in set(children) if child > 0)
        for start in range(0, len(ids), BATCH):
            self._put_in(_current().filter(source_person__child__in=ids[start : start + BATCH]))

    def _put_in(self, rows: Any) -> None:
        for row in rows.values_list(*_COLUMNS).iterator(chunk_size=10_000):
            if row[0] not in self.by_person:
                self.add(Known(row[0], row[1], _description(row)))


def _either_way(born: date | None) -> set[date | None]:
    """A date of birth, and the same with day and month swapped where that is one."""
    if born is None or born.day > 12:
        return {born}
    return {born, born.replace(month=born.day, day=born.month)}


def _current() -> Any:
    gone = GoneFromFeed.objects.filter(source_person=OuterRef("source_person"))
    return SourcePersonVersion.objects.annotate(gone=Exists(gone)).order_by("source_person_id")


def _description(row: tuple[Any, ...]) -> Description:
    source, feed, key = row[2:5]
    surname, preferred_surname, former_surname, forename, preferred_forename = row[5:10]
    return Description(
        surnames=tuple({surname: None, preferred_surname: None, former_surname: None}),
        forenames=tuple({forename: None, preferred_forename: None}),
        date_of_birth=row[10],
        postcode=row[11],
        upns=frozenset({row[12], row[13]} - {""}),
        uln=row[14],
        nhs_number=row[15],
        source=source,
        sender=(source, feed),
        own_key="" if key.startswith(MADE_KEY) else key,
        listed=not row[16],
    )
