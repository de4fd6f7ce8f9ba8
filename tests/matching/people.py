"""One made-up child as one sender describes her; tests change what they are about."""

from datetime import date

from sightline.matching.description import Description

ELIZA = Description(
    surnames=("Ashdown",),
    forenames=("Elizabeth",),
    date_of_birth=date(2013, 4, 2),
    postcode="ZZ1 1AA",
    upns=frozenset(),
    uln="",
    nhs_number="",
    source="school",
    sender=("school", "school-roll"),
    own_key="17",
    listed=True,
)
