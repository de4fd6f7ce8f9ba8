"""Every page on which staff read, in every state: fit for those who do not see, hear or point as others do, and for a
phone. The pages on which files come in, and those of entry by hand, are judged beside this."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.staff import PHONE, Judge, Way, at, follow, is_for_everybody, known_as

_ANY = "standing=on&standing=to+be+checked&standing=off"


def child_of(query: str, *, whole: bool = False) -> Way:
    """The first child of a selection, or the whole record of that child."""

    def go(page: Page) -> None:
        page.goto(f"/children/?{query}")
        follow(page.locator("th.sightline-list__child > a").first)
        if whole:
            follow(page.get_by_role("link", name="Open the whole record, to print it"))

    return go


def open_question(page: Page) -> None:
    """Two records that may be one child's, side by side."""
    child_of(f"maybe_same=yes&{_ANY}")(page)
    follow(page.get_by_role("link", name=re.compile("^Compare")).first)


def open_apart(page: Page) -> None:
    """A child of several records, to take apart."""
    page.goto("/children/?reason=alternative-provision")
    for address in page.locator("th.sightline-list__child > a").evaluate_all(
        "links => links.map(a => a.href)"
    ):
        page.goto(address)
        way = page.get_by_role("link", name="Take apart records that are not this child")
        if way.count():
            follow(way)
            return
    raise AssertionError("nobody on the list has two records")


STATES: dict[str, tuple[str, Way]] = {
    "home": ("Senior accountable officer", at("/")),
    "home of who takes files": ("Data officer", at("/")),
    "home of a locality": ("Locality team leader", at("/")),
    "home of a key worker": ("Key worker", at("/")),
    "home of an inspector": ("Inspector", at("/")),
    "home of a school": ("School", at("/")),
    "home of a provider": ("Provider", at("/")),
    "home of a family": ("Family", at("/")),
    "home of an administrator": ("Administrator", at("/")),
    "figures": ("Governor", at("/")),
    "reviews overdue": ("Operational lead", at("/needs/reviews/")),
    "next steps due": ("Key worker", at("/needs/next-steps/")),
    "rows that wait": ("Data officer", at("/needs/rows/")),
    "the same child, or two": ("Data officer", at("/needs/pairs/")),
    "no longer in a list": ("Locality team leader", at("/needs/gone/")),
    "notices past their end": ("Senior accountable officer", at("/needs/notices/")),
    "nothing of this sort": ("Virtual school", at("/needs/pairs/")),
    "what changed": ("Operational lead", at("/changed/came-on/")),
    "list": ("Operational lead", at("/children/")),
    "list, narrowed": (
        "Operational lead",
        at("/children/?reason=medical&hours=not+known&locality=amberford"),
    ),
    "list, nobody": ("Operational lead", at("/children/?roll=none&reason=part-time-timetable")),
    "list, looking back": ("Operational lead", at("/children/?as_at=2026-10-05&known_on=2026-10-20")),
    "list, a day that is none": ("Operational lead", at("/children/?as_at=soon")),
    "child on the list": ("Operational lead", child_of("standing=on")),
    "child, the whole record": (
        "Operational lead",
        child_of("reason=alternative-provision&standing=on", whole=True),
    ),
    "child to be checked": ("Operational lead", child_of("standing=to+be+checked")),
    "child off the list": ("Operational lead", child_of("standing=off")),
    "child, less shown": ("Key worker", child_of("standing=on")),
    "child, the whole record, less shown": ("Virtual school", child_of("standing=on", whole=True)),
    "the same child": ("Data officer", open_question),
    "take apart": ("Data officer", open_apart),
    "reports": ("Inspector", at("/reports/")),
    "inspection list": ("Inspector", at("/reports/inspection-list/")),
    "tracking sheet": ("Virtual school", at("/reports/tracking-sheet/")),
    "schools": ("Operational lead", at("/schools/")),
    "schools, none of that name": ("Operational lead", at("/schools/?text=nowhere")),
    "school": ("Operational lead", at("/schools/990004/")),
    "school without children": ("Key worker", at("/schools/990009/")),
    "providers": ("Operational lead", at("/providers/")),
    "providers, none of that name": ("Virtual school", at("/providers/?text=nowhere")),
    "provider": ("Operational lead", at("/providers/p014/")),
    "provider, less shown": ("Virtual school", at("/providers/p008/")),
    "coverage": ("Operational lead", at("/coverage/")),
    "coverage, only who is late": ("Data officer", at("/coverage/?late=yes&kind=school")),
    "coverage, none of that name": ("Operational lead", at("/coverage/?text=nowhere")),
    "coverage of a sender": ("Operational lead", at("/coverage/school/990004/")),
    "a letter to who is silent": ("Operational lead", at("/coverage/school/990004/letter/")),
    "nothing to tell": ("Operational lead", at("/coverage/school/990004/nil/exclusions/")),
    "how often a file is owed": ("Operational lead", at("/coverage/school/990004/how-often/exclusions/")),
    "figures with their rows": ("Operational lead", at("/figures/")),
    "figures, another day": ("Governor", at("/figures/?as_at=2026-10-05")),
    "rules": ("Key worker", at("/rules/who-is-on-the-list/")),
    "words": ("School", at("/words/")),
    "nobody's page": ("Key worker", at("/children/999999/")),
    "refused": ("Key worker", at("/children/1/apart/")),
}

# Everything else is laid out on a phone as it is on a desk, one thing below the other: its width is enough.
_SAME_ON_A_PHONE = {
    "home of a key worker",
    "home of a provider",
    "home of a family",
    "home of an administrator",
    "next steps due",
    "rows that wait",
    "the same child, or two",
    "no longer in a list",
    "notices past their end",
    "nothing of this sort",
    "what changed",
    "schools, none of that name",
    "providers, none of that name",
    "coverage, none of that name",
    "nothing to tell",
    "figures, another day",
    "school without children",
    "provider, less shown",
    "child, the whole record, less shown",
    "words",
    "nobody's page",
    "refused",
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_for_everybody_on_a_desk_and_on_a_phone(state: str, page: Page, axe: Judge) -> None:
    role, go = STATES[state]
    known_as(page, role)
    go(page)
    is_for_everybody(page, axe, on_phone=state not in _SAME_ON_A_PHONE)


def test_words_about_a_child_are_not_read_sideways_on_a_phone(page: Page) -> None:
    known_as(page, "Operational lead")
    child_of("reason=alternative-provision&standing=on", whole=True)(page)
    page.set_viewport_size(PHONE)
    for name in ("Populations in law", "Senders’ records"):
        table = page.get_by_role("region", name=f"{name}, as a table")
        assert table.evaluate("shown => shown.scrollWidth <= shown.clientWidth"), name
