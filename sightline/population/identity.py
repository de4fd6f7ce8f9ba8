"""Whom a record is about: names, date of birth and so on chosen from what the sources sent, by order of trust.

The order is data (`data/trust.csv`): the school roll first, since the admission register is kept by law. Within one
feed, the roll of the school where the child is (or was last) registered as a main pupil comes first, then what was
received last. What sources disagree about is listed, never blended.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date, datetime
from functools import cache

from sightline.domain.identifiers import check_upn
from sightline.domain.known import Knowable, Known
from sightline.population.senders import Teller
from sightline.population.situation import NOT_TOLD
from sightline.population.tables import rows


@dataclass(frozen=True, slots=True)
class AsSent:
    """One source person's latest version: identifying fields as one sender sent them, and how far to trust them.

    `main_roll_from` is the day on which the latest main registration of this source person began, if it has one.
    `classes` are those that the sender's name tells of.
    """

    source_person: int
    feed: str
    source: str
    main_roll_from: date | None
    received_at: datetime
    surname: str = ""
    forename: str = ""
    preferred_surname: str = ""
    preferred_forename: str = ""
    date_of_birth: date | None = None
    sex: str = ""
    ethnicity: str = ""
    upn: str = ""
    uln: str = ""
    nhs_number: str = ""
    year_group: str = ""
    postcode: str = ""
    home_authority: str = ""
    classes: frozenset[str] = column(default=frozenset(), kw_only=True)

    @property
    def teller(self) -> Teller:
        """The sender, with the classes that its name tells of."""
        return Teller(self.source, self.classes, self.source_person)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """That sources say different things of one field: each thing said, with the sender."""

    field: str
    said: tuple[tuple[str, Teller], ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the child is, as the most trusted sources say; `said_by` names the sender of each field."""

    child: int
    surname: str = ""
    forename: str = ""
    preferred_surname: str = ""
    preferred_forename: str = ""
    date_of_birth: Knowable[date] = NOT_TOLD
    sex: str = ""
    ethnicity: str = ""
    upn: str = ""
    uln: str = ""
    nhs_number: str = ""
    year_group: str = ""
    postcode: str = ""
    said_by: tuple[tuple[str, Teller], ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    def source_of(self, field: str) -> str:
        """The sender of one field, empty when nobody sent it."""
        return dict(self.said_by).get(field, Teller("")).source


_FIELDS = ("sex", "ethnicity", "uln", "nhs_number", "year_group", "postcode")


def choose(child: int, sent: Iterable[AsSent]) -> Identity:
    """The identity of a child from the latest versions of all its source persons."""
    trusted = list(sent)
    if len(trusted) > 1:
        trusted.sort(key=_trust)
    named = next((one for one in trusted if one.surname and one.forename), None)
    born = next((one for one in trusted if one.date_of_birth is not None), None)
    numbered = _with_upn(trusted)
    values: dict[str, str] = {}
    said_by: dict[str, Teller] = {}
    for field in _FIELDS:
        first = next((one for one in trusted if getattr(one, field)), None)
        if first is not None:
            values[field], said_by[field] = getattr(first, field), first.teller
    for field, source in (("name", named), ("date_of_birth", born), ("upn", numbered)):
        if source is not None:
            said_by[field] = source.teller
    return Identity(
        child=child,
        surname=named.surname if named else next((one.surname for one in trusted if one.surname), ""),
        forename=named.forename if named else next((one.forename for one in trusted if one.forename), ""),
        preferred_surname=named.preferred_surname if named else "",
        preferred_forename=named.preferred_forename if named else "",
        date_of_birth=NOT_TOLD
        if born is None or born.date_of_birth is None
        else Known(born.date_of_birth, source=born.source),
        upn=numbered.upn if numbered else "",
        said_by=tuple(sorted(said_by.items())),
        disagreements=_disagreements(trusted) if len(trusted) > 1 else (),
        **values,
    )


def _with_upn(trusted: list[AsSent]) -> AsSent | None:
    """The source whose unique pupil number counts: a permanent number before a temporary one, then by trust."""
    numbered = [one for one in trusted if one.upn]
    if len({one.upn for one in numbered}) > 1:
        numbered.sort(key=lambda one: check_upn(one.upn, demo=True).kind != "permanent")
    return numbered[0] if numbered else None


def _trust(one: AsSent) -> tuple[int, bool, int, float, int]:
    """The order of trust, the most trusted first."""
    return (
        _rank().get(one.feed, len(_rank()) + 1),
        one.main_roll_from is None,
        -(one.main_roll_from or date.min).toordinal(),
        -one.received_at.timestamp(),
        one.source_person,
    )


_COMPARED: tuple[tuple[str, Callable[[AsSent], str]], ...] = (
    ("name", lambda one: f"{one.forename} {one.surname}".strip()),
    ("date of birth", lambda one: one.date_of_birth.isoformat() if one.date_of_birth else ""),
    ("UPN", lambda one: one.upn),
    ("sex", lambda one: one.sex),
)


def _disagreements(trusted: list[AsSent]) -> tuple[Disagreement, ...]:
    found = []
    for field, value_of in _COMPARED:
        said = [(value_of(one), one.teller) for one in trusted if value_of(one)]
        if len({value.casefold() for value, _ in said}) > 1:
            found.append(Disagreement(field, tuple(dict.fromkeys(said))))
    return tuple(found)


@cache
def _rank() -> dict[str, int]:
    return {row["feed"]: int(row["rank"]) for row in rows("trust")}
