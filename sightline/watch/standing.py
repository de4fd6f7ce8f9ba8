"""What stands by the last night: for the list, as it is, as it was, and as it was known.

Findings are made by nights, so a day is answered by the last night that looked at it or at a day before it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from sightline.access.viewer import Viewer
from sightline.watch.models import Night, StandingFinding
from sightline.watch.nights_seen import findings_seen
from sightline.watch.protocol import Rule
from sightline.watch.rules import RULES


@dataclass(frozen=True, slots=True)
class Stands:
    """A rule that stands for a child: since which day, and with which figure, as the last night saw it."""

    rule: Rule
    since: date
    figure: int


def children_found(
    viewer: Viewer,
    rules: Collection[str],
    on: date,
    known_on: date | None = None,
    *,
    since_from: date | None = None,
) -> QuerySet[Any]:
    """The ids of the children for whom any of the rules stood on a day, of whom the viewer may know, as a query.

    With `known_on`, by the nights that were over at the end of that day; with `since_from`, since that day or later.
    """
    found = _standing(findings_seen(viewer), on, known_on).filter(rule__in=rules)
    if since_from is not None:
        found = found.filter(since__gte=since_from)
    return found.values_list("child", flat=True)


def findings_of(
    viewer: Viewer, children: Iterable[int], on: date, known_on: date | None = None
) -> dict[int, list[Stands]]:
    """What stood for each of some children on a day, as far as the viewer may know, in the order of the rules.

    Give only children whom the viewer may see. Two queries.
    """
    rows = _standing(StandingFinding.objects.filter(child__in=list(children)), on, known_on)
    found: dict[int, list[Stands]] = {}
    for one in rows:
        if one.rule in RULES and viewer.sees_all(one.classes.split()):
            found.setdefault(one.child_id, []).append(Stands(RULES[one.rule], one.since, one.figure))
    order = list(RULES)
    return {
        child: sorted(theirs, key=lambda one: order.index(one.rule.slug)) for child, theirs in found.items()
    }


def _standing(
    findings: QuerySet[StandingFinding], on: date, known_on: date | None
) -> QuerySet[StandingFinding]:
    nights = Night.objects.filter(on__lte=on)
    if known_on is not None:
        nights = nights.filter(
            ended_at__lt=make_aware(datetime.combine(known_on + timedelta(days=1), time()))
        )
    number = nights.order_by("-number").values_list("number", flat=True).first()
    if number is None:
        return findings.none()
    still = Q(closed_in__isnull=True) | Q(closed_in__number__gt=number)
    return findings.filter(still, opened_in__number__lte=number).order_by()
