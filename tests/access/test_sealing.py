"""The hash chain: whoever alters, removes or slips in an entry is found out, and the entry is named."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from sightline.access import clock
from sightline.access.accounts import set_up_operator
from sightline.access.models import AccessRecord, Account, Change, Seal, SealedEntry
from sightline.access.sealing import FORM, FORMS, MODELS, Entry, seal, verify
from sightline.access.viewer import viewer_for
from tests.access.trail import look, unguarded, write


@pytest.fixture
def trail(manager) -> None:
    """Six changes (set-up is the first) and three looks at children, under three seals."""
    for number in range(5):
        write(manager, reason=f"reason {number}")
    for child in range(3):
        look(manager, child)
    seal(entries_a_seal=3)


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def entry(row: Change | AccessRecord) -> Entry:
    return Entry("change" if isinstance(row, Change) else "access", row.pk)


def test_nothing_to_seal_makes_no_seal(db) -> None:
    assert seal().seals == 0
    assert not Seal.objects.exists()
    assert verify().sound


def test_every_change_and_every_access_record_comes_under_a_seal_once(trail) -> None:
    sealed = set(SealedEntry.objects.values_list("kind", "entry"))
    assert sealed == {tuple(entry(row)) for model in MODELS.values() for row in model.objects.all()}
    found = verify()
    assert (found.sound, found.seals, found.entries, found.not_yet_sealed) == (True, 3, 9, [])


def test_sealing_says_what_it_sealed_and_tells_of_progress(manager) -> None:
    write(manager)
    look(manager, 1)
    steps = []
    done = seal(entries_a_seal=1, advance=lambda done, total: steps.append((done, total)))
    assert (done.seals, done.changes, done.access_records) == (3, 2, 1)
    assert done.digest == Seal.objects.latest("id").digest == verify().digest
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_what_is_not_yet_sealed_is_named_and_breaks_nothing(trail, manager) -> None:
    change = write(manager)
    look(manager, 9)
    found = verify()
    assert found.sound
    assert found.not_yet_sealed == [entry(change), entry(AccessRecord.objects.latest("id"))]


def test_gaps_between_ids_and_a_late_commit_with_a_low_id_leave_nothing_unsealed(manager) -> None:
    moment = clock.now()

    def change(pk: int) -> None:
        Change.objects.create(
            pk=pk,
            actor=manager.account,
            role="administrator",
            action="keep_reference",
            reason="a test",
            received_at=moment,
            recorded_at=moment,
        )

    change(9_000)
    change(9_500)
    seal(entries_a_seal=1)
    change(8_000)
    assert verify().not_yet_sealed == [Entry("change", 8_000)]
    assert seal().changes == 1
    found = verify()
    assert found.sound
    assert not found.not_yet_sealed


ALTERATIONS = [
    (Change, "reason", "something else"),
    (Change, "told_by", "somebody else"),
    (Change, "role", "data-officer"),
    (Change, "action", "record_facts"),
    (Change, "recorded_at", "2030-01-01 00:00:00+00:00"),
    (Change, "received_at", "2020-01-01 00:00:00+00:00"),
    (AccessRecord, "children", "[]"),
    (AccessRecord, "purpose", "nothing to see"),
    (AccessRecord, "role", "data-officer"),
    (AccessRecord, "at", "2020-01-01 00:00:00+00:00"),
]


@pytest.mark.parametrize(("model", "column", "value"), ALTERATIONS)
def test_an_altered_entry_is_named(trail, model, column: str, value: str) -> None:
    row = model.objects.order_by("id")[1]
    with unguarded(model):
        run(f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE id = %s', value, row.pk)
    found = verify()
    assert not found.sound
    assert (found.broken_entries, found.broken_seals, found.missing_entries) == ([entry(row)], [], [])


def test_another_account_in_the_place_of_the_one_who_wrote_is_named(trail, newcomer) -> None:
    row = Change.objects.order_by("id")[1]
    with unguarded(Change):
        run('UPDATE "access_change" SET "actor_id" = %s WHERE id = %s', newcomer.pk, row.pk)
    assert verify().broken_entries == [entry(row)]


def test_a_removed_entry_is_named(trail) -> None:
    row = AccessRecord.objects.order_by("id")[1]
    with unguarded(AccessRecord):
        run('DELETE FROM "access_accessrecord" WHERE id = %s', row.pk)
    found = verify()
    assert (found.missing_entries, found.sound) == ([entry(row)], False)


def test_whoever_mends_the_entrys_digest_breaks_its_seal(trail) -> None:
    sealed = SealedEntry.objects.order_by("id").first()
    with unguarded(SealedEntry):
        run('UPDATE "access_sealedentry" SET "digest" = %s WHERE id = %s', "0" * 64, sealed.pk)
    found = verify()
    assert found.broken_seals == [sealed.seal_id]
    assert found.broken_entries == [Entry(sealed.kind, sealed.entry)]


@pytest.mark.parametrize(
    ("column", "value"), [("sealed_at", "2020-01-01 00:00:00+00:00"), ("entries", 1), ("form", 99)]
)
def test_whoever_alters_a_seal_breaks_it(trail, column: str, value: str | int) -> None:
    middle = Seal.objects.order_by("id")[1]
    with unguarded(Seal):
        run(f'UPDATE "access_seal" SET "{column}" = %s WHERE id = %s', value, middle.pk)
    assert verify().broken_seals == [middle.pk]


def test_whoever_makes_a_seals_digest_anew_breaks_the_next_seal(trail) -> None:
    _, middle, last = Seal.objects.order_by("id")
    with unguarded(Seal):
        run('UPDATE "access_seal" SET "digest" = %s WHERE id = %s', "0" * 64, middle.pk)
    assert verify().broken_seals == [middle.pk, last.pk]


def test_a_seal_taken_out_of_the_chain_breaks_the_next_one_and_leaves_its_entries_bare(trail) -> None:
    _, middle, last = Seal.objects.order_by("id")
    bare = [Entry(*pair) for pair in middle.sealed_entries.order_by("entry").values_list("kind", "entry")]
    with unguarded(Seal, SealedEntry):
        run('DELETE FROM "access_sealedentry" WHERE seal_id = %s', middle.pk)
        run('DELETE FROM "access_seal" WHERE id = %s', middle.pk)
    found = verify()
    assert (found.broken_seals, found.not_yet_sealed) == ([last.pk], bare)


def test_a_chain_cut_off_at_its_end_is_found_out_by_a_digest_noted_elsewhere(trail) -> None:
    last = Seal.objects.latest("id")
    assert verify(noted_digest=last.digest).noted_digest_found
    with unguarded(Seal, SealedEntry):
        run('DELETE FROM "access_sealedentry" WHERE seal_id = %s', last.pk)
        run('DELETE FROM "access_seal" WHERE id = %s', last.pk)
    assert verify().sound
    found = verify(noted_digest=last.digest)
    assert (found.noted_digest_found, found.sound) == (False, False)


def test_two_sealings_at_once_can_neither_fork_the_chain_nor_seal_an_entry_twice(trail) -> None:
    last = Seal.objects.latest("id")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(
            sealed_at=clock.now(), form=FORM, entries=0, previous_digest=last.previous_digest, digest="1" * 64
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedEntry.objects.create(seal=last, kind="change", entry=Change.objects.first().pk, digest="1" * 64)


@pytest.mark.parametrize("kind", list(MODELS))
def test_the_seal_covers_every_column(kind) -> None:
    """A new column of the trail needs a new form, or it could be altered unseen."""
    assert set(FORMS[FORM][kind]) == {field.attname for field in MODELS[kind]._meta.concrete_fields}


@pytest.mark.django_db
@given(
    steps=st.lists(st.sampled_from(["write", "look", "seal"]), min_size=1, max_size=12),
    entries_a_seal=st.integers(1, 4),
    which=st.integers(0, 100),
)
def test_whatever_happened_before_one_altered_entry_is_the_one_that_is_named(
    steps: list[str], entries_a_seal: int, which: int
) -> None:
    class Undo(Exception):
        pass

    with pytest.raises(Undo), transaction.atomic():
        viewer = viewer_for(set_up_operator(), "administrator")
        for step in [*steps, "seal"]:
            if step == "write":
                write(viewer)
            elif step == "look":
                look(viewer, 1)
            else:
                seal(entries_a_seal=entries_a_seal)
        found = verify()
        assert found.sound
        assert not found.not_yet_sealed
        rows = [*Change.objects.all(), *AccessRecord.objects.all()]
        assert found.entries == len(rows)
        victim = rows[which % len(rows)]
        with unguarded(type(victim)):
            run(f'UPDATE "{victim._meta.db_table}" SET "role" = %s WHERE id = %s', "nobody", victim.pk)
        assert verify().broken_entries == [entry(victim)]
        raise Undo
    assert not Account.objects.exists()
