"""The children page and a child's page, beside a stock Django ListView of fifty of the same rows."""

import re

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches, set_urlconf

from sightline.bench.authority import make_authority
from sightline.bench.measuring import Answer, Measured, Progress, interleaved
from sightline.population.models import ListEntry
from sightline.population.tables import ON

CHILDREN = 250_000
LISTED_SHARE = 25
"""One child in so many is on the list: 10,000 of 250,000."""
_TIMES = 20
_REFERENCE = re.compile(r"SL-\d{6,}")


def run(children: int, progress: Progress) -> list[Measured]:
    """Time both pages at `children` children, one in 25 of them on the list, signed in, through every middleware."""
    made = make_authority(children, children // LISTED_SHARE, progress)
    with override_settings(ROOT_URLCONF="sightline.bench.peers", ALLOWED_HOSTS=["testserver"]):
        set_urlconf(None)
        clear_url_caches()
        client = Client()
        client.force_login(made.viewer.account)
        of_role = {"role": made.viewer.role.slug}
        session = client.session
        session.update(of_role)
        session.save()
        first = ListEntry.objects.filter(standing=ON).order_by("surname", "forename", "child_id").first()
        if first is None:
            return []
        on_list = f"/children/?standing={ON}"
        one = f"/children/{first.child_id}/"
        progress(f"{_queries(client, on_list)} queries for the list, {_queries(client, one)} for a child")
        size = f"{children:,} children, {made.listed:,} on the list"
        return [
            interleaved(
                "children-page",
                f"the page of the list, fifty rows; {size}",
                ours=lambda _: _pages(client, on_list, progress),
                peer=lambda _: _pages(client, "/stock/", progress),
                peer_name="a stock Django ListView of the same fifty rows",
                n=children,
                times=_TIMES,
            ),
            interleaved(
                "child-page",
                f"one child's page; {size}",
                ours=lambda _: _pages(client, one, progress, just=first.child.reference),
                peer=lambda _: _pages(client, "/stock/", progress, just=first.child.reference),
                peer_name="a stock Django ListView of fifty rows",
                n=children,
                times=_TIMES,
            ),
        ]


def _pages(client: Client, address: str, progress: Progress, *, just: str = "") -> Answer:
    """Ask for a page some times over; the answer is the children named on it, in order, or whether `just` one is."""
    progress(f"asking for {address}")
    for _ in range(_TIMES):
        response = client.get(address)

    def answer() -> list[str]:
        named = list(dict.fromkeys(_REFERENCE.findall(response.content.decode())))
        return [just] if just in named else named

    return answer


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
