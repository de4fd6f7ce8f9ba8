"""The small authority whose places the files of the feeds name: four schools, providers, a locality."""

from sightline.access.accounts import set_up_operator
from sightline.access.models import Account
from sightline.record.models import Establishment, Installation, Locality, Provider

# Places whose kind tells of health or of custody, all of them in another authority's area.
GUARDED_PLACES = (
    ("willow-ward", "Willow Ward", "hospital"),
    ("alder-unit", "Alder Unit", "in-patient-mental-health"),
    ("larch-house", "Larch House", "secure"),
)


def make_small_authority() -> Account:
    """Write the authority into an empty record; its operator's account."""
    operator = set_up_operator()
    Installation.objects.create(authority_code="999", name="Ambershire", created_at=operator.created_at)
    schools = (
        ("990001", "4001", "Ashfield School", "mainstream", "Closed"),
        ("990002", "4001", "Ashfield Academy", "mainstream", "Open"),
        ("990003", "4003", "Brook School", "mainstream", "Open"),
        ("990004", "1004", "Bridge Centre", "alternative", "Open"),
    )
    for urn, number, name, group, status in schools:
        Establishment.objects.create(
            urn=urn, authority_code="999", number=number, name=name, group=group, status=status
        )
    Provider.objects.create(key="the-barn", name="The Barn", kind="vocational")
    Provider.objects.create(key="the-mill", name="The Mill", kind="e-learning")
    for key, name, kind in GUARDED_PLACES:
        Provider.objects.create(key=key, name=name, kind=kind, authority_code="998")
    Locality.objects.create(key="north", name="North")
    return operator
