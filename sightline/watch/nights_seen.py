"""What the nights found, within what a viewer may see: how many, and whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from sightline.access.viewer import Viewer
from sightline.population.models import ListEntry
from sightline.population.others import names_of
from sightline.population.scope import Scope
from sightline.record.models import reference_of
from sightline.watch.models import Night, StandingFinding
from sightline.watch.protocol import Rule
from sightline.watch.rules import RULES


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings a night began with, still had, and ended."""

    new: int
    still: int
    ended: int


@dataclass(frozen=True, slots=True)
class NightCounted:
    """A night with how many findings began and ended in it."""

    night: Night
    new: int
    ended: int


@dataclass(frozen=True, slots=True)
class NewChild:
    """A child with the rules that began to find it in a night, and since when; with the name as the list has it now."""

    child: int
    name: str
    found: tuple[tuple[Rule, date], ...]

    @property
    def reference(self) -> str:
        """The case number."""
        return reference_of(self.child)


def findings_seen(viewer: Viewer) -> QuerySet[StandingFinding]:
    """The findings of all nights that a viewer may know of: children in scope, and every class of them seen.

    Raises PermissionDenied for a viewer who sees no children.
    """
    entries = ListEntry.objects.filter(Scope(viewer).entries())
    classes = StandingFinding.objects.order_by().values_list("classes", flat=True).distinct()
    seen = [one for one in classes if viewer.sees_all(one.split())]
    return StandingFinding.objects.filter(
        child__in=entries.values("child_id"), classes__in=seen, rule__in=list(RULES)
    )


def nights_counted(viewer: Viewer, nights: Iterable[Night]) -> list[NightCounted]:
    """Nights with what began and ended in each, for this viewer. A constant number of queries."""
    nights = list(nights)
    findings = findings_seen(viewer).order_by()
    began = findings.filter(opened_in__in=nights).values_list("opened_in").annotate(Count("id"))
    ended = findings.filter(closed_in__in=nights).values_list("closed_in").annotate(Count("id"))
    new, gone = dict(began), dict(ended)
    return [NightCounted(night, new.get(night.pk, 0), gone.get(night.pk, 0)) for night in nights]


def rules_counted(viewer: Viewer, night: Night) -> list[tuple[Rule, Counts]]:
    """Every rule that the viewer may see with its findings of one night: new, still standing, and ended in it."""
    at = Q(opened_in__number__lt=night.number) & (
        Q(closed_in__isnull=True) | Q(closed_in__number__gt=night.number)
    )
    counted = (
        findings_seen(viewer)
        .order_by()
        .values_list("rule")
        .annotate(
            new=Count("id", filter=Q(opened_in=night)),
            still=Count("id", filter=at),
            ended=Count("id", filter=Q(closed_in=night)),
        )
    )
    by_rule = {rule: Counts(new, still, ended) for rule, new, still, ended in counted}
    return [
        (rule, by_rule.get(rule.slug, Counts(0, 0, 0)))
        for rule in RULES.values()
        if viewer.sees(rule.field_class)
    ]


class NewInNight:
    """Everybody whom a rule began to find in a night, of whom the viewer may see; shown a page at a time."""

    def __init__(self, viewer: Viewer, night: Night) -> None:
        self._viewer = viewer
        self._findings = findings_seen(viewer).filter(opened_in=night).order_by()
        self._children = self._findings.values_list("child").annotate(rules=Count("id"))

    @property
    def total(self) -> int:
        """How many children there are."""
        return self._children.count()

    def page(self, offset: int, size: int) -> list[NewChild]:
        """Some of them, those whom most rules find first. Whoever is on the page is noted for the access log."""
        some = [child for child, _ in self._children.order_by("-rules", "child")[offset : offset + size]]
        names = names_of(self._viewer, some)
        since = {
            (child, rule): day
            for child, rule, day in self._findings.filter(child__in=some).values_list(
                "child", "rule", "since"
            )
        }
        return [
            NewChild(
                child,
                names.get(child, ""),
                tuple((rule, since[child, slug]) for slug, rule in RULES.items() if (child, slug) in since),
            )
            for child in some
        ]
