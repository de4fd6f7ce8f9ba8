"""Home and family: where the child lives, whom to reach, who looks after the child, when the child was last seen."""

from sightline.intake.by_hand.kinds.needs import circumstance, event
from sightline.intake.by_hand.shapes import (
    DAY,
    PERIOD_RULE,
    Group,
    ToldKind,
    at_least_one,
    authority,
    choice,
    day,
    first_day,
    last_day,
    text,
    yes_no,
)
from sightline.intake.contract import Column, Kind
from sightline.record.models import Address, Circumstance, Contact, ExpectedEvent, LastSeen

_Circumstances = Circumstance.Kind

HOME = (
    ToldKind(
        "address",
        "Address",
        "Where does the child live?",
        Group.HOME,
        Address,
        (
            text("line", "Address", "On one line, without the postcode.", length=400),
            Column("postcode", "Postcode", Kind.POSTCODE, "For example SW1A 1AA."),
            authority(
                "Authority that the child lives in", "The three-digit code, where the postcode does not tell."
            ),
            Column(
                "shielded",
                "Must the address be kept apart?",
                Kind.YES_NO,
                "Yes for a refuge, police protection or adoption: only roles that show shielded addresses then see it.",
            ),
            first_day("Since"),
            last_day("Until", "Leave blank while the child lives there."),
        ),
        to_come=frozenset({"first_day", "last_day"}),
        rules=(
            PERIOD_RULE,
            at_least_one(
                ("line", "postcode", "authority_code"), "Give the address, the postcode or the authority."
            ),
        ),
    ),
    ToldKind(
        "contact",
        "Parent, carer or other contact",
        "Whom can we reach about the child?",
        Group.HOME,
        Contact,
        (
            text("name", "Name", required=True),
            text("relation", "To the child", "For example mother, father, carer.", length=40),
            text("phone", "Phone", length=40),
            text("email", "Email"),
            yes_no("parental_responsibility", "Parental responsibility?"),
            first_day("Since"),
            last_day("Until", "Leave blank while this is right."),
        ),
        rules=(PERIOD_RULE,),
    ),
    ToldKind(
        "last-seen",
        "When the child was last seen",
        "Who saw the child, and when?",
        Group.HOME,
        LastSeen,
        (
            day(DAY, "Seen on", "For example 23/11/2026.", required=True),
            text("seen_by", "Seen by", "Name and job.", required=True),
            text("place", "Where"),
            yes_no("alone", "Was the child seen alone?"),
        ),
    ),
    circumstance(
        _Circumstances.WHEREABOUTS_UNKNOWN,
        Group.HOME,
        "Whereabouts unknown",
        "Since when does nobody know where the child is?",
    ),
    circumstance(
        _Circumstances.HOME_EDUCATION,
        Group.HOME,
        "Educated at home by parents",
        "Since when do parents educate the child at home?",
        choice("suitability", "Is the education suitable?", Circumstance.Suitability.choices),
        day("evidence_on", "Found so on", "The day on which the authority’s team found it."),
        yes_no("consent", "Has the authority consented, where it must?"),
        yes_no("part_time_at_school", "Does the child also attend a school?"),
        text("place", "At which school"),
    ),
    circumstance(
        _Circumstances.LOOKED_AFTER,
        Group.HOME,
        "Looked after",
        "Which authority looks after the child?",
        authority("Authority that looks after the child"),
    ),
    circumstance(_Circumstances.IN_NEED, Group.HOME, "Child in need", "Since when is the child in need?"),
    circumstance(
        _Circumstances.PROTECTION_PLAN,
        Group.HOME,
        "Child protection plan",
        "Since when is there a child protection plan?",
    ),
    circumstance(
        _Circumstances.TRAVELLER,
        Group.HOME,
        "Gypsy, Roma or Traveller with education elsewhere",
        "Since when is the child educated elsewhere?",
    ),
    event(ExpectedEvent.Kind.MOVE, Group.HOME, "Move to another area", "When will the child move?"),
    circumstance(
        _Circumstances.LEFT_ENGLAND,
        Group.HOME,
        "Moved out of England",
        "When did the child leave England?",
        text("place", "Where to"),
    ),
    circumstance(_Circumstances.DIED, Group.HOME, "The child has died", "When did the child die?"),
)
