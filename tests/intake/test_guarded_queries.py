"""The files of health and justice are read in as many queries, however many rows they have."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.intake.rows import ELIZABETH
from tests.intake.test_guarded_senders import SENT

FEW, MANY = 3, 30


def rows(feed: str, first: int, how_many: int) -> list[dict[str, str]]:
    """Rows of children of whom nobody has told yet."""
    return [
        {
            **ELIZABETH,
            "Pupil ID": f"N{number}",
            "UPN": "",
            "Legal surname": f"Ash{'abcdefghij'[number % 10]}{number}",
        }
        | SENT[feed][1]
        for number in range(first, first + how_many)
    ]


@pytest.mark.parametrize("feed", SENT)
def test_more_rows_take_no_more_queries(feed, take_rows):
    take_rows(feed, rows(feed, 0, FEW))
    with CaptureQueriesContext(connection) as few:
        take_rows(feed, rows(feed, 100, FEW))
    with CaptureQueriesContext(connection) as many:
        take_rows(feed, rows(feed, 200, MANY))

    assert len(many) <= len(few)
