"""How each sender has a child: the same child, with that sender's own mistakes.

A sender's picture of a child does not change from file to file: the mistake sits in its records.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from sightline.demo.draws import stream, table
from sightline.demo.lives import Life
from sightline.demo.names import misspelt, short_form, surname
from sightline.demo.people import Person
from sightline.demo.places import another_postcode
from sightline.demo.providers import Provider
from sightline.demo.schools import School

SCHOOL, PROVIDER, TEAM, SERVICE = "school_sends", "provider_sends", "team_sends", "service_sends"
# What the key of a sender begins with. Teams of the authority know pupil numbers; services of health or justice do not.
_SENDS = {"team": TEAM, "health": SERVICE, "justice": SERVICE}
# A unique pupil number travels with the pupil: of those who came from another school of the county, or of whom
# another service tells too, so much fewer lack it.
_LACKS_UPN_IF_KNOWN_ELSEWHERE = 0.1


@dataclass(frozen=True, slots=True)
class Picture:
    """A child's identity as one sender writes it, and the kinds of mistake in it."""

    surname: str
    forename: str
    date_of_birth: date
    postcode: str
    upn: str
    nhs_number: str = ""
    mistakes: tuple[str, ...] = ()


@cache
def rate(kind: str, sends: str) -> float:
    """How often a kind of mistake stands in the rows of schools (`SCHOOL`), providers (`PROVIDER`), teams of the
    authority (`TEAM`) or services of health and justice (`SERVICE`)."""
    return next(float(row[sends]) for row in table("error_rates") if row["kind"] == kind)


def true_picture(person: Person, *, with_upn: bool) -> Picture:
    """A picture without mistakes; only schools and the authority's teams have unique pupil numbers, and only they
    have heard of another surname than the former one."""
    return Picture(
        person.surname if with_upn else person.former_surname or person.surname,
        person.forename,
        person.date_of_birth,
        person.home.postcode,
        person.upn if with_upn else "",
    )


def school_key(school: School) -> str:
    """The sender that a school is, in the truth: an academy is the same sender as the school that it was."""
    return f"school:{school.office}"


def provider_key(provider: Provider) -> str:
    """The sender that a provider is, in the truth."""
    return f"provider:{provider.key}"


def sends_of(sender: str) -> str:
    """Whose mistakes the rows of a team or a service have: `TEAM` or `SERVICE`.

    Raises ValueError for a key that begins with neither `team:`, `health:` nor `justice:`.
    """
    kind = sender.partition(":")[0]
    if kind not in _SENDS:
        raise ValueError(f"no service of the made-up authority is called {sender!r}")
    return _SENDS[kind]


HOME_EDUCATION_TEAM = "home-education-team"
# Social care's lists have no column for a postcode.
SOCIAL_CARE = "team:social-care"


def senders_of(life: Life) -> list[str]:
    """Every sender who tells of a child, by its key; the schools come first."""
    told = [school_key(school) for school in life.schools]
    told += [provider_key(placement.provider) for placement in life.placements]
    if life.home_education:
        told.append(HOME_EDUCATION_TEAM)
    told += [item.sender for item in life.told]
    return list(dict.fromkeys(told))


def same_child(one: Picture, other: Picture) -> bool:
    """Whether two pictures of one child say enough for anybody to see that they are of one child.

    One unique pupil number or NHS number in both does; so does one home; so does one surname, give or take a slip.
    Where a child is known to more than one sender the date of birth is right in all and the forename may be known again
    in all, so those always agree. Another surname and another home (or none) leave a forename and a date of birth,
    which more than one child may share.
    """
    if (one.upn and one.upn == other.upn) or (one.nhs_number and one.nhs_number == other.nhs_number):
        return True
    if one.postcode and one.postcode == other.postcode:
        return True
    return DamerauLevenshtein.distance(one.surname.casefold(), other.surname.casefold()) <= 1


class Painter:
    """Paints pictures: the same sender and child always give the same picture."""

    def __init__(self, seed: int, known_once: Sequence[Person]) -> None:
        """`known_once` are the ordinary children of whom one sender tells: whose numbers others may be given."""
        self.seed = seed
        self.known_once = known_once

    def paint(self, life: Life, sender: str, sends: str) -> Picture:
        """The picture of a child in the records of `sender`.

        Only a child of whom one sender tells, and who is on its roll, can have a wrong date of birth or number, so
        that what must follow stays certain; and only the first sender of several gets the forename wrong, since two
        short forms need not look alike.
        """
        person = life.person
        picture = true_picture(person, with_upn=sends in (SCHOOL, TEAM))
        senders = senders_of(life)
        if person.former_postcode and sender == senders[0]:
            picture = replace(picture, postcode=person.former_postcode)
        if life.clean:
            return picture
        known_elsewhere = len(senders) > 1
        lot = stream(self.seed, "picture", sender, person.id)
        hits = {row["kind"] for row in table("error_rates") if lot.random() < float(row[sends])}
        if known_elsewhere and sends == SCHOOL and lot.random() > _LACKS_UPN_IF_KNOWN_ELSEWHERE:
            hits.discard("upn-missing")
        picture = _surname(lot, picture, hits)
        if sender == senders[0]:
            picture = _forename(lot, picture, hits, rate("typo", sends))
        if "postcode-missing" in hits:
            picture = _with(picture, "postcode-missing", postcode="")
        elif "moved-house" in hits:
            picture = _with(picture, "moved-house", postcode=another_postcode(lot, picture.postcode))
        if "upn-missing" in hits and picture.upn:
            picture = _with(picture, "upn-missing", upn="")
        if known_elsewhere or life.story or all(roll.left for roll in life.rolls):
            return picture
        return self._wrong(lot, picture, hits, person)

    def _wrong(self, lot: random.Random, picture: Picture, hits: set[str], person: Person) -> Picture:
        """A wrong date of birth or a wrong number."""
        born = picture.date_of_birth
        if "day-month-swapped" in hits and born.day <= 12 and born.day != born.month:
            picture = _with(picture, "day-month-swapped", date_of_birth=date(born.year, born.day, born.month))
        elif "date-digit" in hits and (born.month, born.day) != (2, 29):
            picture = _with(picture, "date-digit", date_of_birth=born.replace(year=born.year - 1))
        if "upn-wrong" in hits and picture.upn and self.known_once:
            other = lot.choice(self.known_once)
            if lot.random() < 0.5 and other.date_of_birth != person.date_of_birth and other.id != person.id:
                return _with(picture, "upn-of-another-child", upn=other.upn)
            wrong = "ABCDEFGH"[(ord(picture.upn[0]) + 1) % 8]
            if wrong != picture.upn[0]:
                return _with(picture, "upn-check-letter-wrong", upn=wrong + picture.upn[1:])
        return picture


def _surname(lot: random.Random, picture: Picture, hits: set[str]) -> Picture:
    """Another surname, or a slip in it."""
    if "surname-changed" in hits:
        return _with(picture, "surname-changed", surname=surname(lot))
    if "typo" in hits:
        return _with(picture, "typo-in-surname", surname=misspelt(lot, picture.surname))
    return picture


def _forename(lot: random.Random, picture: Picture, hits: set[str], slips: float) -> Picture:
    """A short form of the forename, or a slip in it."""
    short = short_form(picture.forename)
    if "nickname" in hits and short:
        return _with(picture, "nickname", forename=short)
    if lot.random() < slips:
        return _with(picture, "typo-in-forename", forename=misspelt(lot, picture.forename))
    return picture


def _with(picture: Picture, mistake: str, **values: Any) -> Picture:
    """The picture with a mistake in it; unchanged when the mistake changed nothing."""
    if all(getattr(picture, name) == value for name, value in values.items()):
        return picture
    return replace(picture, mistakes=(*picture.mistakes, mistake), **values)
