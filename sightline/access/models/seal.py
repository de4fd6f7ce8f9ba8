"""The hash chain over the audit trail."""

from django.db import models


class Seal(models.Model):
    """One batch of sealed entries: its digest covers the batch and the digest of the seal before it."""

    sealed_at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"seal {self.pk}"


class SealedEntry(models.Model):
    """One change or access record under a seal, with its own digest, so that a broken entry can be named."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="sealed_entries")
    kind = models.CharField(max_length=10)
    entry = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "entry"], name="entry_sealed_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry}"
