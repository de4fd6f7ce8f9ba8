"""The sessions of a period as a register counts them: possible, attended, missed and why."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import WHOLE_ROW, Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.drafts import draft
from sightline.record.models import AttendanceTotal

_LONGEST = timedelta(days=366)
_SESSIONS_A_DAY = 2
_FROM, _TO = "Period from", "Period to"
_POSSIBLE, _ATTENDED = "Sessions possible", "Sessions attended"
_PRESENT, _ELSEWHERE = "Present", "Approved educational activity"
_AUTHORISED, _UNAUTHORISED, _ILL = "Authorised absences", "Unauthorised absences", "Illness"


def _attended(row: Row) -> int | None:
    """Present or at an approved educational activity, as one number; None while a part of it is not known."""
    whole: int | None = row["attended"]
    present: int | None = row["present"]
    elsewhere: int | None = row["elsewhere"]
    if whole is not None or present is None:
        return whole
    if not row.sent("elsewhere"):
        return present
    return None if elsewhere is None else present + elsewhere


def _of_one_place(row: Row) -> Iterable[Fault]:
    named = [name for name in ("school", "provider") if row[name] is not None]
    if len(named) != 1 and not row.unread & {"school", "provider"}:
        yield Fault(
            WHOLE_ROW,
            "no place or two",
            "Name the school or the provider that keeps the register, and only one of them.",
        )


def _of_a_year_at_most(row: Row) -> Iterable[Fault]:
    if row["first_day"] and row["last_day"] and row["last_day"] - row["first_day"] > _LONGEST:
        yield Fault(_TO, "a period of more than a year", "Give the days of a week, a term or a school year.")


def _in_its_days(row: Row) -> Iterable[Fault]:
    first, last, possible = row["first_day"], row["last_day"], row["possible"]
    if first is None or last is None or last < first or possible is None:
        return
    if possible > _SESSIONS_A_DAY * ((last - first).days + 1):
        yield Fault(_POSSIBLE, "more sessions than days hold", "A day has two sessions at most.")


def _parts_of_attended(row: Row) -> Iterable[Fault]:
    """That the two parts of what was attended are known where only they are given, and make the whole."""
    present, elsewhere, whole = row["present"], row["elsewhere"], row["attended"]
    if whole is None and present is not None and row.sent("elsewhere") and elsewhere is None:
        yield Fault(
            _ELSEWHERE,
            "a part that is not known",
            "How many sessions were attended stays not known. Write 0 where there were none elsewhere.",
            holds_back=False,
        )
    if whole is not None and present is not None and elsewhere is not None and present + elsewhere != whole:
        yield Fault(
            _ATTENDED,
            "numbers that do not add up",
            f"{_PRESENT} and {_ELSEWHERE} together must be {_ATTENDED}.",
        )


def _adds_up(row: Row) -> Iterable[Fault]:
    """That no more was attended and missed than was possible; what is missing has no mark, which is only told."""
    possible = row["possible"]
    if possible is None:
        return
    parts = [_attended(row), row["authorised"], row["unauthorised"]]
    counted = sum(part for part in parts if part is not None)
    if counted > possible:
        yield Fault(
            _POSSIBLE,
            "numbers that do not add up",
            "More sessions were attended and missed than were possible.",
        )
    elif None not in parts and counted < possible:
        yield Fault(
            _POSSIBLE,
            "sessions without a mark",
            "Some sessions that were possible were neither attended nor missed. The numbers were kept as they came.",
            holds_back=False,
        )


def _ill_among_authorised(row: Row) -> Iterable[Fault]:
    if row["ill"] is not None and row["authorised"] is not None and row["ill"] > row["authorised"]:
        yield Fault(
            _ILL,
            "numbers that do not add up",
            f"Absences through illness are authorised: they cannot be more than {_AUTHORISED}.",
        )


def _says(row: Row) -> Iterator[Said]:
    yield Dated(
        draft(
            AttendanceTotal,
            establishment_id=row["school"],
            provider_id=row["provider"],
            possible=row["possible"],
            attended=_attended(row),
            absent_authorised=row["authorised"],
            absent_unauthorised=row["unauthorised"],
            ill=row["ill"],
            valid_from=row["first_day"],
            valid_to=columns.day_after(row["last_day"]),
        ),
        same_by=("establishment_id", "provider_id"),
    )


def _publish(publication: Publication) -> None:
    for row in publication.good_rows:
        if row["first_day"] > publication.day:
            publication.hold_back(
                row,
                "a date in the future",
                "A register counts what has been: the period is still to come.",
                _FROM,
            )
        elif row["last_day"] > publication.day:
            publication.warn(
                row.number,
                "a period that is not over",
                "The numbers are those up to the day of the file. Send the period again when it is over.",
                _TO,
            )
    publish_people(publication, _says)


def _sessions(name: str, heading: str, meaning: str, *synonyms: str, of: FieldClass | None = None) -> Column:
    return Column(
        name,
        heading,
        Kind.WHOLE_NUMBER,
        meaning,
        synonyms=synonyms,
        field_class=of or FieldClass.EDUCATION,
    )


FEED = Feed(
    name="attendance-totals",
    title="Attendance, counted",
    owed_by=OwedBy.SCHOOL,
    meaning="The sessions (half days) of each pupil in a period: a week, a half term, a term, or the year to date. "
    "From a school's register, or from a provider's; a file whose rows name one provider and no school is that "
    "provider's. Blank is not known; 0 is known to be none. The periods of one pupil at one place do not overlap: one "
    "that is sent later takes the place of those that it overlaps, so that the year to date is corrected by the next. "
    "Percentages are not read: a percentage alone says nothing of how much education there was. What does not add up "
    "waits; sessions without a mark are only listed.",
    columns=(
        columns.school("The school whose register it is; blank where it is a provider's."),
        replace(
            columns.provider("The provider whose register it is, by its ID; blank where it is a school's."),
            required=False,
        ),
        *PERSON,
        columns.home_authority("The three-digit code of the authority in whose area the child lives."),
        columns.first_day(
            _FROM,
            "The first day of the period.",
            required=True,
            synonyms=("Attendance from", "Date from", "Range start", "Period start"),
        ),
        replace(
            columns.last_day(
                _TO, "The last day of the period.", ("Attendance to", "Date to", "Range end", "Period end")
            ),
            required=True,
        ),
        replace(
            _sessions(
                "possible",
                _POSSIBLE,
                "How many sessions the pupil could have attended.",
                "Possible sessions",
                "Possible marks",
                "Total possible sessions",
                "Sessions possible to date",
                "Poss",
            ),
            required=True,
        ),
        _sessions(
            "attended",
            _ATTENDED,
            "How many the pupil attended, here or at an approved educational activity.",
            "Attended sessions",
            "Attendances",
            "Total attended",
            "Present and AEA",
            "Present + AEA",
            "Att + AEA",
        ),
        _sessions(
            "present",
            _PRESENT,
            "How many the pupil attended here. Needed only where the whole is not given.",
            "Present marks",
            "Sessions present",
            "Total present",
        ),
        _sessions(
            "elsewhere",
            _ELSEWHERE,
            "How many the pupil attended elsewhere. A file without this column counts them as present.",
            "AEA",
            "Approved ed activity",
            "Approved educational activities",
            "Educated off site",
        ),
        _sessions(
            "authorised",
            _AUTHORISED,
            "How many were missed with the school's leave, illness among them.",
            "Authorised absence",
            "Auth absences",
            "Auth abs",
            "Sessions authorised absence",
        ),
        _sessions(
            "unauthorised",
            _UNAUTHORISED,
            "How many were missed without it.",
            "Unauthorised absence",
            "Unauth absences",
            "Unauth abs",
            "Unauthorised",
            "Sessions unauthorised absence",
        ),
        _sessions(
            "ill",
            _ILL,
            "How many of the authorised absences were for illness.",
            "Ill",
            "Illness absences",
            "Illness (I)",
            "Code I",
            of=FieldClass.HEALTH,
        ),
    ),
    told_apart_by=(PERSON_KEY, "school", "provider", "first_day"),
    publish=_publish,
    rules=(
        _of_one_place,
        columns.in_order("first_day", _FROM, "last_day", _TO),
        _of_a_year_at_most,
        _in_its_days,
        _parts_of_attended,
        _adds_up,
        _ill_among_authorised,
    ),
    shows_sender="school",
    holds_children=True,
)
