"""Who the child is: names, date of birth, numbers and address as told by hand."""

from sightline.access.policy import FieldClass
from sightline.intake.by_hand.shapes import Group, ToldKind, code, day, guarded, text
from sightline.intake.contract import Column, Kind
from sightline.record.models import SourcePersonVersion

IDENTITY = ToldKind(
    "identity",
    "Name, date of birth and numbers",
    "Who is the child?",
    Group.PEOPLE,
    SourcePersonVersion,
    (
        text("surname", "Surname", "The surname in law."),
        text("forename", "First name", "The forename in law."),
        text("middle_names", "Middle names"),
        text("preferred_surname", "Surname that the child goes by"),
        text("preferred_forename", "First name that the child goes by"),
        text("former_surname", "Former surname"),
        day("date_of_birth", "Date of birth", "For example 31/03/2012."),
        code("sex", "Sex", "sex"),
        guarded(code("ethnicity", "Ethnicity", "ethnicity"), FieldClass.ETHNICITY_RELIGION),
        Column("upn", "Unique pupil number (UPN)", Kind.UPN, "13 characters."),
        Column("former_upn", "Former UPN", Kind.UPN, ""),
        Column("uln", "Unique learner number", Kind.ULN, "10 digits."),
        text("nhs_number", "NHS number", "10 digits."),
        code("year_group", "Year group", "year_group"),
        text(
            "address",
            "Address",
            "On one line, without the postcode. One to be kept apart is told as an address.",
            length=400,
        ),
        Column("postcode", "Postcode", Kind.POSTCODE, "For example SW1A 1AA."),
        Column(
            "home_authority", "Authority that the child lives in", Kind.AUTHORITY, "The three-digit code."
        ),
        guarded(text("phone", "Phone of the family", length=40), FieldClass.THIRD_PARTY),
    ),
)
