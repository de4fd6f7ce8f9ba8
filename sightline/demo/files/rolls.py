"""What schools send: their rolls, whole; part-time timetables; suspensions and exclusions."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from sightline.demo import post
from sightline.demo.files.desk import Desk, spoil
from sightline.demo.files.formats import Row
from sightline.demo.files.person import ON_ROLL, PERSON, person_columns, roll_columns
from sightline.demo.files.sheets import Line, Sheet
from sightline.demo.lives import Excluded, Life, OnRoll, PartTime
from sightline.demo.pictures import SCHOOL, school_key
from sightline.demo.post import Posting
from sightline.demo.schools import School
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
    """Every file that every school sends, school by school."""
    lives: dict[str, list[Life]] = defaultdict(list)
    for life in desk.world.lives:
        for urn in {school.urn for school in life.schools}:
            lives[urn].append(life)
    for school in desk.world.schools.all:
        office = _Office(desk, school, lives[school.urn])
        yield from office.rolls()
        yield from office.notices(
            "part-time", PART_TIME_HEADINGS, lambda life: life.part_time, lambda item: item.start, _part_time
        )
        yield from office.notices(
            "exclusions", EXCLUSION_HEADINGS, lambda life: life.exclusions, lambda item: item.first, _excluded
        )


class _Office:
    """One school's office, and the children of whom it tells."""

    def __init__(self, desk: Desk, school: School, lives: list[Life]) -> None:
        self.desk = desk
        self.school = school
        self.lives = lives
        self.manner = desk.manner(school_key(school), school.name)
        # What the school calls itself: some, and the academy always, use the number that the authority knows.
        by_number = school.office == desk.world.schools.converted.office or int(school.urn) % 5 == 0
        self.own_name = school.dfe_number if by_number else school.urn

    def rolls(self) -> Iterator[Sheet]:
        """The whole roll, on each of its days on which the school was open."""
        before: set[str] = set()
        for posting in post.roll_days(self.desk.world.terms):
            if self._shut(posting.on):
                continue
            lot = self.desk.lot("school-roll", self.school.urn, str(posting.on))
            lines, steady = [], set()
            for life in self.lives:
                for roll in life.rolls:
                    if roll.school is self.school and _is_sent(roll, posting):
                        lines.append(self._line(life, self._roll(life, roll, posting.on)))
                        if life.person.id in before and not life.story and roll.left is None:
                            steady.add(life.person.id)
            received = post.roll_sent_on(self.desk.world.seed, self.school.urn, posting)
            before = {line.person for line in lines}
            if lines:
                name = f"{self.school.urn} roll {received}.{self.manner.ending}"
                sheet = Sheet("school-roll", name, received, ROLL_HEADINGS, self.manner)
                sheet.lines = spoil(lot, lines, steady, SCHOOL)
                yield sheet

    def notices(
        self,
        feed: str,
        headings: tuple[str, ...],
        items: Callable[[Life], list[Item]],
        first: Callable[[Item], date],
        columns: Callable[[Item], Row],
    ) -> Iterator[Sheet]:
        """What happened since the file before, where anything did."""
        for posting in post.notice_days(self.desk.world.terms):
            lines = [
                self._line(life, columns(item))
                for life in self.lives
                for item in items(life)
                if item.school is self.school
                and first(item) <= posting.on
                and (posting.before is None or first(item) > posting.before)
            ]
            if lines:
                name = f"{self.school.urn} {feed} {posting.on}.{self.manner.ending}"
                yield Sheet(feed, name, posting.on, headings, self.manner, lines)

    def _shut(self, day: date) -> bool:
        """Whether the school had not opened by that day, or had closed."""
        return day < self.school.opened or (self.school.closed is not None and day > self.school.closed)

    def _line(self, life: Life, columns: Row) -> Line:
        picture = self.desk.of_school(life, self.school)
        own_id = self.desk.own_id(school_key(self.school), life.person.id, "{:06d}")
        row: Row = {"School": self.own_name} | person_columns(picture, own_id) | columns
        return Line(row, life.person.id, school_key(self.school), picture.mistakes)

    def _roll(self, life: Life, roll: OnRoll, on: date) -> Row:
        leaves = roll.left is not None and roll.left <= on + _KNOWN_AHEAD
        years_ago = self.desk.world.terms.this_year.start_year - school_year_of(on).start_year
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


def _is_sent(roll: OnRoll, posting: Posting) -> bool:
    if roll.entry > posting.on or (roll.vanished is not None and posting.on >= roll.vanished):
        return False
    return posting.tells_of_end(roll.left)


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
