"""Something that is coming."""

from django.db import models

from sightline.record.models.base import Fact, code_field, words_field


class ExpectedEvent(Fact):
    """A change of circumstance that is coming on `expected_on`: planning for it begins on the first day (G1)."""

    class Kind(models.TextChoices):
        """What is coming."""

        DISCHARGE = "discharge", "discharge from hospital"
        RELEASE = "release", "release from custody"
        BIRTH = "birth", "birth of a baby"
        MOVE = "move", "move to another area"
        PHASE_TRANSFER = "phase-transfer", "move to the next phase of school"
        AFTER_SIXTEEN = "after-sixteen", "the step after 16"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    expected_on = models.DateField(null=True)
    place = words_field()
    state = code_field(20)

    def __str__(self) -> str:
        return f"expected event {self.pk}"
