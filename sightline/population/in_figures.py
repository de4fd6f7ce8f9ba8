"""The rows that figures are counted from, on any day: nobody is named in a figure, so nobody is noted as shown.

Who sees children counts those of the own part of the authority, as the list shows them to that role. Who sees figures
only counts the whole authority, and must be given numbers that are protected.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from sightline.access import clock
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.population.loading import Loading
from sightline.population.models import ListEntry
from sightline.population.row import Row, row_of
from sightline.population.rules import assess
from sightline.population.scope import Scope
from sightline.population.tables import ON
from sightline.population.visibility import ShownRow, hidden_classes, shown
from sightline.record.models import Locality, Provider

_COLUMNS = tuple(field.name for field in fields(Row))
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Counted:
    """Everybody on the list on a day, as rows to count; `protect` tells that the reader may know none of them.

    By their ids in the record, `localities` are the list's key for each and its name, `providers` the list's keys.
    """

    rows: tuple[ShownRow, ...]
    as_at: date
    known_on: date | None
    protect: bool
    localities: Mapping[int, tuple[str, str]]
    providers: Mapping[int, str]


def on_the_list(viewer: Viewer, *, as_at: date | None = None, known_on: date | None = None) -> Counted:
    """The children on the list as at a day (today), as known on a day (now), to be counted and not shown.

    Children who are to be checked are not on the list. PermissionDenied for a viewer who may not see figures.
    """
    viewer.require(Action.SEE_FIGURES)
    protect = not viewer.may(Action.SEE_CHILDREN)
    scope = None if protect else Scope(viewer)
    hidden = frozenset[str]() if protect else hidden_classes(viewer)
    today = clock.today()
    now = as_at in (None, today) and (known_on is None or known_on >= today)
    rows = _as_it_is(scope) if now else _as_it_was(scope, as_at or today, known_on)
    return Counted(
        rows=tuple(shown(row, hidden) for row in rows),
        as_at=as_at or today,
        known_on=None if now else known_on,
        protect=protect,
        localities={
            key: (slug, name) for key, slug, name in Locality.objects.values_list("id", "key", "name")
        },
        providers=dict(Provider.objects.values_list("id", "key")),
    )


def _as_it_is(scope: Scope | None) -> Iterator[Row]:
    entries = ListEntry.objects.filter(standing=ON)
    if scope is not None:
        entries = entries.filter(scope.entries())
    for values in entries.values(*_COLUMNS).iterator(chunk_size=_AT_ONCE):
        yield Row(**values)


def _as_it_was(scope: Scope | None, as_at: date, known_on: date | None) -> Iterator[Row]:
    for loaded in Loading(as_at, known_on).everybody():
        answer = assess(loaded.situation, as_at)
        if answer.standing == ON:
            row = row_of(loaded, answer)
            if scope is None or scope.covers(row, loaded.senders):
                yield row
