"""A report as it was issued: the very bytes, kept."""

from django.db import models


class IssuedReport(models.Model):
    """One file that went out: append-only, so that what was said on a day can be shown for ever after.

    The file is kept in the database, so that one back-up holds the record and what was said of it. `sha256` is the
    digest of the file; `tables_sha256` of what its tables say, whatever the format and the moment. `classes`,
    `scope_kind` and `scope_key` say what the issuer's role could see: only who sees as much may open it again.
    """

    name = models.SlugField(max_length=40)
    as_at = models.DateField()
    known_on = models.DateField()
    format = models.SlugField(max_length=8)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    tables_sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    children = models.JSONField()
    gaps = models.JSONField()
    read_first = models.TextField()
    classes = models.JSONField()
    scope_kind = models.SlugField(max_length=20)
    scope_key = models.CharField(max_length=100, blank=True)
    rules_version = models.CharField(max_length=40)
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(format__in=["csv", "xlsx", "ods", "json", "pdf"]),
                name="issued_report_format",
            ),
        ]
        indexes = [models.Index(fields=["name", "as_at"], name="issued_report_by_day")]

    def __str__(self) -> str:
        return f"{self.name} as at {self.as_at} ({self.format}), report {self.pk}"

    @property
    def file_name(self) -> str:
        """A name for the file, which says what it is and of which day, and names no child."""
        return f"{self.name}-{self.as_at.isoformat()}.{self.format}"
