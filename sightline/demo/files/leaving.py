"""What schools send of those who leave: removals from the roll, and the common transfer file for the next school."""

from collections.abc import Iterator
from dataclasses import replace

from sightline.demo import post
from sightline.demo.files.formats import PLAIN
from sightline.demo.files.person import PERSON
from sightline.demo.files.school_office import SchoolOffice
from sightline.demo.files.sheets import Line, Sheet
from sightline.demo.lives import Life, OnRoll
from sightline.demo.post import Posting
from sightline.demo.schools import School

REMOVAL_HEADINGS = ("School", *PERSON, "Date of entry", "Last day on roll", "Ground", "Destination")
_PAST_SCHOOL_AGE = "csa_end_not_continuing"
TRANSFER_HEADINGS = ("UPN", "Legal surname", "Legal forename", "Date of birth")


def removals(office: SchoolOffice) -> Iterator[Sheet]:
    """Pupils whose names were taken off the roll since the file before, with the ground.

    Those whose ground the school does not say are left to its roll, and so is everybody who has come to the end of the
    school in its last summer term: of these nobody asks for a return.
    """
    for posting in post.notice_days(office.desk.world.terms):
        lines = [
            office.line(
                life,
                {
                    "Date of entry": roll.entry,
                    "Last day on roll": roll.left,
                    "Ground": roll.ground,
                    "Destination": roll.destination,
                },
            )
            for life, roll in _left(office, posting)
            if roll.ground and not _has_finished(office, roll)
        ]
        if lines:
            name = f"{office.school.urn} roll-removals {posting.on}.{office.manner.ending}"
            yield Sheet("roll-removals", name, posting.on, REMOVAL_HEADINGS, office.manner, lines)


def transfers(office: SchoolOffice) -> Iterator[Sheet]:
    """A common transfer file for each school of the county to which pupils went in these weeks."""
    posting = post.notice_days(office.desk.world.terms)[-1]
    to: dict[str, tuple[School, list[Life]]] = {}
    for life, roll in _left(office, posting):
        following = next((one for one in life.rolls if one is not roll and one.entry > roll.entry), None)
        if following is not None and office.desk.of_school(life, office.school).upn:
            to.setdefault(following.school.urn, (following.school, []))[1].append(life)
    for urn, (school, lives) in sorted(to.items()):
        manner = replace(PLAIN, transfer=(office.school.dfe_number, school.dfe_number))
        name = f"{office.school.urn} to {urn} {posting.on}.{manner.ending}"
        lines = [_transferred(office, life) for life in lives]
        yield Sheet("common-transfer-file", name, posting.on, TRANSFER_HEADINGS, manner, lines)


def _has_finished(office: SchoolOffice, roll: OnRoll) -> bool:
    """Whether a pupil left at the end of the school's last year group: for the next school, or past school age."""
    _, first, last = office.desk.world.terms.runs[5]
    at_the_end = roll.left == last and roll.ground == "registered_elsewhere"
    past_school_age = roll.left is not None and first <= roll.left <= last and roll.ground == _PAST_SCHOOL_AGE
    return at_the_end or past_school_age


def _left(office: SchoolOffice, posting: Posting) -> list[tuple[Life, OnRoll]]:
    """Who left since the file before, and was on the roll for as long as the school said so."""
    before = posting.before or office.desk.world.terms.first_day(office.desk.world.terms.last_year)
    return [
        (life, roll)
        for life in office.lives
        for roll in life.rolls
        if roll.school is office.school
        and roll.vanished is None
        and roll.left is not None
        and before < roll.left <= posting.on
        and roll.left != office.school.closed
    ]


def _transferred(office: SchoolOffice, life: Life) -> Line:
    line = office.line(life, {})
    return replace(line, row={heading: line.row[heading] for heading in TRANSFER_HEADINGS})
