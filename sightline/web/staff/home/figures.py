"""The list in figures for one viewer: one sentence, four figures, and the list by reason, by hours, by locality."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import median
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from sightline.access.policy import ScopeKind
from sightline.access.viewer import Viewer
from sightline.domain.known import Knowable, Known, NotKnown
from sightline.domain.words import number_words, plural
from sightline.population.bands import HOURS_BANDS
from sightline.population.entries import reason_counts_of, selected
from sightline.population.filters import Filters
from sightline.population.scope import Scope
from sightline.population.tables import ON, reasons
from sightline.population.visibility import hidden_classes
from sightline.web.shared.words import list_words
from sightline.web.staff.children.selection import HOURS

_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Figure:
    """A figure of the first page, what it counts, and the address of the rows behind it."""

    figure: Knowable[int] | Knowable[Decimal]
    words: str
    href: str


@dataclass(frozen=True)
class NotTold:
    """Who has not told us the hours of children whose hours are not known.

    `schools` are those on whose roll such a child is and who have not said how many hours they give it; `providers`
    those with whom such a child is placed and who have not. `children` are the children for whom neither is named to
    this viewer: nobody tells of their education at all, or the place is one that the role does not show.
    """

    schools: int
    providers: int
    children: int


class AtAGlance:
    """The list in figures for one viewer: within the viewer's scope, without reasons that the role does not show."""

    def __init__(self, looking: Viewer, today: date) -> None:
        self._hidden = hidden_classes(looking)
        self._whole_authority = looking.scope_kind is ScopeKind.AUTHORITY
        scope = Scope(looking)
        self._entries = selected(scope, Filters((ON,)), self._hidden)
        known = self._entries.filter(hours_planned__isnull=False).values_list("hours_planned", flat=True)
        self._hours_known: list[Decimal] = list(known)
        self._overdue = selected(scope, Filters(review_before=today), self._hidden)

    @cached_property
    def on_list(self) -> int:
        """How many children are on the list."""
        return self._entries.count()

    @property
    def hours_known(self) -> int:
        """For how many children on the list the hours planned are known: every part of their week."""
        return len(self._hours_known)

    @cached_property
    def not_told(self) -> NotTold:
        """Who has not told us the hours that are not known."""
        schools: set[int] = set()
        providers: set[int] = set()
        children = 0
        without = self._entries.filter(hours_planned__isnull=True)
        for on_rolls, placed in without.values_list("schools", "providers"):
            owing = {one["id"] for one in on_rolls if one.get("owes_hours") and self._may_name(one)}
            silent = {
                one["id"] for one in placed if one["id"] and one["planned"] is None and self._may_name(one)
            }
            schools |= owing
            providers |= silent
            children += not owing and not silent
        return NotTold(len(schools), len(providers), children)

    def _may_name(self, place: dict[str, str]) -> bool:
        return place["class"] not in self._hidden

    @property
    def sentence(self) -> str:
        """How much the authority knows, in one sentence made from the record.

        “We know the hours of 912 of 1,043 children; 9 schools and 2 providers have not told us.” Hours are those
        planned for the week. Who has not told is as `NotTold` says.
        """
        known = f"We know the hours of {number_words(self.hours_known)} of {plural(self.on_list, 'child', 'children')}"
        if self.hours_known == self.on_list:
            return f"{known}."
        missing = self.not_told
        silent = [
            plural(number, one)
            for number, one in ((missing.schools, "school"), (missing.providers, "provider"))
            if number
        ]
        only_one = missing.schools + missing.providers == 1
        said = [f"{list_words(silent)} {'has' if only_one else 'have'} not told us"] if silent else []
        if missing.children:
            said.append(
                f"for {plural(missing.children, 'child', 'children')} the list names nobody who should tell us"
            )
        return f"{known}; {', and '.join(said)}."

    def figures(self) -> list[Figure]:
        """The four figures of the first page; the middle one of the hours leaves out the hours that are not known."""
        unknown = self.on_list - self.hours_known
        middle: Knowable[Decimal] = NotKnown("no hours are known")
        if self._hours_known:
            middle = Known(Decimal(median(self._hours_known)).quantize(_TENTH))
        left_out = f"; {number_words(unknown)} not known left out" if unknown else ""
        return [
            Figure(Known(self.on_list), "on the list", list_address(standing=ON)),
            Figure(
                middle,
                f"hours a week planned: half have fewer, half more{left_out}",
                list_address(standing=ON, sort="hours"),
            ),
            Figure(Known(unknown), "whose hours are not known", list_address(standing=ON, hours="not known")),
            Figure(
                Known(self._overdue.count()), "whose review is overdue", list_address(next="review-overdue")
            ),
        ]

    def breakdowns(self) -> list[tuple[str, list[Figure]]]:
        """The list by reason, by hours planned and, for who sees the whole authority, by locality."""
        by_reason = sorted(
            reason_counts_of(self._entries, self._hidden).items(), key=lambda one: (-one[1], one[0])
        )
        found = [
            (
                "Why",
                [
                    Figure(Known(count), reasons()[slug].title, list_address(standing=ON, reason=slug))
                    for slug, count in by_reason
                ],
            ),
            ("Hours planned", self._by_hours()),
        ]
        if self._whole_authority:
            localities = self._entries.exclude(locality=None).values_list("locality__key", "locality__name")
            counted = localities.annotate(children=Count("pk")).order_by("-children")
            found.append(
                (
                    "Where",
                    [
                        Figure(Known(count), name, list_address(standing=ON, locality=key))
                        for key, name, count in counted
                    ],
                )
            )
        return [(title, rows) for title, rows in found if rows]

    def _by_hours(self) -> list[Figure]:
        names = {f"band_{place}": band for place, band in enumerate(HOURS_BANDS.values())}
        counts = self._entries.aggregate(
            **{name: Count("pk", filter=band.entries) for name, band in names.items()}
        )
        return [
            Figure(Known(counts[name]), HOURS[band.slug], list_address(standing=ON, hours=band.slug))
            for name, band in names.items()
        ]


def list_address(**filters: str) -> str:
    """The address of the list, narrowed."""
    return f"{reverse('staff:children')}?{urlencode(filters)}"
