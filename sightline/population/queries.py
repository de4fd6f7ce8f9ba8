"""Reading the list and one child: for a viewer, within the viewer's scope, without what the viewer may not see.

The list as it is now is read from the stored projection, in the same few queries however long it is. As at another
day, or as known on one, it is computed from the facts; both give the same rows.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied

from sightline.access import clock
from sightline.access.viewer import Viewer
from sightline.population import entries
from sightline.population.assessment import Assessment
from sightline.population.filters import Filters
from sightline.population.identity import Identity
from sightline.population.loading import Loading
from sightline.population.orders import Order, order_key
from sightline.population.row import row_of
from sightline.population.rules import RULES_VERSION, assess
from sightline.population.scope import Scope
from sightline.population.situation import Situation
from sightline.population.visibility import (
    ShownRow,
    hidden_classes,
    shown,
    shown_assessment,
    shown_identity,
    shown_situation,
)
from sightline.population.whole_facts import WholeFacts
from sightline.record.models import reference_of
from sightline.record.reading import current_child

EVERYTHING = Filters()


@dataclass(frozen=True)
class Listing:
    """One page of the list, and the figures of the whole selection.

    `counts` by standing; `maybe_same` are those of the selection who may be the same child as another, so that the
    count can be given both ways.
    """

    rows: tuple[ShownRow, ...]
    counts: dict[str, int]
    maybe_same: int
    as_at: date
    known_on: date | None
    rules_version: str = RULES_VERSION

    @property
    def total(self) -> int:
        """How many children the whole selection holds."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class OneChild:
    """One child as a viewer may see it on a day: who it is, what is known, and the answer with its reasons."""

    child: int
    reference: str
    identity: Identity
    situation: Situation
    assessment: Assessment
    row: ShownRow
    as_at: date
    known_on: date | None


@dataclass(frozen=True)
class WholeChild:
    """One child whom a viewer may see, and all that the record holds of it: nothing is withheld of that yet.

    `one` is what the viewer may see. Of `facts`, and of what is worked out from the whole `situation`, whoever shows
    anything asks first whether the viewer may see it.
    """

    one: OneChild
    situation: Situation
    facts: WholeFacts


@dataclass(frozen=True)
class _Page:
    """Which rows of a selection are asked for: in which order, after how many, how many of them."""

    order: Order
    descending: bool
    offset: int
    size: int | None


def the_list(
    viewer: Viewer,
    *,
    filters: Filters = EVERYTHING,
    as_at: date | None = None,
    known_on: date | None = None,
    order: Order = "name",
    descending: bool = False,
    offset: int = 0,
    page_size: int | None = None,
) -> Listing:
    """Who is on the list, and to be checked: as at a day (today), as known on a day (now).

    A page begins after the first `offset` rows; without `page_size` all rows after them come at once. Everybody on
    the page is noted for the access log. PermissionDenied for a viewer who sees no children.
    """
    today = clock.today()
    scope = Scope(viewer)
    page = _Page(order, descending, offset, page_size)
    if as_at in (None, today) and (known_on is None or known_on >= today):
        listing = _as_it_is(scope, viewer, filters, page, today)
    else:
        listing = _as_it_was(scope, viewer, filters, page, as_at or today, known_on)
    viewer.note_shown(row.child_id for row in listing.rows)
    return listing


def one_child(
    viewer: Viewer, child: int, *, as_at: date | None = None, known_on: date | None = None
) -> OneChild | None:
    """One child as at a day, as known on a day; None when there is no such child, or nobody told of it by then.

    A child that was joined to another is shown as that one, unless it is asked for as known before the join.
    PermissionDenied for a child outside the viewer's scope. The looking is noted for the access log.
    """
    found = whole_child(viewer, child, as_at=as_at, known_on=known_on)
    return None if found is None else found.one


def whole_child(
    viewer: Viewer, child: int, *, as_at: date | None = None, known_on: date | None = None
) -> WholeChild | None:
    """One child as `one_child` gives it, with everything that it was made from: each row is read once.

    Raises PermissionDenied, and notes the looking, as `one_child` does.
    """
    scope = Scope(viewer)
    day = as_at or clock.today()
    found = Loading(day, known_on).whole(child)
    if found is None and known_on is None:
        # Of a child that was joined to another nobody tells any more: all who did tell of the other.
        current = current_child(child)
        if current is not None and current.pk != child:
            child = current.pk
            found = Loading(day, known_on).whole(child)
    if found is None:
        return None
    loaded, facts = found
    answer = assess(loaded.situation, day)
    row = row_of(loaded, answer)
    if not scope.covers(row, loaded.senders):
        raise PermissionDenied("This child is outside the part of the authority that this role covers.")
    viewer.note_shown([child])
    hidden = hidden_classes(viewer)
    one = OneChild(
        child=child,
        reference=reference_of(child),
        identity=shown_identity(loaded.identity, hidden, shielded=facts.kept_apart),
        situation=shown_situation(loaded.situation, hidden),
        assessment=shown_assessment(answer, hidden),
        row=shown(row, hidden),
        as_at=day,
        known_on=known_on,
    )
    return WholeChild(one, loaded.situation, facts)


def _as_it_is(scope: Scope, viewer: Viewer, filters: Filters, page: "_Page", today: date) -> Listing:
    hidden = hidden_classes(viewer)
    selection = entries.selected(scope, filters, hidden)
    counts, maybe_same = entries.counts_of(selection)
    rows = entries.page_of(
        selection, page.order, hidden, descending=page.descending, offset=page.offset, size=page.size
    )
    return Listing(
        rows=tuple(shown(row, hidden) for row in rows),
        counts=counts,
        maybe_same=maybe_same,
        as_at=today,
        known_on=None,
    )


def _as_it_was(
    scope: Scope, viewer: Viewer, filters: Filters, page: "_Page", as_at: date, known_on: date | None
) -> Listing:
    hidden = hidden_classes(viewer)
    found = sorted(
        _computed(scope, filters, hidden, as_at, known_on),
        key=order_key(page.order),
        reverse=page.descending,
    )
    end = None if page.size is None else page.offset + page.size
    return Listing(
        rows=tuple(found[page.offset : end]),
        counts=dict(sorted(Counter(row.standing for row in found).items())),
        maybe_same=sum(1 for row in found if row.maybe_same_as),
        as_at=as_at,
        known_on=known_on,
    )


def _computed(
    scope: Scope, filters: Filters, hidden: frozenset[str], as_at: date, known_on: date | None
) -> Iterator[ShownRow]:
    for loaded in Loading(as_at, known_on).everybody():
        answer = assess(loaded.situation, as_at)
        if answer.standing in filters.standing:
            row = row_of(loaded, answer)
            if scope.covers(row, loaded.senders):
                visible = shown(row, hidden)
                if filters.covers(visible):
                    yield visible
