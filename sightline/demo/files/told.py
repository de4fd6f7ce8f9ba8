"""What services tell in their own files: every feed of which lives hold what is told (`lives.Told`).

Each service keeps its own numbers, its own headings and its own mistakes. Lists of cases hold everybody whom the
service has on the day of the file; the other feeds hold what happened since the file before.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from sightline.demo import post
from sightline.demo.files.annex_a import as_lists
from sightline.demo.files.desk import Desk, Spoilt, spoil
from sightline.demo.files.formats import Manner, Row, Value
from sightline.demo.files.sheets import Line, Sheet
from sightline.demo.lives import Life, Told
from sightline.demo.pictures import PROVIDER, SCHOOL, Picture, sends_of
from sightline.demo.post import Posting
from sightline.demo.providers import Provider
from sightline.demo.schools import School
from sightline.demo.terms import Terms
from sightline.intake.contract import Column, Feed, Kind, plain_heading
from sightline.intake.registry import feed_called

CASELOADS = (
    "social-care",
    "send",
    "hospital",
    "camhs",
    "antenatal",
    "youth-justice",
    "education-welfare",
    "behaviour-support",
    "admissions",
    "new-arrivals",
)
EVENTS = (
    "police",
    "concerns",
    "long-absence",
    "roll-removals",
    "managed-moves",
    "attainment",
    "attendance-totals",
    "provider-timetable",
    "e-learning",
    "tracking-sheet",
)
_WHO = ("pupil_id", "upn", "surname", "forename", "date_of_birth", "postcode")
_PATIENT = ("pupil_id", "nhs_number", "surname", "forename", "date_of_birth", "postcode")
_PATTERNS = ("{:06d}", "{:05d}", "{:07d}", "R{:05d}", "{:04d}/A")
# How often a service calls a column by a name of its own.
_OWN_HEADING = 0.3


def postings_of(terms: Terms, feed: str) -> tuple[Posting, ...]:
    """The days on which a feed of a service is sent."""
    return post.caseload_days(terms) if feed in CASELOADS else post.events_days(terms)


def is_in(told: Told, posting: Posting) -> bool:
    """Whether what is told stands in the file of a day."""
    if told.first > posting.on:
        return False
    if told.feed in CASELOADS:
        return told.until is None or told.until >= posting.on
    return posting.before is None or told.first > posting.before


def title_of(sender: str) -> str:
    """The name under which a service of health or justice sends, as in `health:crisis-team`: Crisis team."""
    return sender.partition(":")[2].replace("-", " ").capitalize()


def school_source(office: str) -> str:
    """The name of the source as which a school's files come: by the first number that the school had."""
    return f"school-{office}"


def told_sheets(desk: Desk) -> Iterator[Sheet]:
    """Every file of every service, feed by feed. Raises ValueError for what a feed has no place for."""
    told: dict[tuple[str, str], list[tuple[Life, Told]]] = defaultdict(list)
    for life in desk.world.lives:
        for item in life.told:
            told[item.feed, item.sender].append((life, item))
    for feed in (*CASELOADS, *EVENTS):
        for sender in sorted(sender for name, sender in told if name == feed):
            yield from Office(desk, feed_called(feed), sender).sheets(told.pop((feed, sender)))
    if told:
        raise ValueError(f"nobody sends what is told here: {sorted(told)}")


class Office:
    """One sender's office, as far as it keeps one feed."""

    def __init__(self, desk: Desk, feed: Feed, sender: str) -> None:
        self.desk = desk
        self.feed = feed
        self.sender = sender
        self.kind, _, self.key = sender.partition(":")

    def sheets(self, told: list[tuple[Life, Told]]) -> Iterator[Sheet]:
        """Its file of each day on which it has something to tell."""
        headings = self._headings(told)
        before: dict[str, Counter[str]] = {}
        for posting in postings_of(self.desk.world.terms, self.feed.name):
            sent = [(life, item) for life, item in told if is_in(item, posting)]
            if not sent:
                continue
            now: dict[str, Counter[str]] = defaultdict(Counter)
            for life, item in sent:
                now[life.person.id][repr(item.cells)] += 1
            steady = {
                life.person.id
                for life, _ in sent
                if not life.story
                and before.get(life.person.id) == now[life.person.id]
                and now[life.person.id].total() == 1
            }
            before = now
            lines = [self._line(life, item) for life, item in sent]
            lot = self.desk.lot(self.feed.name, self.sender, str(posting.on))
            name = f"{self._file_name} {posting.on}.{self.manner.ending}"
            sheet = Sheet(self.feed.name, name, posting.on, headings, self.manner, source=self._source)
            sheet.lines = spoil(lot, lines, steady, self._sends, self._spoilt)
            yield from as_lists(sheet) if self.feed.name == "social-care" else (sheet,)

    @cached_property
    def manner(self) -> Manner:
        """How the sender writes: schools and providers as in all their files, a service with a mess of its own."""
        if self._place is not None:
            return self.desk.manner(self.sender, self._place.name)
        manner = self.desk.manner(self.sender, title_of(self.sender))
        lot = self.desk.lot("mess", self.feed.name, self.sender)
        return replace(
            manner,
            own_column="Office" if manner.own_column else "",
            total="Total" if lot.random() < 0.4 else "",
            gap=lot.random() < 0.3,
            called=tuple(
                (column.heading, lot.choice(own))
                for column in self.feed.columns
                if (own := self._only_of(column)) and lot.random() < _OWN_HEADING
            ),
        )

    def _only_of(self, column: Column) -> tuple[str, ...]:
        """Other headings of a column under which no other column of the feed is found."""
        others = {name for other in self.feed.columns if other is not column for name in other.headings}
        return tuple(text for text in column.synonyms if plain_heading(text) not in others)

    @cached_property
    def _place(self) -> School | Provider | None:
        """The school or provider that sends; None for a service or a team."""
        if self.kind == "school":
            return self.desk.offices[self.key]
        return self.desk.providers[self.key] if self.kind == "provider" else None

    @property
    def _sends(self) -> str:
        if self._place is None:
            return sends_of(self.sender)
        return SCHOOL if self.kind == "school" else PROVIDER

    @property
    def _source(self) -> str:
        """The name given with the file: a service of health or justice goes by its own, and a school by its own where
        each row names another beside it; all others show in the rows, or are the authority."""
        if self.kind == "school" and sum(column.kind is Kind.SCHOOL for column in self.feed.columns) > 1:
            return school_source(self.key)
        return title_of(self.sender) if self.kind in ("health", "justice") else ""

    @property
    def _file_name(self) -> str:
        if isinstance(self._place, School):
            return f"{self._place.urn} {self.feed.name}"
        if isinstance(self._place, Provider):
            return f"{self.key} {self.feed.name}"
        return f"{self.key} {self.feed.name}".removeprefix(f"{self.feed.name} ")

    @cached_property
    def _who(self) -> dict[str, str]:
        """The columns that say who the child is, by the name of the column: their headings in this feed."""
        wanted = _PATIENT if self.kind in ("health", "justice") else _WHO
        headings = {column.name: column.heading for column in self.feed.columns}
        return {name: headings[name] for name in wanted if name in headings}

    @property
    def _spoilt(self) -> Spoilt:
        coded = [column for column in self.feed.columns if column.kind is Kind.CHOICE and column.required]
        return Spoilt(
            own_id=self._who["pupil_id"],
            surname=self._who["surname"] if self.feed.column("surname").required else "",
            code=coded[0].heading if coded else "",
        )

    def _headings(self, told: list[tuple[Life, Told]]) -> tuple[str, ...]:
        """The feed's headings that the sender fills in, in the order of the feed."""
        used = {heading for _, item in told for heading in item.cells} | set(self._who.values())
        if self._place is not None:
            used.add(self._of_place)
        known = tuple(column.heading for column in self.feed.columns if column.heading in used)
        if unknown := used.difference(known):
            raise ValueError(f"the feed {self.feed.name} has no columns {sorted(unknown)}")
        return known

    @property
    def _of_place(self) -> str:
        return self.feed.column("school" if self.kind == "school" else "provider").heading

    def _line(self, life: Life, item: Told) -> Line:
        picture = self.desk.picture_of(life, self.sender)
        own_id = self.desk.own_id(self.sender, life.person.id, self._pattern)
        row: Row = self._identity(picture, own_id) | _written(item.cells)
        if self._place is not None:
            row.setdefault(self._of_place, self._own_name)
        return Line(row, life.person.id, self.sender, picture.mistakes)

    @property
    def _pattern(self) -> str:
        """How the sender numbers its children, the same in all its files; empty where it does not."""
        if isinstance(self._place, Provider):
            return f"{self.key.upper()}-{{:04d}}" if self._place.numbers_children else ""
        if self.kind == "school":
            return "{:06d}"
        return self.desk.lot("numbers", self.sender).choice(_PATTERNS)

    @property
    def _own_name(self) -> str:
        return self._place.urn if isinstance(self._place, School) else self.key

    def _identity(self, picture: Picture, own_id: str) -> Row:
        values: dict[str, Value] = {
            "pupil_id": own_id,
            "upn": picture.upn,
            "nhs_number": picture.nhs_number,
            "surname": picture.surname,
            "forename": picture.forename,
            "date_of_birth": picture.date_of_birth,
            "postcode": picture.postcode,
        }
        return {heading: values[name] for name, heading in self._who.items()}


def _written(cells: Mapping[str, object]) -> Row:
    """The cells as they are written: a school by its URN, a provider by its ID in the directory."""
    row: Row = {}
    for heading, value in cells.items():
        if isinstance(value, School):
            row[heading] = value.urn
        elif isinstance(value, Provider):
            row[heading] = value.key
        elif value is None or isinstance(value, Value):
            row[heading] = value
        else:
            raise ValueError(f"nobody can write what stands under {heading}")
    return row
