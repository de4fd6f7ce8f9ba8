"""From the record to situations: in bulk, with one narrow query for each kind of fact, as at and as known on any day.

As known on a day, facts are found through the link intervals known then, so that a join made today does not change
what was known yesterday.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.periods import Period
from sightline.population.copied_rolls import COPIES, without_copies
from sightline.population.day_view import NOT_ON_ROLL
from sightline.population.facts_read import READERS, Context, Reader, period
from sightline.population.identity import AsSent, Identity, choose
from sightline.population.reach import Reach, ReachOfOne
from sightline.population.reference_data import ReferenceData
from sightline.population.situation import OnRoll, Residence, Situation, Told
from sightline.population.told_hours import RECENT_WEEKS
from sightline.population.whole_facts import WholeFacts
from sightline.population.whose_word import by_trust
from sightline.record.models import (
    Address,
    SourcePerson,
    WeeklyHours,
)
from sightline.record.reading import children_by_source_person

CHUNK = 2_000
_ALWAYS = Period(None, None)
_TOLD, _INFERRED = 0, 1
# Facts of which two senders may both tell: the word of the one trusted more comes first.
_BY_TRUST = frozenset({"placements", "weeks"})


@dataclass(frozen=True, slots=True)
class Loaded:
    """One child as loaded: who it is, what its standing rests on, and what lists show beside.

    `senders` are the ids of the sources that told of the child. `moves_on` is the next day on which an address begins
    or ends, None when none does.
    """

    child: int
    identity: Identity
    situation: Situation
    locality: int | None
    maybe_same_as: bool
    senders: frozenset[int]
    moves_on: date | None = None


class Loading:
    """A reading of the record for answers about the day `on`, as known on `known_on` (now, without one).

    Of hours told week by week the recent ones are read, which is what lists need; of one child read whole, all.
    """

    def __init__(self, on: date, known_on: date | None = None) -> None:
        self.on = on
        self.known_on = known_on
        self.reference = ReferenceData(on, known_on)

    def everybody(self) -> Iterator[Loaded]:
        """Every child of whom any source tells, in the order of ids."""
        if self.known_on is None:
            ids = list(SourcePerson.objects.order_by("child").values_list("child", flat=True).distinct())
        else:
            ids = sorted(set(children_by_source_person(self.known_on).values()))
        yield from self._chunks(ids)

    def children(self, ids: Iterable[int]) -> Iterator[Loaded]:
        """The children with these ids, in the order of ids; one of whom no source tells is left out."""
        yield from self._chunks(sorted(set(ids)))

    def whole(self, child: int) -> tuple[Loaded, WholeFacts] | None:
        """One child with its facts as whole rows, each read once for both; None when no source tells of it.

        A reading of its own: after it, the same `Loading` knows no more than this child needs.
        """
        reach = ReachOfOne(child, self.known_on)
        self.reference.take(reach.whole)
        loaded = next(self._reached(reach), None)
        return None if loaded is None else (loaded, reach.whole)

    def _chunks(self, ids: list[int]) -> Iterator[Loaded]:
        for start in range(0, len(ids), CHUNK):
            yield from self._reached(Reach(ids[start : start + CHUNK], self.known_on))

    def _reached(self, reach: Reach) -> Iterator[Loaded]:
        since = self.on - RECENT_WEEKS
        rows = [
            (
                reader,
                reach.facts(reader.model, reader.columns, since if reader.model is WeeklyHours else None),
            )
            for reader in READERS
        ]
        self.reference.need(
            schools=_named(rows, "schools"), providers=_named(rows, "providers"), staff=_named(rows, "staff")
        )
        context = Context(self.reference, reach.gone())
        facts: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        main_roll_from: dict[int, date] = {}
        tellers: dict[tuple[int, str], list[int]] = defaultdict(list)
        for reader, found in rows:
            for owner, person, *row in found:
                for name, value in reader.make(person, tuple(row), context):
                    facts[owner][name].append(value)
                    if name == "rolls" or name in _BY_TRUST:
                        tellers[owner, name].append(person)
                    if name == "rolls":
                        _note_main_roll(main_roll_from, person, value)
        sent, senders, told_by = self._sent(reach, main_roll_from)
        addresses = self._addresses(reach)
        doubtful = reach.maybe_same()
        for child in reach.ids:
            if child in sent:
                feeds = {one.source_person: one.feed for one in sent[child]}
                if not COPIES.keys().isdisjoint(feeds.values()):
                    told_rolls = [feeds.get(person, "") for person in tellers[child, "rolls"]]
                    facts[child]["rolls"] = without_copies(
                        list(zip(told_rolls, facts[child]["rolls"], strict=True))
                    )
                for name in _BY_TRUST & facts[child].keys():
                    told = [told_by[person] for person in tellers[child, name]]
                    facts[child][name] = by_trust(list(zip(told, facts[child][name], strict=True)))
                yield self._loaded(
                    child,
                    sent[child],
                    facts[child],
                    addresses.get(child, []),
                    senders[child],
                    child in doubtful,
                )

    def _sent(
        self, reach: Reach, main_roll_from: dict[int, date]
    ) -> tuple[dict[int, list[AsSent]], dict[int, set[int]], dict[int, Told]]:
        told_by: dict[int, Told] = {}
        sent: dict[int, list[AsSent]] = defaultdict(list)
        senders: dict[int, set[int]] = defaultdict(set)
        columns = ("source_person__feed", "source_person__source_id", *_AS_SENT)
        for owner, person, feed, source, *row in reach.versions(columns):
            sent[owner].append(
                AsSent(
                    person,
                    feed,
                    self.reference.source(source),
                    main_roll_from.get(person),
                    *row,
                    classes=self.reference.sender_classes(source, feed),
                )
            )
            senders[owner].add(source)
            told_by[person] = Told(feed, source)
        return sent, senders, told_by

    def _addresses(self, reach: Reach) -> dict[int, list[tuple[Any, ...]]]:
        addresses: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        columns = ("valid_from", "valid_to", "authority_code", "postcode", "shielded", "received_at")
        for owner, _, *row in reach.facts(Address, columns):
            addresses[owner].append(tuple(row))
        return addresses

    def _loaded(
        self,
        child: int,
        sent: list[AsSent],
        facts: dict[str, list[Any]],
        addresses: list[tuple[Any, ...]],
        senders: set[int],
        maybe_same_as: bool,
    ) -> Loaded:
        identity = choose(child, sent)
        rolls = facts.get("rolls", [])
        school = _main_school(rolls, self.on)
        shielded = any(
            address[4] and period(address[0], address[1]).contains(self.on) for address in addresses
        )
        postcode = "" if shielded else _postcode(identity, addresses, self.on)
        return Loaded(
            child=child,
            identity=identity,
            situation=Situation(
                home=self.reference.home,
                calendar=self.reference.calendar(school),
                date_of_birth=identity.date_of_birth,
                birth_dates_disagree=any(one.field == "date of birth" for one in identity.disagreements),
                residences=self._residences(sent, addresses),
                **{name: tuple(values) for name, values in facts.items()},
            ),
            locality=self.reference.locality(postcode, school),
            maybe_same_as=maybe_same_as,
            senders=frozenset(senders),
            moves_on=min(
                (day for address in addresses for day in address[:2] if day is not None and day > self.on),
                default=None,
            ),
        )

    def _residences(self, sent: list[AsSent], addresses: list[tuple[Any, ...]]) -> tuple[Residence, ...]:
        """Home authorities as told; where none is told, a postcode in one of our own sectors says that it is ours."""
        told = [
            Residence(one.home_authority, _ALWAYS, _TOLD, one.received_at)
            for one in sent
            if one.home_authority
        ]
        told += [
            Residence(code, period(start, end), _TOLD, received_at)
            for start, end, code, _, _, received_at in addresses
            if code
        ]
        if told:
            return tuple(told)
        inferred = [
            Residence(self.reference.home, period(start, end), _INFERRED, received_at)
            for start, end, _, postcode, _, received_at in addresses
            if self.reference.lives_here(postcode)
        ]
        inferred += [
            Residence(self.reference.home, _ALWAYS, _INFERRED, one.received_at)
            for one in sent
            if self.reference.lives_here(one.postcode)
        ]
        return tuple(inferred)


_AS_SENT = (
    "received_at",
    "surname",
    "forename",
    "preferred_surname",
    "preferred_forename",
    "date_of_birth",
    "sex",
    "ethnicity",
    "upn",
    "uln",
    "nhs_number",
    "year_group",
    "postcode",
    "home_authority",
)


def _named(rows: list[tuple[Reader, list[tuple[Any, ...]]]], kind: str) -> set[int]:
    """The ids of the schools, providers or staff that rows name; the columns follow owner and source person."""
    named: set[int] = set()
    for reader, found in rows:
        place = getattr(reader, kind)
        if place is not None:
            named.update(row[2 + place] for row in found if row[2 + place] is not None)
    return named


def _note_main_roll(main_roll_from: dict[int, date], person: int, roll: OnRoll) -> None:
    if roll.status not in NOT_ON_ROLL and roll.status != "S":
        start = roll.period.start or date.min
        main_roll_from[person] = max(start, main_roll_from.get(person, start))


def _main_school(rolls: list[OnRoll], on: date) -> int | None:
    """The school whose calendar and locality count: of the main roll in force, the latest begun."""
    in_force = [roll for roll in rolls if roll.status not in NOT_ON_ROLL and roll.period.contains(on)]
    main = max(
        in_force,
        key=lambda roll: (roll.status != "S", roll.period.start or date.min, -roll.school.key),
        default=None,
    )
    return None if main is None else main.school.key


def _postcode(identity: Identity, addresses: list[tuple[Any, ...]], on: date) -> str:
    """Where the child lives: the address in force received last, else the postcode that came with the name."""
    in_force = [
        (received_at, postcode)
        for start, end, _, postcode, _, received_at in addresses
        if postcode and period(start, end).contains(on)
    ]
    return max(in_force)[1] if in_force else identity.postcode
