"""The sessions that schools count, pupil by pupil: possible, attended, missed and why."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from sightline.demo import post
from sightline.demo.files.formats import Row
from sightline.demo.files.person import PERSON
from sightline.demo.files.school_office import SchoolOffice
from sightline.demo.files.sheets import Sheet
from sightline.demo.post import Posting
from sightline.domain.periods import Period
from sightline.domain.school_age import school_year_of

TOTALS_HEADINGS = (
    "School",
    *PERSON,
    "Period from",
    "Period to",
    "Sessions possible",
    "Sessions attended",
    "Authorised absences",
    "Unauthorised absences",
    "Illness",
)
# Schools that send what they count of every pupil, and those that send it of whoever is often away; the others send
# nothing. Of those that send, some have not done so this school year.
_OF_ALL, _OF_SOME, _LATE = 0.25, 0.4, 0.2
# Whoever misses a tenth of the sessions is often away, as the Department for Education counts it.
_OFTEN_AWAY = 10
_SESSIONS_A_DAY = 2
# Of the sessions of a pupil who is neither often away nor seldom, so many are missed.
_USUALLY_MISSED = 0.065
_DAY = timedelta(days=1)


def registers(office: SchoolOffice) -> Iterator[Sheet]:
    """The year to date of every pupil, or of those who are often away. Some schools send nothing, some have stopped."""
    terms = office.desk.world.terms
    lot = office.desk.lot("counts", office.school.office)
    draw, late = lot.random(), lot.random() < _LATE
    if office.school.office == office.desk.world.schools.converted.office:
        # In the smallest county, too, one school tells of every pupil.
        draw, late = 0.0, False
    for posting in post.notice_days(terms) if draw < _OF_ALL + _OF_SOME else ():
        is_of_last_year = school_year_of(posting.on) == terms.last_year
        if office.is_shut(posting.on) or (late and not is_of_last_year):
            continue
        first = terms.first_day(school_year_of(posting.on))
        sheet = Sheet("attendance-totals", _name(office, posting), posting.on, TOTALS_HEADINGS, office.manner)
        for life, roll in office.on_roll(posting):
            if roll.left is None and roll.entry < posting.on:
                begins = max(first, roll.entry)
                of_pupil = office.desk.lot("register", life.person.id, str(posting.on))
                sessions = (
                    len(terms.calendar.school_days(Period(begins, posting.on + _DAY))) * _SESSIONS_A_DAY
                )
                missed = min(sessions, round(sessions * _USUALLY_MISSED * of_pupil.expovariate(1)))
                if draw < _OF_ALL or missed * _OFTEN_AWAY >= sessions:
                    row = _counted(of_pupil, (begins, posting.on), sessions, missed)
                    sheet.lines.append(office.line(life, row))
        if sheet.lines:
            yield sheet


def _name(office: SchoolOffice, posting: Posting) -> str:
    return f"{office.school.urn} attendance-totals {posting.on}.{office.manner.ending}"


def _counted(lot: random.Random, days: tuple[date, date], possible: int, missed: int) -> Row:
    """The sessions of a period, by its first day and its last."""
    authorised = round(missed * lot.uniform(0.5, 1))
    return {
        "Period from": days[0],
        "Period to": days[1],
        "Sessions possible": possible,
        "Sessions attended": possible - missed,
        "Authorised absences": authorised,
        "Unauthorised absences": missed - authorised,
        "Illness": round(authorised * lot.uniform(0.4, 1)),
    }
