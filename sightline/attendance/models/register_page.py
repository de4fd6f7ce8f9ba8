"""One day of one register: every pupil's two marks, as two strings of bytes in the order of the roster."""

from django.db import models
from django.db.models import F, Q

from sightline.record.models import Versioned


class RegisterPage(Versioned):
    """The marks of one school day. A byte is a stored number (`attendance.numbering`); a page that is shorter than its
    roster has not been sent for those behind its end.

    A page is superseded like every row of the record: what a day looked like as known on an earlier day stays.
    """

    roster = models.ForeignKey("attendance.Roster", on_delete=models.PROTECT, related_name="pages")
    day = models.DateField()
    version = models.PositiveIntegerField(default=1)
    morning = models.BinaryField()
    afternoon = models.BinaryField()

    class Meta(Versioned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["roster", "day"],
                condition=Q(superseded_at__isnull=True),
                name="registerpage_one_current",
            ),
            models.UniqueConstraint(fields=["roster", "day", "version"], name="registerpage_version"),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("recorded_at")), name="registerpage_received_first"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="registerpage_day")]

    def __str__(self) -> str:
        return f"register page {self.pk}"
