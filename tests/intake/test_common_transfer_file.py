"""Common transfer files: who the pupil is, from XML or a table, and not a word more."""

import pytest

from sightline.intake.readers import Unreadable
from sightline.intake.recognising import is_certain, recognise
from sightline.population.models import ListEntry
from sightline.record.models import FACTS, Child, Registration, SourcePerson, SourcePersonVersion
from tests.intake.census_tables import take_together
from tests.intake.rows import ELIZABETH, on_roll

FEED = "common-transfer-file"
UPN = ELIZABETH["UPN"]
ELIZABETHS = f"<UPN>{UPN}</UPN><Surname>Ashdown</Surname><Forename>Elizabeth</Forename><DOB>2013-04-02</DOB>"
NOT_READ = (
    "<Attendance><SessionsAuthorised>40</SessionsAuthorised></Attendance>"
    "<SENhistory><SENneeds>SEMH</SENneeds></SENhistory>"
    "<SchoolHistory><School><LeavingDate>2026-11-20</LeavingDate></School></SchoolHistory>"
)


def transfer(
    *pupils: str, to: tuple[str, str] = ("998", "4010"), estab: str = "4003", namespace: str = ""
) -> str:
    source = f"<SourceSchool><LEA>999</LEA><Estab>{estab}</Estab></SourceSchool>"
    goes_to = f"<DestSchool><LEA>{to[0]}</LEA><Estab>{to[1]}</Estab></DestSchool>"
    header = f"<Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>{source}{goes_to}"
    inside = "".join(f"<Pupil>{pupil}</Pupil>" for pupil in pupils)
    return f"<CTfile{namespace}>{header}</Header><CTFpupilData>{inside}</CTFpupilData></CTfile>"


@pytest.fixture
def take_xml(officer, tmp_path):
    """Takes a transfer file."""

    def run(document: str, **options):
        path = tmp_path / "9994003_CTF_9984010_001.xml"
        path.write_text(document, encoding="utf-8")
        return take_together(officer, [path], FEED, **options)

    return run


def test_who_the_pupil_is_as_the_school_writes_it(take_xml):
    more = "<Sex>F</Sex><BasicDetails><FormerUPN>L999000118003</FormerUPN><PreferredForename>Liz</PreferredForename>"
    outcome = take_xml(transfer(ELIZABETHS + more + "</BasicDetails>"))

    assert (outcome.taken, outcome.problems, outcome.new_children) == (1, (), 1)
    told = SourcePersonVersion.objects.get()
    assert (told.surname, told.forename, told.upn, told.sex) == ("Ashdown", "Elizabeth", UPN, "F")
    assert (told.former_upn, told.preferred_forename) == ("L999000118003", "Liz")


def test_the_school_in_the_header_is_the_sender(take_xml):
    take_xml(transfer(ELIZABETHS))

    assert SourcePerson.objects.get().source.establishment.urn == "990003"


def test_it_is_the_child_whom_the_school_has_on_roll_and_ends_nothing(take_rows, take_xml):
    take_rows("school-roll", [on_roll(ELIZABETH)])
    outcome = take_xml(transfer(ELIZABETHS + NOT_READ))

    assert (outcome.new_children, Child.objects.count()) == (0, 1)
    assert Registration.objects.get().valid_to is None
    assert sum(kind.objects.filter(source_person__feed=FEED).count() for kind in FACTS) == 0


def test_a_former_number_leads_to_the_child_who_had_it(take_rows, take_xml):
    take_rows("school-roll", [on_roll(ELIZABETH)])
    renumbered = ELIZABETHS.replace(UPN, "L999000118003") + f"<FormerUPN>{UPN}</FormerUPN>"
    outcome = take_xml(transfer(renumbered))

    assert outcome.new_children == 0


def test_a_child_of_whom_only_a_transfer_file_tells_is_to_be_checked(take_xml):
    take_xml(transfer(ELIZABETHS))

    assert ListEntry.objects.get().standing == "to be checked"


def test_a_lost_pupil_is_taken_with_a_word_and_is_not_said_to_be_missing(take_xml):
    outcome = take_xml(transfer(ELIZABETHS, to=("XXX", "XXXX")))

    assert outcome.taken == 1
    assert [item["value_class"] for item in outcome.problems] == [
        "a destination that the school does not know"
    ]
    assert not ListEntry.objects.filter(primary_reason="whereabouts-unknown").exists()


def test_a_school_that_the_register_does_not_know_keeps_no_pupil_from_being_read(take_xml):
    outcome = take_xml(transfer(ELIZABETHS, estab="9999"))

    assert (outcome.taken, outcome.quarantined) == (1, 0)
    assert [item["value_class"] for item in outcome.problems] == ["not a known school"]


def test_elements_of_a_namespace_and_the_older_word_for_sex_are_read_alike(take_xml):
    outcome = take_xml(
        transfer(ELIZABETHS + "<Gender>F</Gender>", namespace=' xmlns="https://ambershire.example/ctf"')
    )

    assert (outcome.taken, SourcePersonVersion.objects.get().sex) == (1, "F")


@pytest.mark.parametrize(
    ("pupil", "held"),
    [
        ("", {"blank"}),
        (ELIZABETHS.replace("2013-04-02", "2013-02-30"), {"a date that does not exist"}),
        (ELIZABETHS.replace("Ashdown", ""), {"blank"}),
    ],
    ids=["nothing", "no such day", "no surname"],
)
def test_a_pupil_who_is_told_of_badly_waits_and_the_others_are_taken(take_xml, pupil, held):
    other = ELIZABETHS.replace(UPN, "L999000118003").replace("Elizabeth", "Zoë")
    outcome = take_xml(transfer(pupil, other))

    assert (outcome.taken, outcome.quarantined) == (1, 1)
    assert {item["value_class"] for item in outcome.problems if item["held_back"]} == held


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("<CTfile/>", "holds no pupil"),
        (transfer(), "holds no pupil"),
        ("<Message/>", "not one of Common transfer files"),
        ("<CTfile><CTFpupilData>", "breaks off"),
        ("<!DOCTYPE l [<!ENTITY a 'x'>]><CTfile>&a;</CTfile>", "document type"),
    ],
)
def test_a_document_of_something_else_is_refused_in_words(take_xml, document, said):
    with pytest.raises(Unreadable, match=said):
        take_xml(document)


def test_it_is_known_by_its_root():
    found = recognise([("9994003_CTF_XXXXXXX_001.xml", transfer(ELIZABETHS).encode())])

    assert ([one.feed for one in found], is_certain(found)) == ([FEED], True)
