"""What health and justice send: who may not see it reads no fact, no reason, no count, no sender and no place of it."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from sightline.access.policy import FieldClass, roles
from sightline.intake.models import StagedRow
from sightline.intake.registry import feeds
from sightline.record.classification import class_by
from sightline.record.models import Child, LastSeen
from tests.intake.conftest import FILES
from tests.intake.rows import ELIZABETH, TOMASZ, on_roll
from tests.web.made_up_authority import somebody
from tests.web.markup import check_markup, words

# What each feed says of a child, the class of it, and the words that would tell of it on any page.
SENT: dict[str, tuple[FieldClass, dict[str, str], str]] = {
    "hospital": (
        FieldClass.HEALTH,
        {"Hospital": "willow-ward", "Admitted": "02/11/2026", "Expected discharge": "18/12/2026"}
        | {"Hours of teaching": "10", "Clinician's limit": "12", "School": "990003"},
        r"hospital|willow|\bward|medical|illness|clinician|discharge",
    ),
    "camhs": (
        FieldClass.HEALTH,
        {"Service": "in-patient", "Unit or team": "alder-unit", "Accepted": "05/10/2026"}
        | {"Expected discharge": "11/12/2026", "Hours of teaching": "15", "Worker": "Ann Reed"}
        | {"Has a school place": "no"},
        r"mental|in-patient|alder|camhs|discharge",
    ),
    "antenatal": (
        FieldClass.HEALTH,
        {"Known since": "07/09/2026", "Expected date of birth": "14/03/2027", "Agreed to sharing": "duty"},
        r"pregnan|mother|birth of a baby|antenatal|duty",
    ),
    "youth-justice": (
        FieldClass.CRIMINAL,
        {"Order": "custody", "From": "05/10/2026", "Expected release": "15/01/2027", "Released": ""}
        | {"Secure setting": "larch-house", "Education hours": "15", "School": "990003", "Roll kept": "yes"}
        | {"Worker": "Bo Marsh", "Has a school place": "no"},
        r"custody|secure|larch|court|release|youth justice",
    ),
    "police": (
        FieldClass.CRIMINAL,
        {"What happened": "met out of school", "Date": "10/11/2026", "Where seen": "A park"}
        | {"To be looked into": "Says that no school has a place"},
        r"police",
    ),
}
EVERYBODY = "/children/?standing=on&standing=to+be+checked&standing=off"
PAGES = (
    "/",
    EVERYBODY,
    f"{EVERYBODY}&sort=next+date",
    "/children/{child}/?whole=yes",
    "/children/{child}/?as_at=2026-11-20",
    "/schools/990003/",
    "/providers/",
    "/reports/inspection-list/",
    "/reports/tracking-sheet/",
)
# General words about no child, which everybody reads.
GENERAL = re.compile(r"The role in which this was made does not show[^.]*\.")


@pytest.fixture
def sees_all_but(monkeypatch: pytest.MonkeyPatch):
    """Take one class away from the operational lead, who sees all of them."""

    def make_it_so(hidden: FieldClass) -> None:
        role = roles()["operational-lead"]
        monkeypatch.setitem(roles(), "operational-lead", replace(role, classes=role.classes - {hidden}))

    return make_it_so


@pytest.fixture
def take_feed(take_rows):
    """Two children on a school's roll, one of whom a service tells of in a file of a telling name; the child's id."""

    def run(feed: str) -> int:
        rolls = [on_roll(child, Home_authority="999") for child in (ELIZABETH, TOMASZ)]
        take_rows("school-roll", rolls, name="roll.csv")
        assert take_rows(feed, [{**ELIZABETH, **SENT[feed][1]}], name=f"{feed} list.csv").quarantined == 0
        return Child.objects.get(source_persons__feed=feed).pk

    return run


def said_in(client: Client, address: str) -> str:
    """Everything that a page says, the names of pictures and the values of fields among it, but for general words."""
    response = client.get(address)
    assert response.status_code == 200, address
    tree = check_markup(response.content.decode())
    said = [words(tree), *tree.xpath("//@aria-label | //@value | //@title | //@href | //title/text()")]
    return GENERAL.sub("", " ".join(said))


def found_in(client: Client, child: int, pattern: str) -> set[str]:
    return {
        match.lower()
        for page in PAGES
        for match in re.findall(pattern, said_in(client, page.format(child=child)), re.IGNORECASE)
    }


@pytest.mark.parametrize("feed", SENT)
def test_the_name_of_the_sender_is_of_the_class_of_what_it_sends(feed):
    assert class_by("feed", feed) is SENT[feed][0]


UNASKED = {
    "hospital": ("Diagnosis", "J45"),
    "camhs": ("Diagnosis", "F50"),
    "antenatal": ("Father", "A boy"),
    "police": ("Offence", "Theft"),
    "youth-justice": ("Offence", "Robbery"),
}


@pytest.mark.parametrize("feed", UNASKED)
def test_what_is_not_asked_for_is_not_kept_even_while_the_row_waits(feed, take_file):
    heading, text = UNASKED[feed]
    assert text in (FILES / feed / "messy.csv").read_text(encoding="utf-8")

    outcome = take_file(feed, FILES / feed / "messy.csv")

    assert heading in outcome.ignored
    waiting = StagedRow.objects.filter(state="quarantined")
    kept = [cell for row in waiting for cell in (*row.cells, *row.values.values(), *row.set_aside.values())]
    assert "Ashdown" in kept
    assert text not in kept


@pytest.mark.parametrize("feed", SENT)
def test_who_may_not_see_the_class_reads_nothing_of_it(feed, take_feed, sees_all_but, client):
    hidden, _, pattern = SENT[feed]
    child = take_feed(feed)
    client.force_login(somebody("operational-lead"))
    assert found_in(client, child, pattern), "who may see it reads of it"

    sees_all_but(hidden)

    assert found_in(client, child, pattern) == set()


@pytest.mark.parametrize("feed", ["youth-justice", "police"])
@pytest.mark.parametrize("role", ["key-worker", "virtual-school"])
def test_the_roles_that_do_not_see_custody_read_nothing_of_justice(feed, role, take_rows, take_feed, client):
    take_rows("localities", [{"Locality": "North", "School": "990003"}])
    child = take_feed(feed)
    client.force_login(somebody(role))

    for address in (EVERYBODY, f"/children/{child}/?whole=yes"):
        said = said_in(client, address)
        assert "Ashdown" in said
        assert not re.findall(SENT[feed][2], said, re.IGNORECASE)


def test_the_history_of_a_sight_does_not_name_the_police(take_feed, sees_all_but, client):
    child = take_feed("police")
    client.force_login(somebody("operational-lead"))
    address = f"/children/{child}/facts/{LastSeen.objects.get().fact}/"
    assert "police" in said_in(client, address).lower()

    sees_all_but(FieldClass.CRIMINAL)

    shown = said_in(client, address).lower()
    assert "an officer of another service" in shown
    assert "police" not in shown


@pytest.mark.parametrize("feed", SENT)
def test_no_column_of_a_child_but_hours_places_and_names_is_open_to_schools(feed):
    """Days and kinds of stays are of the class of the feed, or a more guarded one: also while a row waits."""
    open_to_schools = {FieldClass.IDENTITY, FieldClass.EDUCATION}
    found = {column.name for column in feeds()[feed].columns if column.field_class in open_to_schools}

    assert found <= {
        *("pupil_id", "upn", "surname", "forename", "full_name", "date_of_birth", "postcode"),
        *("home_authority", "nhs_number", "school", "school_place", "hours"),
    }


def test_where_the_police_keep_a_child_safe_is_for_few(take_rows, take_feed, sees_all_but, client):
    child = take_feed("police")
    protected = {"What happened": "police protection", "Date": "16/11/2026", "Kept safe at": "9 Far Lane"}
    take_rows("police", [{**ELIZABETH, **protected}])
    client.force_login(somebody("operational-lead"))
    assert found_in(client, child, "9 Far Lane")

    sees_all_but(FieldClass.SHIELDED_ADDRESS)

    assert not found_in(client, child, "9 Far Lane")
