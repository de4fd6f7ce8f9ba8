"""How often the everyday matching is right: every row of a made-up feed is put to it, and the truth is beside it.

The weights and rules of matching are never tuned on what is measured here.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.demo.draws import stream
from sightline.demo.linkage.errors import NEW, AsSent, Rates, as_sent, rates
from sightline.demo.people import Numbers, Person, make_people
from sightline.demo.places import localities
from sightline.domain.school_age import school_year_of
from sightline.matching.candidates import Index, Known
from sightline.matching.choosing import Choice, HumanDecisions, choose
from sightline.matching.description import Description

SIBLINGS_AMONG_NEW = 0.4
"""The share of new children who are brother or sister of somebody whom the record knows."""
NO_ERROR = "no error"
PER = 100_000

Advance = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some rows: links that were found, that went to the wrong child, or that people were asked for."""

    rows: int = 0
    known: int = 0
    right: int = 0
    wrong: int = 0
    asked: int = 0
    asked_right: int = 0

    @property
    def false_in_100_000(self) -> float:
        """False joins in 100,000 rows."""
        return PER * self.wrong / self.rows if self.rows else 0.0

    @property
    def precision(self) -> float:
        """Of the joins made, the share that are right; 1 when none was made."""
        made = self.right + self.wrong
        return self.right / made if made else 1.0

    @property
    def recall(self) -> float:
        """Of the children whom the record knows, the share found without a person; 1 when none is known."""
        return self.right / self.known if self.known else 1.0

    @property
    def to_people(self) -> float:
        """The share of rows about which a person is asked."""
        return self.asked / self.rows if self.rows else 0.0


@dataclass(frozen=True)
class Accuracy:
    """One feed measured: everything together, and by each error that stands in a row (several may)."""

    feed: str
    seed: int
    record: int
    whole: Tally
    by_error: dict[str, Tally]


@dataclass
class _Counts:
    """Counts as they grow."""

    counted: Counter[str] = field(default_factory=Counter)

    def add(self, **one: bool) -> None:
        self.counted.update(name for name, so in one.items() if so)

    def tally(self) -> Tally:
        return Tally(**self.counted)


def measure(
    feed: str, *, pupils: int, rows: int, seed: int, today: date, advance: Advance = lambda done, rows: None
) -> Accuracy:
    """Put `rows` rows of a made-up feed to the matching, beside a record of about `pupils` children.

    The same for the same arguments. LookupError for a feed that has no rates, ValueError for more rows than children.
    """
    happens = rates(feed)
    people = make_people(seed, pupils, localities(pupils), school_year_of(today), Numbers())
    if rows > len(people):
        raise ValueError(f"there are {len(people):,} children to send rows about, and not {rows:,}")
    lot = stream(seed, "linkage", feed)
    sent = lot.sample(people, rows)
    new = _new_people(lot, sent, people, happens)
    known = [person for person in people if person.id not in new]
    index, child_of = _record(known)
    decisions = HumanDecisions()
    whole, by_error = _Counts(), defaultdict[str, _Counts](_Counts)
    for done, person in enumerate(sent, 1):
        row = as_sent(lot, person, known, happens)
        choice = choose(index, decisions, -done, described(row, done), own_child=None)
        outcome = _outcome(choice, child_of.get(person.id))
        whole.add(**outcome)
        for error in row.errors or (NO_ERROR,):
            by_error[error].add(**outcome)
        advance(done, rows)
    return Accuracy(
        feed,
        seed,
        len(known),
        whole.tally(),
        {error: counts.tally() for error, counts in sorted(by_error.items())},
    )


def _new_people(
    lot: random.Random, sent: Sequence[Person], people: Sequence[Person], happens: Rates
) -> set[str]:
    """Whom of those who are sent the record does not know: so many, and so many of them with a brother or sister."""
    wanted = round(happens[NEW] * len(sent))
    families = Counter(person.family for person in people)
    with_siblings = [person for person in sent if families[person.family] > 1]
    alone = [person for person in sent if families[person.family] == 1]
    siblings = min(round(SIBLINGS_AMONG_NEW * wanted), len(with_siblings))
    chosen = [*lot.sample(with_siblings, siblings), *lot.sample(alone, min(wanted - siblings, len(alone)))]
    return {person.id for person in chosen}


def _record(known: Sequence[Person]) -> tuple[Index, dict[str, int]]:
    """What the record holds of everybody known, rightly written; and each one's child."""
    index = Index()
    child_of = {}
    for number, person in enumerate(known, 1):
        home = person.home.postcode
        written = AsSent(person.surname, person.forename, person.date_of_birth, home, person.upn)
        description = described(written, number, "record")
        index.add(Known(number, number, description))
        child_of[person.id] = number
    return index, child_of


def described(row: AsSent, number: int, sender: str = "feed") -> Description:
    """A row as matching sees it: `number` is the sender's own for the child, and `sender` who sent it.

    Nobody is listed beside anybody: each row is a sender's own.
    """
    return Description(
        surnames=(row.surname,),
        forenames=(row.forename,),
        date_of_birth=row.date_of_birth,
        postcode=row.postcode,
        upns=frozenset({row.upn} - {""}),
        uln="",
        nhs_number="",
        source=sender,
        sender=(sender, "roll"),
        own_key=f"{sender}-{number}",
        listed=True,
    )


def _outcome(choice: Choice, truth: int | None) -> dict[str, bool]:
    joined = choice.join.child if choice.join else None
    asked = {question.person for question in choice.ask}
    return {
        "rows": True,
        "known": truth is not None,
        "right": joined is not None and joined == truth,
        "wrong": joined is not None and joined != truth,
        "asked": joined is None and bool(asked),
        "asked_right": joined is None and truth in asked,
    }
