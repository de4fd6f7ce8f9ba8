"""Where a child lives, whom to ring, and who last saw the child."""

from django.db import models

from sightline.record.models.base import Fact, Known, code_field, words_field


class Address(Fact):
    """Where the child lives. A shielded address (refuge, police protection, adoption) is a class of its own."""

    line = words_field(400)
    postcode = code_field(8)
    authority_code = code_field(3)
    shielded = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"address {self.pk}"


class Contact(Fact):
    """A parent, carer or other person to reach about the child: third-party information."""

    name = words_field()
    relation = code_field()
    phone = words_field(40)
    email = words_field()
    parental_responsibility = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)

    def __str__(self) -> str:
        return f"contact {self.pk}"


class LastSeen(Fact):
    """That somebody saw the child on `valid_from`: by whom, where, and whether alone (A5)."""

    seen_by = words_field()
    place = words_field()
    alone = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)

    def __str__(self) -> str:
        return f"last seen {self.pk}"
