"""One school's office, and what all its files share: its manner, its own name, its pictures of its pupils."""

from datetime import date

from sightline.demo.files.desk import Desk
from sightline.demo.files.formats import Row
from sightline.demo.files.person import person_columns
from sightline.demo.files.sheets import Line
from sightline.demo.lives import Life, OnRoll
from sightline.demo.pictures import school_key
from sightline.demo.post import Posting
from sightline.demo.schools import School


class SchoolOffice:
    """One school's office, and the children of whom it tells."""

    def __init__(self, desk: Desk, school: School, lives: list[Life]) -> None:
        self.desk = desk
        self.school = school
        self.lives = lives
        self.sender = school_key(school)
        self.manner = desk.manner(self.sender, school.name)
        # What the school calls itself: some, and the academy always, use the number that the authority knows.
        by_number = school.office == desk.world.schools.converted.office or int(school.urn) % 5 == 0
        self.own_name = school.dfe_number if by_number else school.urn

    def is_shut(self, day: date) -> bool:
        """Whether the school had not opened by that day, or had closed."""
        return day < self.school.opened or (self.school.closed is not None and day > self.school.closed)

    def line(self, life: Life, columns: Row) -> Line:
        """One row about a pupil: who it is, as the school has it, and the columns."""
        picture = self.desk.of_school(life, self.school)
        own_id = self.desk.own_id(self.sender, life.person.id, "{:06d}")
        row: Row = {"School": self.own_name} | person_columns(picture, own_id) | columns
        return Line(row, life.person.id, self.sender, picture.mistakes)

    def on_roll(self, posting: Posting) -> list[tuple[Life, OnRoll]]:
        """Whom the school's roll of a day holds: those who are on it, or have left since the roll before."""
        return [
            (life, roll)
            for life in self.lives
            for roll in life.rolls
            if roll.school is self.school and _is_sent(roll, posting)
        ]


def _is_sent(roll: OnRoll, posting: Posting) -> bool:
    if roll.entry > posting.on or (roll.vanished is not None and posting.on >= roll.vanished):
        return False
    return posting.tells_of_end(roll.left)
