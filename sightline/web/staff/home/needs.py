"""What needs whoever looks, in the order in which it should be taken up: one line each, with why it is theirs.

A key person reads of their own children. Whoever is nobody's key person reads of everybody in their scope: they answer
for those who are. Only children on the list or to be checked are told of.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.words import date_words, plural
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.registry import feeds
from sightline.population.models import ListEntry
from sightline.population.scope import Scope
from sightline.population.senders import sender_classes
from sightline.population.tables import OFF
from sightline.population.visibility import hidden_classes
from sightline.record.models import GoneFromFeed, NextStep, Notice, PossibleMatch
from sightline.record.reading import valid_on
from sightline.web.staff.children.selection import names_of

SHOWN = 10
_SOON = timedelta(days=7)
_NAME = ("child__list_entry__surname", "child__list_entry__forename", "child__list_entry__key_person")


@dataclass(frozen=True)
class Line:
    """One thing that needs somebody: of which child (none, for a file), what, why it is theirs, by when."""

    child: int | None
    name: str
    what: str
    why: str
    by_when: date | None
    href: str


@dataclass(frozen=True)
class Group:
    """Things of one sort: how many there are in all, and the lines asked for, the most pressing first."""

    slug: str
    title: str
    total: int
    lines: tuple[Line, ...]

    @property
    def children(self) -> list[int]:
        """The children whom the lines show."""
        return [line.child for line in self.lines if line.child is not None]


class Needs:
    """What needs one viewer on one day; each group is read when it is asked for, in a fixed number of queries."""

    def __init__(self, looking: Viewer, today: date) -> None:
        self._looking = looking
        self._today = today
        self._hidden = hidden_classes(looking)
        self._names = names_of(looking)
        listed = ListEntry.objects.filter(Scope(looking).entries()).exclude(standing=OFF)
        mine = listed.filter(key_person__in=self._names)
        self._has_own = mine.exists()
        self._entries = mine if self._has_own else listed

    def groups(self) -> list[Group]:
        """Every group in which there is something, in order, each with its first lines."""
        return [group for slug in SORTS if (group := self.group(slug)).total]

    def group(self, slug: str, *, offset: int = 0, size: int = SHOWN) -> Group:
        """One group, with so many of its lines after the first `offset`. KeyError for a slug that is no group's."""
        title, action, read = SORTS[slug]
        if not self._looking.may(action):
            return Group(slug, title, 0, ())
        total, lines = read(self, slice(offset, offset + size))
        return Group(slug, title, total, tuple(lines))

    def _reviews(self, part: slice) -> tuple[int, Iterable[Line]]:
        overdue = self._entries.filter(review_due__lt=self._today).order_by("review_due", "pk")
        columns = ("pk", "surname", "forename", "key_person", "review_due")
        return overdue.count(), [
            self._line(child, (surname, forename, person), "The review is overdue", due)
            for child, surname, forename, person, due in overdue.values_list(*columns)[part]
        ]

    def _next_steps(self, part: slice) -> tuple[int, Iterable[Line]]:
        steps = self._about(NextStep.objects.filter(valid_on(self._today), done_on__isnull=True))
        due = steps.filter(due_on__lt=self._today + _SOON).order_by("due_on", "pk")
        return due.count(), [
            self._line(child, name, words or "A next step", due_on)
            for child, *name, words, due_on in due.values_list("child", *_NAME, "description", "due_on")[part]
        ]

    def _waiting_rows(self, part: slice) -> tuple[int, Iterable[Line]]:
        waiting = StagedRow.objects.filter(
            state=StagedRow.State.QUARANTINED,
            run__state__in=(IntakeRun.State.APPLIED, IntakeRun.State.UNCHANGED),
        )
        by_feed = list(
            waiting.values_list("run__delivery__feed")
            .annotate(rows=Count("pk"))
            .order_by("-rows", "run__delivery__feed")
        )
        return len(by_feed), [
            Line(
                None,
                feeds()[feed].title if feed in feeds() else feed,
                f"{plural(rows, 'row waits', 'rows wait')} until mended",
                "you take files in",
                None,
                reverse("staff:intake"),
            )
            for feed, rows in by_feed[part]
        ]

    def _pairs(self, part: slice) -> tuple[int, Iterable[Line]]:
        asked = PossibleMatch.objects.filter(
            state=PossibleMatch.State.OPEN, first__child__list_entry__in=self._entries
        ).order_by("pk")
        columns = ("first__child", "second__child", *(f"first__{name}" for name in _NAME))
        return asked.count(), [
            Line(
                first,
                _name(surname, forename),
                "May be the same child as another",
                "you decide who is who",
                None,
                reverse("staff:same", kwargs={"child_id": first, "other_id": second}),
            )
            for first, second, surname, forename, _ in asked.values_list(*columns)[part]
        ]

    def _gone(self, part: slice) -> tuple[int, Iterable[Line]]:
        sender = "source_person__source"
        noticed = self._about(GoneFromFeed.objects.all()).order_by("-noticed_on", "pk")
        visible = noticed.exclude(self._guarded_senders(noticed))
        return visible.count(), [
            self._line(
                child,
                name,
                f"Not in the list of {title} of {date_words(day)}: where is the child now?",
                None,
            )
            for child, *name, title, day in visible.values_list(
                "child", *_NAME, f"{sender}__title", "noticed_on"
            )[part]
        ]

    def _guarded_senders(self, noticed: QuerySet) -> Q:
        """The condition that a sender's name alone would tell more than the viewer may see."""
        sender = "source_person__source"
        columns = ("source_person__feed", f"{sender}__provider__kind", f"{sender}__establishment__group")
        guarded = Q(pk__in=())
        for feed, kind, group in noticed.order_by().values_list(*columns).distinct():
            if sender_classes(feed, kind, group) & self._hidden:
                guarded |= Q(**dict(zip(columns, (feed, kind, group), strict=True)))
        return guarded

    def _notices(self, part: slice) -> tuple[int, Iterable[Line]]:
        over = self._about(Notice.objects.filter(valid_on(self._today), full_time_on__lt=self._today))
        over = over.order_by("full_time_on", "pk")
        return over.count(), [
            self._line(child, name, f"{Notice.Kind(kind).label.capitalize()} past its planned end", day)
            for child, *name, kind, day in over.values_list("child", *_NAME, "kind", "full_time_on")[part]
        ]

    def _about(self, facts: QuerySet) -> QuerySet:
        return facts.filter(child__list_entry__in=self._entries)

    def _line(self, child: int, name: Iterable[str], what: str, by_when: date | None) -> Line:
        surname, forename, person = name
        why = "no key person is named"
        if person:
            why = "you are the key person" if person in self._names else f"key person: {person}"
        address = reverse("staff:child", kwargs={"child_id": child})
        return Line(child, _name(surname, forename), what, why, by_when, address)


def _name(surname: str, forename: str) -> str:
    return f"{surname}, {forename}".strip(", ") or "Name not known"


Read = Callable[[Needs, slice], tuple[int, Iterable[Line]]]

SORTS: dict[str, tuple[str, Action, Read]] = {
    "reviews": ("Reviews overdue", Action.RECORD_FACTS, Needs._reviews),
    "next-steps": ("Next steps due", Action.RECORD_FACTS, Needs._next_steps),
    "rows": ("Kinds of file with rows that wait", Action.TAKE_FILES, Needs._waiting_rows),
    "pairs": ("The same child, or two?", Action.DECIDE_LINKS, Needs._pairs),
    "gone": ("No longer in a sender’s list", Action.RECORD_FACTS, Needs._gone),
    "notices": ("Notices past their planned end", Action.RECORD_FACTS, Needs._notices),
}
"""Every sort of thing by its slug, in order: its title, who it is for, and how it is read."""
