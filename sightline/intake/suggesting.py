"""What somebody probably means: the column under a heading of a sender's own, the place behind a sender's own name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from sightline.access import clock
from sightline.intake.contract import Feed, Kind
from sightline.intake.lookups import comparable_name, find_localities, find_providers, find_schools
from sightline.matching.names import plain
from sightline.record.models import Establishment, Installation, Locality, Provider

_WORDS = re.compile(r"[a-z]+|[0-9]+")
# From where on a guess is offered at all: below it, it is more often wrong than right in the feeds' own synonyms.
_LIKE_ENOUGH = 0.6
_ALL_WORDS_OF_THE_SHORTER, _BY_LETTERS = 0.85, 0.9


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """How alike two headings or names are, from 0 to 1: the same letters, all words of the shorter, else by letters."""
    if plain(one) == plain(other):
        return 1.0
    words, others = (set(_WORDS.findall(text.casefold())) for text in (one, other))
    shorter, longer = sorted((words, others), key=len)
    if shorter and shorter <= longer:
        return _ALL_WORDS_OF_THE_SHORTER + 0.1 * len(shorter) / len(longer)
    first, second = sorted((plain(one), plain(other)))
    return _BY_LETTERS * SequenceMatcher(None, first, second).ratio()


def guess_columns(headings: Sequence[str], feed: Feed) -> dict[int, str]:
    """The likeliest column of the feed for each place of a row of headings; each column once, and only likely ones."""
    scored = []
    for place, heading in enumerate(headings):
        for column in feed.columns:
            score = max(likeness(heading, name) for name in (column.heading, *column.synonyms))
            if heading and score >= _LIKE_ENOUGH:
                # Of guesses that are alike, what the feed must have comes first.
                scored.append((score, column.required, -place, column.name))
    guessed: dict[int, str] = {}
    for _, _, place, name in sorted(scored, reverse=True):
        if -place not in guessed and name not in guessed.values():
            guessed[-place] = name
    return guessed


@dataclass(frozen=True, slots=True)
class Place:
    """A school, provider or locality that a name may mean: its id, the key that files use for it, and its name."""

    id: int
    key: str
    name: str


@dataclass(slots=True)
class Places:
    """The schools of the authority, the providers and the localities, each read once when it is first asked for."""

    _known: dict[Kind, list[Place]] = field(default_factory=dict)

    def of(self, kind: Kind) -> list[Place]:
        """Every place of a kind, in alphabetical order; of schools, those of the authority."""
        if kind not in self._known:
            self._known[kind] = sorted(
                (Place(*row) for row in _rows(kind)), key=lambda place: (place.name, place.key)
            )
        return self._known[kind]

    def like(self, kind: Kind, text: str, limit: int = 3) -> list[Place]:
        """The places of a kind whose names are most like a text, the likeliest first; none that is not like it."""
        scored = [(likeness(text, place.name), place) for place in self.of(kind)]
        likely = [(score, place) for score, place in scored if score >= _LIKE_ENOUGH]
        return [place for _, place in sorted(likely, key=lambda pair: (-pair[0], pair[1].name))[:limit]]

    def called(self, kind: Kind, text: str) -> Place | None:
        """The place that a person names by its key (of a school, any in the register) or by its whole name; None when
        there is none of that name, or more than one."""
        found = _by_key(kind, text)
        if found is not None:
            return found
        same = [place for place in self.of(kind) if comparable_name(place.name) == comparable_name(text)]
        return same[0] if len(same) == 1 else None


def _rows(kind: Kind) -> Iterable[tuple[int, str, str]]:
    if kind is Kind.PROVIDER:
        return Provider.objects.values_list("id", "key", "name")
    if kind is Kind.LOCALITY:
        return Locality.objects.values_list("id", "key", "name")
    here = Installation.objects.values("authority_code")[:1]
    schools = Establishment.objects.filter(authority_code__in=here, is_stub=False)
    return schools.values_list("id", "urn", "name")


def _by_key(kind: Kind, text: str) -> Place | None:
    text = text.strip()
    if kind is Kind.SCHOOL:
        school = find_schools([text], clock.today()).get(text, 0)
        found = Establishment.objects.filter(pk=school).values_list("id", "urn", "name").first()
    elif kind is Kind.PROVIDER:
        provider = find_providers([text]).get(text, 0)
        found = Provider.objects.filter(pk=provider).values_list("id", "key", "name").first()
    else:
        locality = find_localities([text]).get(text, 0)
        found = Locality.objects.filter(pk=locality).values_list("id", "key", "name").first()
    return Place(*found) if found else None
