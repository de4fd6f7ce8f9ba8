"""What a person said of one sender and one of the feeds that it owes; never overwritten, always superseded."""

from django.db import models
from django.db.models import Q

from sightline.record.models import Versioned


def exactly_one_sender() -> Q:
    """The condition that a row is of one school, of one provider or of one other sender, and of no two of them."""
    school, provider, source = (
        Q(establishment__isnull=False),
        Q(provider__isnull=False),
        Q(source__isnull=False),
    )
    return (school & ~provider & ~source) | (~school & provider & ~source) | (~school & ~provider & source)


class OfSender(Versioned):
    """A thing said of one sender: of a school, of a provider, or of a service or team as a source.

    A school and a provider are named themselves and not as sources, since who has never sent anything is no source yet.
    """

    # Not from a file: said by a person, with the change as its origin.
    delivery = None
    row_number = None

    establishment = models.ForeignKey(
        "record.Establishment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    provider = models.ForeignKey("record.Provider", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey("record.Source", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Versioned.Meta):
        abstract = True
