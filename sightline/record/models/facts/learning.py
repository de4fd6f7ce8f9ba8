"""Attainment, courses, and what an EHC plan specifies."""

from sightline.record.models.base import Fact, code_field, hours_field, words_field


class Attainment(Fact):
    """A result or a teacher's assessment in one subject on `valid_from`; whose words, and on what scale."""

    subject = words_field()
    scale = code_field()
    result = words_field(40)
    stage = code_field(20)

    def __str__(self) -> str:
        return f"attainment {self.pk}"


class Course(Fact):
    """An examination course that the child follows: the same board carries on wherever the child is (E6)."""

    subject = words_field()
    qualification = words_field()
    board = words_field(60)
    level = code_field(20)
    target = words_field(40)
    outcome = words_field(60)

    def __str__(self) -> str:
        return f"course {self.pk}"


class SpecifiedProvision(Fact):
    """One line of provision that an EHC plan specifies, to be set beside what is delivered (E8)."""

    description = words_field(400)
    hours = hours_field()
    section = code_field(4)
    authority_code = code_field(3)

    def __str__(self) -> str:
        return f"specified provision {self.pk}"
