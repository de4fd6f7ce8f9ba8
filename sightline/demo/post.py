"""When files come in: every sender's days over two school years, the latest of them days before today."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sightline.demo.draws import stream
from sightline.demo.terms import Terms

# School days between the latest files and today.
_LATEST = 3


@dataclass(frozen=True)
class Posting:
    """One day on which a sender sends, and the day on which it sent before (None: this is the first time)."""

    on: date
    before: date | None

    def tells_of_end(self, last: date | None) -> bool:
        """Whether a thing that ended on `last` is in the file: it still goes on, or ended since the file before."""
        return last is None or last >= self.on or (self.before is not None and last >= self.before)


def _postings(days: list[date], today: date) -> tuple[Posting, ...]:
    usable = [day for day in days if day < today]
    return tuple(Posting(on, before) for before, on in pairwise([None, *usable]) if on is not None)


def roll_days(terms: Terms) -> tuple[Posting, ...]:
    """Schools send their rolls in October and July of last school year, in October of this one, and this week."""
    first = terms.first_day(terms.this_year)
    autumn = date(first.year - 1, 10, 6)
    latest = terms.school_days_ago(_LATEST)
    this_autumn = [day for day in (date(first.year, 10, 6),) if day < latest - timedelta(days=14)]
    return _postings([autumn, terms.end_of_last_year, *this_autumn, latest], terms.today)


def roll_sent_on(seed: int, urn: str, posting: Posting) -> date:
    """The day on which one school's roll comes in: one of the three up to the posting's own."""
    return posting.on - timedelta(days=stream(seed, "sent", urn, str(posting.on)).randrange(3))


def notice_days(terms: Terms) -> tuple[Posting, ...]:
    """Schools' notices and exclusions: gathered at the end of last school year, and this week."""
    return _postings([terms.end_of_last_year, terms.school_days_ago(_LATEST - 1)], terms.today)


def provider_days(terms: Terms) -> tuple[Posting, ...]:
    """Providers send the children they have each half term, and this week."""
    latest = terms.school_days_ago(_LATEST)
    spring = terms.runs[3][2]
    this_autumn = terms.first_day(terms.this_year) + timedelta(days=30)
    return _postings([spring, terms.end_of_last_year, this_autumn, latest], terms.today)


def hours_days(terms: Terms) -> tuple[Posting, ...]:
    """Providers send hours at half term and on the last day of the week that was."""
    friday = terms.reference_week + timedelta(days=4)
    return _postings([friday - timedelta(days=28), friday], terms.today)


def home_education_days(terms: Terms) -> tuple[Posting, ...]:
    """The home education team sends its whole list each term, and this week."""
    latest = terms.school_days_ago(_LATEST - 1)
    this_autumn = terms.first_day(terms.this_year) + timedelta(days=36)
    return _postings([terms.runs[1][2], terms.runs[3][2], this_autumn, latest], terms.today)


def caseload_days(terms: Terms) -> tuple[Posting, ...]:
    """Services send the children whom they have at the end of last spring and summer, this autumn, and this week."""
    autumn = terms.first_day(terms.this_year) + timedelta(days=36)
    return _postings(
        [terms.runs[3][2], terms.end_of_last_year, autumn, terms.school_days_ago(2)], terms.today
    )


def events_days(terms: Terms) -> tuple[Posting, ...]:
    """What happened since the file before is sent at the end of last summer, this autumn, and this week."""
    autumn = terms.first_day(terms.this_year) + timedelta(days=37)
    return _postings([terms.end_of_last_year, autumn, terms.school_days_ago(2)], terms.today)


def reference_day(terms: Terms) -> date:
    """Registers, calendars, providers and staff come before everything else."""
    return terms.runs[0][1] + timedelta(days=7)


def update_day(terms: Terms) -> date:
    """The register and the directory come again once this school year has begun."""
    return terms.first_day(terms.this_year) + timedelta(days=4)


def weeks_told(terms: Terms, posting: Posting) -> tuple[date, ...]:
    """The Mondays of the school weeks whose hours a file of hours holds: at most six, up to its own week."""
    monday = posting.on - timedelta(days=posting.on.weekday())
    first = monday - timedelta(weeks=5)
    if posting.before is not None:
        after = posting.before - timedelta(days=posting.before.weekday()) + timedelta(weeks=1)
        first = max(first, after)
    found = []
    while first <= monday:
        if terms.calendar.open_days_in_week(first):
            found.append(first)
        first += timedelta(weeks=1)
    return tuple(found)
