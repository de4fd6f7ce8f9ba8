"""Who educates children of the county away from their own schools: every kind that the report names."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sightline.demo.draws import stream
from sightline.demo.places import AUTHORITY_CODE, Locality, home, home_elsewhere
from sightline.demo.schools import ALTERNATIVE, HOSPITAL, REFERRAL_UNIT, School, Schools


@dataclass(frozen=True)
class Provider:
    """One provider, as the directory has it. `registered`, `inspected` and the rest may be empty: not known."""

    key: str
    name: str
    kind: str
    urn: str = ""
    ukprn: str = ""
    registered: str = ""
    inspected: date | None = None
    assured: date | None = None
    assured_by: str = ""
    places: int | None = None
    group_size: int | None = None
    subjects: str = ""
    postcode: str = ""
    authority: str = AUTHORITY_CODE
    phone: str = ""
    # Whether it gives its children a number of its own, and whether it counts their hours.
    numbers_children: bool = True
    counts_hours: bool = True


# Closed in the autumn of this school year: its last list gives the day as everybody's last.
CLOSED_PROVIDER = "Tidewater Workshop"
# Kind, name, subjects, places, group size, registered, and how many more of it a large county has, per 20,000 pupils.
_KINDS: tuple[tuple[str, str, str, int, int, str, float], ...] = (
    ("home-tuition", "Home Tuition Service", "English, mathematics", 60, 1, "no", 0),
    ("one-to-one", "Stepping Stones Tutoring", "English, mathematics, science", 20, 1, "no", 0.5),
    ("e-learning", "Open Window Online School", "nine subjects to GCSE", 80, 12, "no", 0.2),
    ("vocational", "Wheelhouse Motor Skills", "motor vehicle, English, mathematics", 24, 8, "no", 1),
    ("vocational", "Kiln and Bench Crafts", "joinery, ceramics, functional skills", 16, 6, "", 1),
    (
        "college",
        "Amberford College 14 to 16",
        "construction, catering, English, mathematics",
        60,
        16,
        "yes",
        0.3,
    ),
    ("in-patient-mental-health", "Larkhill Unit", "full curriculum", 14, 5, "yes", 0),
    ("community-mental-health", "Bridge Learning Centre", "English, mathematics, art", 20, 5, "no", 0.2),
    ("secure", "Farholme Secure Children's Home", "full curriculum", 24, 5, "yes", 0),
    ("area-base", "North Area Base", "core subjects", 20, 8, "no", 0.4),
    ("work-based", "Greenhand Farm Placements", "land-based skills", 12, 4, "no", 0.5),
    ("other", "Young Parents' Learning Group", "parenting, functional skills", 12, 8, "no", 0),
    ("other", CLOSED_PROVIDER, "boat building, functional skills", 10, 5, "", 0),
    ("school", "Norvale Road School, enhanced provision", "full curriculum", 10, 10, "yes", 0),
)
_SCHOOL_KINDS = {
    REFERRAL_UNIT.slug: "pupil-referral-unit",
    ALTERNATIVE.slug: "alternative-school",
    HOSPITAL.slug: "hospital",
}
# Providers that never say how many hours a child had, and those that give children no number of their own.
_SILENT_ON_HOURS = {"Kiln and Bench Crafts"}
_WITHOUT_NUMBERS = {"Wheelhouse Motor Skills", "Greenhand Farm Placements", "Stepping Stones Tutoring"}
# Just outside the county.
_ELSEWHERE = {"Larkhill Unit", "Farholme Secure Children's Home", "Norvale Road School, enhanced provision"}


def make_providers(
    seed: int, pupils: int, localities: tuple[Locality, ...], schools: Schools, today: date
) -> tuple[Provider, ...]:
    """Every kind of provider at least once, more of most kinds in a large county; the list ends with the schools
    that are providers too: referral units, alternative provision academies, hospital schools."""
    lot = stream(seed, "providers")
    made: list[Provider] = []
    for kind, name, subjects, places, group_size, registered, more in _KINDS:
        for copy in range(1 + int(more * pupils / 20_000)):
            elsewhere = name in _ELSEWHERE
            place = home_elsewhere(lot) if elsewhere else home(lot, lot.choice(localities))
            inspected = today - timedelta(days=lot.randint(100, 1500)) if registered == "yes" else None
            assured = today - timedelta(days=lot.randint(30, 700)) if lot.random() < 0.7 else None
            made.append(
                Provider(
                    key=f"p{len(made) + 1:03d}",
                    name=name if copy == 0 else f"{name} {copy + 1}",
                    kind=kind,
                    ukprn=f"1998{len(made) + 1:04d}" if registered == "yes" else "",
                    registered=registered,
                    inspected=inspected,
                    assured=assured,
                    assured_by="Alternative provision lead, Ambershire" if assured else "",
                    places=places,
                    group_size=group_size,
                    subjects=subjects,
                    postcode=place.postcode,
                    authority="" if elsewhere else AUTHORITY_CODE,
                    phone=f"01632 960{lot.randint(0, 999):03d}",
                    numbers_children=name not in _WITHOUT_NUMBERS,
                    counts_hours=name not in _SILENT_ON_HOURS,
                )
            )
    return (*made, *_schools_as_providers(made, schools, today))


def _schools_as_providers(made: list[Provider], schools: Schools, today: date) -> list[Provider]:
    """The schools that take other schools' pupils: one entry each, with their URN."""
    found = [school for school in schools.all if school.kind.slug in _SCHOOL_KINDS]
    base = Provider(
        "", "", "", registered="yes", inspected=today - timedelta(days=500), group_size=8, places=50
    )
    return [
        replace(
            base,
            key=f"p{len(made) + place:03d}",
            name=school.name,
            kind=_SCHOOL_KINDS[school.kind.slug],
            urn=school.urn,
            ukprn=school.ukprn,
            postcode=school.postcode,
            subjects="full curriculum",
        )
        for place, school in enumerate(found, start=1)
    ]


def of_school(providers: tuple[Provider, ...], school: School) -> Provider:
    """The provider that a school is. Raises LookupError if it is none."""
    for provider in providers:
        if provider.urn == school.urn:
            return provider
    raise LookupError("this school takes no other school's pupils")
