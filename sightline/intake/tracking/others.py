"""What others tell of the children of a tracking sheet already: a sheet that repeats it is no second word of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from sightline.intake.publishing.publication import Publication
from sightline.population.models import ListEntry
from sightline.population.tables import circumstances
from sightline.record.door import BATCH
from sightline.record.models import Circumstance, Fact, NextStep, Notice, Placement, Registration, Review


@dataclass(slots=True)
class Told:
    """What senders other than this one tell of one child on the day of the file."""

    providers: set[int] = field(default_factory=set)
    schools: set[int] = field(default_factory=set)
    circumstances: set[str] = field(default_factory=set)
    reviews: set[date | None] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)


_READ: tuple[tuple[type[Fact], str, str], ...] = (
    (Placement, "provider_id", "providers"),
    (Registration, "establishment_id", "schools"),
    (Circumstance, "kind", "circumstances"),
    (Review, "due_on", "reviews"),
    (Placement, "review_on", "reviews"),
    (Placement, "reason_words", "words"),
    (Notice, "review_on", "reviews"),
    (NextStep, "description", "steps"),
)


def told_by_others(publication: Publication, children: Iterable[int]) -> dict[int, Told]:
    """What others tell of each child; a query a kind of fact and batch of children.

    The reasons are those of the list, but for those that this sender's own sheet gives.
    """
    found: dict[int, Told] = defaultdict(Told)
    day = publication.day
    ids = sorted(set(children))
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    own = Q(source_person__source=publication.delivery.source, source_person__feed=publication.feed.name)
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        for model, column, kept in _READ:
            theirs: Any = model.objects.filter(in_force, child__in=batch).exclude(own)
            for child, value in theirs.values_list("child_id", column):
                getattr(found[child], kept).add(value)
        given: dict[int, set[str]] = defaultdict(set)
        ours = Circumstance.objects.filter(in_force & own, child__in=batch)
        for child, kind in ours.values_list("child_id", "kind"):
            given[child].add(circumstances()[kind].reason)
        placed = Placement.objects.filter(in_force & own, child__in=batch)
        for child, reason in placed.values_list("child_id", "reason"):
            given[child] |= {reason, "alternative-provision"}
        for child, reasons in ListEntry.objects.filter(child__in=batch).values_list("child_id", "reasons"):
            found[child].reasons |= {reason["slug"] for reason in reasons} - given[child]
    return found
