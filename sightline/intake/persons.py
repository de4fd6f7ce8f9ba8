"""Who a row is about: the columns that every feed of children has, and the sender's key of the person."""

import hashlib
from collections.abc import Mapping
from typing import Any

from sightline.access.policy import FieldClass
from sightline.intake.contract import Column, Kind
from sightline.matching.candidates import MADE_KEY
from sightline.matching.names import plain

PERSON_KEY = "person"
"""Stands in a contract's `told_apart_by` for the sender's key of the person."""

_ROOM_FOR_KEY = 90

PERSON: tuple[Column, ...] = (
    Column(
        "pupil_id",
        "Pupil ID",
        Kind.TEXT,
        "The sender's own number for the child, the same in every file. With it a child who moves house or changes "
        "name stays the same child.",
        synonyms=(
            "Pupil identifier",
            "Student ID",
            "Learner ID",
            "Client ID",
            "Admission number",
            "Local ID",
        ),
        field_class=FieldClass.IDENTITY,
        max_length=_ROOM_FOR_KEY,
    ),
    Column(
        "upn",
        "UPN",
        Kind.UPN,
        "The unique pupil number, permanent or temporary. One that fails its check is set aside and never matched on.",
        synonyms=("Unique pupil number",),
        field_class=FieldClass.IDENTITY,
        optional_reading=True,
    ),
    Column(
        "surname",
        "Legal surname",
        Kind.TEXT,
        "The surname in law.",
        required=True,
        synonyms=("Surname", "Last name", "Family name", "Child surname", "Child last name", "Pupil surname"),
        field_class=FieldClass.IDENTITY,
    ),
    Column(
        "forename",
        "Legal forename",
        Kind.TEXT,
        "The forename in law.",
        required=True,
        synonyms=(
            "Forename",
            "First name",
            "Given name",
            "Child forename",
            "Child first name",
            "Pupil forename",
        ),
        field_class=FieldClass.IDENTITY,
    ),
    Column(
        "full_name",
        "Name",
        Kind.FULL_NAME,
        "The whole name, where surname and forename have no columns of their own: Surname, Forename.",
        synonyms=(
            "Pupil name",
            "Child's name",
            "Child name",
            "Student name",
            "Learner name",
            "Name of child",
            "Name of pupil",
            "Full name",
            "Surname, forename",
        ),
        field_class=FieldClass.IDENTITY,
        max_length=400,
    ),
    Column(
        "date_of_birth",
        "Date of birth",
        Kind.DATE,
        "The date of birth.",
        required=True,
        synonyms=("DOB", "D.O.B.", "Birth date", "Child date of birth", "Date of birth (dd/mm/yyyy)"),
        field_class=FieldClass.IDENTITY,
    ),
    Column(
        "postcode",
        "Postcode",
        Kind.POSTCODE,
        "The postcode of the home.",
        synonyms=("Post code", "Home postcode", "Child postcode"),
        field_class=FieldClass.IDENTITY,
        optional_reading=True,
    ),
)


def person_key(values: Mapping[str, Any]) -> str:
    """The sender's key of the person: their own number, else the UPN, else one made from name, birth and postcode.

    Empty when the row gives none of them whole. A made key holds nothing that can be read back.
    """
    if own := values.get("pupil_id"):
        return str(own)
    if upn := values.get("upn"):
        return str(upn)
    surname, forename, born = values.get("surname"), values.get("forename"), values.get("date_of_birth")
    if not (surname and forename and born):
        return ""
    parts = (plain(surname), plain(forename), born.isoformat(), values.get("postcode") or "")
    return MADE_KEY + hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
