"""Reading the record as it was known: the filter that every list, page and report goes through.

*Known on D* is what had been received by the end of D, London time. Nothing here returns a child to anybody:
rooms further down ask for a viewer before they show what they read.
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.domain.london import end_of_day
from sightline.record.models import Address, Child, LinkInterval, PossibleMatch, SecondThought, Versioned

Row = TypeVar("Row", bound=Versioned)


def known(model: type[Row], known_on: date | None = None) -> QuerySet[Row]:
    """The rows of `model` in force: now, or as known at the end of the day `known_on`."""
    if known_on is None:
        return model.objects.all()
    return model.versions.filter(_known_at(known_on))


def valid_on(day: date) -> Q:
    """The condition that a row's half-open period holds `day`."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    )


def children_by_source_person(
    known_on: date | None = None, *, children: Iterable[int] | None = None
) -> dict[int, int]:
    """Which child each source person was, as known on a day (now, without one).

    With `children`, only the source persons of those children as known then.
    """
    links = links_known(known_on)
    if children is not None:
        links = links.filter(child__in=list(children))
    return dict(links.values_list("source_person_id", "child_id"))


def links_known(known_on: date | None = None) -> QuerySet[LinkInterval]:
    """The link intervals in force: now, or as known at the end of the day `known_on`."""
    return (
        LinkInterval.objects.all() if known_on is None else LinkInterval.versions.filter(_known_at(known_on))
    )


def current_child(child_id: int) -> Child | None:
    """The child that an id stands for now, through any joins; None when there never was such an id."""
    child = Child.objects.filter(pk=child_id).first()
    while child is not None and child.redirects_to_id is not None:
        child = Child.objects.get(pk=child.redirects_to_id)
    return child


def kept_apart(child_id: int) -> bool:
    """Whether any address of a child is on record as kept apart, over or not: then every other is guarded like it.

    Whom the child is hidden from may know the old address, and a sender that knows of no danger may name the new one.
    """
    return Address.objects.filter(child=child_id, shielded=True).exists()


def _known_at(known_on: date) -> Q:
    until = end_of_day(known_on)
    return Q(received_at__lt=until) & (
        Q(superseded_received_at__isnull=True) | Q(superseded_received_at__gte=until)
    )


def questions_known(known_on: date) -> QuerySet[PossibleMatch]:
    """The questions between source persons that were put, and not yet answered, as known on a day.

    One that was answered and asked again later counts as answered on the days between.
    """
    until = end_of_day(known_on)
    answered = SecondThought.objects.filter(
        question=OuterRef("pk"), taken_back__received_at__lt=until, change__received_at__gte=until
    )
    return (
        PossibleMatch.objects.filter(change__received_at__lt=until)
        .filter(Q(decided__isnull=True) | Q(decided__received_at__gte=until))
        .exclude(Exists(answered))
    )
