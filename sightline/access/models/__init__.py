"""One entity a file."""

from sightline.access.models.access_record import AccessRecord
from sightline.access.models.account import Account, AccountEvent, RoleHeld
from sightline.access.models.change import Change
from sightline.access.models.seal import Seal, SealedEntry

__all__ = ["AccessRecord", "Account", "AccountEvent", "Change", "RoleHeld", "Seal", "SealedEntry"]
