"""The night: every rule is asked of every register, and what differs from the night before is kept.

One transaction: a night that is cut off leaves yesterday's findings as they were, and is begun again. Nights are
counted, so that of two at the same time one only is kept. What stood on any night can be read afterwards.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import numpy as np
from django.db import IntegrityError
from django.db.models import Max

from sightline.access import clock
from sightline.access.door import Writing, writing
from sightline.access.policy import Action, FieldClass
from sightline.access.viewer import Viewer
from sightline.attendance.array import ChildMarks, MarkArray, by_child
from sightline.attendance.view import kept_array
from sightline.domain.school_age import school_year_of
from sightline.population.tables import establishment_kinds, provider_kinds
from sightline.record.bulk import insert
from sightline.record.models import Establishment, Provider
from sightline.watch.figures import rules_in_force
from sightline.watch.models import Night, StandingFinding
from sightline.watch.protocol import Rule
from sightline.watch.running import Raised, raised, up_to

_AT_ONCE = 5_000

Progress = Callable[[int, int, str], None]


class AnotherNight(Exception):
    """Another night was at work at the same time, and was kept."""


@dataclass(frozen=True, slots=True)
class RuleOfNight:
    """How many children a rule began to find, still finds, and finds no more."""

    rule: str
    new: int
    still: int
    ended: int


@dataclass(frozen=True)
class NightDone:
    """A night that is kept, with what came of each rule."""

    night: Night
    rules: tuple[RuleOfNight, ...]


@dataclass
class _Registers:
    """Everybody's marks up to the day, and the classes of the places that marked each child, where they have any."""

    marks: ChildMarks | None = None
    place_classes: Mapping[int, set[str]] = field(default_factory=dict)

    def classes_of(self, rule: Rule, child: int) -> str:
        return " ".join(sorted({str(rule.field_class), *self.place_classes.get(child, ())}))


def run_night(
    viewer: Viewer,
    on: date,
    folder: Path,
    *,
    rules: Iterable[Rule] | None = None,
    advance: Progress | None = None,
) -> NightDone:
    """Ask every rule of every register up to and with a day, as known now, and keep what differs.

    The array view is kept in `folder`. `advance` is told how many rules are done, of how many, and which is next.
    Raises AnotherNight when another one was at work, and PermissionDenied for who may not record facts.
    """
    began_at = clock.now()
    asked = tuple(rules_in_force().values() if rules is None else rules)
    registers = _registers(on, folder)
    with writing(
        viewer=viewer, action=Action.RECORD_FACTS, reason="The night asked the rules of the registers."
    ) as session:
        night = _night(session, on, registers, asked, began_at)
        done = []
        for number, rule in enumerate(asked):
            if advance:
                advance(number, len(asked), rule.title)
            done.append(_keep(night, rule, registers))
        _close_rules_that_are_gone(night, asked)
        night.ended_at = clock.now()
        night.save(update_fields=["ended_at"])
    return NightDone(night, tuple(done))


def _night(
    session: Writing, on: date, registers: _Registers, rules: tuple[Rule, ...], began_at: datetime
) -> Night:
    last = Night.objects.aggregate(last=Max("number"))["last"] or 0
    try:
        return Night.objects.create(
            number=last + 1,
            on=on,
            school_year=school_year_of(on).start_year,
            began_at=began_at,
            ended_at=clock.now(),
            children=0 if registers.marks is None else len(registers.marks.children),
            rules={rule.slug: {"version": rule.version, "figures": rule.settings} for rule in rules},
            change=session.change,
        )
    except IntegrityError as fault:
        raise AnotherNight("Another night was at work at the same time.") from fault


def _keep(night: Night, rule: Rule, registers: _Registers) -> RuleOfNight:
    """Open, go on with and close what one rule finds."""
    found: dict[int, Raised] = {}
    if registers.marks is not None:
        found = {one.child: one for one in raised(rule, registers.marks)}
    open_ones = StandingFinding.objects.filter(rule=rule.slug, closed_in__isnull=True)
    standing, ended, changed = set(), [], []
    for key, child, since, figure, classes in open_ones.values_list(
        "pk", "child", "since", "figure", "classes"
    ):
        standing.add(child)
        now = found.get(child)
        if now is None:
            ended.append(key)
            continue
        theirs = registers.classes_of(rule, child)
        if (since, figure, classes) != (now.since, now.figure, theirs):
            changed.append(StandingFinding(pk=key, since=now.since, figure=now.figure, classes=theirs))
    StandingFinding.objects.bulk_update(changed, ["since", "figure", "classes"], batch_size=500)
    for start in range(0, len(ended), _AT_ONCE):
        StandingFinding.objects.filter(pk__in=ended[start : start + _AT_ONCE]).update(closed_in=night)
    fresh = [
        StandingFinding(
            rule=rule.slug,
            child_id=child,
            since=one.since,
            figure=one.figure,
            classes=registers.classes_of(rule, child),
            opened_in=night,
        )
        for child, one in found.items()
        if child not in standing
    ]
    insert(fresh)
    return RuleOfNight(rule.slug, len(fresh), len(standing) - len(ended), len(ended))


def _close_rules_that_are_gone(night: Night, rules: tuple[Rule, ...]) -> None:
    open_ones = StandingFinding.objects.filter(closed_in__isnull=True)
    open_ones.exclude(rule__in=[rule.slug for rule in rules]).update(closed_in=night)


def _registers(on: date, folder: Path) -> _Registers:
    array = kept_array(school_year_of(on).start_year, folder)
    if array is None:
        return _Registers()
    marks = up_to(by_child(array), on)
    return _Registers(marks if marks.days else None, _place_classes(array))


def _place_classes(array: MarkArray) -> dict[int, set[str]]:
    """The classes of the places at which a child stands in a register, beside that of education."""
    kinds = {slug: kind.field_class for slug, kind in establishment_kinds().items()}
    classes = {pk: kinds.get(group) for pk, group in Establishment.objects.values_list("id", "group")}
    kinds = {slug: kind.field_class for slug, kind in provider_kinds().items()}
    classes |= {-pk: kinds.get(kind) for pk, kind in Provider.objects.values_list("id", "kind")}
    found: dict[int, set[str]] = defaultdict(set)
    for place in np.unique(array.places).tolist():
        of_place = classes.get(place)
        if of_place and of_place != FieldClass.EDUCATION:
            for child in array.children[array.places == place].tolist():
                found[child].add(str(of_place))
    return dict(found)
