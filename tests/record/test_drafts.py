"""A draft is the row that the model's own constructor makes."""

from datetime import date

import pytest
from django.db import models

from sightline.record.drafts import draft
from sightline.record.models import FACTS, Child, LinkInterval, Registration, SourcePersonVersion


def columns(row: models.Model) -> dict:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname != "fact"
    }


@pytest.mark.parametrize("model", [Child, LinkInterval, SourcePersonVersion, *FACTS])
def test_what_is_not_given_is_as_by_default(model):
    drafted = draft(model)

    assert columns(drafted) == columns(model())
    assert drafted._state.adding and drafted.pk is None


def test_what_is_given_stands():
    drafted = draft(Registration, establishment_id=3, valid_from=date(2026, 9, 2), status="C")

    assert columns(drafted) == columns(
        Registration(establishment_id=3, valid_from=date(2026, 9, 2), status="C")
    )


def test_each_has_its_own_of_what_is_made_anew():
    one, other = draft(Registration), draft(Registration)
    assert one.fact != other.fact

    described, beside = draft(SourcePersonVersion), draft(SourcePersonVersion)
    described.set_aside["upn"] = "as sent"
    assert beside.set_aside == {}


def test_a_name_that_is_no_column_is_refused():
    with pytest.raises(TypeError, match="establishment"):
        draft(Registration, establishment=3)
