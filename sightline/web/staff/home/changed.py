"""What changed since whoever looks last said to have seen it: some of it on the first page, all on pages of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sightline.access.viewer import Viewer
from sightline.domain.london import LONDON
from sightline.domain.words import date_words
from sightline.population.changes import KINDS, Change, Kind, changes_since
from sightline.population.models import ListEntry
from sightline.record.models import reference_of

SHOWN = 5
FIRST_TIME = timedelta(days=7)


@dataclass(frozen=True)
class ChangeLine:
    """One change of one child, with the child's name."""

    child: int
    reference: str
    name: str
    words: str


@dataclass(frozen=True)
class KindChanged:
    """The changes of one kind: how many there are, and those that are shown."""

    slug: str
    title: str
    total: int
    lines: tuple[ChangeLine, ...]


class Changed:
    """What changed for one viewer: since they last said to have seen it, at first in the last seven days."""

    def __init__(self, looking: Viewer, now: datetime) -> None:
        self._looking = looking
        self.is_first_time = looking.account.last_looked_at is None
        self.since = looking.account.last_looked_at or now - FIRST_TIME
        self.until = now
        self._found = changes_since(looking, self.since)

    @property
    def since_words(self) -> str:
        """From when on changes are told, in London: “4 November 2026 at 09:15”."""
        moment = self.since.astimezone(LONDON)
        return f"{date_words(moment.date())} at {moment:%H:%M}"

    @property
    def total(self) -> int:
        """How many changes there are."""
        return sum(len(changes) for changes in self._found.values())

    def kinds(self) -> list[KindChanged]:
        """Every kind of which there is a change, each with its first lines; whoever is in them is noted as shown."""
        some = [change for changes in self._found.values() for change in changes[:SHOWN]]
        names = self._names(some)
        return [
            KindChanged(slug_of(kind), KINDS[kind], len(changes), _lines(changes[:SHOWN], names))
            for kind, changes in self._found.items()
            if changes
        ]

    def of_kind(self, slug: str, offset: int, size: int) -> KindChanged:
        """One page of one kind. KeyError for a slug that is no kind's."""
        kind = _BY_SLUG[slug]
        changes = self._found[kind]
        part = changes[offset : offset + size]
        return KindChanged(slug, KINDS[kind], len(changes), _lines(part, self._names(part)))

    def _names(self, changes: list[Change]) -> dict[int, str]:
        """The names of the children of these changes, who are noted as shown."""
        children = {change.child for change in changes}
        self._looking.note_shown(children)
        rows = ListEntry.objects.filter(pk__in=children).values_list("pk", "surname", "forename")
        return {
            pk: f"{surname}, {forename}".strip(", ") or "Name not known" for pk, surname, forename in rows
        }


def slug_of(kind: Kind) -> str:
    """A kind of change as an address has it."""
    return kind.replace(" ", "-")


_BY_SLUG: dict[str, Kind] = {slug_of(kind): kind for kind in KINDS}


def _lines(changes: list[Change], names: dict[int, str]) -> tuple[ChangeLine, ...]:
    return tuple(
        ChangeLine(change.child, reference_of(change.child), names[change.child], change.words)
        for change in changes
    )
