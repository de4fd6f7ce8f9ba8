"""The files of services are taken in a number of queries that does not grow with the children in them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.intake.rows import ELIZABETH

ROWS = {
    "education-welfare": {
        "Kind of case": "Missing",
        "Case opened": "05/10/2026",
        "Last seen": "02/10/2026",
        "Officer ID": "S-1",
        "Officer": "Jo Field",
        "Review date": "30/11/2026",
        "Next step": "Visit",
    },
    "behaviour-support": {
        "Plan from": "05/10/2026",
        "School": "990003",
        "Hours a week at school": "9",
        "Provider ID": "the-barn",
        "Support worker": "Jo Field",
    },
    "e-learning": {
        "Provider ID": "the-mill",
        "Week beginning": "16/11/2026",
        "Course": "Core subjects",
        "Hours engaged": "2",
    },
    "attainment": {
        "School": "990003",
        "Subject": "English",
        "Result": "4",
        "Assessed on": "07/09/2026",
        "Qualification": "GCSE",
    },
    "attendance-totals": {
        "School": "990003",
        "Period from": "02/09/2026",
        "Period to": "23/10/2026",
        "Sessions possible": "74",
    },
}


def children(first: int, last: int) -> list[dict[str, str]]:
    """Children who cannot be taken for each other, by number."""
    return [
        {
            **ELIZABETH,
            "Pupil ID": str(number),
            "UPN": "",
            "Legal surname": "Ashdown" + chr(65 + number) * 3,
            "Date of birth": f"{number % 28 + 1:02}/0{number % 9 + 1}/2013",
        }
        for number in range(first, last)
    ]


@pytest.mark.parametrize("feed", sorted(ROWS))
def test_more_children_take_no_more_queries(feed, take_rows):
    take_rows(feed, [{**ROWS[feed], **child} for child in children(0, 2)])
    counted = []
    for first, last in ((2, 4), (4, 24)):
        with CaptureQueriesContext(connection) as queries:
            outcome = take_rows(feed, [{**ROWS[feed], **child} for child in children(first, last)])
        assert outcome.taken == last - first
        counted.append(len(queries))

    assert counted[1] <= counted[0]
