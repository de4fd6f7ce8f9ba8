"""The journal of what the list said: one period for each unbroken run of days with one standing and its reasons."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from sightline.access.door import Writing
from sightline.population.models import StandingPeriod
from sightline.population.row import Row


def write_journal(writing: Writing, rows: Iterable[Row], were_listed: Iterable[int], day: date) -> None:
    """Note what the list says from `day` on: of the children of `rows`, who are listed, and of those who were.

    A child that was listed and has no row is off.
    """
    wanted = {row.child_id: _said(row) for row in rows}
    asked = sorted({*wanted, *were_listed})
    open_periods = StandingPeriod.objects.filter(child__in=asked, shown_to__isnull=True)
    showing = {period.child_id: period for period in open_periods}
    over = [period.pk for child, period in showing.items() if wanted.get(child) != _shown(period)]
    StandingPeriod.objects.filter(pk__in=over).update(shown_to=day, shown_to_change=writing.change)
    StandingPeriod.objects.bulk_create(
        StandingPeriod(child_id=child, shown_from=day, shown_from_change=writing.change, **said)
        for child, said in wanted.items()
        if child not in showing or said != _shown(showing[child])
    )


def children_shown() -> set[int]:
    """The children whom the list shows, on or to be checked, by the journal."""
    return set(StandingPeriod.objects.filter(shown_to__isnull=True).values_list("child_id", flat=True))


def said_on(day: date) -> dict[int, StandingPeriod]:
    """What the list said at the end of `day`, by child; a child that is not here was off it."""
    periods = StandingPeriod.objects.filter(shown_from__lte=day).filter(
        Q(shown_to__isnull=True) | Q(shown_to__gt=day)
    )
    return {period.child_id: period for period in periods}


def _said(row: Row) -> dict[str, Any]:
    return {
        "standing": row.standing,
        "since": row.since,
        "reasons": [[reason["slug"], reason["since"], reason["class"]] for reason in row.reasons],
        "legal": {flag["slug"]: flag["answer"] for flag in row.legal},
        "rules_version": row.rules_version,
    }


def _shown(period: StandingPeriod) -> dict[str, Any]:
    return {
        name: getattr(period, name) for name in ("standing", "since", "reasons", "legal", "rules_version")
    }
