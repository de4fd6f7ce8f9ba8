"""What schools send: their rolls, whole; part-time timetables; suspensions and exclusions; and what else they count."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from sightline.demo import post
from sightline.demo.files.desk import Desk, spoil
from sightline.demo.files.formats import Row
from sightline.demo.files.leaving import removals, transfers
from sightline.demo.files.marks import marks
from sightline.demo.files.person import ON_ROLL, PERSON, roll_columns
from sightline.demo.files.registers import registers
from sightline.demo.files.school_office import SchoolOffice
from sightline.demo.files.sheets import Sheet
from sightline.demo.lives import Excluded, Life, OnRoll, PartTime
from sightline.demo.pictures import SCHOOL
from sightline.domain.school_age import school_year_of

ROLL_HEADINGS = (
    "School",
    *PERSON,
    *ON_ROLL,
    "Enrolment status",
    "Date of entry",
    "Date of leaving",
    "Ground for leaving",
    "Destination",
    "Attends full time",
    "SEN provision",
    "SEN type",
    "EHC plan authority",
    "Looked after by",
)
PART_TIME_HEADINGS = (
    "School",
    *PERSON,
    "Start date",
    "End date",
    "Hours a week",
    "Reason",
    "Parent agreed",
    "Review date",
    "Full time by",
)
EXCLUSION_HEADINGS = (
    "School",
    *PERSON,
    "Type",
    "First day",
    "Last day",
    "Sessions",
    "Reason 1",
    "Reason 2",
    "Reason 3",
    "State",
    "Provision from",
)

Item = TypeVar("Item", PartTime, Excluded)
# A school says that a pupil will leave so many days ahead at most.
_KNOWN_AHEAD = timedelta(days=45)


def school_sheets(desk: Desk) -> Iterator[Sheet]:
    """Every file that every school sends of its own pupils, school by school."""
    lives: dict[str, list[Life]] = defaultdict(list)
    for life in desk.world.lives:
        for urn in {school.urn for school in life.schools}:
            lives[urn].append(life)
    for school in desk.world.schools.all:
        office = SchoolOffice(desk, school, lives[school.urn])
        yield from _rolls(office)
        yield from _notices(
            office,
            "part-time",
            PART_TIME_HEADINGS,
            lambda life: life.part_time,
            lambda item: item.start,
            _part_time,
        )
        yield from _notices(
            office,
            "exclusions",
            EXCLUSION_HEADINGS,
            lambda life: life.exclusions,
            lambda item: item.first,
            _excluded,
        )
        yield from removals(office)
        yield from transfers(office)
        yield from registers(office)
        yield from marks(office)


def _rolls(office: SchoolOffice) -> Iterator[Sheet]:
    """The whole roll, on each of its days on which the school was open."""
    before: set[str] = set()
    desk, urn = office.desk, office.school.urn
    for posting in post.roll_days(desk.world.terms):
        if office.is_shut(posting.on):
            continue
        lot = desk.lot("school-roll", urn, str(posting.on))
        lines, steady = [], set()
        for life, roll in office.on_roll(posting):
            lines.append(office.line(life, _roll(desk, life, roll, posting.on)))
            if life.person.id in before and not life.story and roll.left is None:
                steady.add(life.person.id)
        received = post.roll_sent_on(desk.world.seed, urn, posting)
        before = {line.person for line in lines}
        if lines:
            name = f"{urn} roll {received}.{office.manner.ending}"
            sheet = Sheet("school-roll", name, received, ROLL_HEADINGS, office.manner)
            sheet.lines = spoil(lot, lines, steady, SCHOOL)
            yield sheet


def _notices(
    office: SchoolOffice,
    feed: str,
    headings: tuple[str, ...],
    items: Callable[[Life], list[Item]],
    first: Callable[[Item], date],
    columns: Callable[[Item], Row],
) -> Iterator[Sheet]:
    """What happened since the file before, where anything did."""
    for posting in post.notice_days(office.desk.world.terms):
        lines = [
            office.line(life, columns(item))
            for life in office.lives
            for item in items(life)
            if item.school is office.school
            and first(item) <= posting.on
            and (posting.before is None or first(item) > posting.before)
        ]
        if lines:
            name = f"{office.school.urn} {feed} {posting.on}.{office.manner.ending}"
            yield Sheet(feed, name, posting.on, headings, office.manner, lines)


def _roll(desk: Desk, life: Life, roll: OnRoll, on: date) -> Row:
    leaves = roll.left is not None and roll.left <= on + _KNOWN_AHEAD
    years_ago = desk.world.terms.this_year.start_year - school_year_of(on).start_year
    return roll_columns(life, max(life.person.year - years_ago, 0)) | {
        "Enrolment status": roll.status,
        "Date of entry": roll.entry,
        "Date of leaving": roll.left if leaves else None,
        "Ground for leaving": roll.ground if leaves else "",
        "Destination": roll.destination if leaves else "",
        "Attends full time": roll.full_time,
        "SEN provision": life.sen,
        "SEN type": life.sen_type,
        "EHC plan authority": life.plan_authority,
        "Looked after by": life.looked_after_by,
    }


def _part_time(notice: PartTime) -> Row:
    return {
        "Start date": notice.start,
        "End date": notice.end,
        "Hours a week": notice.hours,
        "Reason": notice.reason,
        "Parent agreed": notice.agreed,
        "Review date": notice.review,
        "Full time by": notice.full_time_by,
    }


def _excluded(exclusion: Excluded) -> Row:
    reasons: Row = dict(zip(("Reason 1", "Reason 2", "Reason 3"), exclusion.reasons, strict=False))
    return reasons | {
        "Type": exclusion.kind,
        "First day": exclusion.first,
        "Last day": exclusion.last,
        "Sessions": exclusion.sessions,
        "State": exclusion.state,
        "Provision from": exclusion.provision_from,
    }
