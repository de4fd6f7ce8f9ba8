"""One entity a file."""

from sightline.population.models.list_entry import ListEntry, ListPlace, ListReason
from sightline.population.models.standing_period import StandingPeriod

__all__ = ["ListEntry", "ListPlace", "ListReason", "StandingPeriod"]
