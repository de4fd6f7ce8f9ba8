"""Any situation a record may hold, for properties: facts of every kind, on days around one school year."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from sightline.domain.hours import Session
from sightline.domain.known import Known, NotKnown
from sightline.domain.periods import Period
from sightline.population.calendars import Entry, authority_calendar, school_calendar
from sightline.population.situation import (
    Circumstance,
    DateDue,
    Excluded,
    HoursOfWeek,
    KeyPersonTold,
    Noticed,
    OnRoll,
    Placed,
    ProvidedBy,
    Residence,
    School,
    Situation,
    TaughtHours,
    Timetabled,
)
from sightline.population.tables import (
    circumstances,
    establishment_kinds,
    leaving_says,
    provider_kinds,
    reasons,
)

HOME, OTHER = "999", "998"
FIRST, LAST = date(2025, 6, 1), date(2028, 1, 31)
WINDOW = Period(date(2023, 9, 1), date(2030, 9, 1))

TOLD = (
    Entry("term", "Autumn term", Period(date(2026, 9, 2), date(2026, 12, 19))),
    Entry("half term", "", Period(date(2026, 10, 26), date(2026, 10, 31))),
    Entry("training day", "", Period(date(2026, 11, 2), date(2026, 11, 3))),
    Entry("term", "Spring term", Period(date(2027, 1, 5), date(2027, 3, 26))),
    Entry("term", "Summer term", Period(date(2027, 4, 12), date(2027, 7, 22))),
)
AUTHORITY = authority_calendar(TOLD, WINDOW)
CALENDARS = (
    AUTHORITY,
    authority_calendar((), WINDOW),
    school_calendar(AUTHORITY, [Entry("closure", "", Period(date(2026, 11, 16), date(2026, 11, 21)))]),
)

days = st.dates(FIRST, LAST)
hours = st.one_of(
    st.just(NotKnown("not told")),
    st.sampled_from(["0", "5", "8", "12.5", "15", "24", "25", "30"]).map(lambda text: Known(Decimal(text))),
)
yes_no = st.sampled_from(["yes", "no", "not known"])
codes = st.sampled_from(["", "PEX", "MHN", "OTH", "?", *reasons()])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period with either side open, or both."""
    start = draw(st.none() | days)
    end = draw(st.none() | days)
    if start is not None and end is not None and end <= start:
        end = start + timedelta(days=1 + (start - end).days % 40)
    return Period(start, end)


# Five schools and five providers, so that facts meet at the same place.
schools = st.builds(
    lambda place, taught: School(
        place[0],
        str(100000 + place[0]),
        f"School {place[0]}",
        place[1],
        (TaughtHours(4, Decimal(26), taught),) if place[0] == 1 else (),
    ),
    st.sampled_from(list(enumerate(establishment_kinds()))),
    st.just(Period(date(2025, 9, 1), date(2027, 9, 1))),
)
providers = st.builds(
    lambda place: ProvidedBy(place[0], "100003" if place[0] == 3 else "", f"Provider {place[0]}", place[1]),
    st.sampled_from(list(enumerate(provider_kinds()))),
)
school_keys = st.integers(0, len(establishment_kinds()) - 1)
provider_keys = st.integers(0, len(provider_kinds()) - 1)
mondays = days.map(lambda day: day - timedelta(days=day.weekday()))

rolls = st.builds(
    OnRoll,
    schools,
    periods(),
    status=st.sampled_from(["", "C", "M", "S", "G", "P", "F"]),
    full_time=yes_no,
    leaving_ground=st.sampled_from(["", *leaving_says()]),
    destination=st.sampled_from(["", "somewhere"]),
    gone_on=st.none() | days,
)
placements = st.builds(
    Placed,
    providers,
    periods(),
    hours=hours,
    arranged_by=st.sampled_from(["authority", "school", "health", "court", "not known"]),
    legal_basis=st.sampled_from(["section-19", "school-arranged", "not known"]),
    reason=codes,
    gone_on=st.none() | days,
)
weeks = st.builds(HoursOfWeek, mondays, hours, hours, hours, provider_keys, st.none()) | st.builds(
    HoursOfWeek, mondays, hours, hours, hours, st.none(), school_keys
)
sessions = st.builds(
    lambda weekday, start, length: Session(weekday, start * 60, (start + length) * 60),
    st.integers(0, 4),
    st.integers(8, 14),
    st.integers(1, 4),
)
timetable = st.builds(Timetabled, sessions, periods(), provider_keys, st.none()) | st.builds(
    Timetabled, sessions, periods(), st.none(), school_keys
)
exclusions = st.builds(
    Excluded,
    st.sampled_from(["PERM", "SUSP", "LNCH"]),
    school_keys,
    periods(),
    state=st.sampled_from(["in force", "cancelled", "reinstated", "upheld"]),
    provision_from=st.none() | days,
)
told_circumstances = st.builds(
    Circumstance,
    st.sampled_from(sorted(circumstances())),
    periods(),
    authority_code=st.sampled_from(["", HOME, OTHER]),
    clinician_limit=st.none() | st.just(Decimal(10)),
    evidence_on=st.none() | days,
    suitability=st.sampled_from(["suitable", "unsuitable", "not known"]),
    part_time_at_school=yes_no,
    gone_on=st.none() | days,
    in_hospital=st.booleans(),
)
notices = st.builds(
    Noticed,
    st.sampled_from(["part-time", "long-absence", "roll-removal", "managed-move"]),
    periods(),
    st.none() | school_keys,
    hours=hours,
    reason=codes,
)
residences = st.builds(
    Residence,
    st.sampled_from([HOME, OTHER]),
    periods(),
    st.integers(0, 1),
    st.none() | days.map(lambda day: datetime(day.year, day.month, day.day, tzinfo=UTC)),
)
birthdays = st.dates(date(2009, 9, 1), date(2022, 12, 31))


def some(facts: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    """A few facts of one kind."""
    return st.lists(facts, max_size=most).map(tuple)


situations = st.builds(
    Situation,
    home=st.just(HOME),
    calendar=st.sampled_from(CALENDARS),
    date_of_birth=st.one_of(birthdays.map(Known), birthdays.map(Known), st.just(NotKnown("not told"))),
    birth_dates_disagree=st.booleans(),
    residences=some(residences),
    rolls=some(rolls),
    placements=some(placements, 2),
    weeks=some(weeks),
    timetable=some(timetable),
    exclusions=some(exclusions),
    circumstances=some(told_circumstances),
    notices=some(notices, 2),
    seen_on=some(days, 1),
    key_people=some(
        st.builds(KeyPersonTold, st.sampled_from(["A Sample", "B Sample"]), st.just(""), periods()), 1
    ),
    dates_due=some(
        st.builds(DateDue, days, st.just("Review"), st.sampled_from(["education", "health"]), periods()), 1
    ),
)


def ended_before(situation: Situation, on: date) -> Situation:
    """The same child with everything but its last roll over by the day `on`."""

    def over(facts: tuple, keep_last: bool = False) -> tuple:
        kept = facts[-1:] if keep_last else ()
        past = facts[:-1] if keep_last else facts
        cut = Period(None, on)
        return tuple(replace(fact, period=cut) for fact in past) + kept

    return replace(
        situation,
        rolls=over(situation.rolls, keep_last=True),
        residences=over(situation.residences, keep_last=True),
        placements=over(situation.placements),
        timetable=over(situation.timetable),
        exclusions=over(situation.exclusions),
        circumstances=over(situation.circumstances),
        notices=over(situation.notices),
        key_people=over(situation.key_people),
        dates_due=over(situation.dates_due),
    )


plain_rolls = st.builds(
    OnRoll,
    schools.filter(
        lambda school: school.group in {"mainstream", "special", "independent"} and not school.taught
    ),
    st.builds(Period, st.dates(date(2019, 9, 1), FIRST), st.none() | st.just(date(2029, 9, 1))),
    full_time=st.sampled_from(["yes", "not known"]),
)

# Children of whom a roll and little else is told: most children, who take the short way through the rules.
plain_situations = st.builds(
    Situation,
    home=st.just(HOME),
    calendar=st.sampled_from(CALENDARS),
    date_of_birth=birthdays.map(Known),
    residences=some(
        st.builds(Residence, st.sampled_from([HOME, OTHER]), st.builds(Period, st.none() | days, st.none())),
        2,
    ),
    rolls=st.tuples(plain_rolls | rolls) | st.tuples(rolls, plain_rolls),
    circumstances=some(
        st.builds(
            Circumstance,
            st.sampled_from(["sen-support", "in-need", "protection-plan", "ehc-plan", "looked-after"]),
            periods() | st.just(Period(None, None)),
            authority_code=st.sampled_from(["", HOME, OTHER]),
        ),
        2,
    ),
)
