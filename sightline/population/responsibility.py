"""Which authority answers for a child: where the child lives, who looks after it, who maintains its plan."""

from datetime import UTC, date, datetime

from sightline.domain.known import Knowable, Known, NotKnown
from sightline.population.assessment import Responsible
from sightline.population.day_view import DayView
from sightline.population.situation import Residence

_BEGINNING = datetime.min.replace(tzinfo=UTC)


def residence(view: DayView) -> Knowable[str]:
    """The code of the authority in whose area the child lives: by the best kind of source, the latest received."""
    told = residences_told(view)
    if not told:
        return NotKnown("nobody has told us in which authority’s area the child lives")
    return Known(told[0].authority_code)


def residences_told(view: DayView) -> list[Residence]:
    """What the sources of the best kind say on the day, the latest received first."""
    told = [one for one in view.situation.residences if one.period.contains(view.on)]
    best = min((one.rank for one in told), default=0)
    return sorted((one for one in told if one.rank == best), key=_received, reverse=True)


def residences_disagree(view: DayView) -> bool:
    """Whether sources of the best kind name different authorities."""
    return len({one.authority_code for one in residences_told(view)}) > 1


def responsible(view: DayView) -> Responsible:
    """Whether this authority answers for the child (Education Act 1996 sections 19 and 436A: children in its area;
    Children Act 1989 section 22: children it looks after; Children and Families Act 2014 section 42: its plans).

    An authority not known is not another authority: such a child stays in sight here.
    """
    home = view.situation.home
    looked_after = view.circumstances.get("looked-after")
    if looked_after is not None and looked_after.authority_code == home:
        return Responsible("ours", "This authority looks after the child.", "safeguarding")
    plan = view.circumstances.get("ehc-plan")
    if plan is not None and plan.authority_code == home:
        return Responsible("ours", "This authority maintains the education, health and care plan.")
    lives_in = residence(view)
    if isinstance(lives_in, NotKnown):
        return Responsible("not known", "Nobody has told us in which authority’s area the child lives.")
    if lives_in.value == home:
        return Responsible("ours", "The child lives in this authority’s area.")
    return Responsible("other", f"The child lives in the area of another authority ({lives_in.value}).")


def lives_here(view: DayView) -> Knowable[bool]:
    """Whether the child lives in this authority's area, whoever else answers for it."""
    lives_in = residence(view)
    return lives_in if isinstance(lives_in, NotKnown) else Known(lives_in.value == view.situation.home)


def _received(one: Residence) -> tuple[bool, datetime, date]:
    return (
        one.received_at is not None,
        one.received_at or _BEGINNING,
        one.period.start or date.min,
    )
