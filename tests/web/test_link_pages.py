"""Deciding who is who: what waits, both side by side, the decision and the way back, and taking apart."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from sightline.access.door import writing
from sightline.access.models import AccessRecord, Change
from sightline.access.policy import Action
from sightline.domain.known import Known, NotKnown
from sightline.record.links import join
from sightline.record.models import Child, PossibleMatch, SourcePerson
from sightline.web.staff.links.side_by_side import compared
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("data-officer", "Luca Birchworth"))
    return client


def see(client: Client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return check_markup(response.content.decode())


def rows(part: html.HtmlElement) -> list[list[str]]:
    return [[words(cell) for cell in row.xpath("th | td")] for row in part.xpath(".//tbody/tr")]


class TestWhatWaits:
    def test_every_pair_stands_with_why_and_since_when(self, officer: Client, made_up: MadeUp) -> None:
        page = see(officer, "/matching/")
        assert "1 pair waits for somebody to decide." in words(page)
        assert rows(page) == [
            [
                "Eve Whitlock, SL-000005 and Fay Whitlock, SL-000006",
                "The same name and date of birth.",
                "not known",
                "1 September 2026",
            ]
        ]
        shown = AccessRecord.objects.latest("pk").children
        assert {made_up.child("Eve"), made_up.child("Fay")} <= set(shown)

    def test_when_nothing_waits_it_says_what_would(self, officer: Client) -> None:
        PossibleMatch.objects.update(state=PossibleMatch.State.LEFT_APART)
        assert "No pair waits." in words(see(officer, "/matching/"))

    def test_the_likeliest_come_first_and_the_doubtful_last(self, officer: Client, made_up: MadeUp) -> None:
        ask(made_up, "Amara", "Ben", score=4.0)
        ask(made_up, "Cora", "Dev", score=9.0)
        assert pairs(officer) == ["Cora", "Amara", "Eve"]
        officer.post(
            address_of(made_up, "Cora", "Dev"), {"decision": "not-sure", "reason": "Nobody rang back"}
        )
        assert pairs(officer) == ["Amara", "Eve", "Cora"]
        assert "Not sure: Luca Birchworth, 23 November 2026: Nobody rang back" in words(
            see(officer, "/matching/")
        )

    def test_the_queries_do_not_grow_with_the_pairs(self, officer: Client, made_up: MadeUp) -> None:
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as counted:
                see(officer, "/matching/")
            return len(counted)

        see(officer, "/matching/")
        before = queries()
        for other in ("Ben", "Cora", "Dev"):
            ask(made_up, "Amara", other)
        assert queries() == before


def ask(made_up: MadeUp, one: str, other: str, score: float | None = None) -> None:
    """Put a question between two children."""
    with made_up.recorder.writing() as session:
        PossibleMatch.objects.create(
            first=made_up.persons[one],
            second=made_up.persons[other],
            why="Alike.",
            score=score,
            change=session.change,
        )


def address_of(made_up: MadeUp, one: str, other: str) -> str:
    return f"/children/{made_up.child(one)}/same/{made_up.child(other)}/"


def pairs(officer: Client) -> list[str]:
    """The first name of the first child of each pair, in order."""
    return [row[0].split()[0] for row in rows(see(officer, "/matching/"))]


class TestTheSameChildOrNot:
    @pytest.fixture
    def address(self, made_up: MadeUp) -> str:
        return f"/children/{made_up.child('Eve')}/same/{made_up.child('Fay')}/"

    def test_the_question_stands_on_both_records(self, officer: Client, made_up: MadeUp) -> None:
        for one, other in (("Eve", "Fay"), ("Fay", "Eve")):
            page = see(officer, f"/children/{made_up.child(one)}/")
            [way] = page.xpath("//div[contains(@class, 'sightline-question')]//a")
            assert words(way).startswith(f"Compare with {other} Whitlock")
            assert way.get("href") == f"/children/{made_up.child(one)}/same/{made_up.child(other)}/"

    def test_one_beyond_the_scope_is_not_named(self, made_up: MadeUp, client: Client) -> None:
        client.force_login(somebody("key-worker"))
        page = see(client, f"/children/{made_up.child('Eve')}/")
        [question] = page.xpath("//div[contains(@class, 'sightline-question')]")
        assert "A child outside the part of the authority that you see" in words(question)
        assert not question.xpath(".//a")

    def test_side_by_side_with_words_for_what_agrees(self, officer: Client, address: str) -> None:
        lines = rows(see(officer, address))
        assert lines[0] == ["Name", "Eve Whitlock", "Fay Whitlock", "different"]
        assert lines[1] == ["Date of birth", "9 September 2012", "9 September 2012", "the same"]
        assert lines[4] == ["ULN", "not known", "not known", "cannot be compared"]

    def test_a_decision_needs_a_reason(self, officer: Client, address: str) -> None:
        response = officer.post(address, {"decision": "same", "reason": "  "})
        page = check_markup(response.content.decode())
        [problem] = page.xpath("//*[contains(@class, 'govuk-error-summary')]//a")
        assert words(problem) == "Say how you know: the next person to open this record will ask"
        assert PossibleMatch.objects.get().state == PossibleMatch.State.OPEN

    def test_a_decision_is_one_of_three(self, officer: Client, address: str) -> None:
        response = officer.post(address, {"reason": "The return key was pressed"})
        page = check_markup(response.content.decode())
        assert "Choose one of the three buttons" in words(
            page.xpath("//*[contains(@class, 'govuk-error-summary')]")[0]
        )
        assert page.xpath("//textarea")[0].text.strip() == "The return key was pressed"
        assert PossibleMatch.objects.get().state == PossibleMatch.State.OPEN

    def test_yes_makes_one_record_of_two(self, officer: Client, made_up: MadeUp, address: str) -> None:
        eve, fay = made_up.child("Eve"), made_up.child("Fay")
        response = officer.post(address, {"decision": "same", "reason": "The mother rang"})
        done = words(see(officer, response.headers["Location"]))
        assert "They are one child now 1 sender’s record moved to the child below." in done
        assert "SL-000006 leads to SL-000005" in done
        said = words(see(officer, f"/children/{eve}/"))
        assert "by Luca Birchworth: The mother rang" in said
        moved = officer.get(f"/children/{fay}/?as_at=2026-11-01")
        assert (moved.status_code, moved.headers["Location"]) == (302, f"/children/{eve}/?as_at=2026-11-01")
        assert (Change.objects.latest("pk").reason, Change.objects.latest("pk").actor.name) == (
            "The mother rang",
            "Luca Birchworth",
        )

    def test_what_was_known_before_stays_what_it_was(
        self, officer: Client, made_up: MadeUp, address: str
    ) -> None:
        officer.post(address, {"decision": "same", "reason": "The mother rang"})
        page = see(officer, f"/children/{made_up.child('Fay')}/?known_on=2026-11-22")
        assert words(page.xpath("//h1")[0]) == "Fay Whitlock"

    def test_no_keeps_them_apart_for_good(self, officer: Client, made_up: MadeUp, address: str) -> None:
        response = officer.post(address, {"decision": "apart", "reason": "Twins"})
        page = see(officer, response.headers["Location"])
        assert "They stay two children" in words(page)
        alone = see(officer, f"/children/{made_up.child('Fay')}/")
        assert not alone.xpath("//div[contains(@class, 'sightline-question')]")
        assert PossibleMatch.objects.get().state == PossibleMatch.State.LEFT_APART
        assert made_up.child("Fay") in SourcePerson.objects.values_list("child", flat=True)

    @pytest.mark.parametrize("decision", ["same", "apart"])
    def test_a_decision_is_taken_back_where_it_was_made(
        self, officer: Client, made_up: MadeUp, address: str, decision: str
    ) -> None:
        done = officer.post(address, {"decision": decision, "reason": "The mother rang"}).headers["Location"]
        assert "Undo this decision" in words(see(officer, done))
        blank = check_markup(officer.post(done, {"reason": ""}).content.decode())
        assert "Say why: what you decided before stays in the history beside it" in words(blank)
        again = officer.post(done, {"reason": "The wrong mother"}, follow=True)
        assert "Taken back." in again.content.decode()
        assert PossibleMatch.objects.get().state == PossibleMatch.State.OPEN
        assert SourcePerson.objects.get(pk=made_up.persons["Fay"].pk).child_id == made_up.child("Fay")
        assert see(officer, address) is not None
        assert "cannot be undone here" in words(see(officer, done))
        late = officer.post(done, {"reason": "Once more"}, follow=True)
        assert "Somebody has decided otherwise since" in late.content.decode()

    def test_not_sure_leaves_it_open_with_who_and_why(self, officer: Client, address: str) -> None:
        response = officer.post(address, {"decision": "not-sure", "reason": "Nobody rang back"})
        done = words(see(officer, response.headers["Location"]))
        assert "The question stays open" in done
        assert "Undo" not in done
        assert "Not sure: Luca Birchworth, 23 November 2026: Nobody rang back" in words(see(officer, address))

    def test_twins_are_flagged(self, officer: Client, address: str) -> None:
        assert "They may be twins." in words(see(officer, address))

    def test_it_says_which_pair_is_next(self, officer: Client, made_up: MadeUp, address: str) -> None:
        assert "see the next" not in words(see(officer, address))
        ask(made_up, "Amara", "Ben")
        [way] = see(officer, address).xpath("//a[text()='Leave it and see the next']/@href")
        assert way == address_of(made_up, "Amara", "Ben")

    def test_a_change_that_decided_nothing_is_no_page(self, officer: Client) -> None:
        assert officer.get(f"/matching/decided/{Change.objects.first().pk}/").status_code == 404

    def test_a_question_that_somebody_answered_meanwhile(
        self, officer: Client, made_up: MadeUp, address: str
    ) -> None:
        PossibleMatch.objects.update(state=PossibleMatch.State.LEFT_APART)
        response = officer.post(address, {"decision": "same", "reason": "The mother rang"}, follow=True)
        assert "That question has been answered meanwhile." in response.content.decode()
        assert SourcePerson.objects.filter(child=made_up.child("Fay")).exists()


class TestTakingApart:
    @pytest.fixture
    def address(self, made_up: MadeUp) -> str:
        return f"/children/{made_up.child('Ben')}/apart/"

    @pytest.fixture
    def in_unit(self, made_up: MadeUp) -> str:
        return str(SourcePerson.objects.get(source__slug="larch").pk)

    def test_the_way_there_stands_where_there_is_more_than_one_record(
        self, officer: Client, made_up: MadeUp, address: str
    ) -> None:
        assert see(officer, f"/children/{made_up.child('Ben')}/").xpath(f"//a[@href='{address}']")
        assert not see(officer, f"/children/{made_up.child('Amara')}/").xpath(
            "//a[contains(@href, '/apart/')]"
        )
        alone = officer.get(f"/children/{made_up.child('Amara')}/apart/", follow=True)
        assert "there is nothing to take apart" in alone.content.decode()

    def test_what_would_come_of_it_is_shown_before_anything_changes(
        self, officer: Client, made_up: MadeUp, address: str, in_unit: str
    ) -> None:
        given = {"records": in_unit, "reason": "Another boy of that name"}
        page = check_markup(officer.post(address, given).content.decode())
        sides = [words(side) for side in page.xpath("//section[@class='sightline-two__side']")]
        assert sides[0].startswith("Stays Ben Whitlock, SL-000002 1 sender’s record Officers: Ben Whitlock")
        assert "Registration 1" in sides[0] or "roll" in sides[0]
        assert sides[1].startswith(
            "Becomes a child of its own 1 sender’s record Larch House: Benjamin Whitlock"
        )
        assert sides[1].endswith("What they told Placed with a provider 1")
        assert SourcePerson.objects.filter(child=made_up.child("Ben")).count() == 2
        again = check_markup(officer.post(address, given | {"change": "yes"}).content.decode())
        assert again.xpath(f"//input[@value='{in_unit}']/@checked")
        assert words(again.xpath("//textarea")[0]) == "Another boy of that name"

    def test_the_records_chosen_become_a_child_of_their_own(
        self, officer: Client, made_up: MadeUp, address: str, in_unit: str
    ) -> None:
        given = {"records": in_unit, "reason": "Another boy of that name", "take_apart": "yes"}
        response = officer.post(address, given)
        page = see(officer, response.headers["Location"])
        fresh = SourcePerson.objects.get(pk=in_unit).child
        assert fresh.pk != made_up.child("Ben")
        assert "They are two children now" in words(page)
        assert fresh.reference in words(page)
        assert words(see(officer, f"/children/{fresh.pk}/").xpath("//h1")[0]) == "Benjamin Whitlock"

    @pytest.mark.parametrize(
        ("records", "reason", "said"),
        [
            ([], "x", "Choose the records that are of another child"),
            (["all"], "x", "Leave at least one record: it stays with this child"),
            (["99"], "x", "These records have changed meanwhile. Look again and choose"),
            (["one"], "", "Say how you know: the next person to open this record will ask"),
        ],
    )
    def test_what_is_missing_is_said(
        self,
        officer: Client,
        made_up: MadeUp,
        address: str,
        in_unit: str,
        records: list[str],
        reason: str,
        said: str,
    ) -> None:
        both = [
            str(pk)
            for pk in SourcePerson.objects.filter(child=made_up.child("Ben")).values_list("pk", flat=True)
        ]
        chosen = {"all": both, "one": [in_unit]}.get(records[0], records) if records else []
        response = officer.post(address, {"records": chosen, "reason": reason, "take_apart": "yes"})
        page = check_markup(response.content.decode())
        [problem] = page.xpath("//*[contains(@class, 'govuk-error-summary')]//a")
        assert words(problem) == said
        assert page.xpath(f"//*[@id='{problem.get('href')[1:]}']"), "the error leads to its field"
        assert SourcePerson.objects.filter(child=made_up.child("Ben")).count() == 2


def test_a_joined_id_is_nobodys_to_take_apart(officer: Client, made_up: MadeUp) -> None:
    ben, dev = (Child.objects.get(pk=made_up.child(name)) for name in ("Ben", "Dev"))
    with writing(viewer=made_up.recorder.viewer, action=Action.DECIDE_LINKS, reason="a test") as session:
        join(session, keep=ben, other=dev, why="a test")
    assert officer.get(f"/children/{dev.pk}/apart/").status_code == 404


@pytest.mark.parametrize(
    ("one", "other", "agreement", "note"),
    [
        (Known("Whitlock"), Known("WHITLOCK"), "the same", ""),
        (Known("Zoë"), Known("Zoe"), "nearly the same", "the same but for accents, hyphens or spaces"),
        (Known("Whitlock"), Known("Whitlok"), "nearly the same", "one slip apart"),
        (Known("Eve"), Known("Eva"), "different", ""),
        (Known(date(2012, 1, 2)), Known(date(2012, 2, 1)), "nearly the same", "day and month are swapped"),
        (Known(date(2012, 1, 2)), Known(date(2012, 1, 3)), "nearly the same", "one part of the date differs"),
        (Known(date(2012, 1, 2)), Known(date(2013, 4, 2)), "different", ""),
        (Known(date(2012, 1, 2)), Known(date(2012, 1, 2)), "the same", ""),
        (NotKnown(), NotKnown(), "cannot be compared", ""),
        (Known(Decimal(1)), NotKnown(), "cannot be compared", ""),
    ],
)
def test_known_values_are_compared_and_gaps_are_not(one, other, agreement, note) -> None:
    assert compared(one, other) == (agreement, note)
