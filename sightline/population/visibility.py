"""What a viewer may see of an answer: everything carries the class of what it was made from, or is withheld.

A hidden reason is neither shown nor guessed: no name of a place, no date and no sentence that rests on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sightline.access.policy import FieldClass
from sightline.access.viewer import Viewer
from sightline.domain.known import Knowable, Known, NotKnown
from sightline.population.assessment import Assessment, Part
from sightline.population.identity import Disagreement, Identity
from sightline.population.row import Row
from sightline.population.senders import Teller
from sightline.population.situation import (
    BY_THE_PROVIDER,
    Noticed,
    OnRoll,
    Placed,
    ProvidedBy,
    School,
    Situation,
)
from sightline.population.tables import (
    circumstances,
    establishment_kinds,
    provider_kinds,
    reason_of_code,
    reasons,
)

WITHHELD = "withheld"
REASON_WITHHELD = "Reason withheld."
OURS = "This authority answers for the child."

# Who arranged a placement can tell as much as where it is.
_ARRANGED_BY = {"court": FieldClass.CRIMINAL.value, "health": FieldClass.HEALTH.value}

# The classes of facts on which dates and sentences may rest that name no fact themselves.
RESTED_ON = frozenset({"health", "safeguarding", "criminal", "ethnicity_religion"})


@dataclass
class ShownRow(Row):
    """A row as one viewer may see it; `withheld` names what was left out: reason, since, place."""

    withheld: tuple[str, ...] = ()


def hidden_classes(viewer: Viewer) -> frozenset[str]:
    """The classes of facts that this viewer's role does not show."""
    return frozenset(item.value for item in FieldClass if not viewer.sees(item))


def shown(row: Row, hidden: frozenset[str]) -> ShownRow:
    """A row without anything whose class is in `hidden`.

    A viewer from whom any class of fact is kept reads of every child, whatever its facts, the dates that the visible
    reasons give: that a date is left out must not tell that there is something to leave out.
    """
    values = vars(row).copy()
    withheld: list[str] = []
    visible = [reason for reason in row.reasons if reason["class"] not in hidden]
    if hidden & RESTED_ON:
        values |= {"since": _earliest(visible), "next_date": row.open_next_date, "next_change": None}
    if len(visible) < len(row.reasons):
        withheld.append("reason")
        first = visible[0] if visible else None
        if values["since"] is None:
            withheld.append("since")
        values |= {
            "reasons": visible,
            "primary_reason": first["slug"] if first else "",
            "why": first["why"] if first else REASON_WITHHELD,
        }
    if row.responsible_class in hidden:
        values["responsible_why"] = OURS
    if FieldClass.HEALTH in hidden:
        values["clinician_limit"] = None
    for name in ("schools", "providers"):
        values[name] = [_place(place, hidden) for place in values[name]]
    if any(place["name"] == WITHHELD for place in (*values["schools"], *values["providers"])):
        withheld.append("place")
        values["school_id"] = values["schools"][0]["id"] if values["schools"] else None
    for name in ("dates_due", "unknowns", "legal"):
        values[name] = [one for one in values[name] if one["class"] not in hidden]
    return ShownRow(**values, withheld=tuple(withheld))


def shown_identity(identity: Identity, hidden: frozenset[str], *, shielded: bool) -> Identity:
    """An identity without ethnicity, or without the postcode of a child with a shielded address, if those are hidden.

    A sender whose name tells of a hidden class is not named anywhere in it.
    """
    if FieldClass.ETHNICITY_RELIGION in hidden:
        identity = replace(identity, ethnicity="", said_by=_without("ethnicity", identity))
    if shielded and FieldClass.SHIELDED_ADDRESS in hidden:
        identity = replace(identity, postcode="", said_by=_without("postcode", identity))
    return _without_guarded_senders(identity, hidden) if hidden else identity


def _without_guarded_senders(identity: Identity, hidden: frozenset[str]) -> Identity:
    said_by = tuple((field, teller.shown(hidden)) for field, teller in identity.said_by)
    born = identity.date_of_birth
    return replace(
        identity,
        date_of_birth=replace(born, source=dict(said_by)["date_of_birth"].source)
        if isinstance(born, Known)
        else born,
        said_by=said_by,
        disagreements=tuple(
            Disagreement(one.field, tuple((value, teller.shown(hidden)) for value, teller in one.said))
            for one in identity.disagreements
        ),
    )


def _without(gone: str, identity: Identity) -> tuple[tuple[str, Teller], ...]:
    return tuple((field, source) for field, source in identity.said_by if field != gone)


def shown_situation(situation: Situation, hidden: frozenset[str]) -> Situation:
    """A situation without the facts whose class is in `hidden`; places of such a class keep their dates alone."""
    if not hidden:
        return situation
    return replace(
        situation,
        rolls=tuple(_roll(roll, hidden) for roll in situation.rolls),
        placements=tuple(_placement(placed, hidden) for placed in situation.placements),
        circumstances=tuple(
            one for one in situation.circumstances if circumstances()[one.kind].field_class not in hidden
        ),
        notices=tuple(_notice(notice, hidden) for notice in situation.notices),
        seen_on=() if FieldClass.SAFEGUARDING in hidden else situation.seen_on,
        dates_due=tuple(due for due in situation.dates_due if due.field_class not in hidden),
    )


def shown_assessment(answer: Assessment, hidden: frozenset[str]) -> Assessment:
    """An answer without anything whose class is in `hidden`; the standing and the hours stay."""
    if not hidden:
        return answer
    visible = tuple(reason for reason in answer.reasons if reason.field_class not in hidden)
    starts = [reason.since for reason in visible if reason.since is not None]
    why = answer.why
    if len(visible) < len(answer.reasons):
        why = visible[0].why if visible else REASON_WITHHELD
    comparators = answer.hours.comparators
    if FieldClass.HEALTH in hidden:
        comparators = replace(comparators, clinician=None)
    kept_from = bool(hidden & RESTED_ON)
    responsible = answer.responsible
    if responsible.field_class in hidden:
        responsible = replace(responsible, why=OURS, field_class=FieldClass.EDUCATION.value)
    return replace(
        answer,
        reasons=visible,
        why=why,
        since=min(starts, default=None) if kept_from else answer.since,
        next_change=None if kept_from else answer.next_change,
        responsible=responsible,
        on_roll=_schools(answer.on_roll, hidden),
        provision=_parts(answer.provision, hidden),
        hours=replace(answer.hours, comparators=comparators),
        unknowns=tuple(one for one in answer.unknowns if one.field_class not in hidden),
        legal=tuple(flag for flag in answer.legal if flag.field_class not in hidden),
        dates_due=tuple(due for due in answer.dates_due if due.field_class not in hidden),
        rests_on=answer.rests_on - hidden,
    )


def _earliest(visible: Iterable[dict[str, Any]]) -> date | None:
    starts = [date.fromisoformat(reason["since"]) for reason in visible if reason["since"]]
    return min(starts, default=None)


def _place(place: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    if place["class"] not in hidden:
        return place
    kept = {"planned", "offered", "attended", "class"}
    return {name: value if name in kept else None for name, value in place.items()} | {"name": WITHHELD}


def _schools(on_roll: Knowable[tuple[School, ...]], hidden: frozenset[str]) -> Knowable[tuple[School, ...]]:
    if isinstance(on_roll, NotKnown):
        return on_roll
    return Known(tuple(_school(school, hidden) for school in on_roll.value))


def _parts(provision: Knowable[tuple[Part, ...]], hidden: frozenset[str]) -> Knowable[tuple[Part, ...]]:
    if isinstance(provision, NotKnown):
        return provision
    return Known(tuple(_part(part, hidden) for part in provision.value))


def _part(part: Part, hidden: frozenset[str]) -> Part:
    if part.field_class not in hidden:
        return replace(part, placements=tuple(_placement(placed, hidden) for placed in part.placements))
    return replace(
        part, name=WITHHELD, kind="not known", kind_title=WITHHELD, since=None, school=None, placements=()
    )


def _school(school: School, hidden: frozenset[str]) -> School:
    if establishment_kinds()[school.group].field_class not in hidden:
        return school
    return School(key=0, urn="", name=WITHHELD, group="not known")


def _roll(roll: OnRoll, hidden: frozenset[str]) -> OnRoll:
    school = _school(roll.school, hidden)
    return roll if school is roll.school else OnRoll(school, roll.period, full_time=roll.full_time)


def _placement(placed: Placed, hidden: frozenset[str]) -> Placed:
    """A placement with its reason left out where that is hidden; free words only for who sees every class."""
    if provider_kinds()[placed.provider.kind].field_class in hidden:
        return Placed(ProvidedBy(0, "", WITHHELD, "not known"), placed.period, hours=placed.hours)
    return replace(
        placed,
        arranged_by="not known" if _ARRANGED_BY.get(placed.arranged_by) in hidden else placed.arranged_by,
        reason=_code(placed.reason, hidden),
        reason_words="" if hidden & RESTED_ON else placed.reason_words,
        told=BY_THE_PROVIDER if hidden & RESTED_ON else placed.told,
    )


def _notice(notice: Noticed, hidden: frozenset[str]) -> Noticed:
    return replace(notice, reason=_code(notice.reason, hidden))


def _code(code: str, hidden: frozenset[str]) -> str:
    """A sender's code for a reason; one that stands for a hidden reason, or that we do not know, is left out."""
    slug = reason_of_code(code)
    if slug is None:
        return "" if hidden & RESTED_ON else code
    return "" if reasons()[slug].field_class in hidden else code
