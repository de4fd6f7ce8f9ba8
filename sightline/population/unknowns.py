"""What is not known, or out of date, of a child who is on the list or to be checked: named, counted and asked for."""

from sightline.domain.known import HoursTotal, Knowable, Known, NotKnown
from sightline.population.assessment import Hours, Part, Reason, Unknown
from sightline.population.day_view import DayView
from sightline.population.judging import Judgement
from sightline.population.out_of_date import out_of_date
from sightline.population.responsibility import residence, residences_disagree
from sightline.population.situation import School
from sightline.population.tables import OFF, provider_kinds

# Reasons that say by themselves that the child is on no roll.
_NO_ROLL_SAID = frozenset({"no-roll", "new-to-country", "moved-no-place", "looked-after-no-place"})

PLACEMENTS = {
    "education": "placement",
    "health": "placement in health care",
    "criminal": "placement in a secure setting",
}
"""What a placement that may have ended is called among the unknowns, by the class of its place."""

_ASKED_OF_EVERYBODY = frozenset(
    {"date of birth", "home authority", "looked after by", "suitability", "home education out of date"}
)


def on_roll(view: DayView, reasons: tuple[Reason, ...]) -> Knowable[tuple[School, ...]]:
    """The schools that have the child on their roll; known to be none; or not known.

    None is known only where a roll ended and nothing was told since, or another reason says that there is no place.
    """
    sure_of = [roll for roll in view.rolls if not view.is_gone(roll)]
    if sure_of:
        ordered = sorted(sure_of, key=lambda roll: (roll.status == "S", roll.school.name, roll.school.key))
        return Known(tuple(roll.school for roll in ordered))
    if view.rolls:
        return NotKnown("the school’s latest list no longer names the child")
    if view.home_education is not None or any(
        reason.sure and reason.slug in _NO_ROLL_SAID for reason in reasons
    ):
        return Known(())
    return NotKnown("no school has told us of the child")


def unknowns_of(
    view: DayView,
    judgement: Judgement,
    roll: Knowable[tuple[School, ...]],
    provision: Knowable[tuple[Part, ...]],
    hours: Hours,
) -> tuple[Unknown, ...]:
    """Everything that is not known or out of date and that the duty to the child needs, in the order of asking.

    Of a child who is off the list only that which might put it there.
    """
    situation = view.situation
    found: list[Unknown] = []
    if isinstance(situation.date_of_birth, NotKnown):
        found.append(Unknown("date of birth", "The date of birth is not known.", "identity"))
    elif situation.birth_dates_disagree:
        found.append(Unknown("date of birth", "Sources give different dates of birth.", "identity"))
    if isinstance(residence(view), NotKnown):
        found.append(Unknown("home authority", "Which authority’s area the child lives in is not known."))
    elif residences_disagree(view):
        found.append(Unknown("home authority", "Sources name different authorities as the child’s home."))
    if judgement.responsible.who == "other" and _looked_after_by_somebody(view):
        found.append(
            Unknown("looked after by", "Which authority looks after the child is not known.", "safeguarding")
        )
    if isinstance(roll, NotKnown):
        found.append(Unknown("roll", f"Whether the child is on a school’s roll is not known: {roll.why}."))
    if isinstance(provision, NotKnown):
        found.append(Unknown("provision", f"Where the child is educated is not known: {provision.why}."))
    found += _of_hours("hours planned", "Hours planned are not known", hours.planned)
    found += _of_hours("hours offered", "Hours offered in the last school week are not known", hours.offered)
    found += _of_hours(
        "hours attended", "Hours attended in the last school week are not known", hours.attended
    )
    home = view.home_education
    if home is not None and home.suitability == "not known":
        found.append(Unknown("suitability", "Whether the education at home is suitable is not known."))
    found += _of_placements(view)
    if view.suspension is not None and view.suspension.end is None:
        found.append(Unknown("end of suspension", "When the suspension ends is not known."))
    if not any(day <= view.on for day in situation.seen_on):
        found.append(
            Unknown("last seen", "When the child was last seen, and by whom, is not known.", "safeguarding")
        )
    found += out_of_date(view)
    return tuple(one for one in found if judgement.standing != OFF or one.field in _ASKED_OF_EVERYBODY)


def _looked_after_by_somebody(view: DayView) -> bool:
    looked_after = view.circumstances.get("looked-after")
    return looked_after is not None and not looked_after.authority_code


def _of_placements(view: DayView) -> list[Unknown]:
    """Placements whose provider's latest list no longer names the child: one for each class of place."""
    gone = {provider_kinds()[one.provider.kind].field_class for one in view.placements if view.is_gone(one)}
    return [
        Unknown(field, "A provider’s latest list no longer names the child.", field_class)
        for field_class, field in PLACEMENTS.items()
        if field_class in gone
    ]


def _of_hours(field: str, words: str, hours: HoursTotal) -> list[Unknown]:
    if hours.is_known:
        return []
    in_part = " in part" if hours.known_part > 0 else ""
    return [Unknown(field, f"{words}{in_part}.")]
