"""Rows of made-up children, by heading."""

from typing import Any

ELIZABETH = {
    "Pupil ID": "101",
    "UPN": "M999000026001",
    "Legal surname": "Ashdown",
    "Legal forename": "Elizabeth",
    "Date of birth": "02/04/2013",
    "Postcode": "ZZ1 1AA",
}
TOMASZ = {
    "Pupil ID": "102",
    "UPN": "",
    "Legal surname": "Brook",
    "Legal forename": "Tomasz",
    "Date of birth": "09/09/2014",
    "Postcode": "ZZ1 1AB",
}
ZOE = {
    "Pupil ID": "103",
    "UPN": "",
    "Legal surname": "Carr",
    "Legal forename": "Zoë",
    "Date of birth": "30/06/2012",
    "Postcode": "ZZ2 1AA",
}


def on_roll(child: dict[str, str], **other: Any) -> dict[str, str]:
    """A row of a school's roll; `other` by heading with underscores for spaces."""
    row = {"School": "990003", **child, "Enrolment status": "C", "Date of entry": "04/09/2024"}
    return {**row, **_headings(other)}


def with_provider(child: dict[str, str], **other: Any) -> dict[str, str]:
    """A row of a provider's roll."""
    row = {"Provider ID": "the-barn", **child, "Start date": "01/10/2026", "Hours a week": "6"}
    return {**row, **_headings(other)}


def excluded(child: dict[str, str], **other: Any) -> dict[str, str]:
    """A row of suspensions and exclusions."""
    row = {"School": "990003", **child, "Type": "SUSP", "First day": "16/11/2026", "Last day": "18/11/2026"}
    return {**row, **_headings(other)}


def _headings(other: dict[str, Any]) -> dict[str, str]:
    return {name.replace("_", " "): str(value) for name, value in other.items()}
