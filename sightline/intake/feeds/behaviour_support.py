"""Personalised plans of children with social or behavioural difficulties, as the behaviour support service has them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sightline.intake import columns
from sightline.intake.casework import FOLLOWING_UP, Casework, step_is_described
from sightline.intake.contract import Fault, Feed, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import AllSent, Dated, Said
from sightline.record.drafts import draft
from sightline.record.models import Circumstance, Notice, Placement

_BEGINS, _ENDS, _HOURS, _PART_TIME = "Plan from", "Plan to", "Hours a week at school", "Part time at school"
_KIND = Circumstance.Kind.BEHAVIOUR_PLAN.value
_REASON = "behaviour-plan"
_PLACEMENT = ("provider_id", "programme_id")


def _hours_have_a_school(row: Row) -> Iterable[Fault]:
    nowhere = row["school"] is None and "school" not in row.unread
    if nowhere and row["hours"] is not None and row["part_time"] != "no":
        yield Fault(
            "School",
            "hours at no school",
            f"{_HOURS} were left out: name the school that offers them.",
            holds_back=False,
        )


def _not_both(row: Row) -> Iterable[Fault]:
    if row["part_time"] == "no" and row["hours"] is not None:
        yield Fault(
            _HOURS,
            "hours of a full week",
            f"{_HOURS} are for a part-time timetable, and the row says that there is none. They were left out.",
            holds_back=False,
        )


def _plan(row: Row) -> Dated:
    plan = draft(
        Circumstance,
        kind=_KIND,
        part_time_at_school=_part_time(row),
        valid_from=row["first_day"],
        valid_to=columns.day_after(row["last_day"]),
    )
    return Dated(plan, same_by=("kind",))


def _part_time(row: Row) -> str:
    """Whether the school is attended part time: hours that it offers under the plan say so as well."""
    if row["part_time"] is None and row["hours"] is not None and row["school"] is not None:
        return "yes"
    return columns.known(row["part_time"])


def _timetable(row: Row) -> Iterator[Said]:
    """The part-time timetable that the plan gives at school; its hours may be not known."""
    if row["school"] is not None and _part_time(row) == "yes":
        notice = draft(
            Notice,
            kind=Notice.Kind.PART_TIME.value,
            establishment_id=row["school"],
            hours_offered=row["hours"],
            reason=_REASON,
            review_on=row["review_on"],
            full_time_on=row["full_time_on"],
            valid_from=row["first_day"],
            valid_to=columns.day_after(row["last_day"]),
        )
        yield Dated(notice, same_by=("kind", "establishment_id"))


def _placement(row: Row, publication: Publication) -> Iterator[Said]:
    """With whom the plan places the child. The hours there are for the provider to tell."""
    if not row.sent("provider"):
        return
    if row["provider"] is not None:
        placement = draft(
            Placement,
            provider_id=row["provider"],
            home_school_id=row["school"],
            reason=_REASON,
            review_on=row["review_on"],
            valid_from=row["placed_on"] or row["first_day"],
            valid_to=columns.day_after(row["last_day"]),
        )
        yield Dated(placement, same_by=_PLACEMENT)
    yield AllSent(Placement, {}, _PLACEMENT, ends_on=publication.day)


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    casework = Casework(publication)

    def says(row: Row) -> Iterator[Said]:
        yield _plan(row)
        yield from _timetable(row)
        yield from _placement(row, publication)
        yield from casework.says(row)

    publish_people(publication, says)


FEED = Feed(
    name="behaviour-support",
    title="Behaviour support plans",
    owed_by=OwedBy.AUTHORITY,
    meaning="Children with social or behavioural difficulties who have a personalised plan: its days, what of "
    "school is left under it, and with whom the child is placed. A later row with the same first day corrects the "
    "earlier one. A provider, a review or a next step that a later file no longer gives of the child is over on the "
    "day of that file. Diagnoses, assessments and incidents are not read.",
    columns=(
        *PERSON,
        columns.home_authority("The three-digit code of the authority in whose area the child lives."),
        columns.first_day(
            _BEGINS,
            "The first day of the plan.",
            required=True,
            synonyms=("Plan start", "Plan start date", "Support plan start", "Support from"),
        ),
        columns.last_day(
            _ENDS,
            "The last day of the plan; blank while it goes on.",
            ("Plan end", "Plan end date", "Support plan end", "Support to"),
        ),
        columns.school("The school whose pupil the child is."),
        columns.yes_no(
            "part_time",
            _PART_TIME,
            "Whether the plan has the child at school for a part of the week only.",
            ("Part-time timetable", "Reduced timetable", "On reduced timetable", "PTT"),
        ),
        columns.hours(
            "hours",
            _HOURS,
            "The hours that the school offers under the plan, where they are a part of the week.",
            synonyms=("School hours", "Hours at school", "Hours in school"),
        ),
        columns.day(
            "full_time_on",
            "Full time by",
            "When the child is to be back full time.",
            ("Full time from", "Back full time"),
        ),
        replace(
            columns.provider(
                "With whom the plan places the child, by the ID of the directory; blank if nowhere."
            ),
            required=False,
        ),
        columns.day(
            "placed_on",
            "Placed from",
            "The first day with the provider; blank when it began with the plan.",
            ("Placement start", "Provision start"),
        ),
        *FOLLOWING_UP,
    ),
    told_apart_by=(PERSON_KEY, "first_day"),
    publish=_publish,
    rules=(
        columns.in_order("first_day", _BEGINS, "last_day", _ENDS),
        columns.in_order("placed_on", "Placed from", "last_day", _ENDS),
        _hours_have_a_school,
        _not_both,
        step_is_described,
    ),
    holds_children=True,
)
