"""The usual week of each child with a provider: the sessions, from which the hours planned follow."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import AllSent, Dated, Observed, Said
from sightline.record.models import TimetableSession


def _ends_after_it_starts(row: Row) -> Iterable[Fault]:
    if row["starts"] and row["ends"] and row["ends"] <= row["starts"]:
        yield Fault("Ends", "a time before another", "A session ends after it starts, on the same day.")


def _says(publication: Publication) -> Callable[[Row], Iterator[Said]]:
    first_days: dict[tuple[str, int], list[date]] = {}
    for row in publication.good_rows:
        first_days.setdefault((row.person, row["provider"]), []).append(row["first_day"] or publication.day)

    def says(row: Row) -> Iterator[Said]:
        session = TimetableSession(
            provider_id=row["provider"],
            weekday=row["weekday"],
            starts=row["starts"],
            ends=row["ends"],
            subject=row.text("subject"),
            place=row.text("place"),
            online=columns.known(row["online"]),
            alone=columns.known(row["alone"]),
            valid_from=row["first_day"],
            valid_to=columns.day_after(row["last_day"]),
        )
        same_by = ("provider_id", "weekday", "starts")
        has_days = row["first_day"] or row["last_day"]
        yield Dated(session, same_by) if has_days else Observed(session, same_by)
        same = {"provider_id": row["provider"]}
        begins = min(first_days[row.person, row["provider"]])
        yield AllSent(TimetableSession, same, same_by, ends_on=max(publication.day, begins))

    return says


def _publish(publication: Publication) -> None:
    publish_people(publication, _says(publication))


def _text(name: str, heading: str, meaning: str, *synonyms: str) -> Column:
    return Column(
        name, heading, Kind.TEXT, meaning, synonyms=synonyms, field_class=FieldClass.EDUCATION, max_length=200
    )


def _time(name: str, heading: str, meaning: str, *synonyms: str) -> Column:
    return Column(
        name,
        heading,
        Kind.TIME,
        meaning,
        required=True,
        synonyms=synonyms,
        field_class=FieldClass.EDUCATION,
    )


FEED = Feed(
    name="provider-timetable",
    title="Timetables with providers",
    owed_by=OwedBy.PROVIDER,
    meaning="Every session of a child's usual week with a provider. The hours planned follow from the sessions; where "
    "two overlap, the time counts once. Complete for each child that stands in it: a session that is not sent again is "
    "over on the day of the file, or on the first day of the sessions that follow it. To end a timetable, send its "
    "sessions with their last day.",
    columns=(
        columns.provider("The provider, by its ID in the directory."),
        *PERSON,
        Column(
            "weekday",
            "Day",
            Kind.WEEKDAY,
            "The day of the week.",
            required=True,
            synonyms=("Weekday", "Day of the week", "Day of week"),
            field_class=FieldClass.EDUCATION,
        ),
        _time("starts", "Starts", "When the session begins.", "Start time", "Time from"),
        _time("ends", "Ends", "When it ends, on the same day.", "End time", "Finish time", "Time to"),
        _text("subject", "Subject", "What is taught.", "Lesson", "Activity"),
        _text("place", "Place", "Where.", "Venue", "Location", "Site"),
        columns.yes_no("online", "Online", "Whether it is taught online."),
        columns.yes_no("alone", "Alone", "Whether the child is taught alone.", ("One to one", "1:1")),
        columns.first_day(
            "Valid from",
            "The first day on which the session is part of the week; blank when it is so already.",
            required=False,
            synonyms=("From", "Start date"),
        ),
        columns.last_day("Valid to", "The last day; blank while it goes on.", ("To", "End date")),
    ),
    told_apart_by=(PERSON_KEY, "provider", "weekday", "starts", "first_day"),
    publish=_publish,
    rules=(columns.in_order("first_day", "Valid from", "last_day", "Valid to"), _ends_after_it_starts),
    shows_sender="provider",
    holds_children=True,
)
