"""From the record to situations: in bulk, with one narrow query for each kind of fact, as at and as known on any day.

As known on a day, facts are found through the link intervals known then, so that a join made today does not change
what was known yesterday.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from sightline.domain.london import end_of_day
from sightline.domain.periods import Period
from sightline.population.copied_rolls import COPIES, without_copies
from sightline.population.day_view import NOT_ON_ROLL
from sightline.population.facts_read import READERS, Context, Reader, period
from sightline.population.identity import AsSent, Identity, choose
from sightline.population.kinds_told import kinds_told
from sightline.population.reference_data import ReferenceData
from sightline.population.situation import OnRoll, Residence, Situation
from sightline.record.models import (
    Address,
    GoneFromFeed,
    PossibleMatch,
    SourcePerson,
    SourcePersonVersion,
    Versioned,
    WeeklyHours,
)
from sightline.record.reading import children_by_source_person, known

CHUNK = 2_000
# Hours of weeks further back than this are never those of the last complete school week.
RECENT_WEEKS = timedelta(days=130)
_ALWAYS = Period(None, None)
_TOLD, _INFERRED = 0, 1
_CLOSE = 3


@dataclass(frozen=True, slots=True)
class Loaded:
    """One child as loaded: who it is, what its standing rests on, and what lists show beside.

    `senders` are the ids of the sources that told of the child; `shielded` says that its address is.
    `moves_on` is the next day on which an address begins or ends, None when none does. `kinds` are the models that
    hold anything of the child, None where it was not asked.
    """

    child: int
    identity: Identity
    situation: Situation
    locality: int | None
    maybe_same_as: bool
    senders: frozenset[int]
    shielded: bool = False
    moves_on: date | None = None
    kinds: frozenset[type[Versioned]] | None = None


class Loading:
    """A reading of the record for answers about the day `on`, as known on `known_on` (now, without one).

    With `all_weeks` every week's hours are read, for a child's own page; lists need the recent ones only.
    """

    def __init__(self, on: date, known_on: date | None = None, *, all_weeks: bool = False) -> None:
        self.on = on
        self.known_on = known_on
        self.all_weeks = all_weeks
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

    def _chunks(self, ids: list[int]) -> Iterator[Loaded]:
        for start in range(0, len(ids), CHUNK):
            yield from self._chunk(ids[start : start + CHUNK])

    def _chunk(self, ids: list[int]) -> Iterator[Loaded]:
        reach = _Reach(ids, self.known_on)
        rows = [(reader, self._rows(reach, reader)) for reader in READERS]
        self.reference.need(
            schools=_named(rows, "schools"), providers=_named(rows, "providers"), staff=_named(rows, "staff")
        )
        context = Context(self.reference, reach.gone())
        facts: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        main_roll_from: dict[int, date] = {}
        tellers: dict[int, list[int]] = defaultdict(list)
        for reader, found in rows:
            for owner, person, *row in found:
                for name, value in reader.make(person, tuple(row), context):
                    facts[owner][name].append(value)
                    if name == "rolls":
                        _note_main_roll(main_roll_from, person, value)
                        tellers[owner].append(person)
        sent, senders = self._sent(reach, main_roll_from)
        addresses = self._addresses(reach)
        doubtful = reach.maybe_same()
        for child in ids:
            if child in sent:
                feeds = {one.source_person: one.feed for one in sent[child]}
                if not COPIES.keys().isdisjoint(feeds.values()):
                    told = [feeds.get(person, "") for person in tellers[child]]
                    facts[child]["rolls"] = without_copies(
                        list(zip(told, facts[child]["rolls"], strict=True))
                    )
                yield self._loaded(
                    child,
                    sent[child],
                    facts[child],
                    addresses.get(child, []),
                    senders[child],
                    child in doubtful,
                    reach.kinds,
                )

    def _rows(self, reach: "_Reach", reader: Reader) -> list[tuple[Any, ...]]:
        if not reach.holds(reader.model):
            return []
        query = reach.rows(reader.model)
        if reader.model is WeeklyHours and not self.all_weeks:
            query = query.filter(valid_from__gte=self.on - RECENT_WEEKS)
        return reach.owned(query.order_by("id"), reader.columns)

    def _sent(
        self, reach: "_Reach", main_roll_from: dict[int, date]
    ) -> tuple[dict[int, list[AsSent]], dict[int, set[int]]]:
        sent: dict[int, list[AsSent]] = defaultdict(list)
        senders: dict[int, set[int]] = defaultdict(set)
        query = reach.rows(SourcePersonVersion, prefix="source_person__")
        columns = ("source_person__feed", "source_person__source_id", *_AS_SENT)
        for owner, person, feed, source, *row in reach.owned(query, columns, prefix="source_person__"):
            sent[owner].append(
                AsSent(
                    person,
                    feed,
                    self.reference.sources[source],
                    main_roll_from.get(person),
                    *row,
                    classes=self.reference.sender_classes(source, feed),
                )
            )
            senders[owner].add(source)
        return sent, senders

    def _addresses(self, reach: "_Reach") -> dict[int, list[tuple[Any, ...]]]:
        addresses: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        if not reach.holds(Address):
            return addresses
        columns = ("valid_from", "valid_to", "authority_code", "postcode", "shielded", "received_at")
        for owner, _, *row in reach.owned(reach.rows(Address).order_by("id"), columns):
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
        kinds: frozenset[type[Versioned]] | None,
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
            shielded=shielded,
            moves_on=min(
                (day for address in addresses for day in address[:2] if day is not None and day > self.on),
                default=None,
            ),
            kinds=kinds,
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


def among(ids: Sequence[int], field: str) -> Q:
    """A condition that holds for the rows of these children (ids in order), and may hold for those of others between.

    Where the ids lie close together, first and last are enough: a list of two thousand takes longer to hand over than
    the rows between them to read.
    """
    if ids[-1] - ids[0] < _CLOSE * len(ids):
        return Q(**{f"{field}__gte": ids[0], f"{field}__lte": ids[-1]})
    return Q(**{f"{field}__in": ids})


class _Reach:
    """Which rows belong to a chunk of children, and to which of them, as known on a day."""

    def __init__(self, ids: list[int], known_on: date | None) -> None:
        self.ids = ids
        self.known_on = known_on
        self.links = {} if known_on is None else children_by_source_person(known_on, children=ids)
        self.kinds = kinds_told(ids[0]) if known_on is None and len(ids) == 1 else None

    def holds(self, model: type[Versioned]) -> bool:
        """Whether there may be rows of a model: of one child alone it is known beforehand."""
        return self.kinds is None or model in self.kinds

    def rows(self, model: type[Versioned], prefix: str = "") -> QuerySet:
        """The rows of a model that belong to the chunk."""
        if self.known_on is not None:
            return known(model, self.known_on).filter(**{"source_person__in": list(self.links)})
        return known(model).filter(among(self.ids, f"{prefix}child"))

    def owned(self, query: QuerySet, columns: Sequence[str], prefix: str = "") -> list[tuple[Any, ...]]:
        """The columns of each row after the child that it belongs to and the source person that told it."""
        if self.known_on is None:
            return list(query.values_list(f"{prefix}child_id", "source_person_id", *columns))
        rows = query.values_list("source_person_id", *columns)
        return [(self.links[row[0]], *row) for row in rows]

    def gone(self) -> dict[int, date]:
        """The source persons whom their sender's later full list does not name, and since when."""
        if not self.holds(GoneFromFeed):
            return {}
        return {person: day for _, person, day in self.owned(self.rows(GoneFromFeed), ("noticed_on",))}

    def maybe_same(self) -> set[int]:
        """The children with an open question whether they are the same as another."""
        if self.known_on is not None:
            pairs = _questions_known(self.known_on)
            return {self.links[person] for pair in pairs for person in pair if person in self.links}
        questions = PossibleMatch.objects.filter(state=PossibleMatch.State.OPEN).filter(
            among(self.ids, "first__child") | among(self.ids, "second__child")
        )
        return {child for pair in questions.values_list("first__child", "second__child") for child in pair}


def _questions_known(known_on: date) -> list[tuple[int, int]]:
    """The pairs of source persons of whom it was asked, and not yet decided, whether they are one child."""
    until = end_of_day(known_on)
    return list(
        PossibleMatch.objects.filter(change__received_at__lt=until)
        .filter(Q(decided__isnull=True) | Q(decided__received_at__gte=until))
        .values_list("first_id", "second_id")
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
