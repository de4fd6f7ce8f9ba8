"""Public sets of people: read as they are, and the pairs that are put together counted against the truth."""

from pathlib import Path

import pytest

from sightline.cli.main import run
from sightline.demo.linkage import public
from sightline.demo.linkage.public import Pairs, measure_pairs, measure_rule, measure_splink, sets_in

pytestmark = pytest.mark.once

HEADS = (
    "rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, "
    "date_of_birth, soc_sec_id"
)
# A person written once rightly and once with a slip, a namesake, and one whose forename somebody left out.
FEBRL = f"""{HEADS}
rec-1-org, jessica, waller, 6, tullaroop street, x, st james, 4011, wa, 19980912, 1
rec-1-dup-0, jesica, waller, 6, tullaroop street, x, st james, 4011, wa, 19980912, 1
rec-2-org, jessica, waller, 1, mount road, x, hobart, 7001, tas, 19550417, 2
rec-3-org, lachlan, berry, 69, giblin street, x, bittern, 4814, qld, 19990219, 3
rec-3-dup-0, , berry, 69, giblin street, x, bittern, 4814, qld, 19990219, 3
rec-4-org, ruth, amos, 3, hill street, x, bittern, , qld, 19991341, 4
"""
FAKE = """unique_id,first_name,surname,dob,city,email,cluster
0,Robert,Alan,1971-06-24,,,0
1,Robert,Alan,1971-06-24,,,0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dataset1.csv").write_text(FEBRL)
    (tmp_path / "fake_1000.csv").write_text(FAKE)
    (tmp_path / "dataset4a.csv").write_text(FEBRL)
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    return tmp_path


def test_a_set_is_read_where_all_its_files_are(folder: Path):
    assert [one.name for one in sets_in(folder)] == ["febrl 1", "fake_1000"]
    (folder / "dataset4b.csv").write_text(FEBRL)
    assert [one.name for one in sets_in(folder)] == ["febrl 1", "febrl 4", "fake_1000"]


def test_what_cannot_be_a_postcode_or_a_date_is_not_known(folder: Path):
    *_, ruth = sets_in(folder)[0].rows
    assert (ruth.person, ruth.description.postcode, ruth.description.date_of_birth) == ("4", "", None)


def test_pairs_are_found_asked_about_and_left(folder: Path):
    febrl = measure_pairs(sets_in(folder)[0])
    assert (febrl.true, febrl.found, febrl.wrong, febrl.asked) == (2, 1, 0, 1)
    assert (febrl.precision, febrl.recall, febrl.f1) == (1, 0.5, pytest.approx(2 / 3))
    assert febrl.f1_with_people == 1


def test_what_is_known_first_is_a_record_to_which_the_rows_come(folder: Path):
    lines = FEBRL.splitlines(keepends=True)
    (folder / "dataset4a.csv").write_text("".join(line for line in lines if "dup" not in line))
    (folder / "dataset4b.csv").write_text("".join(line for line in lines if "org" not in line))
    linked = measure_pairs(sets_in(folder)[1])
    assert (linked.rows, linked.true, linked.found, linked.wrong, linked.asked) == (2, 2, 1, 0, 1)


def test_a_fixed_rule_puts_together_what_is_written_alike(folder: Path):
    febrl, fake = sets_in(folder)
    assert (measure_rule(febrl).found, measure_rule(febrl).wrong) == (0, 0)
    assert (measure_rule(fake).found, measure_rule(fake).wrong) == (1, 0)


def test_splink_alone_reads_the_same_and_puts_pairs_together_through_a_third(monkeypatch, folder: Path):
    febrl = sets_in(folder)[0]
    sure, unsure = 10.0, 2.0
    monkeypatch.setattr(
        public, "splink_pairs", lambda record, rows: [(2, 5, sure), (1, 2, sure), (3, 4, unsure)]
    )
    found = measure_splink(febrl)
    # The two of the first person, and both of them with one of the third's.
    assert (found.found, found.wrong) == (1, 2)


def test_wrong_pairs_lower_precision_and_nothing_found_is_no_division():
    assert Pairs("x", 4, 2, 2, 2, 0).precision == 0.5
    nothing = Pairs("x", 4, 2, 0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (1, 0, 0)


def test_the_command_tells_what_it_measured_or_what_it_did_not_find(
    folder: Path, tmp_path: Path, capsys, monkeypatch
):
    assert run(["accuracy", "--public", str(folder)]) == 0
    assert "febrl 1" in capsys.readouterr().out
    monkeypatch.setattr(public, "splink_pairs", lambda record, rows: [])
    assert run(["accuracy", "--public", str(folder), "--peers"]) == 0
    assert "Splink alone" in capsys.readouterr().out
    assert run(["accuracy", "--public", str(folder), "--json"]) == 0
    assert '"f1_with_people": 1' in capsys.readouterr().out
    (empty := tmp_path / "empty").mkdir()
    assert run(["accuracy", "--public", str(empty)]) == 2
    assert "has none of dataset1.csv" in capsys.readouterr().err
