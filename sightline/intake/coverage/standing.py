"""Where one sender stands with one feed: answered, late, never sent, or owed only when something happens. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sightline.intake.coverage.frequency import Asked, HowOften, missed


class Silence(StrEnum):
    """How a sender stands with a feed; the values are the words on the page."""

    NEVER = "never sent"
    LATE = "late"
    ANSWERED = "answered"
    NOT_YET_DUE = "not due yet"
    WHEN_IT_HAPPENS = "when it happens"
    NOT_ASKED = "not asked for"

    @property
    def is_silent(self) -> bool:
        """Whether something is owed and has not come."""
        return self in (Silence.NEVER, Silence.LATE)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sender stands with a feed by a day.

    `last_file` is the day of the last file and `nil_until` the last day of which the sender said that there is nothing;
    each None where there never was one. `missed` are the periods without an answer, the earliest first; of somebody who
    never sent anything only the last, since nobody can say from when on they were asked.
    """

    silence: Silence
    last_file: date | None
    nil_until: date | None
    missed: tuple[Asked, ...] = ()

    @property
    def late_since(self) -> date | None:
        """The day from which the first unanswered period was late; None for who is not silent."""
        return self.missed[0].late_on if self.missed else None


def standing_of(
    how_often: HowOften,
    asked: tuple[Asked, ...],
    *,
    last_file: date | None,
    nil_until: date | None,
    owed_since: date | None = None,
) -> Standing:
    """Where a sender stands, by what was asked (`asked_by`), its last file and its last nil return.

    A file answers the period in which it came, and a nil return the period that it is of. `owed_since` is the day from
    which the sender is there to be asked (None: longer than anybody looks back).
    """
    if not how_often.has_periods:
        silence = Silence.NOT_ASKED if how_often is HowOften.NOT_ASKED else Silence.WHEN_IT_HAPPENS
        return Standing(silence, last_file, nil_until)
    answered = max((day for day in (last_file, nil_until) if day is not None), default=None)
    unanswered = missed(asked, answered, owed_since)
    if unanswered and answered is None:
        return Standing(Silence.NEVER, last_file, nil_until, unanswered[-1:])
    if unanswered:
        return Standing(Silence.LATE, last_file, nil_until, unanswered)
    silence = Silence.NOT_YET_DUE if answered is None else Silence.ANSWERED
    return Standing(silence, last_file, nil_until)
