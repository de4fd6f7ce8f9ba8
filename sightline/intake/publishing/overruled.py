"""What people said against a sender: a correction by hand stands until the sender says something that is new.

A sender goes on sending what it has always sent, and next week's file must not undo what somebody found out on the
telephone. So what a file says is compared with the sender's own last word, and not only with what the record says now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from sightline.access.models import Change
from sightline.access.policy import Action
from sightline.intake.publishing.saying import Dated
from sightline.record.door import BATCH, same_values
from sightline.record.models import Fact

_BY_HAND = Action.RECORD_FACTS.value

Draft = tuple[int, Dated]
"""The number of a row, and what it says."""


@dataclass(frozen=True, slots=True)
class Overruled:
    """A fact that a sender told and a person then corrected, ended or withdrew.

    `word` is the sender's last word of it, and `latest` its newest version: in force, or withdrawn.
    """

    word: Fact
    latest: Fact

    @property
    def in_force(self) -> Fact | None:
        """What the person says instead; None when the fact was withdrawn."""
        return self.latest if self.latest.superseded_at is None else None

    def begins_with(self, fact: Fact) -> bool:
        """Whether a fact begins on the first day that the sender gave, or that the person gives."""
        instead = self.in_force
        return fact.valid_from == self.word.valid_from or (
            instead is not None and fact.valid_from == instead.valid_from
        )


def overruled_facts(wanted: Mapping[type[Fact], Set[int]]) -> Iterator[Overruled]:
    """Every overruled fact of these kinds, of the source persons whose ids stand beside each kind.

    One query a kind and batch of persons, and one in all where nobody ever wrote a fact by hand.
    """
    if not Change.objects.filter(action=_BY_HAND).exists():
        return
    touched = Q(change__action=_BY_HAND) | Q(superseded_by__action=_BY_HAND)
    for model, persons in wanted.items():
        ids = sorted(persons)
        for start in range(0, len(ids), BATCH):
            theirs = model.versions.filter(touched, source_person__in=ids[start : start + BATCH])
            rows = model.versions.filter(fact__in=theirs.values("fact"))
            rows = rows.select_related("change", "superseded_by").order_by("fact", "version")
            for _, versions in groupby(rows, key=lambda row: row.fact):
                yield from _overruled(list(versions))


def _overruled(versions: Sequence[Fact]) -> Iterator[Overruled]:
    """The overruled fact that these versions of one fact come to, if they do."""
    told = [version for version in versions if version.delivery_id is not None]
    latest = versions[-1]
    last_change = latest.change if latest.superseded_by is None else latest.superseded_by
    if told and last_change.action == _BY_HAND:
        yield Overruled(told[-1], latest)


@dataclass(frozen=True, slots=True)
class Heard:
    """What is left of a sender's facts with dates once what a person overruled is left standing.

    `drafts` are those that say something, `known` the facts that they may correct, and `instead` says by the place of
    a draft which overruled fact it is a new word of.
    """

    drafts: Sequence[Draft]
    known: list[Fact]
    instead: Mapping[int, Overruled]


def hear(drafts: Sequence[Draft], known: Sequence[Fact], overruled: Sequence[Overruled]) -> Heard:
    """Leave out the drafts that only repeat the sender's last word of a fact that a person overruled.

    Where another draft is new and cannot stand beside what the person says instead, the sender is heard whole.
    """
    again = {
        place: item
        for item in overruled
        for place, (_, said) in enumerate(drafts)
        if same_values(item.word, said.fact)
    }
    fresh = [
        said
        for place, (_, said) in enumerate(drafts)
        if place not in again and not any(same_values(fact, said.fact) for fact in known)
    ]
    standing = {place: item for place, item in again.items() if not _in_the_way(item.in_force, fresh)}
    left = [draft for place, draft in enumerate(drafts) if place not in standing]
    theirs = [item.in_force for item in standing.values()]
    anew = [item for item in overruled if item not in standing.values()]
    instead: dict[int, Overruled] = {}
    for item in anew:
        for place, (_, said) in enumerate(left):
            if place not in instead and item.begins_with(said.fact):
                instead[place] = item
                break
    return Heard(left, [fact for fact in known if fact not in theirs], instead)


def _in_the_way(instead: Fact | None, fresh: Iterable[Dated]) -> bool:
    return instead is not None and any(said.cannot_stand_beside(instead) for said in fresh)


def last_word(known: Iterable[Fact], overruled: Iterable[Overruled]) -> Overruled | None:
    """The overruled fact whose word is the last that the sender said of a sort of state; None when another is."""
    words: dict[Fact, Overruled | None] = {fact: None for fact in known if fact.delivery_id is not None}
    words |= {item.word: item for item in overruled}
    last = max(words, key=lambda fact: (fact.received_at, fact.pk), default=None)
    return None if last is None else words[last]


def by_slot(
    overruled: Iterable[Overruled], columns: Mapping[type[Fact], Sequence[str]]
) -> dict[tuple[int, tuple[object, ...]], list[Overruled]]:
    """Overruled facts by source person and by the slot in which the sender had put them."""
    found: dict[tuple[int, tuple[object, ...]], list[Overruled]] = defaultdict(list)
    for item in overruled:
        word = item.word
        slot = (type(word), *(getattr(word, name) for name in columns[type(word)]))
        found[word.source_person_id, slot].append(item)
    return found
