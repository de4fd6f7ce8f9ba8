"""Addresses are those that the URL configuration gives, however often and for however many rows they are asked for."""

import uuid

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from sightline.web.shared.addresses import address, addresses, asset


def test_an_address_is_the_one_that_the_configuration_gives() -> None:
    for _ in range(2):
        assert address("staff:children") == reverse("staff:children")
        assert address("staff:child", child_id=7) == reverse("staff:child", kwargs={"child_id": 7})
    with pytest.raises(NoReverseMatch):
        address("staff:nowhere")


@pytest.mark.parametrize("example", [0, 7, 1_000_000])
def test_rows_have_the_addresses_that_they_would_have_alone(example: int) -> None:
    made = addresses("staff:child", "child_id", example)
    assert [made(child) for child in (1, 10, 250_000)] == [
        reverse("staff:child", kwargs={"child_id": child}) for child in (1, 10, 250_000)
    ]


def test_a_part_of_the_same_value_as_another_is_not_taken_for_it() -> None:
    fact = uuid.UUID("99900000-0000-4000-8000-000000000001")
    made = addresses("staff:fact", "fact", uuid.UUID(int=0), child_id=0)
    assert made(fact) == reverse("staff:fact", kwargs={"child_id": 0, "fact": fact})


def test_beneath_another_path_every_address_is_another() -> None:
    here = address("staff:children")
    try:
        set_script_prefix("/sightline/")
        assert address("staff:children") == f"/sightline{here}"
    finally:
        set_script_prefix("/")
    assert address("staff:children") == here


def test_a_style_sheet_stands_where_the_server_looks_for_it() -> None:
    assert asset("sightline.css") == asset("sightline.css") == "/static/sightline.css"
