"""What changed on the list since a moment: who came on, who came off, why, for how many hours, who left a feed.

Standings and reasons come from the journal, by the moment at which a change was recorded; hours and senders' lists
from the facts. A child is named once for each kind of change, by what was so then and what is so now: what came and
went in between is no change. Nothing is told by a reason, a sender or a date that the viewer may not see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Literal

from django.db.models import Q, QuerySet

from sightline.access.models import Change as Write
from sightline.access.viewer import Viewer
from sightline.domain.words import date_words, number_words
from sightline.population.models import ListEntry, StandingPeriod
from sightline.population.scope import Scope
from sightline.population.senders import sender_classes
from sightline.population.tables import ON, TO_BE_CHECKED, reasons
from sightline.population.visibility import hidden_classes
from sightline.record.models import GoneFromFeed, Notice, Placement, WeeklyHours

Kind = Literal["came on", "to be checked", "came off", "reasons", "hours", "gone"]

KINDS: Final[dict[Kind, str]] = {
    "came on": "Came on the list",
    "to be checked": "Now to be checked",
    "came off": "Came off the list",
    "reasons": "Reasons changed",
    "hours": "Hours told anew",
    "gone": "No longer in a sender’s list",
}
"""Every kind of change, in the order in which they are told."""


@dataclass(frozen=True)
class Change:
    """One change of one child: of which kind, and in words that the viewer may read."""

    kind: Kind
    child: int
    words: str


def changes_since(viewer: Viewer, since: datetime) -> dict[Kind, list[Change]]:
    """What changed after the moment `since` (aware) of the children in a viewer's scope, by kind, by case number.

    The same few queries however much it is. Nobody is noted as shown: that is for whoever shows them.
    PermissionDenied for a viewer who sees no children.
    """
    scope = Scope(viewer)
    hidden = hidden_classes(viewer)
    first = Write.objects.filter(recorded_at__gt=since).order_by("pk").values_list("pk", flat=True).first()
    found: dict[Kind, list[Change]] = {kind: [] for kind in KINDS}
    if first is None:
        return found
    told = [*_of_the_list(first, hidden), *_of_hours(first), *_of_senders(first, hidden)]
    in_scope = _in_scope(scope, {one.child for one in told})
    for one in sorted(told, key=lambda one: one.child):
        if one.child in in_scope:
            found[one.kind].append(one)
    return found


def _in_scope(scope: Scope, children: set[int]) -> set[int]:
    """Those of some children who are in scope now; a child that was joined to another has no entry of its own."""
    entries = ListEntry.objects.filter(scope.entries(), pk__in=children)
    return set(entries.values_list("pk", flat=True))


def _of_the_list(first: int, hidden: frozenset[str]) -> Iterable[Change]:
    """What the journal says: the standing and the reasons before the change `first`, and now."""
    begun_or_ended = Q(shown_from_change__gte=first) | Q(shown_to_change__gte=first)
    rows = StandingPeriod.objects.filter(begun_or_ended).order_by("pk")
    before: dict[int, tuple[str, list[Any]]] = {}
    now: dict[int, tuple[str, list[Any]]] = {}
    children: set[int] = set()
    for child, standing, why, begun, is_open in rows.values_list(
        "child_id", "standing", "reasons", "shown_from_change_id", "shown_to"
    ):
        children.add(child)
        if begun < first:
            before[child] = (standing, why)
        if is_open is None:
            now[child] = (standing, why)
    for child in children:
        change = _change(child, before.get(child), now.get(child), hidden)
        if change is not None:
            yield change


def _change(
    child: int,
    before: tuple[str, list[Any]] | None,
    now: tuple[str, list[Any]] | None,
    hidden: frozenset[str],
) -> Change | None:
    stood = before[0] if before else None
    stands = now[0] if now else None
    titles = _titles(now[1] if now else [], hidden)
    if stands != stood:
        if stands == ON:
            return Change("came on", child, _listed(titles))
        if stands == TO_BE_CHECKED:
            return Change("to be checked", child, _listed(titles))
        was = "on the list" if stood == ON else "to be checked"
        return Change("came off", child, f"was {was} before")
    had = _titles(before[1] if before else [], hidden)
    if titles == had:
        return None
    return Change("reasons", child, f"{_listed(titles)}; before, {_listed(had).lower()}")


def _titles(said: list[Any], hidden: frozenset[str]) -> list[str]:
    """The titles of the reasons that the viewer may see; a reason that the rules no longer know is left out.

    What was noted before classes were is taken to have the class of its reason.
    """
    known = [(reasons()[slug], made_from) for slug, _, *made_from in said if slug in reasons()]
    return [one.title for one, made_from in known if not hidden & {one.field_class, *made_from}]


def _listed(titles: list[str]) -> str:
    return "; ".join(titles) or "No reason that your role shows"


def _of_hours(first: int) -> Iterable[Change]:
    """Hours that a school or a provider has told anew: the plan of a placement or a notice, or the plan of a week."""
    found: dict[int, str] = {}
    for model, column in ((Placement, "hours_planned"), (Notice, "hours_offered")):
        current = model.objects.filter(change__gte=first).order_by("pk")
        rows = list(current.values_list("child_id", "fact", column))
        earlier = _earlier(model.versions, [fact for _, fact, _ in rows], column, first)
        for child, fact, hours in rows:
            if fact in earlier and earlier[fact] != hours:
                found[child] = _hours_words(hours, earlier[fact])
    found |= _of_weeks(first)
    return [Change("hours", child, words) for child, words in found.items()]


def _earlier(versions: Any, facts: list[Any], column: str, first: int) -> dict[Any, Decimal | None]:
    """What each of these facts said before the change `first`; nothing for one that is new since."""
    rows: QuerySet = versions.filter(fact__in=facts, change__lt=first).order_by("version")
    return dict(rows.values_list("fact", column))


def _of_weeks(first: int) -> dict[int, str]:
    """The children of whom a later week's plan is another than that of the last week told before."""
    columns = ("child_id", "provider_id", "establishment_id", "hours_planned")
    told = WeeklyHours.objects.filter(change__gte=first).order_by("valid_from", "pk")
    now = {row[:3]: row[3] for row in told.values_list(*columns)}
    before = WeeklyHours.versions.filter(child__in={child for child, _, _ in now}, change__lt=first).order_by(
        "valid_from", "pk"
    )
    then = {row[:3]: row[3] for row in before.values_list(*columns)}
    return {
        key[0]: _hours_words(hours, then[key])
        for key, hours in now.items()
        if key in then and then[key] != hours
    }


def _hours_words(hours: Decimal | None, before: Decimal | None) -> str:
    now = "not known" if hours is None else f"{number_words(hours)} hours a week"
    then = "not known" if before is None else f"{number_words(before)}"
    return f"{now}; before, {then}"


def _of_senders(first: int, hidden: frozenset[str]) -> Iterable[Change]:
    """Who stood in a sender's last full list and not in the next, where the sender's name tells no more than may be."""
    rows = GoneFromFeed.objects.filter(change__gte=first).order_by("noticed_on", "pk")
    sender = "source_person__source"
    for child, noticed, feed, title, kind, group in rows.values_list(
        "child_id",
        "noticed_on",
        "source_person__feed",
        f"{sender}__title",
        f"{sender}__provider__kind",
        f"{sender}__establishment__group",
    ):
        if not sender_classes(feed, kind, group) & hidden:
            yield Change("gone", child, f"Not in the list of {title} of {date_words(noticed)}")
