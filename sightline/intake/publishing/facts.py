"""From what a file says to facts: what is known already, what corrects a fact, what is new, what has ended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import combinations

from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, NoLonger, Observed, Said, Slot
from sightline.record import door
from sightline.record.door import BATCH, next_version, same_values
from sightline.record.models import Fact, SourcePerson


@dataclass(frozen=True, slots=True)
class SaidOf:
    """Something that one row says of one person."""

    person: str
    row: int
    said: Said


def clashing(said: Sequence[SaidOf]) -> dict[int, int]:
    """Rows that say two things of one person that cannot both be so, each with the other's number: dates overlap."""
    by_slot: dict[tuple[str, Slot], list[tuple[int, Dated]]] = defaultdict(list)
    for item in said:
        if isinstance(item.said, Dated):
            by_slot[item.person, item.said.slot].append((item.row, item.said))
    found: dict[int, int] = {}
    for items in by_slot.values():
        for (one_row, one), (other_row, other) in combinations(items, 2):
            if one_row != other_row and one.cannot_stand_beside(other.fact):
                found.setdefault(one_row, other_row)
                found.setdefault(other_row, one_row)
    return found


def write_facts(
    publication: Publication,
    said: Sequence[SaidOf],
    persons: Mapping[str, SourcePerson],
    newcomers: Set[str],
) -> None:
    """Write what is new in `said` and supersede what it corrects or ends; rows that bring something are taken.

    `persons` are the saved source persons by the sender's key, `newcomers` the keys of those whom this file is the
    first to name. What was received after this file stays as it is.
    """
    known = _known_facts([item for item in said if item.person not in newcomers], persons)
    changes = _Changes(publication, newcomers)
    by_person: dict[tuple[str, Slot], list[SaidOf]] = defaultdict(list)
    for item in said:
        by_person[item.person, item.said.slot].append(item)
    for (person, slot), items in by_person.items():
        changes.of_one(persons[person], items, known.get((persons[person].pk, slot), []))
    changes.write()


def _known_facts(
    said: Iterable[SaidOf], persons: Mapping[str, SourcePerson]
) -> dict[tuple[int, Slot], list[Fact]]:
    """The facts in force of these persons, of the sorts that the file speaks of, by person and slot."""
    columns: dict[type[Fact], tuple[str, ...]] = {}
    wanted: dict[type[Fact], set[int]] = defaultdict(set)
    for item in said:
        model, same_by = _sort(item.said)
        columns[model] = same_by
        wanted[model].add(persons[item.person].pk)
    known: dict[tuple[int, Slot], list[Fact]] = defaultdict(list)
    for model, ids in wanted.items():
        for batch in _batches(sorted(ids)):
            for fact in model.objects.filter(source_person__in=batch).order_by("id"):
                slot = (model, *(getattr(fact, name) for name in columns[model]))
                known[fact.source_person_id, slot].append(fact)
    return known


def _sort(said: Said) -> tuple[type[Fact], tuple[str, ...]]:
    if isinstance(said, NoLonger):
        return said.model, tuple(said.same)
    return type(said.fact), said.same_by


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


@dataclass(slots=True)
class _Changes:
    """Everything that is to be superseded and added, gathered and written at once."""

    publication: Publication
    newcomers: Set[str]
    superseded: list[Fact] = field(default_factory=list)
    added: list[Fact] = field(default_factory=list)

    def of_one(self, person: SourcePerson, items: Sequence[SaidOf], known: Sequence[Fact]) -> None:
        """What changes for one person in one sort of fact."""
        dated = [(item.row, item.said) for item in items if isinstance(item.said, Dated)]
        if dated:
            self._dated(person, dated, list(known))
        else:
            # Of several rows that show a state, the last one counts.
            last = items[-1]
            in_force = [fact for fact in known if fact.valid_to is None]
            if isinstance(last.said, Observed):
                self._observed(person, last, last.said.fact, in_force)
            elif not any(self._stands(fact) for fact in in_force):
                for fact in in_force:
                    self._end(last.row, fact)

    def write(self) -> None:
        """Supersede, then add: what is corrected makes room for what corrects it."""
        door.supersede(self.publication.writing, self.superseded)
        door.add(self.publication.writing, self.added, delivery=self.publication.delivery)

    def _dated(self, person: SourcePerson, items: Sequence[tuple[int, Dated]], known: list[Fact]) -> None:
        """Give every fact the known one that it stands for, then make room for it among the others."""
        pairs = [(row, said, _same_day(said, known)) for row, said in items]
        left = [fact for fact in known if all(fact is not same for _, _, same in pairs)]
        for row, said, same in pairs:
            in_the_way = [fact for fact in left if said.cannot_stand_beside(fact)]
            if any(self._stands(fact) for fact in (*in_the_way, *([same] if same else ()))):
                continue
            left = [fact for fact in left if fact not in in_the_way]
            if same is None and in_the_way:
                same = in_the_way.pop(0)
            self.superseded += in_the_way
            self._say(person, row, said.fact, same)

    def _say(self, person: SourcePerson, row: int, draft: Fact, known: Fact | None) -> None:
        """Add a fact, as a new version of the known one that it corrects; nothing when it says the same."""
        draft.source_person_id = person.pk
        if known is not None:
            if same_values(known, draft):
                return
            draft.fact, draft.version = known.fact, known.version + 1
            self.superseded.append(known)
        draft.child_id = person.child_id
        draft.row_number = row
        self.added.append(draft)
        self.publication.take(row)

    def _observed(self, person: SourcePerson, item: SaidOf, draft: Fact, in_force: Sequence[Fact]) -> None:
        if any(self._stands(fact) for fact in in_force):
            return
        draft.source_person_id = person.pk
        if len(in_force) == 1:
            draft.valid_from = in_force[0].valid_from
            if same_values(in_force[0], draft):
                return
        for fact in in_force:
            self._end(item.row, fact)
        # An earlier file named the person and did not show this: it has been so since then at the earliest.
        draft.valid_from = None if item.person in self.newcomers else self.publication.day
        self._say(person, item.row, draft, None)

    def _stands(self, fact: Fact) -> bool:
        """Whether a fact was received after this file, so that the file cannot correct it."""
        return fact.received_at > self.publication.writing.received_at

    def _end(self, row: int, fact: Fact) -> None:
        """Say that a state ended on the day of the file; one that began the same day never was."""
        self.superseded.append(fact)
        self.publication.take(row)
        if fact.valid_from is None or fact.valid_from < self.publication.day:
            ended = next_version(fact, valid_to=self.publication.day)
            ended.row_number = row
            self.added.append(ended)


def _same_day(said: Dated, known: Iterable[Fact]) -> Fact | None:
    """The known fact that begins on the same day."""
    return next((fact for fact in known if fact.valid_from == said.fact.valid_from), None)
