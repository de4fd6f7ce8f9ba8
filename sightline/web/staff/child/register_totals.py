"""What a register comes to: a key of the marks that occur, and sessions by class with their share."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sightline.domain.known import Knowable, Known, NotKnown
from sightline.web.staff.child.register_marks import CLASS_WORDS, Mark, Shape

# Neither of them is anything that a register says.
_OUTSIDE = frozenset({Shape.TO_COME, Shape.NOT_ON_ROLL})
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Total:
    """The sessions of one class: how many, and their share of the sessions that could be attended, in per cent.

    The share is none's where a class does not count among those sessions.
    """

    shape: Shape
    title: str
    sessions: int
    share: Decimal | None


@dataclass(frozen=True)
class Totals:
    """Sessions by class, and how many of those that could be attended were."""

    lines: tuple[Total, ...]
    possible: int
    attended: int

    @property
    def absent(self) -> int:
        """Sessions that could be attended and were not."""
        return self.possible - self.attended

    @property
    def attended_share(self) -> Knowable[Decimal]:
        """Attended sessions in per cent of those that could be; not known as long as there are none."""
        if not self.possible:
            return NotKnown("no session has been sent that could be attended")
        return Known(_share(self.attended, self.possible))

    @property
    def not_sent(self) -> int:
        """Sessions of which nobody has told: they are in no share."""
        return next((line.sessions for line in self.lines if line.shape is Shape.NOT_SENT), 0)


def totals_of(marks: Iterable[Mark]) -> Totals:
    """Count sessions by class, in the order of the classes; a class without a session is left out."""
    counted: Counter[Shape] = Counter()
    counts: set[Shape] = set()
    possible = attended = 0
    for mark in marks:
        counted[mark.shape] += 1
        possible += mark.counts_possible
        attended += mark.counts_attended
        if mark.counts_possible:
            counts.add(mark.shape)
    lines = tuple(
        Total(shape, title, counted[shape], _share(counted[shape], possible) if shape in counts else None)
        for shape, title in CLASS_WORDS.items()
        if counted[shape] and shape not in _OUTSIDE
    )
    return Totals(lines, possible, attended)


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One mark of the key, and how often it occurs."""

    mark: Mark
    sessions: int


def key_of(marks: Iterable[Mark]) -> list[KeyLine]:
    """The marks that occur, in the order of the classes, each with its number of sessions."""
    counted = Counter(marks)
    order = list(CLASS_WORDS)
    return [
        KeyLine(mark, counted[mark])
        for mark in sorted(counted, key=lambda mark: (order.index(mark.shape), mark.letter))
    ]


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(_TENTH, ROUND_HALF_UP)
