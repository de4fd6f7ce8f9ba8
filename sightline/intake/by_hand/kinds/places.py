"""Where a child is educated, or waits to be: rolls, placements, moves."""

from sightline.intake.by_hand.kinds.week import reason_asked
from sightline.intake.by_hand.shapes import (
    PERIOD_RULE,
    Group,
    ToldKind,
    choice,
    code,
    day,
    first_day,
    hours,
    last_day,
    provider,
    school,
    text,
    words,
    yes_no,
)
from sightline.record.models import Circumstance, Notice, Placement, Registration

# The words of the glossary for the codes of the Department's set, in the order in which people need them.
_STATUSES = (
    ("C", "single registration"),
    ("M", "main registration of two"),
    ("S", "second registration"),
    ("G", "guest"),
    ("F", "further education"),
    ("O", "other registration"),
)


def waiting(kind: Circumstance.Kind, title: str, question: str) -> ToldKind:
    """A circumstance of having no place, or none yet."""
    return ToldKind(
        kind.value,
        title,
        question,
        Group.PLACES,
        Circumstance,
        (first_day("Since"), last_day("Until"), words()),
        fixed={"kind": kind.value},
        rules=(PERIOD_RULE,),
    )


PLACES = (
    ToldKind(
        "registration",
        "On a school’s roll",
        "Whose roll is, or was, the child on?",
        Group.PLACES,
        Registration,
        (
            school(required=True),
            choice("status", "Kind of registration", _STATUSES),
            first_day("First day on the roll"),
            last_day("Last day on the roll", "Leave blank while the child is on the roll."),
            code("year_group", "Year group", "year_group"),
            yes_no("attends_full_time", "Does the child attend full time?"),
            code("leaving_ground", "Ground for leaving", "deletion_ground"),
            text("destination", "Where the child went"),
        ),
        to_come=frozenset({"first_day", "last_day"}),
        rules=(PERIOD_RULE,),
    ),
    ToldKind(
        "placement",
        "Placed with a provider",
        "Which provider educates the child?",
        Group.PLACES,
        Placement,
        (
            provider(required=True),
            first_day("First day", "For example 23/11/2026. Leave blank when nobody knows since when."),
            last_day("Last day", "Leave blank while it goes on."),
            hours("hours_planned", "Hours planned a week"),
            choice("arranged_by", "Who arranged it?", Placement.ArrangedBy.choices),
            choice("legal_basis", "Under which power?", Placement.LegalBasis.choices),
            school("Placed from which school", "Its name, URN or DfE number.", name="home_school"),
            reason_asked(),
            text("reason_words", "The reason in their words", length=400),
            yes_no("online", "Is it online?"),
            yes_no("alone", "Is the child taught alone?"),
            day("review_on", "Next review"),
            text("ending", "How it ended", length=400),
        ),
        to_come=frozenset({"first_day", "last_day", "review_on"}),
        rules=(PERIOD_RULE,),
    ),
    waiting(
        Circumstance.Kind.AWAITING_PLACE,
        "Awaiting a school place",
        "Since when does the child wait for a place?",
    ),
    waiting(
        Circumstance.Kind.MOVED_IN, "Moved here from another area", "Since when does the child live here?"
    ),
    waiting(
        Circumstance.Kind.NEW_TO_COUNTRY, "New to the country", "Since when is the child in this country?"
    ),
    waiting(
        Circumstance.Kind.COMPLEX_NEEDS_NO_PLACE,
        "Complex needs and no suitable place",
        "Since when has there been no suitable place?",
    ),
    ToldKind(
        "managed-move",
        "Managed move",
        "Which managed move is there?",
        Group.PLACES,
        Notice,
        (
            school("School that the child would leave", required=True),
            first_day("First day", "The first day at the other school.", required=True),
            last_day("Last day of the trial", "Leave blank while no end is set."),
            day("review_on", "Next review"),
            yes_no("parent_agreed", "Did a parent agree?"),
            words("Name the other school here, and what was agreed."),
        ),
        fixed={"kind": Notice.Kind.MANAGED_MOVE.value},
        to_come=frozenset({"first_day", "last_day", "review_on"}),
        rules=(PERIOD_RULE,),
    ),
    ToldKind(
        "roll-removal",
        "Proposed removal from the roll",
        "Which school proposes to take the child off its roll?",
        Group.PLACES,
        Notice,
        (
            school(required=True),
            first_day("Told on", "The day of the school’s notice.", required=True),
            last_day("Withdrawn or settled on", "Leave blank while the proposal stands."),
            yes_no("parent_agreed", "Did a parent agree?"),
            words("On which ground, and where the child would go."),
        ),
        fixed={"kind": Notice.Kind.ROLL_REMOVAL.value},
        rules=(PERIOD_RULE,),
    ),
)
