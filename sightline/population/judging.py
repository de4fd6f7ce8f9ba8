"""On the list, to be checked, or off: the standing on one day, from the reasons found and the gates of law."""

from dataclasses import dataclass
from typing import Literal

from sightline.domain.known import Knowable, Known, NotKnown
from sightline.population.assessment import Reason, Responsible
from sightline.population.day_view import DayView, age_period
from sightline.population.finding import reasons_on
from sightline.population.responsibility import responsible
from sightline.population.tables import OFF, ON, TO_BE_CHECKED, Standing

OffBecause = Literal[
    "",
    "died",
    "left-england",
    "too-young",
    "past-school-age",
    "other-authority",
    "home-educated",
    "at-school-full-time",
    "between-schools",
]

WHY_OFF: dict[str, str] = {
    "died": "The child has died.",
    "left-england": "The child has moved out of England.",
    "too-young": "Not yet of compulsory school age.",
    "past-school-age": "Past compulsory school age, which ends on the last Friday in June.",
    "other-authority": "Another authority answers for the child.",
    "home-educated": "Educated at home by the parents, and not found unsuitable.",
    "at-school-full-time": "On the roll of a school in the usual way, as far as anybody has told us.",
    "between-schools": "No school day has passed since the last roll ended.",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The standing on one day with its reasons; `of_age` is whether the child is of compulsory school age."""

    standing: Standing
    reasons: tuple[Reason, ...]
    responsible: Responsible
    of_age: Knowable[bool]
    off_because: OffBecause = ""

    @property
    def why(self) -> str:
        """The standing in one sentence."""
        if self.standing == OFF:
            return WHY_OFF[self.off_because]
        return self.reasons[0].why


def judge(view: DayView) -> Judgement:
    """The standing on the day of the view.

    A child whose date of birth is not known is never on the list and never off it for that: to be checked.
    """
    answers_for = responsible(view)
    of_age = _of_age(view)
    gate = _gate(view, of_age, answers_for)
    if gate:
        return Judgement(OFF, (), answers_for, of_age, gate)
    found = reasons_on(view)
    sure = tuple(reason for reason in found if reason.sure)
    if sure and of_age.is_known:
        return Judgement(ON, sure, answers_for, of_age)
    if found:
        return Judgement(TO_BE_CHECKED, found, answers_for, of_age)
    if view.home_education is not None:
        return Judgement(OFF, (), answers_for, of_age, "home-educated")
    return Judgement(OFF, (), answers_for, of_age, "at-school-full-time" if view.rolls else "between-schools")


def _of_age(view: DayView) -> Knowable[bool]:
    born = view.situation.date_of_birth
    if isinstance(born, NotKnown):
        return NotKnown("the date of birth is not known")
    return Known(age_period(born.value).contains(view.on))


def _gate(view: DayView, of_age: Knowable[bool], answers_for: Responsible) -> OffBecause:
    """What keeps a child off the list whatever else is so; empty when nothing does."""
    if "died" in view.circumstances:
        return "died"
    if "left-england" in view.circumstances:
        return "left-england"
    born = view.situation.date_of_birth
    if isinstance(born, Known) and of_age == Known(False):
        start = age_period(born.value).start
        return "too-young" if start is not None and view.on < start else "past-school-age"
    return "other-authority" if answers_for.who == "other" else ""
