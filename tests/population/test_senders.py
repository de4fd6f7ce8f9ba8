"""A sender whose name tells of a hidden class is named in no value, no date and no disagreement."""

from datetime import UTC, date, datetime

import pytest

from sightline.domain.known import Known
from sightline.population.identity import AsSent, Identity, choose
from sightline.population.others import names_of
from sightline.population.queries import one_child
from sightline.population.senders import SENDER_WITHHELD, sender_classes
from sightline.population.visibility import shown_identity
from sightline.record.models import Provider, Source
from tests.population.recording import Recorder

HIDDEN = frozenset({"criminal"})


def sent(person: int, feed: str, source: str, **fields) -> AsSent:
    values = {"surname": "Sample", "forename": "Ada"} | fields
    received = datetime(2026, 10, 1, tzinfo=UTC)
    return AsSent(person, feed, source, None, received, classes=sender_classes(feed, None, None), **values)


@pytest.mark.parametrize(
    ("feed", "kind", "group", "expected"),
    [
        ("school-roll", None, None, {"education"}),
        ("police", None, None, {"criminal"}),
        ("provider-roll", "secure", None, {"education", "criminal"}),
        ("provider-roll", "vocational", None, {"education"}),
        ("school-roll", None, "hospital", {"education", "health"}),
        ("nobody-knows", None, None, {"safeguarding"}),
    ],
)
def test_what_a_senders_name_tells(
    feed: str, kind: str | None, group: str | None, expected: set[str]
) -> None:
    assert sender_classes(feed, kind, group) == expected


def test_a_guarded_sender_is_withheld_wherever_it_would_be_named() -> None:
    identity = choose(
        7,
        [
            sent(1, "school-roll", "High School", date_of_birth=None),
            sent(2, "police", "Night desk", forename="Addie", date_of_birth=date(2013, 5, 5), sex="F"),
        ],
    )
    seen = shown_identity(identity, HIDDEN, shielded=False)
    assert "Night desk" in repr(identity)
    assert "Night desk" not in repr(seen)
    assert seen.date_of_birth == Known(date(2013, 5, 5), source=SENDER_WITHHELD)
    assert (seen.source_of("name"), seen.source_of("sex")) == ("High School", SENDER_WITHHELD)
    [disagreement] = seen.disagreements
    assert [teller.source for _, teller in disagreement.said] == ["High School", SENDER_WITHHELD]


def test_who_sees_everything_is_told_every_sender() -> None:
    identity = choose(7, [sent(2, "police", "Night desk")])
    assert shown_identity(identity, frozenset(), shielded=False) == identity
    assert shown_identity(Identity(7), HIDDEN, shielded=False) == Identity(7)


def test_a_secure_unit_that_sends_a_list_is_not_named_to_who_may_not_know(
    recorder: Recorder, look_as, today
) -> None:
    today("2026-11-20")
    unit = Provider.objects.create(key="larch", name="Larch", kind="secure")
    Source.objects.create(slug="larch", title="Larch House", kind="provider", provider=unit)
    with recorder.writing() as session:
        child = recorder.person(session, source="larch", feed="provider-roll").child_id

    def teller(role: str) -> str:
        one = one_child(look_as(role), child)
        assert one is not None
        return one.identity.source_of("name")

    assert teller("operational-lead") == "Larch House"
    assert teller("virtual-school") == SENDER_WITHHELD


def test_other_children_are_named_within_the_scope(recorder: Recorder, look_as, today) -> None:
    today("2026-11-20")
    with recorder.writing() as session:
        child = recorder.person(session, surname="Sample", forename="Ada").child_id
    viewer = look_as("operational-lead")
    assert names_of(viewer, [child, child + 1]) == {child: "Ada Sample"}
    assert names_of(look_as("key-worker", "locality", "north"), [child]) == {}
