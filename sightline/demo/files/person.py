"""The columns that say who a row is about."""

from sightline.demo.files.formats import Row
from sightline.demo.lives import Life
from sightline.demo.pictures import Picture

PERSON = ("Pupil ID", "UPN", "Legal surname", "Legal forename", "Date of birth", "Postcode")
ON_ROLL = (
    "Former UPN",
    "ULN",
    "Middle names",
    "Preferred surname",
    "Preferred forename",
    "Former surname",
    "Sex",
    "Ethnicity",
    "Year group",
    "Address",
    "Home authority",
    "Phone",
)


def person_columns(picture: Picture, own_id: str) -> Row:
    """The six columns that every feed of children has. `own_id` is the sender's own number, or empty."""
    return {
        "Pupil ID": own_id,
        "UPN": picture.upn,
        "Legal surname": picture.surname,
        "Legal forename": picture.forename,
        "Date of birth": picture.date_of_birth,
        "Postcode": picture.postcode,
    }


def roll_columns(life: Life, year: int) -> Row:
    """What a school's roll says of the child besides. `year` is the National Curriculum year, Reception 0."""
    person = life.person
    return {
        "Middle names": person.middle_names,
        "Former surname": person.former_surname,
        "Sex": person.sex,
        "Ethnicity": person.ethnicity,
        "Year group": "R" if year == 0 else str(year),
        "Address": person.home.address,
        "Home authority": life.home_authority,
        "Phone": person.phone,
    }
