"""The content of documents that were attached, each kept once."""

from django.db import models


class DocumentContent(models.Model):
    """What stands in one document, found by its digest: kept once however often it is attached; append-only."""

    sha256 = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"document content {self.pk}"
