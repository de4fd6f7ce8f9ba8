"""The hash chain over the audit trail."""

from django.db import models


class Seal(models.Model):
    """One batch of sealed entries: its digest covers the batch and the digest of the seal before it.

    `form` says which columns of an entry its digest covers (`access/sealing.py`), so that a column added later
    does not break the seals that are older than it.
    """

    sealed_at = models.DateTimeField()
    form = models.PositiveSmallIntegerField()
    entries = models.PositiveIntegerField()
    # Each digest is followed once: two sealings at the same time cannot fork the chain.
    previous_digest = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"seal {self.pk}"


class SealedEntry(models.Model):
    """One change or access record under a seal, with its own digest, so that a broken entry can be named.

    `entry` is the id of the row; no foreign key, so that a seal still names a row that somebody took away.
    """

    class Kind(models.TextChoices):
        """Which part of the audit trail the entry is from."""

        CHANGE = "change", "change"
        ACCESS = "access", "access record"

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="sealed_entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    entry = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "entry"], name="entry_sealed_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry}"
