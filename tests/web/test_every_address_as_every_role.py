"""Every address that the product answers, asked by every role: who gets a page, who is sent away, who finds nothing.

The table is written out by hand: it is what we mean, and not what the code happens to do. An address that is not in
it fails the first test.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sightline.access import clock
from sightline.access.door import writing
from sightline.access.models import AccessRecord
from sightline.access.policy import Action, roles
from sightline.record.models import PossibleMatch
from sightline.record.undoing import not_sure
from sightline.reports.issuing import issue
from sightline.watch.night import run_night
from tests.web.by_hand import addresses_by_hand
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.waiting_rows import cause_of_waiting, file_asked_about, file_taken

pytestmark = pytest.mark.django_db

STAFF = {
    "senior-officer",
    "strategic-lead",
    "operational-lead",
    "team-leader",
    "key-worker",
    "data-officer",
    "virtual-school",
    "inspector",
}
WHOLE_AUTHORITY = STAFF - {"team-leader", "key-worker"}
DECIDES_LINKS = {"operational-lead", "data-officer"}
RECORDS_FACTS = STAFF - {"inspector"}
TAKES_FILES = {"operational-lead", "data-officer"}
ISSUES_REPORTS = STAFF - {"key-worker"}
# Who sees as much as the data officer does of what the report holds, in the whole authority.
SEES_AS_MUCH = WHOLE_AUTHORITY - {"virtual-school"}
FIGURES_ONLY = {"governor", "member", "privacy-officer"}
SEES_FIGURES = STAFF | FIGURES_ONLY
EVERYBODY = set(roles())

# Address: who gets the page. Everybody else who is signed in gets what stands beside it.
PAGES: dict[str, tuple[set[str], int]] = {
    "account:sign-in": (set(), 302),
    "account:see-as": (set(), 405),
    "account:sign-out": (set(), 405),
    "account:your-account": (EVERYBODY, 403),
    "account:choose-role": (set(), 405),
    "account:password": (EVERYBODY, 403),
    "public:accessibility": (EVERYBODY, 200),
    "public:privacy": (EVERYBODY, 200),
    "public:glossary": (EVERYBODY, 200),
    "oversight:figures": (SEES_FIGURES, 403),
    "oversight:figures-file": (SEES_FIGURES, 403),
    "staff:home": (EVERYBODY - FIGURES_ONLY, 302),
    "staff:needs": (STAFF, 403),
    "staff:changed": (STAFF, 403),
    "staff:seen": (set(), 405),
    "staff:children": (STAFF, 403),
    "staff:search": (set(), 405),
    "staff:find": (STAFF, 403),
    "staff:found": (STAFF, 403),
    "staff:child": (STAFF, 403),
    "staff:register": (STAFF, 403),
    "staff:same": (DECIDES_LINKS, 403),
    "staff:apart": (DECIDES_LINKS, 403),
    "staff:pairs": (DECIDES_LINKS, 403),
    "staff:decided": (DECIDES_LINKS, 403),
    "staff:add-child": (RECORDS_FACTS, 403),
    "staff:tell": (RECORDS_FACTS, 403),
    "staff:tell-kind": (RECORDS_FACTS - {"virtual-school"}, 403),
    "staff:attach": (RECORDS_FACTS, 403),
    "staff:document": (STAFF, 403),
    "staff:fact": (STAFF, 403),
    "staff:correct-fact": (RECORDS_FACTS, 403),
    "staff:end-fact": (RECORDS_FACTS, 403),
    "staff:withdraw-fact": (RECORDS_FACTS, 403),
    "staff:coverage": (STAFF, 403),
    "staff:coverage-sheet": (STAFF, 403),
    "staff:coverage-sender": (STAFF, 403),
    "staff:coverage-letter": (RECORDS_FACTS, 403),
    "staff:coverage-letter-text": (RECORDS_FACTS, 403),
    "staff:coverage-nil": (TAKES_FILES, 403),
    "staff:coverage-how-often": (TAKES_FILES, 403),
    "staff:schools": (STAFF, 403),
    "staff:school": (STAFF, 403),
    "staff:school-visit": (STAFF, 403),
    "staff:school-visit-file": (STAFF, 403),
    "staff:providers": (STAFF, 403),
    "staff:provider": (STAFF, 403),
    "staff:intake": (TAKES_FILES, 403),
    "staff:intake-file": (TAKES_FILES, 403),
    "staff:intake-what": (TAKES_FILES, 403),
    "staff:intake-children": (TAKES_FILES, 403),
    "staff:intake-sender": (TAKES_FILES, 403),
    "staff:intake-waiting": (TAKES_FILES, 403),
    "staff:intake-waiting-download": (set(), 403),
    "staff:intake-set-aside": (TAKES_FILES, 403),
    "staff:intake-mend": (TAKES_FILES, 403),
    "staff:intake-all-names": (TAKES_FILES, 403),
    "staff:intake-names": (TAKES_FILES, 403),
    "staff:intake-columns": (TAKES_FILES, 403),
    "staff:reports": (STAFF, 403),
    "staff:report": (STAFF, 403),
    "staff:issued": (SEES_AS_MUCH, 404),
    "staff:read-first": (SEES_AS_MUCH, 404),
    "staff:rules": (STAFF, 403),
    "staff:nights": (STAFF, 403),
    "staff:night": (STAFF, 403),
    "staff:register-rules": (STAFF, 403),
    "staff:register-rule": (STAFF, 403),
    "staff:register-rule-found": (STAFF, 403),
    "staff:register-rule-backtest": (STAFF, 403),
    "staff:register-rule-figures": (TAKES_FILES, 403),
    "staff:register-rule-schools": (STAFF, 403),
    "staff:register-rule-schools-file": (STAFF, 403),
}
RULE_PAGES = [name.removeprefix("staff:") for name in PAGES if name.startswith("staff:register-rule")]
RULE_PAGES.remove("register-rules")
HIGH_SCHOOL = {"kind": "school", "key": "900001"}
OPEN_TO_STRANGERS = {"account:sign-in", "public:accessibility", "public:privacy", "public:glossary"}
ONLY_BY_BUTTON = {"account:see-as", "account:sign-out", "account:choose-role", "staff:search", "staff:seen"}


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, f"{prefix}{one.namespace}:" if one.namespace else prefix)
        else:
            yield f"{prefix}{one.name}"


def night_of(made_up: MadeUp) -> int:
    """The number of a night in which the rules were asked."""
    with TemporaryDirectory() as folder:
        return run_night(made_up.recorder.viewer, clock.today(), Path(folder)).night.number


def doubted(made_up: MadeUp) -> int:
    """The change in which somebody said of every pair that they were not sure."""
    viewer = made_up.recorder.viewer
    with writing(viewer=viewer, action=Action.DECIDE_LINKS, reason="Nobody rang back") as session:
        not_sure(session, PossibleMatch.objects.all())
    return session.change.pk


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def found(made_up: MadeUp) -> dict[str, str]:
    """Each address with what it needs filled in: a child of the north, and a report that the data officer issued."""
    kept = issue(made_up.recorder.viewer, "inspection-list", file_format="csv")
    asked_about = file_asked_about(made_up.recorder.viewer)
    needs = {
        **addresses_by_hand(made_up),
        "staff:needs": {"group": "reviews"},
        "staff:changed": {"kind": "came-on"},
        "staff:intake-file": {"number": asked_about},
        "staff:intake-what": {"number": asked_about},
        "staff:intake-children": {"number": file_taken(asked_about), "which": "new"},
        "staff:intake-sender": {"slug": "officers"},
        "staff:intake-mend": {"cause": cause_of_waiting(made_up.recorder.viewer)},
        "staff:intake-names": {"number": asked_about},
        "staff:intake-columns": {"number": asked_about},
        "staff:child": {"child_id": made_up.child("Amara")},
        "staff:register": {"child_id": made_up.child("Amara")},
        "staff:same": {"child_id": made_up.child("Eve"), "other_id": made_up.child("Fay")},
        "staff:apart": {"child_id": made_up.child("Ben")},
        "staff:found": {"token": "forgotten"},
        "staff:decided": {"change": doubted(made_up)},
        "staff:coverage-sheet": {"feed": "school-roll"},
        **{f"staff:coverage-{page}": HIGH_SCHOOL for page in ("sender", "letter", "letter-text")},
        **{f"staff:coverage-{page}": HIGH_SCHOOL | {"feed": "part-time"} for page in ("nil", "how-often")},
        **{f"staff:{page}": {"urn": 900001} for page in ("school", "school-visit", "school-visit-file")},
        "staff:night": {"number": night_of(made_up)},
        **{f"staff:{page}": {"slug": "dip"} for page in RULE_PAGES},
        "staff:provider": {"key": "provider-3"},
        "staff:report": {"name": "inspection-list"},
        "staff:issued": {"number": kept.pk},
        "staff:read-first": {"number": kept.pk},
    }
    return {name: reverse(name, kwargs=needs.get(name)) for name in PAGES}


def test_the_table_holds_every_address() -> None:
    assert set(addresses(get_resolver().url_patterns)) == set(PAGES)


@pytest.mark.parametrize("role", roles())
def test_who_gets_which_page(role: str, found: dict[str, str], client: Client) -> None:
    client.force_login(somebody(role))
    expected, answered = {}, {}
    for name, address in found.items():
        gets, otherwise = PAGES[name]
        expected[name] = 200 if role in gets else otherwise
        if role not in STAFF and name in {"staff:issued", "staff:read-first"}:
            expected[name] = 403
        # Without a cause or a sender there is nothing to take away.
        if role in TAKES_FILES and name == "staff:intake-waiting-download":
            expected[name] = 404
        answered[name] = client.get(address).status_code
    assert answered == expected


def test_a_stranger_is_asked_to_sign_in(found: dict[str, str], client: Client) -> None:
    for name, address in found.items():
        response = client.get(address)
        if name in OPEN_TO_STRANGERS:
            assert response.status_code == 200, name
        elif name in ONLY_BY_BUTTON and response.status_code == 405:
            assert "Whitlock" not in response.content.decode()
        else:
            assert (response.status_code, response.headers["Location"]) == (
                302,
                f"/sign-in/?next={address}",
            ), name


def test_an_account_without_a_role_sees_no_child(found: dict[str, str], client: Client) -> None:
    account = somebody("key-worker")
    account.roles_held.update(ends_at="2026-09-02T00:00:00Z")
    client.force_login(account)
    for name, address in found.items():
        response = client.get(address, follow=True)
        assert "Whitlock" not in response.content.decode(), name


@pytest.mark.parametrize("role", sorted(STAFF))
def test_a_child_outside_the_scope_is_nobody(role: str, made_up: MadeUp, client: Client) -> None:
    client.force_login(somebody(role))
    fay = made_up.child("Fay")
    expected = 200 if role in WHOLE_AUTHORITY else 404
    assert client.get(f"/children/{fay}/").status_code == expected
    assert client.get(f"/children/{fay}/?as_at=2026-10-01&known_on=2026-10-02").status_code == expected
    shown = client.get("/children/?standing=on&standing=off&standing=to+be+checked").content.decode()
    assert ("Whitlock, Fay" in shown) == (role in WHOLE_AUTHORITY)
    assert "Whitlock, Amara" in shown


@pytest.mark.parametrize("role", sorted(EVERYBODY - STAFF))
def test_nobody_else_is_shown_any_child(
    role: str, made_up: MadeUp, found: dict[str, str], client: Client
) -> None:
    client.force_login(somebody(role))
    for name, address in found.items():
        page = client.get(address, follow=True).content.decode()
        assert "Whitlock" not in page, name
        assert "/children/" not in page, name
    assert not AccessRecord.objects.exists()


@pytest.mark.parametrize("role", roles())
def test_who_may_press_which_button(role: str, found: dict[str, str], client: Client) -> None:
    """Every form that writes, sent without what it needs: whoever may is told what is missing, and nobody else is."""
    client.force_login(somebody(role))
    denied = 403
    assert client.post(found["staff:search"]).status_code == (302 if role in STAFF else denied)
    for name in ("staff:same", "staff:apart"):
        assert client.post(found[name]).status_code == (200 if role in DECIDES_LINKS else denied), name
    for name, answered in (
        ("intake", 200),
        ("intake-what", 200),
        ("intake-file", 404),
        ("intake-sender", 302),
    ):
        pressed = client.post(found[f"staff:{name}"])
        assert pressed.status_code == (answered if role in TAKES_FILES else denied), name
    for name in ("mend", "set-aside", "all-names", "names", "columns"):
        pressed = client.post(found[f"staff:intake-{name}"])
        assert pressed.status_code == (200 if role in TAKES_FILES else denied), name
    for name in ("add-child", "tell-kind", "attach", "correct-fact", "end-fact", "withdraw-fact"):
        may = role in PAGES[f"staff:{name}"][0]
        assert client.post(found[f"staff:{name}"]).status_code == (200 if may else denied), name
    issued = client.post(found["staff:report"], {"format": "csv"})
    assert issued.status_code == (200 if role in ISSUES_REPORTS else denied)


def test_there_is_no_child_with_a_number_that_was_never_given(made_up: MadeUp, client: Client) -> None:
    client.force_login(somebody("data-officer"))
    for address in (
        "/children/999999/",
        "/children/999999/apart/",
        "/reports/nowhere/",
        "/reports/issued/99/",
    ):
        assert client.get(address).status_code == 404


def test_each_request_leaves_one_trace_of_whom_it_showed(made_up: MadeUp, client: Client) -> None:
    client.force_login(somebody("key-worker", "Ada Birch"))
    client.get("/rules/who-is-on-the-list/")
    assert not AccessRecord.objects.exists()
    ben = made_up.child("Ben")
    client.get(f"/children/{ben}/")
    client.get("/children/")
    child, listing = AccessRecord.objects.order_by("pk")
    assert (child.purpose, child.children) == ("page staff:child", [ben])
    assert listing.children == sorted(made_up.child(name) for name in ("Amara", "Ben", "Cora"))
    assert (listing.role, listing.account.name) == ("key-worker", "Ada Birch")
