"""The files of the authority's own services, dropped in: each is known by its headings, taken, and mended."""

import csv

import pytest
from django.test import Client

from sightline.record.models import Provider
from tests.intake.conftest import FILES
from tests.intake.dropping import run_jobs
from tests.web.dropping_in import last_file, page_of, post, with_brook_school
from tests.web.made_up_authority import somebody
from tests.web.markup import words

pytestmark = pytest.mark.django_db

FEEDS = ("attainment", "attendance-totals", "behaviour-support", "e-learning", "education-welfare")


@pytest.fixture
def officer(settings, client: Client) -> Client:
    settings.SIGHTLINE_DEMO = True
    with_brook_school()
    for key, name, kind in (("the-barn", "The Barn", "vocational"), ("the-mill", "The Mill", "e-learning")):
        Provider.objects.get_or_create(key=key, defaults={"name": name, "kind": kind})
    client.force_login(somebody("data-officer", "Dee Ash"))
    return client


def waiting(feed: str) -> int:
    """How many rows of the messy file wait for somebody."""
    with (FILES / feed / "messy.expected.csv").open(encoding="utf-8", newline="") as lines:
        return len({row["row"] for row in csv.DictReader(lines) if row["held_back"] == "yes"})


@pytest.mark.parametrize("feed", FEEDS)
def test_a_file_is_taken_for_what_it_is_and_says_what_waits(feed, officer):
    for name in ("clean.csv", "messy.csv"):
        post(officer, (f"{feed}-{name}", (FILES / feed / name).read_bytes()))
        run_jobs()
        file = last_file()
        said = words(page_of(officer, file))

        assert file.feed == feed
        if name == "messy.csv":
            count = waiting(feed)
            assert f"{count} rows wait for you" in said
        else:
            assert "wait for you" not in said
