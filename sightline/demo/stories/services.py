"""Which services of Ambershire tell of its children, by the keys of the senders, and what they write in their rows."""

from datetime import date, timedelta

from sightline.demo.lives import Life, OnRoll
from sightline.demo.stories.teller import tell_of

MENTAL_HEALTH = "health:mental-health-service"
HOSPITALS = "health:ambershire-hospitals"
ANTENATAL = "health:antenatal-service"
YOUTH_JUSTICE = "justice:youth-justice-service"
POLICE = "justice:ambershire-police"
EDUCATION_WELFARE = "team:education-welfare"
BEHAVIOUR_SUPPORT = "team:behaviour-support"
SOCIAL_CARE = "team:social-care"
SPECIAL_NEEDS = "team:send"
ADMISSIONS = "team:admissions"
NEW_ARRIVALS = "team:new-arrivals"
CONCERNS = "team:concerns"

_DAY = timedelta(days=1)


def mental_health(
    life: Life, service: str, first: date, *, discharged: date | None = None, **more: object
) -> None:
    """The mental health service has the child since `first`, in a unit (`in-patient`) or in the `community`."""
    cells = {"Service": service, "Accepted": first} | _headed(more)
    _for_a_time(life, "camhs", MENTAL_HEALTH, first, cells, "Discharged", discharged)


def hospital_stay(life: Life, first: date, *, discharged: date | None = None, **more: object) -> None:
    """The hospitals have admitted the child on `first`; with `discharged`, the stay is over."""
    cells = {"Admitted": first} | _headed(more)
    _for_a_time(life, "hospital", HOSPITALS, first, cells, "Discharged", discharged)


def custody(life: Life, first: date, *, released: date | None = None, **more: object) -> None:
    """The youth justice service has the child in custody since `first`; with `released`, no longer."""
    cells = {"Order": "custody", "From": first} | _headed(more)
    _for_a_time(life, "youth-justice", YOUTH_JUSTICE, first, cells, "Released", released)


def _for_a_time(
    life: Life, feed: str, sender: str, first: date, cells: dict[str, object], ends: str, over: date | None
) -> None:
    """Tell of a stay while it lasts, and from its end on with that day: nobody tells of an end before it comes."""
    if over is None:
        tell_of(life, feed, sender, first, cells)
        return
    tell_of(life, feed, sender, first, cells, until=over - _DAY)
    tell_of(life, feed, sender, over, cells | {ends: over})


def arrival(life: Life, came_from: str, first: date, *, found: OnRoll | None = None) -> None:
    """The team for new arrivals has met the family (from abroad, from another area, or travelling), which waits for a
    place from the first day on, until there is one."""
    cells = {
        "Came from": came_from,
        "Arrived on": first,
        "Address": life.person.home.address,
        "Awaiting a place since": first,
    }
    if found is None:
        tell_of(life, "new-arrivals", NEW_ARRIVALS, first, cells)
        return
    tell_of(life, "new-arrivals", NEW_ARRIVALS, first, cells, until=found.entry - _DAY)
    place = {"Place starts on": found.entry, "Place found at": found.school}
    tell_of(life, "new-arrivals", NEW_ARRIVALS, found.entry, cells | place)


def welfare_case(life: Life, kind: str, first: date, **more: object) -> None:
    """The education welfare service has opened a case of a kind."""
    cells = {"Kind of case": kind, "Case opened": first} | _headed(more)
    tell_of(life, "education-welfare", EDUCATION_WELFARE, first, cells)


def looked_after(life: Life, first: date, authority: str) -> None:
    """Social care tells that an authority looks after the child since `first`."""
    cells = {"Status": "looked-after", "Start date": first, "Authority": authority}
    tell_of(life, "social-care", SOCIAL_CARE, first, cells)


_HEADINGS = {
    "unit": "Unit or team",
    "taught": "Hours of teaching",
    "school_place": "Has a school place",
    "expected_discharge": "Expected discharge",
    "evidence": "Medical evidence",
    "limit": "Clinician's limit",
    "hospital": "Hospital",
    "setting": "Secure setting",
    "education": "Education hours",
    "expected_release": "Expected release",
    "roll_kept": "Roll kept",
    "school": "School",
    "plan": "Plan",
    "review": "Review date",
    "step": "Next step",
    "by_whom": "By whom",
    "by_when": "By when",
    "enquiries": "Enquiries",
    "last_place": "Last known place",
}


def _headed(more: dict[str, object]) -> dict[str, object]:
    """Further cells under the headings of the feeds. Raises KeyError for one that no service fills in."""
    return {_HEADINGS[name]: value for name, value in more.items()}
