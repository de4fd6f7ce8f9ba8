"""One trial of matching: a record of made-up children, and rows of a feed about them whose truth is known."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.demo.draws import stream
from sightline.demo.linkage.errors import NEW, AsSent, Rates, as_sent, rates
from sightline.demo.people import Numbers, Person, make_people
from sightline.demo.places import localities
from sightline.domain.school_age import school_year_of
from sightline.matching.description import Description

SIBLINGS_AMONG_NEW = 0.4
"""The share of new children who are brother or sister of somebody whom the record knows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was sent, and its child's number in the record; None where the record does not know the child."""

    sent: AsSent
    child: int | None


@dataclass(frozen=True)
class Trial:
    """A record, each child rightly written and numbered from 1, and the rows of a feed in the order they were sent."""

    feed: str
    seed: int
    record: tuple[AsSent, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one row: the child that it was joined to, if any, and those whom a person is asked about."""

    joined: int | None
    asked: frozenset[int] = frozenset()


def drawn(feed: str, *, pupils: int, rows: int, seed: int, today: date) -> Trial:
    """`rows` rows of a made-up feed, beside a record of about `pupils` children.

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
    number_of = {person.id: number for number, person in enumerate(known, 1)}
    return Trial(
        feed,
        seed,
        tuple(rightly(person) for person in known),
        tuple(Row(as_sent(lot, person, known, happens), number_of.get(person.id)) for person in sent),
    )


def rightly(person: Person) -> AsSent:
    """A child as the record holds it, with nothing wrong."""
    return AsSent(person.surname, person.forename, person.date_of_birth, person.home.postcode, person.upn)


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
