"""What each week of e-learning held: the hours that were offered, and those in which the child was really there."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, OwedBy, Row
from sightline.intake.other_services import warn_of_other_kinds
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.programmes import programmes_named
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import AllSent, Dated, Observed, Said
from sightline.record.drafts import draft
from sightline.record.models import Placement, ProviderKind, WeeklyHours

_WEEK = timedelta(days=7)
_PLACEMENT = ("provider_id", "programme_id")
_OFFERED, _ENGAGED, _LAST_LOGIN = "Hours offered online", "Hours engaged", "Last login"
_NONE = Decimal(0)
_ROLL = "provider-roll"


def _logged_in_when_engaged(row: Row) -> Iterable[Fault]:
    if row["monday"] and row["last_login"] and row["engaged"] and row["last_login"] < row["monday"]:
        yield Fault(
            _ENGAGED,
            "hours without a login",
            f"{_ENGAGED} were given for a week that begins after {_LAST_LOGIN}. One of the two is wrong.",
        )


def _no_more_than_offered(row: Row) -> Iterable[Fault]:
    if row["engaged"] is not None and row["offered"] is not None and row["engaged"] > row["offered"]:
        yield Fault(
            _ENGAGED, "more hours than were offered", "The hours were kept as they came.", holds_back=False
        )


def _engaged(row: Row, day: date) -> Decimal | None:
    """The hours engaged; known to be none in a week that is over, of a child whose last login lies before it."""
    week_is_over = row["monday"] + _WEEK <= day
    if row["engaged"] is None and row["last_login"] and row["last_login"] < row["monday"] and week_is_over:
        return _NONE
    engaged: Decimal | None = row["engaged"]
    return engaged


def _latest(rows: Iterable[Row]) -> frozenset[int]:
    """The row of each child and provider that tells of its latest week: it says what the child does there now."""
    found: dict[tuple[str, int], Row] = {}
    for row in sorted(rows, key=lambda row: row["monday"]):
        found[row.person, row["provider"]] = row
    return frozenset(row.number for row in found.values())


def _placement(row: Row, programme: int | None) -> Dated | Observed:
    placement = draft(
        Placement,
        provider_id=row["provider"],
        programme_id=programme,
        online="yes",
        valid_from=row["first_day"],
        valid_to=columns.day_after(row["last_day"]),
    )
    has_days = row["first_day"] or row["last_day"]
    return Dated(placement, _PLACEMENT) if has_days else Observed(placement, _PLACEMENT)


def _on_own_roll(publication: Publication) -> set[tuple[str, int]]:
    """Whom this sender's own roll places with which provider: the roll tells more of it than a week does."""
    told = Placement.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=publication.day),
        source_person__source=publication.delivery.source,
        source_person__feed=_ROLL,
    )
    return set(told.values_list("source_person__key", "provider_id"))


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    warn_of_other_kinds(publication, [ProviderKind.E_LEARNING])
    rows = publication.good_rows
    latest = _latest(rows)
    on_roll = _on_own_roll(publication)
    courses = programmes_named(publication, {(row["provider"], row.text("course")) for row in rows})

    def says(row: Row) -> Iterator[Said]:
        yield Dated(
            draft(
                WeeklyHours,
                provider_id=row["provider"],
                hours_planned=row["planned"],
                hours_offered=row["offered"],
                hours_attended=_engaged(row, publication.day),
                valid_from=row["monday"],
                valid_to=row["monday"] + _WEEK,
            ),
            same_by=("provider_id", "valid_from"),
        )
        if row.number in latest:
            if (row.person, row["provider"]) not in on_roll:
                yield _placement(row, courses.get((row["provider"], row.text("course"))))
            yield AllSent(Placement, {"provider_id": row["provider"]}, _PLACEMENT, ends_on=publication.day)

    publish_people(publication, says)


def _hours(name: str, heading: str, meaning: str, *synonyms: str) -> Column:
    return columns.hours(name, heading, meaning, synonyms=synonyms)


FEED = Feed(
    name="e-learning",
    title="E-learning, by week",
    owed_by=OwedBy.PROVIDER,
    meaning="One row a child and week of online education: the hours that were to be had, and those in which the child "
    "was logged in and took part. Blank is not known; 0 is known to be none. Where the hours engaged are blank and the "
    "last login lies before a week that is over, the child is known to have taken no part in it. The child is on the "
    "record as placed with the provider, online, by the row of its latest week; a roll that the provider sends as well "
    "counts instead. A week that is sent again is corrected. A login is not taken for somebody having seen the child.",
    columns=(
        columns.provider("The provider, by its ID in the directory."),
        *PERSON,
        columns.home_authority("The three-digit code of the authority in whose area the child lives."),
        columns.text(
            "course",
            "Online course",
            "What the child follows there.",
            "Course",
            "Course name",
            "Online programme",
        ),
        columns.first_day(
            "Enrolled from",
            "The first day with the provider.",
            required=False,
            synonyms=("Enrolled on", "Enrolment date", "Access from", "Licence start"),
        ),
        columns.last_day(
            "Enrolled to",
            "The last day; blank while it goes on.",
            ("Access to", "Licence end", "Unenrolled on"),
        ),
        columns.day(
            "monday",
            "Week beginning",
            "The Monday of the week.",
            ("Week beginning (a Monday)", "Week commencing", "W/C"),
            required=True,
        ),
        _hours(
            "planned",
            "Hours in the plan",
            "The hours a week that were agreed for the child.",
            "Planned hours online",
            "Agreed hours",
        ),
        _hours(
            "offered",
            _OFFERED,
            "The hours of lessons that the child could have joined.",
            "Live hours offered",
            "Hours available",
            "Lesson hours offered",
        ),
        _hours(
            "engaged",
            _ENGAGED,
            "The hours in which the child was logged in and took part.",
            "Hours logged in",
            "Hours online",
            "Active hours",
            "Time on platform (hours)",
        ),
        columns.day(
            "last_login",
            _LAST_LOGIN,
            "The day on which the child last logged in.",
            ("Last log-in", "Last logged in", "Last active", "Last access"),
        ),
    ),
    told_apart_by=(PERSON_KEY, "provider", "monday"),
    publish=_publish,
    rules=(
        columns.begins_on_monday,
        columns.in_order("first_day", "Enrolled from", "last_day", "Enrolled to"),
        _logged_in_when_engaged,
        _no_more_than_offered,
    ),
    shows_sender="provider",
    holds_children=True,
)
