"""What the pages of who is who share: a child whole or nobody, and what its senders told."""

from collections import Counter
from collections.abc import Iterable

from django.http import Http404

from sightline.access.viewer import Viewer
from sightline.intake.by_hand.classes import sees_row
from sightline.intake.by_hand.kinds import kind_of
from sightline.population.queries import WholeChild
from sightline.web.shared.days import Days
from sightline.web.staff.child.told import Sent, as_sent, links_of
from sightline.web.staff.child.views import whole_child_or_404

MEANWHILE = "Somebody changed one of these records while you were looking. Look again and decide."


def whole_or_404(looking: Viewer, child: int) -> WholeChild:
    """A child whole, as this viewer may see it; Http404 for nobody, and for an id that leads to another child now."""
    whole = whole_child_or_404(looking, child, Days())
    if whole.one.child != child:
        raise Http404
    return whole


def told(looking: Viewer, whole: WholeChild) -> list[Sent]:
    """The records of a child as its senders sent them, the latest first."""
    return as_sent(looking, whole.facts, links_of(whole.one.child, None))


def facts_by_kind(looking: Viewer, whole: WholeChild, persons: Iterable[int]) -> list[tuple[str, int]]:
    """How many facts of each kind these source persons told, by title; of those that the viewer's role shows."""
    wanted = set(persons)
    kinds = Counter(
        kind_of(fact).title
        for fact in whole.facts.everything()
        if fact.source_person_id in wanted and sees_row(looking, fact)
    )
    return sorted(kinds.items())
