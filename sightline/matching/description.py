"""What one sender says of one person: all that matching ever looks at."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from sightline.matching.names import full_names


@dataclass(frozen=True, slots=True)
class Description:
    """One person as one sender describes them; empty text is not known. Identifiers are validated ones only.

    `sender` tells whose list it is (source and feed) and `source` whose numbers `own_key` are; `own_key` is empty
    when the key was made from the row. `listed` says that the sender's last full file still held the person, so
    that two people of one sender are known to be two.
    """

    surnames: tuple[str, ...]
    forenames: tuple[str, ...]
    date_of_birth: date | None
    postcode: str
    upns: frozenset[str]
    uln: str
    nhs_number: str
    source: Hashable
    sender: Hashable
    own_key: str
    listed: bool

    @property
    def names(self) -> frozenset[str]:
        """The person's full names, made comparable."""
        return full_names(self.surnames, self.forenames)
