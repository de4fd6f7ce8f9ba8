"""What all writers of children's files share: who keeps which picture, in which manner, under which number."""

import random
from dataclasses import dataclass, replace
from functools import cached_property

from sightline.demo.draws import stream
from sightline.demo.files.formats import Manner, manner_of
from sightline.demo.files.sheets import QUARANTINED, Line
from sightline.demo.lives import Life
from sightline.demo.pictures import (
    HOME_EDUCATION_TEAM,
    PROVIDER,
    SCHOOL,
    SOCIAL_CARE,
    Painter,
    Picture,
    provider_key,
    rate,
    school_key,
    senders_of,
    sends_of,
)
from sightline.demo.providers import Provider
from sightline.demo.schools import School
from sightline.demo.world import World
from sightline.domain.identifiers import check_nhs_number

# The thirty-first of February stands for every date that no calendar has.
_NO_SUCH_DAY = "31/02"
# A code that a sender uses among its own people.
_OWN_CODE = "ZZ9"


class Desk:
    """Everybody's filing cabinets."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._own_ids: dict[tuple[str, str], int] = {}
        self._counts: dict[str, int] = {}
        self._nhs_numbers: dict[str, str] = {}
        self._nhs_tried = 0

    @cached_property
    def painter(self) -> Painter:
        """Who paints the pictures."""
        once = [
            life.person
            for life in self.world.lives
            if not life.story and len(senders_of(life)) == 1 and not life.rolls[0].left
        ]
        return Painter(self.world.seed, once)

    def of_school(self, life: Life, school: School) -> Picture:
        """The child as a school has it."""
        return self.painter.paint(life, school_key(school), SCHOOL)

    def of_provider(self, life: Life, provider: Provider) -> Picture:
        """The child as a provider has it."""
        picture = self.painter.paint(life, provider_key(provider), PROVIDER)
        if provider.numbers_children or picture.postcode:
            return picture
        # Without a number of its own, a provider without a postcode could not tell its own children apart.
        return replace(picture, postcode=life.person.home.postcode)

    def of_team(self, life: Life) -> Picture:
        """The child as the home education team has it, which knows unique pupil numbers as schools do."""
        return self.painter.paint(life, HOME_EDUCATION_TEAM, SCHOOL)

    def of_service(self, life: Life, sender: str) -> Picture:
        """The child as a team of the authority, or a service of health or justice, has it."""
        picture = self.painter.paint(life, sender, sends_of(sender))
        if sender == SOCIAL_CARE:
            return replace(picture, postcode="")
        if not sender.startswith("health:"):
            return picture
        missing = self.lot("nhs", sender, life.person.id).random() < rate("nhs-missing", sends_of(sender))
        if missing and not life.clean:
            return replace(picture, mistakes=(*picture.mistakes, "nhs-missing"))
        return replace(picture, nhs_number=self._nhs_number(life.person.id))

    def picture_of(self, life: Life, sender: str) -> Picture:
        """How a sender has a child, by the sender's key."""
        if sender == HOME_EDUCATION_TEAM:
            return self.of_team(life)
        kind, _, key = sender.partition(":")
        if kind == "provider":
            return self.of_provider(life, self.providers[key])
        if kind == "school":
            return self.of_school(life, self.offices[key])
        return self.of_service(life, sender)

    @cached_property
    def offices(self) -> dict[str, School]:
        """The schools by the office that keeps their pupils' records: of an academy, the school as it is now."""
        return {
            school.office: school for school in sorted(self.world.schools.all, key=lambda one: one.opened)
        }

    @cached_property
    def providers(self) -> dict[str, Provider]:
        """The providers by their keys."""
        return {provider.key: provider for provider in self.world.providers}

    def _nhs_number(self, person: str) -> str:
        """The person's NHS number: the next whose check digit is right, of those that nobody has."""
        while person not in self._nhs_numbers:
            self._nhs_tried += 1
            number = f"999{self._nhs_tried:07d}"
            if check_nhs_number(number).is_valid:
                self._nhs_numbers[person] = number
        return self._nhs_numbers[person]

    def own_id(self, sender: str, person: str, pattern: str) -> str:
        """The number that a sender gives a child: the next free one, the first time that it is asked for; empty where
        the pattern is."""
        key = sender, person
        if key not in self._own_ids:
            self._counts[sender] = self._counts.get(sender, 0) + 1
            self._own_ids[key] = self._counts[sender]
        return pattern.format(self._own_ids[key])

    def manner(self, sender: str, title: str) -> Manner:
        """How a sender writes, drawn once for it."""
        return manner_of(stream(self.world.seed, "manner", sender), title)

    def lot(self, *words: str | int) -> random.Random:
        """A stream of chance for one file."""
        return stream(self.world.seed, "file", *words)


@dataclass(frozen=True)
class Spoilt:
    """Where a feed can be spoilt: the headings of the sender's own number, of the surname (empty: it may be blank), and
    of a code without which a row cannot be taken (empty: there is none)."""

    own_id: str = "Pupil ID"
    surname: str = "Legal surname"
    code: str = ""


def spoil(
    lot: random.Random, lines: list[Line], steady: set[str], sends: str, spoilt_in: Spoilt = Spoilt()
) -> list[Line]:
    """The lines of a file with some that cannot be taken: written twice, impossible dates, no surname, unknown codes.

    Only lines of people in `steady` are spoilt, who stood in the sender's last file with the same facts, so that
    what the record has of them stays true; and at the end stand a few that are nobody's.
    """
    spoilt: list[Line] = []
    for line in lines:
        if line.person not in steady:
            spoilt.append(line)
            continue
        if lot.random() < rate("duplicate", sends):
            twice = replace(line, mistakes=(*line.mistakes, "duplicate"), outcome=QUARANTINED)
            spoilt += [twice, replace(twice)]
        elif not line.row[spoilt_in.own_id]:
            # A row without the sender's own number must be whole, or nobody could tell whose it is.
            spoilt.append(line)
        elif lot.random() < rate("impossible-date", sends):
            spoilt.append(_broken(line, "impossible-date", "Date of birth", _impossible(line)))
        elif spoilt_in.surname and lot.random() < rate("missing-name", sends):
            spoilt.append(_broken(line, "missing-name", spoilt_in.surname, ""))
        elif spoilt_in.code and lot.random() < rate("unknown-code", sends):
            spoilt.append(_broken(line, "unknown-code", spoilt_in.code, _OWN_CODE))
        else:
            spoilt.append(line)
    if lines and lot.random() < 0.2:
        kept = {name: value for name, value in lines[0].row.items() if name in {"School", "Provider ID"}}
        nobody = dict.fromkeys(lines[0].row, "") | kept
        nobody |= {spoilt_in.own_id: "TEST", "Legal forename": "Test"}
        spoilt.append(Line(nobody, mistakes=("row-of-nobody",), outcome=QUARANTINED))
    return spoilt


def _impossible(line: Line) -> str:
    born = line.row["Date of birth"]
    return f"{_NO_SUCH_DAY}/{getattr(born, 'year', 2014)}"


def _broken(line: Line, mistake: str, column: str, value: str) -> Line:
    row, mistakes = line.row | {column: value}, (*line.mistakes, mistake)
    return replace(line, row=row, mistakes=mistakes, outcome=QUARANTINED)
