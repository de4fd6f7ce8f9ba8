"""One read of children: who looked, why, at whom."""

from django.db import models


class AccessRecord(models.Model):
    """One request or command that showed children, with the ids shown; append-only."""

    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    role = models.SlugField(max_length=40)
    purpose = models.CharField(max_length=200)
    at = models.DateTimeField()
    children = models.JSONField()

    def __str__(self) -> str:
        return f"access {self.pk}: {self.purpose}"
