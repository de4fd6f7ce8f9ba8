"""A small report that holds a cell of every kind."""

from dataclasses import replace
from datetime import date

import pytest

from sightline.access.policy import FieldClass
from sightline.domain.known import NotKnown
from sightline.reports import inspection_list
from sightline.reports.subject import WhyListed
from sightline.reports.table import Report
from tests.reports.made_up import AS_AT, permanent, provision, report, subject


def sees_no_crime(field_class: FieldClass) -> bool:
    """A reader whose role shows everything but custody."""
    return field_class is not FieldClass.CRIMINAL


@pytest.fixture
def every_kind() -> Report:
    """Three children on the list and one to be checked: dates, hours, long and odd texts, and each of the words."""
    listed = [
        subject(
            provision("8"), provision("4.5", "vocational provider", name="Fenwick & Sons <Motors>"), child=1
        ),
        subject(child=2, sanctions=(permanent(date(2026, 10, 1)),), upn="", key_person="Zoë O’Brien-Łukasz"),
        subject(
            provision(None, "secure setting", name="Larch House", field_class=FieldClass.CRIMINAL),
            child=3,
            date_of_birth=NotKnown(),
            reasons=(
                WhyListed("In custody", FieldClass.CRIMINAL),
                WhyListed("Line one\nline two; “quoted”, with a comma"),
            ),
        ),
    ]
    checked = [replace(subject(provision("25")), child=4, reference="SL-000004")]
    return report(
        inspection_list.table(listed, title="Inspection list", as_at=AS_AT, sees=sees_no_crime),
        inspection_list.table(checked, title="To be checked", as_at=AS_AT, sees=sees_no_crime),
    )
