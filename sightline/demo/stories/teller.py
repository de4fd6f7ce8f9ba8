"""What a story needs: a child to happen to, days counted in school days, and the hours that providers count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sightline.demo import post
from sightline.demo.draws import stream
from sightline.demo.lives import Expected, HoursOfWeek, Life, OnRoll, Placed, Told
from sightline.demo.names import first_name, surname
from sightline.demo.people import Numbers, Person
from sightline.demo.places import AUTHORITY_CODE, NEIGHBOUR_CODE, Locality, home, home_elsewhere
from sightline.demo.providers import Provider
from sightline.demo.schools import PRIMARY, SECONDARY, Kind, School, Schools
from sightline.demo.terms import Terms
from sightline.domain.school_age import school_year_of

MAINSTREAM = (PRIMARY, SECONDARY)
# Years in which a child has been at the same school, and of compulsory school age, since before last school year.
SETTLED_YEARS = (3, 4, 5, 6, 9, 10, 11)
OLDER_YEARS = (9, 10, 11)

NONE_AT_ALL = Decimal(0)


@dataclass(frozen=True)
class Story:
    """One kind of story: its name, a sentence for people, how many in ten thousand pupils, and how it is told.

    Each is told once at least, with clean identifiers; the others of it have their senders' mistakes.
    """

    slug: str
    title: str
    rate: float
    tell: "Callable[[Teller], Life]"


class Teller:
    """Whoever tells the stories: draws the children and knows the days."""

    def __init__(
        self,
        seed: int,
        terms: Terms,
        localities: tuple[Locality, ...],
        schools: Schools,
        providers: tuple[Provider, ...],
        numbers: Numbers,
        lives: list[Life],
    ) -> None:
        self.seed = seed
        self.lot = stream(seed, "stories")
        self.terms = terms
        self.localities = localities
        self.schools = schools
        self.providers = providers
        self.numbers = numbers
        self.lives = lives
        self._waiting: dict[tuple[Kind, int], list[Life]] = {}
        for life in lives:
            if _is_ordinary(life):
                self._waiting.setdefault((life.roll.school.kind, life.person.year), []).append(life)
        for waiting in self._waiting.values():
            self.lot.shuffle(waiting)

    def child(self, years: tuple[int, ...] = SETTLED_YEARS, kinds: tuple[Kind, ...] = MAINSTREAM) -> Life:
        """An ordinary child, at one school only since before last school year, to whom no story has happened.

        Raises LookupError when there is none left.
        """
        queues = [self._waiting.get((kind, year), []) for kind in kinds for year in years]
        place = self.lot.randrange(max(1, sum(map(len, queues))))
        for queue in queues:
            if place < len(queue):
                return queue.pop()
            place -= len(queue)
        raise LookupError("there is no child left for this story: the authority is too small")

    def newcomer(self, year: int, *, lives_here: bool = True, sex: str = "") -> Life:
        """A child whom no school has told us of: new to the county, or at home in the one next door."""
        sex = sex or self.lot.choice("FM")
        where = home(self.lot, self.lot.choice(self.localities)) if lives_here else home_elsewhere(self.lot)
        born = date(self.terms.this_year.start_year - year - 5, 9, 1) + timedelta(
            days=self.lot.randint(0, 364)
        )
        person = Person(
            id=self.numbers.next_person(),
            family=self.numbers.next_family(),
            surname=surname(self.lot),
            forename=first_name(self.lot, sex),
            middle_names="",
            date_of_birth=born,
            sex=sex,
            ethnicity="OOTH",
            upn=self.numbers.upn(9_000 + self.lot.randint(0, 99), self.terms.this_year.start_year - 1),
            year=year,
            home=where,
            phone="",
        )
        life = Life(person, AUTHORITY_CODE if lives_here else NEIGHBOUR_CODE)
        self.lives.append(life)
        return life

    def beside(self, life: Life, born: date, *, sex: str = "") -> Life:
        """A brother or sister of a child, at the same home, known so far to nobody."""
        other = self.newcomer(self.terms.this_year.start_year - school_year_of(born).start_year - 5, sex=sex)
        kept = life.person
        other.person = replace(
            other.person,
            family=kept.family,
            surname=kept.surname,
            ethnicity=kept.ethnicity,
            home=kept.home,
            phone=kept.phone,
            date_of_birth=born,
        )
        while other.person.forename == kept.forename:
            other.person = replace(other.person, forename=first_name(self.lot, other.person.sex))
        other.clean = True
        return other

    def ago(self, fewest: int, most: int | None = None) -> date:
        """A school day so many school days before today; between two numbers, one by lot."""
        return self.terms.school_days_ago(fewest if most is None else self.lot.randint(fewest, most))

    def last_summer_term(self) -> date:
        """A school day in the weeks before the end of last school year."""
        end = self.terms.school_days.index(self.terms.end_of_last_year)
        return self.terms.school_days[end - self.lot.randint(20, 50)]

    def last_year(self, number: int) -> date:
        """The school day of last school year with so many school days of it before it."""
        return self.terms.school_days[number]

    def ahead(self, number: int) -> date:
        """The school day so many school days after today."""
        return self.terms.school_days_ahead(number)

    def sixth_day(self, first: date) -> date:
        """The sixth school day, counting `first` as the first."""
        return self.terms.school_days[self.terms.school_days.index(first) + 5]

    def monday_ago(self, fewest: int, most: int | None = None) -> date:
        """A Monday in term, so many school days or a few more before today."""
        place = len(self.terms.school_days) - 1 - (fewest if most is None else self.lot.randint(fewest, most))
        while self.terms.school_days[place].weekday() != 0:
            place -= 1
        return self.terms.school_days[place]

    def provider(self, kind: str, *, counts_hours: bool | None = None) -> Provider:
        """A provider of a kind, by lot; only one that counts hours, or only one that does not, where it matters."""
        found = [
            provider
            for provider in self.providers
            if provider.kind == kind and counts_hours in (None, provider.counts_hours)
        ]
        return self.lot.choice(found)

    def provider_of(self, school: School) -> Provider:
        """The provider that a school is."""
        return next(provider for provider in self.providers if provider.urn == school.urn)

    def hours(self, *choices: str) -> Decimal:
        """One of several numbers of hours, by lot."""
        return Decimal(self.lot.choice(choices))

    def count(self, life: Life, placed: Placed, offered: Decimal | None, attended: Decimal | None) -> None:
        """Write down a placement's hours week by week, the same each week; None is what is not counted."""
        for posting in post.hours_days(self.terms):
            for monday in post.weeks_told(self.terms, posting):
                if placed.start <= monday and (placed.end is None or monday <= placed.end):
                    life.hours.append(HoursOfWeek(placed.provider, monday, placed.hours, offered, attended))

    def count_growing(self, life: Life, placed: Placed, hours: tuple[str, ...], missed: Decimal) -> None:
        """Write down weeks whose hours grow to the last of `hours`, each but for `missed` attended."""
        mondays = [
            monday
            for posting in post.hours_days(self.terms)
            for monday in post.weeks_told(self.terms, posting)
            if placed.start <= monday
        ]
        for place, monday in enumerate(mondays):
            step = max(0, len(hours) - len(mondays) + place)
            planned = Decimal(hours[step])
            attended = max(NONE_AT_ALL, planned - missed)
            life.hours.append(HoursOfWeek(placed.provider, monday, planned, planned, attended))

    def day_before(self, day: date) -> date:
        """The school day before a school day."""
        return self.terms.school_days[self.terms.school_days.index(day) - 1]

    def first_school_day(self, day: date) -> date:
        """The first school day on or after a day."""
        return self.terms.calendar.add_school_days(day - timedelta(days=1), 1)


def tell_of(
    life: Life, feed: str, sender: str, first: date, cells: Mapping[str, object], until: date | None = None
) -> None:
    """Let a service tell of the child from the first file after `first` on."""
    life.told.append(Told(feed, sender, first, cells, until))


def leave(life: Life, last_day: date, ground: str = "", destination: str = "") -> OnRoll:
    """Take the child off its roll, from the day after `last_day` on."""
    roll = life.roll
    roll.left, roll.ground, roll.destination = last_day, ground, destination
    return roll


def left_for_elsewhere(teller: Teller, roll: OnRoll) -> Expected:
    """What is expected of the rows of a school that a child left for another, when nothing else is known to be the
    child's: that the child arrived is said, and nobody has confirmed it."""
    if roll.left is None:
        raise ValueError("the child has not left")
    since = teller.first_school_day(roll.left + timedelta(days=1))
    return Expected("to be checked", ("no-roll",), since)


def told_by_provider(life: Life, placed: Placed, reasons: tuple[str, ...]) -> Expected:
    """What is expected of a provider's rows when the school's are not known to be the same child's: the same reasons
    for the placement, and that provider's hours alone."""
    week = next((week for week in reversed(life.hours) if week.provider is placed.provider), None)
    counted = (None, None) if week is None else (week.offered, week.attended)
    return Expected("on", reasons, placed.start, placed.hours, *counted)


def _is_ordinary(life: Life) -> bool:
    return not life.story and len(life.rolls) == 1 and life.rolls[0].left is None and not life.looked_after_by
