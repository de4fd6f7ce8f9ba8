"""From what a file says to facts: what is known already, what corrects a fact, what is new, what has ended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from sightline.intake.publishing.overruled import Overruled, by_slot, hear, last_word, overruled_facts
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import AllSent, Dated, NoLonger, Observed, Said, Slot
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
    first to name. What was received after this file stays as it is, and so does what a person said against the
    sender, for as long as the sender only repeats itself.
    """
    told_before = [item for item in said if item.person not in newcomers]
    columns, wanted = _wanted(told_before, persons)
    known = _known_facts(columns, wanted)
    overruled = by_slot(overruled_facts(wanted), columns)
    changes = _Changes(publication, newcomers)
    by_person: dict[tuple[str, Slot], list[SaidOf]] = defaultdict(list)
    for item in said:
        if not isinstance(item.said, AllSent):
            by_person[item.person, item.said.slot].append(item)
    for (person, slot), items in by_person.items():
        at = persons[person].pk, slot
        changes.of_one(persons[person], items, known.get(at, []), overruled.get(at, []))
    not_said: dict[int, list[Slot]] = defaultdict(list)
    for person_id, slot in known.keys() - {(persons[person].pk, slot) for person, slot in by_person}:
        not_said[person_id].append(slot)
    for item in told_before:
        if isinstance(item.said, AllSent):
            for slot in not_said[persons[item.person].pk]:
                at = persons[item.person].pk, slot
                changes.end_others(item.row, item.said, known[at], overruled.get(at, []))
    changes.write()


def _wanted(
    said: Iterable[SaidOf], persons: Mapping[str, SourcePerson]
) -> tuple[dict[type[Fact], tuple[str, ...]], dict[type[Fact], set[int]]]:
    """Of which sorts of fact the file speaks (each with the columns of its slot), and of which persons for each."""
    columns: dict[type[Fact], tuple[str, ...]] = {}
    wanted: dict[type[Fact], set[int]] = defaultdict(set)
    for item in said:
        model, same_by = _sort(item.said)
        columns[model] = same_by
        wanted[model].add(persons[item.person].pk)
    return columns, wanted


def _known_facts(
    columns: Mapping[type[Fact], tuple[str, ...]], wanted: Mapping[type[Fact], Set[int]]
) -> dict[tuple[int, Slot], list[Fact]]:
    """The facts in force of these persons, of the sorts that the file speaks of, by person and slot."""
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
    if isinstance(said, AllSent):
        return said.model, said.same_by
    return type(said.fact), said.same_by


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


@dataclass(slots=True)
class _Changes:
    """Everything that is to be superseded and added, gathered and written at once."""

    publication: Publication
    newcomers: Set[str]
    superseded: list[Fact] = field(default_factory=list)
    warned: set[int] = field(default_factory=set)
    added: list[Fact] = field(default_factory=list)

    def of_one(
        self,
        person: SourcePerson,
        items: Sequence[SaidOf],
        known: Sequence[Fact],
        overruled: Sequence[Overruled],
    ) -> None:
        """What changes for one person in one sort of fact."""
        dated = [(item.row, item.said) for item in items if isinstance(item.said, Dated)]
        if dated:
            self._dated(person, dated, list(known), overruled)
            return
        # Of several rows that show a state, the last one counts.
        last = items[-1]
        in_force = [fact for fact in known if fact.valid_to is None or fact.valid_to > self.publication.day]
        word = last_word(known, overruled) if overruled else None
        if isinstance(last.said, Observed):
            self._observed(person, last, last.said.fact, in_force, word)
        elif not any(self._stands(fact) for fact in in_force):
            opened_again = word.in_force if word is not None and word.word.valid_to is not None else None
            for fact in in_force:
                if fact != opened_again:
                    self._end(last.row, fact, self.publication.day)

    def end_others(
        self, row: int, said: AllSent, known: Sequence[Fact], overruled: Sequence[Overruled]
    ) -> None:
        """End what a file does not name that names all of a sort; what a person opened again stays open."""
        opened_again = [item.in_force for item in overruled if item.word.valid_to is not None]
        for fact in known:
            goes_on = fact.valid_to is None or fact.valid_to > said.ends_on
            if goes_on and said.is_of_this_sort(fact) and fact not in opened_again and not self._stands(fact):
                self._end(row, fact, said.ends_on)

    def write(self) -> None:
        """Supersede, then add: what is corrected makes room for what corrects it."""
        door.supersede(self.publication.writing, self.superseded)
        door.add(self.publication.writing, self.added, delivery=self.publication.delivery)

    def _dated(
        self,
        person: SourcePerson,
        items: Sequence[tuple[int, Dated]],
        known: list[Fact],
        overruled: Sequence[Overruled],
    ) -> None:
        """Give every fact the known one that it stands for, then make room for it among the others."""
        instead: Mapping[int, Overruled] = {}
        for _, said in items:
            said.fact.source_person_id = person.pk
        if overruled:
            heard = hear(items, known, overruled)
            items, known, instead = heard.drafts, heard.known, heard.instead
        pairs = [
            (row, said, instead[place].latest if place in instead else _same_day(said, known))
            for place, (row, said) in enumerate(items)
        ]
        left = [fact for fact in known if all(fact != same for _, _, same in pairs)]
        for place, (row, said, same) in enumerate(pairs):
            in_the_way = [fact for fact in left if said.cannot_stand_beside(fact)]
            if any(self._stands(fact) for fact in (*in_the_way, *([same] if same else ()))):
                continue
            left = [fact for fact in left if fact not in in_the_way]
            if same is None and in_the_way:
                same = in_the_way.pop(0)
            for fact in in_the_way:
                self._supersede(row, fact)
            self._say(person, row, said.fact, same, overruled=place in instead)

    def _say(
        self, person: SourcePerson, row: int, draft: Fact, known: Fact | None, *, overruled: bool = False
    ) -> None:
        """Add a fact, as a new version of the known one that it corrects; nothing when it says the same.

        A sender that comes round to what a person said instead (`overruled`) has said something new all the same: it is
        kept as its own word, so that its next one is held against this and not against the one before.
        """
        draft.source_person_id = person.pk
        if known is not None:
            withdrawn = known.superseded_at is not None
            agrees = not withdrawn and same_values(known, draft)
            if agrees and not overruled:
                return
            draft.fact, draft.version = known.fact, known.version + 1
            if agrees:
                self.superseded.append(known)
            elif withdrawn:
                self._warn(row)
            else:
                self._supersede(row, known)
        draft.child_id = person.child_id
        draft.row_number = row
        self.added.append(draft)
        self.publication.take(row)

    def _observed(
        self,
        person: SourcePerson,
        item: SaidOf,
        draft: Fact,
        in_force: Sequence[Fact],
        overruled: Overruled | None,
    ) -> None:
        if any(self._stands(fact) for fact in in_force):
            return
        draft.source_person_id = person.pk
        if overruled is not None:
            draft.valid_from = overruled.word.valid_from
            if same_values(overruled.word, draft) or self._stands(overruled.latest):
                return
        if len(in_force) == 1:
            draft.valid_from = in_force[0].valid_from
            if same_values(in_force[0], draft):
                return
        for fact in in_force:
            self._end(item.row, fact, self.publication.day)
        # An earlier file named the person and did not show this: it has been so since then at the earliest.
        draft.valid_from = None if item.person in self.newcomers else self.publication.day
        self._say(person, item.row, draft, None)

    def _stands(self, fact: Fact) -> bool:
        """Whether a fact was received (or withdrawn) after these rows were said, so that they cannot correct it."""
        withdrawn_at = fact.superseded_received_at
        return self.publication.is_overtaken_by(fact) or (
            withdrawn_at is not None and withdrawn_at > self.publication.stands_after
        )

    def _end(self, row: int, fact: Fact, on: date) -> None:
        """Say that a state ended on the day `on`; one that began no earlier never was."""
        self._supersede(row, fact)
        self.publication.take(row)
        if fact.valid_from is None or fact.valid_from < on:
            ended = next_version(fact, valid_to=on)
            ended.row_number = row
            self.added.append(ended)

    def _supersede(self, row: int, fact: Fact) -> None:
        if fact.delivery_id is None:
            self._warn(row)
        self.superseded.append(fact)

    def _warn(self, row: int) -> None:
        """Say that the sender has a new word on something that a person had put right."""
        if row in self.warned:
            return
        self.warned.add(row)
        self.publication.warn(
            row,
            "different from what a person recorded",
            "A person had corrected what this sender said before. The sender now says something else, which was taken.",
        )


def _same_day(said: Dated, known: Iterable[Fact]) -> Fact | None:
    """The known fact that begins on the same day."""
    return next((fact for fact in known if fact.valid_from == said.fact.valid_from), None)
