"""Which authority this record belongs to."""

from django.db import models


class Installation(models.Model):
    """The one authority whose record this is: its code (three digits) and its name."""

    authority_code = models.CharField(max_length=3)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
