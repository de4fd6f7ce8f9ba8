"""The people of the authority: the line from the accountable officer to the key workers."""

from dataclasses import dataclass

from sightline.demo.draws import stream
from sightline.demo.names import first_name, surname
from sightline.demo.places import Locality

MAIL = "ambershire.example"


@dataclass(frozen=True)
class StaffMember:
    """Somebody who works for the authority. `accountable_role` is their place in the line of accountability."""

    key: str
    name: str
    job_title: str
    locality: Locality | None
    accountable_role: str

    @property
    def email(self) -> str:
        """Their address at work, in a domain that can never be registered."""
        return f"{self.key.lower()}@{MAIL}"

    @property
    def phone(self) -> str:
        """A number from the range kept for drama."""
        return f"01632 960{int(self.key[1:]) % 1000:03d}"


def make_staff(seed: int, pupils: int, localities: tuple[Locality, ...]) -> tuple[StaffMember, ...]:
    """The senior officer, the leads, and a team in each locality with a key worker for every 2,500 pupils."""
    lot = stream(seed, "staff")
    posts: list[tuple[str, Locality | None, str]] = [
        ("Director of Education", None, "senior-officer"),
        ("Head of Inclusion", None, "strategic-lead"),
        ("Children Missing Education Manager", None, "operational-lead"),
        ("Virtual School Head", None, "virtual-school"),
        ("Education Data Officer", None, "data-officer"),
    ]
    workers = max(2, round(pupils / 2_500 / len(localities)))
    for locality in localities:
        posts.append(("Locality Team Leader", locality, "team-leader"))
        posts += [("Education Inclusion Officer", locality, "key-worker")] * workers
    return tuple(
        StaffMember(
            f"E{1000 + place}", f"{first_name(lot, lot.choice('FM'))} {surname(lot)}", title, locality, role
        )
        for place, (title, locality, role) in enumerate(posts, start=1)
    )
