"""Files about places and people at work: the register of schools, localities, terms, staff, providers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sightline.demo import post
from sightline.demo.files.formats import PLAIN, REGISTER, Manner, Row
from sightline.demo.files.sheets import Line, Sheet
from sightline.demo.places import AUTHORITY_CODE, AUTHORITY_NAME
from sightline.demo.providers import Provider
from sightline.demo.schools import School
from sightline.demo.world import World

REGISTER_HEADINGS = (
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentNumber",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentStatus (name)",
    "PhaseOfEducation (name)",
    "OpenDate",
    "CloseDate",
    "Postcode",
    "UKPRN",
    "StatutoryLowAge",
    "StatutoryHighAge",
)
LINK_HEADINGS = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")
LOCALITY_HEADINGS = ("Locality", "Postcode sector", "School")
TERM_HEADINGS = ("Name", "Kind", "First day", "Last day", "School")
STAFF_HEADINGS = (
    "Staff ID",
    "Name",
    "Job title",
    "Email",
    "Phone",
    "Locality",
    "Accountable role",
    "Last day",
)
PROVIDER_HEADINGS = (
    "Provider ID",
    "Name",
    "Kind",
    "URN",
    "UKPRN",
    "Registered",
    "Inspected on",
    "Quality assured on",
    "Quality assured by",
    "Places",
    "Group size",
    "Subjects",
    "Postcode",
    "Authority",
    "Phone",
)
# So many school days ago.
_HEATING_FAILED = 30


def reference_sheets(world: World) -> Iterator[Sheet]:
    """Every file about places and people at work: first at the start of last school year, again this year."""
    first, again = post.reference_day(world.terms), post.update_day(world.terms)
    then = [school for school in world.schools.all if school is not world.schools.academy]
    before = [replace(school, closed=None) for school in then]
    for received, schools in ((first, before), (again, list(world.schools.all))):
        name = f"edubasealldata{received:%Y%m%d}.csv"
        lines = [Line(_register_row(school)) for school in schools]
        yield Sheet("schools-register", name, received, REGISTER_HEADINGS, REGISTER, lines)
    yield Sheet(
        "schools-links", f"links_edubasealldata{again:%Y%m%d}.csv", again, LINK_HEADINGS, REGISTER,
        [Line(row) for row in _links(world)],
    )  # fmt: skip
    for received, schools in ((first, then), (again, list(world.schools.all))):
        lines = [Line(row) for row in _localities(world, schools)]
        yield Sheet("localities", f"localities {received}.csv", received, LOCALITY_HEADINGS, PLAIN, lines)
    bom = Manner(encoding="utf-8-sig", line_end="\r\n", dates="%d/%m/%Y")
    yield _sheet("term-dates", "term dates.csv", world, TERM_HEADINGS, bom, _terms(world))
    yield _sheet("staff", "staff.xlsx", world, STAFF_HEADINGS, Manner(workbook=True), _staff(world))
    directory = Manner(delimiter=";", encoding="cp1252", dates="%d/%m/%Y")
    rows = [_provider(provider) for provider in world.providers]
    yield _sheet("providers", "provider directory.csv", world, PROVIDER_HEADINGS, directory, rows)


def _sheet(
    feed: str, name: str, world: World, headings: tuple[str, ...], manner: Manner, rows: list[Row]
) -> Sheet:
    received = post.reference_day(world.terms)
    return Sheet(feed, name, received, headings, manner, [Line(row) for row in rows])


def _register_row(school: School) -> Row:
    return {
        "URN": school.urn,
        "LA (code)": AUTHORITY_CODE,
        "LA (name)": AUTHORITY_NAME,
        "EstablishmentNumber": school.number,
        "EstablishmentName": school.name,
        "TypeOfEstablishment (name)": school.type_name,
        "EstablishmentStatus (name)": "Closed" if school.closed else "Open",
        "PhaseOfEducation (name)": school.kind.phase,
        "OpenDate": school.opened,
        "CloseDate": school.closed,
        "Postcode": school.postcode,
        "UKPRN": school.ukprn,
        "StatutoryLowAge": school.kind.ages[0],
        "StatutoryHighAge": school.kind.ages[1],
    }


def _links(world: World) -> list[Row]:
    was, became = world.schools.converted, world.schools.academy
    closed, merged = world.schools.taken_in, world.schools.merged
    ends = (
        (was, became, "Successor"),
        (became, was, "Predecessor"),
        (closed, merged, "Successor - merged"),
        (merged, closed, "Predecessor - merged"),
    )
    return [
        {
            "URN": one.urn,
            "LinkURN": other.urn,
            "LinkName": other.name,
            "LinkType": kind,
            "LinkEstablishedDate": became.opened,
        }
        for one, other, kind in ends
    ]


def _localities(world: World, schools: list[School]) -> list[Row]:
    sectors: list[Row] = [
        {"Locality": locality.name, "Postcode sector": sector}
        for locality in world.localities
        for sector in locality.sectors
    ]
    return sectors + [{"Locality": school.locality.name, "School": school.urn} for school in schools]


def _terms(world: World) -> list[Row]:
    terms = world.terms
    rows: list[Row] = [
        {"Name": name, "Kind": "term", "First day": first, "Last day": last}
        for name, first, last in terms.runs
    ]
    rows += [
        {"Name": name, "Kind": "half term", "First day": first, "Last day": last}
        for name, first, last in terms.half_terms
    ]
    rows += [
        {"Name": "Training day", "Kind": "training day", "First day": day, "Last day": day}
        for day in terms.training_days
    ]
    school, day = heating_failure(world)
    rows.append(
        {
            "Name": "Heating failure",
            "Kind": "closure",
            "First day": day,
            "Last day": day,
            "School": school.urn,
        }
    )
    return rows


def heating_failure(world: World) -> tuple[School, date]:
    """The one school that had to close on a day on which the others were open, and the day."""
    return world.schools.all[2], world.terms.school_days_ago(_HEATING_FAILED)


def _staff(world: World) -> list[Row]:
    return [
        {
            "Staff ID": member.key,
            "Name": member.name,
            "Job title": member.job_title,
            "Email": member.email,
            "Phone": member.phone,
            "Locality": member.locality.name if member.locality else "",
            "Accountable role": member.accountable_role,
        }
        for member in world.staff
    ]


def _provider(provider: Provider) -> Row:
    return {
        "Provider ID": provider.key,
        "Name": provider.name,
        "Kind": provider.kind,
        "URN": provider.urn,
        "UKPRN": provider.ukprn,
        "Registered": provider.registered,
        "Inspected on": provider.inspected,
        "Quality assured on": provider.assured,
        "Quality assured by": provider.assured_by,
        "Places": provider.places,
        "Group size": provider.group_size,
        "Subjects": provider.subjects,
        "Postcode": provider.postcode,
        "Authority": provider.authority,
        "Phone": provider.phone,
    }
