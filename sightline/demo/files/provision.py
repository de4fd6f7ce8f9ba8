"""What providers send: the children they have, whole, and their hours; and the home education team's list."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from sightline.demo import post
from sightline.demo.files.desk import Desk, spoil
from sightline.demo.files.formats import Manner, Row
from sightline.demo.files.person import PERSON, person_columns
from sightline.demo.files.sheets import Line, Sheet
from sightline.demo.lives import HoursOfWeek, Life, Placed
from sightline.demo.pictures import HOME_EDUCATION_TEAM, PROVIDER, SCHOOL, provider_key
from sightline.demo.post import Posting
from sightline.demo.providers import Provider

PLACEMENT_HEADINGS = (
    "Provider ID",
    *PERSON,
    "Programme",
    "Start date",
    "End date",
    "Hours a week",
    "Arranged by",
    "Legal basis",
    "Reason",
    "Reason in words",
    "Online",
    "Alone",
    "Review date",
    "School",
)
HOURS_HEADINGS = (
    "Provider ID",
    *PERSON,
    "Week beginning",
    "Hours planned",
    "Hours offered",
    "Hours attended",
)
HOME_EDUCATION_HEADINGS = (
    *PERSON,
    "Address",
    "Start date",
    "End date",
    "Suitability",
    "Consent",
    "Part-time at school",
    "School",
)
_KNOWN_AHEAD = timedelta(days=45)


def provider_sheets(desk: Desk) -> Iterator[Sheet]:
    """Every file that every provider sends, provider by provider."""
    placed: dict[str, list[tuple[Life, Placed]]] = defaultdict(list)
    weeks: dict[str, list[tuple[Life, HoursOfWeek]]] = defaultdict(list)
    for life in desk.world.lives:
        for placement in life.placements:
            placed[placement.provider.key].append((life, placement))
        for week in life.hours:
            weeks[week.provider.key].append((life, week))
    for provider in desk.world.providers:
        cabinet = _Cabinet(desk, provider)
        yield from cabinet.placements(placed[provider.key])
        yield from cabinet.hours(weeks[provider.key])


class _Cabinet:
    """One provider's office."""

    def __init__(self, desk: Desk, provider: Provider) -> None:
        self.desk = desk
        self.provider = provider
        self.manner = desk.manner(provider_key(provider), provider.name)

    def placements(self, placed: list[tuple[Life, Placed]]) -> Iterator[Sheet]:
        """The children whom the provider has, whole, on each of its days."""
        before: set[str] = set()
        for posting in post.provider_days(self.desk.world.terms):
            lot = self.desk.lot("provider-roll", self.provider.key, str(posting.on))
            sent = [(life, item) for life, item in placed if _is_sent(item, posting)]
            if not sent:
                continue
            lines = [self._line(life, _placement(item, posting)) for life, item in sent]
            steady = {
                life.person.id
                for life, item in sent
                if life.person.id in before and not life.clean and item.end is None
            }
            before = {line.person for line in lines}
            yield self._sheet(
                "provider-roll", PLACEMENT_HEADINGS, posting, spoil(lot, lines, steady, PROVIDER)
            )

    def hours(self, weeks: list[tuple[Life, HoursOfWeek]]) -> Iterator[Sheet]:
        """The hours of the weeks since the file before."""
        for posting in post.hours_days(self.desk.world.terms):
            mondays = set(post.weeks_told(self.desk.world.terms, posting))
            lines = [self._line(life, _week(week)) for life, week in weeks if week.monday in mondays]
            if lines:
                yield self._sheet("provider-hours", HOURS_HEADINGS, posting, lines)

    def _sheet(self, feed: str, headings: tuple[str, ...], posting: Posting, lines: list[Line]) -> Sheet:
        name = f"{self.provider.key} {feed} {posting.on}.{self.manner.ending}"
        return Sheet(feed, name, posting.on, headings, self.manner, lines)

    def _line(self, life: Life, columns: Row) -> Line:
        picture = self.desk.of_provider(life, self.provider)
        pattern = f"{self.provider.key.upper()}-{{:04d}}"
        own_id = ""
        if self.provider.numbers_children:
            own_id = self.desk.own_id(provider_key(self.provider), life.person.id, pattern)
        row: Row = {"Provider ID": self.provider.key} | person_columns(picture, own_id) | columns
        return Line(row, life.person.id, provider_key(self.provider), picture.mistakes)


def home_education_sheets(desk: Desk) -> Iterator[Sheet]:
    """The home education team's whole list, on each of its days."""
    manner = Manner(encoding="utf-8-sig", line_end="\r\n", dates="%d/%m/%Y")
    lives = [life for life in desk.world.lives if life.home_education]
    before: set[str] = set()
    for posting in post.home_education_days(desk.world.terms):
        lot = desk.lot("home-education", str(posting.on))
        lines, steady = [], set()
        for life in lives:
            for item in life.home_education:
                if item.start > posting.on or not posting.tells_of_end(item.end):
                    continue
                picture = desk.of_team(life)
                own_id = desk.own_id(HOME_EDUCATION_TEAM, life.person.id, "EHE{:05d}")
                row: Row = person_columns(picture, own_id) | {
                    "Address": life.person.home.address,
                    "Start date": item.start,
                    "End date": item.end,
                    "Suitability": item.suitability,
                    "Consent": item.consent,
                    "Part-time at school": item.part_time_at_school,
                    "School": item.school.urn if item.school else "",
                }
                lines.append(Line(row, life.person.id, HOME_EDUCATION_TEAM, picture.mistakes))
                if life.person.id in before and not life.clean and item.end is None:
                    steady.add(life.person.id)
        before = {line.person for line in lines}
        name = f"home education {posting.on}.{manner.ending}"
        sheet = Sheet("home-education", name, posting.on, HOME_EDUCATION_HEADINGS, manner)
        sheet.lines = spoil(lot, lines, steady, SCHOOL)
        if lines:
            yield sheet


def _is_sent(placement: Placed, posting: Posting) -> bool:
    return placement.start <= posting.on and posting.tells_of_end(placement.end)


def _placement(placement: Placed, posting: Posting) -> Row:
    ends = placement.end is not None and placement.end <= posting.on + _KNOWN_AHEAD
    return {
        "Programme": placement.programme,
        "Start date": placement.start,
        "End date": placement.end if ends else None,
        "Hours a week": placement.hours,
        "Arranged by": placement.arranged_by,
        "Legal basis": placement.legal_basis,
        "Reason": placement.reason,
        "Reason in words": placement.words,
        "Online": placement.online,
        "Alone": placement.alone,
        "Review date": placement.review,
        "School": placement.school.urn if placement.school else "",
    }


def _week(week: HoursOfWeek) -> Row:
    return {
        "Week beginning": week.monday,
        "Hours planned": week.planned,
        "Hours offered": week.offered,
        "Hours attended": week.attended,
    }
