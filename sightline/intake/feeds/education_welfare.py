"""Cases of the education welfare service: who rarely attends, who is missing, and what is done about it."""

from collections.abc import Iterator

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.casework import FOLLOWING_UP, SEEN, Casework, seen_since_birth, step_is_described
from sightline.intake.contract import Column, Feed, Kind, OwedBy, Row
from sightline.intake.other_services import hold_back_what_is_to_come
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.drafts import draft
from sightline.record.models import Circumstance

_PLAN = Circumstance.Kind.LOW_ATTENDANCE_PLAN.value
_SEVERE = Circumstance.Kind.SEVERE_ABSENCE.value
_MISSING = Circumstance.Kind.WHEREABOUTS_UNKNOWN.value
_OTHER = "other"
_OPENED, _CLOSED = "Case opened", "Case closed"


def _status(row: Row) -> Circumstance:
    """The status that a case means: enquiries and the last known place with a child who is missing, else the plan."""
    missing = row["kind"] == _MISSING
    return draft(
        Circumstance,
        kind=row["kind"],
        place=row.text("place") if missing else "",
        words=row.text("enquiries" if missing else "plan"),
        valid_from=row["first_day"],
        valid_to=columns.first_day_over(row["first_day"], row["last_day"]),
    )


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    for column in ("first_day", "seen_on"):
        hold_back_what_is_to_come(publication, column)
    casework = Casework(publication)

    def says(row: Row) -> Iterator[Said]:
        if row["kind"] != _OTHER:
            yield Dated(_status(row), same_by=("kind",))
        yield from casework.sightings(row)
        yield from casework.says(row)

    publish_people(publication, says)


FEED = Feed(
    name="education-welfare",
    title="Education welfare cases",
    owed_by=OwedBy.AUTHORITY,
    meaning="Cases of the education welfare service: children who rarely attend, with a plan for coming back; who miss "
    "half of their sessions or more; whose whereabouts are not known; and others, of whom only the officer, the next "
    "step and when the child was last seen are kept. A file only adds: a case ends on the day on which it was closed. "
    "Reviews and next steps of a child who stands in a file are those of that file. Penalty notices, prosecutions and "
    "whatever else is about the parents are not read.",
    columns=(
        *PERSON,
        columns.home_authority("The three-digit code of the authority in whose area the child lives."),
        Column(
            "kind",
            "Kind of case",
            Kind.CHOICE,
            "What the case is about.",
            required=True,
            choices={
                _PLAN: Circumstance.Kind.LOW_ATTENDANCE_PLAN.label,
                _SEVERE: Circumstance.Kind.SEVERE_ABSENCE.label,
                _MISSING: Circumstance.Kind.WHEREABOUTS_UNKNOWN.label,
                _OTHER: "something else about attendance",
            },
            aliases={
                "Reintegration": _PLAN,
                "Reintegration plan": _PLAN,
                "Non-attender": _PLAN,
                "Non-attendance with plan": _PLAN,
                "Severely absent": _SEVERE,
                "SA": _SEVERE,
                "Missing": _MISSING,
                "Missing child": _MISSING,
                "Missing, whereabouts unknown": _MISSING,
                "Untraced": _MISSING,
                "Attendance": _OTHER,
                "Persistent absence": _OTHER,
                "Persistently absent": _OTHER,
                "PA": _OTHER,
                "Penalty notice": _OTHER,
                "Punctuality": _OTHER,
            },
            synonyms=("Case type", "Type of case", "Involvement", "Involvement type", "Referral reason"),
            # That nobody knows where a child is tells of danger to it.
            field_class=FieldClass.SAFEGUARDING,
        ),
        columns.first_day(
            _OPENED,
            "The first day of the case.",
            required=True,
            synonyms=("Opened", "Date opened", "Referral date", "Involvement start"),
        ),
        columns.last_day(
            _CLOSED,
            "The day on which it was closed; blank while it is open.",
            ("Closed", "Date closed", "Involvement end"),
        ),
        columns.text(
            "plan",
            "Plan",
            "The plan for coming back, in a few words: steps and hours, nothing of health or family.",
            "Reintegration steps",
            "Plan summary",
            max_length=columns.WORDS,
        ),
        columns.text(
            "enquiries",
            "Enquiries",
            "What was done to find a child whose whereabouts are not known; not kept of others.",
            "Reasonable enquiries",
            "Enquiries made",
            field_class=FieldClass.SAFEGUARDING,
            max_length=columns.WORDS,
        ),
        columns.text(
            "place",
            "Last known place",
            "Where such a child was last known to be; not kept of others.",
            "Whereabouts",
            "Last known whereabouts",
            field_class=FieldClass.SAFEGUARDING,
        ),
        *SEEN,
        *FOLLOWING_UP,
    ),
    told_apart_by=(PERSON_KEY, "kind", "first_day"),
    publish=_publish,
    rules=(
        columns.in_order("first_day", _OPENED, "last_day", _CLOSED),
        seen_since_birth,
        step_is_described,
    ),
    holds_children=True,
)
