"""A file that is only tried: what it would change, each thing by its kind, and nothing of it afterwards."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.access.models import Change
from sightline.access.viewer import viewer_for
from sightline.intake import differences
from sightline.intake.differences import Difference, Differences, from_json, try_only
from sightline.intake.registry import feed_called
from sightline.intake.staging import open_contents
from sightline.record.models import FACTS, Child, Delivery, GoneFromFeed, SourcePersonVersion
from tests.intake.dropping import table
from tests.intake.rows import ELIZABETH, TOMASZ, ZOE, on_roll, with_provider
from tests.web.made_up_authority import somebody


@pytest.fixture
def tried(officer):
    """Tries a file: `tried("school-roll", rows…)`."""

    def run(feed: str, *rows: dict[str, str]) -> Differences:
        file = open_contents(feed_called(feed), [("tried.csv", table(*rows))])
        return try_only(officer, file, received_on=date(2026, 11, 23))[1]

    return run


def of_kind(found: Differences, kind: str) -> list[Difference]:
    return [one for one in found.rows if one.kind == kind]


def everything() -> dict[str, int]:
    models = (*FACTS, Child, Change, Delivery, GoneFromFeed, SourcePersonVersion)
    return {model.__name__: model._base_manager.count() for model in models}


def test_children_new_to_the_record_with_what_is_said_of_them(tried):
    before = everything()

    found = tried("school-roll", on_roll(ELIZABETH), on_roll(TOMASZ))

    assert found.counts["new child"] == 2
    elizabeth, tomasz = of_kind(found, "new child")
    assert (elizabeth.row, elizabeth.what, elizabeth.of_child, elizabeth.child) == (
        2,
        "description",
        True,
        None,
    )
    assert ("surname", None, "Ashdown") in elizabeth.values
    assert ("date of birth", None, "2 April 2013") in elizabeth.values
    assert tomasz.row == 3
    assert everything() == before


def test_a_new_fact_of_a_known_child_is_that_childs(tried, take_rows):
    take_rows("school-roll", [on_roll(ELIZABETH)], received="2026-11-02")

    found = tried("provider-roll", with_provider(ELIZABETH))

    [known] = of_kind(found, "new at this sender")
    assert known.child == Child.objects.get().pk
    placement = next(one for one in of_kind(found, "new") if one.what == "placement")
    assert ("provider", None, "The Barn") in placement.values
    assert ("since", None, "1 October 2026") in placement.values


def test_a_correction_says_the_old_and_the_new(tried, take_rows):
    take_rows("provider-roll", [with_provider(ELIZABETH)], received="2026-11-02")

    found = tried("provider-roll", with_provider({**ELIZABETH, "Legal forename": "Eliza"}, Hours_a_week="9"))

    assert found.counts == {"corrected": 2}
    changed = {one.what: one.values for one in found.rows}
    assert changed["description"] == (("forename", "Elizabeth", "Eliza"),)
    assert changed["placement"] == (("hours planned", "6", "9"),)


def test_a_fact_that_ends_is_told_as_ended(tried, take_rows):
    take_rows("provider-roll", [with_provider(ELIZABETH)], received="2026-11-02")

    found = tried("provider-roll", with_provider(ELIZABETH, End_date="20/11/2026"))

    [ended] = of_kind(found, "ended")
    # The last day is the twentieth, so that on the day after it is no longer so.
    assert ended.values == (("no longer so from", None, "21 November 2026"),)
    assert found.counts == {"ended": 1}


def test_who_is_gone_and_who_is_back(tried, take_rows):
    take_rows("school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ)], received="2026-11-02")
    take_rows("school-roll", [on_roll(ELIZABETH)], received="2026-11-09")

    found = tried("school-roll", on_roll(TOMASZ))

    assert (found.counts["gone"], found.counts["back"]) == (1, 1)
    assert [one.row for one in found.rows if one.kind in {"gone", "back"}] == [None, None]
    assert len({one.child for one in found.rows}) == 2


def test_a_file_that_is_known_changes_nothing(tried, take_rows):
    take_rows("school-roll", [on_roll(ELIZABETH)])

    assert tried("school-roll", on_roll(ELIZABETH)) == Differences({}, ())


def test_reference_data_is_of_no_child(tried):
    found = tried("localities", {"Locality ID": "west", "Locality": "West", "Postcode sector": "ZZ9 1"})

    assert found.counts["new"] == 1
    assert [(one.of_child, one.child) for one in found.rows] == [(False, None)]


def test_all_are_counted_and_only_the_first_are_kept(tried, monkeypatch):
    monkeypatch.setattr(differences, "LISTED", 3)

    found = tried("school-roll", on_roll(ELIZABETH), on_roll(TOMASZ), on_roll(ZOE))

    assert found.counts["new child"] == 3
    assert [one.row for one in found.rows] == [2, 2, 2]


def test_what_is_stored_comes_back_the_same(tried):
    found = tried("school-roll", on_roll(ELIZABETH))

    assert tuple(from_json(found.as_json())) == found.rows


def test_who_does_not_see_a_class_sees_nothing_that_is_made_of_it(tried):
    [new] = of_kind(tried("school-roll", on_roll(ELIZABETH, Ethnicity="WBRI")), "new child")

    assert "ethnicity_religion" in new.classes
    assert new.visible_to(viewer_for(somebody("data-officer")))
    assert not new.visible_to(viewer_for(somebody("school")))


def test_the_queries_do_not_grow_with_the_file(tried, officer):
    def queries(count: int) -> int:
        rows = [
            on_roll({**ELIZABETH, "Pupil ID": str(number), "UPN": "", "Legal surname": f"Ashdown {number}"})
            for number in range(count)
        ]
        file = open_contents(feed_called("school-roll"), [("tried.csv", table(*rows))])
        with CaptureQueriesContext(connection) as captured:
            try_only(officer, file)
        return len(captured)

    assert queries(60) <= queries(5)
