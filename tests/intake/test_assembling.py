"""Several sheets as one table: every row leads back to its own row of its own sheet."""

from hypothesis import given
from hypothesis import strategies as st

from sightline.intake.assembling import Part, headed, join
from sightline.intake.contract import Fault, Sheet

HEADINGS = ["Number", "Name"]
MARK = Fault("(whole row)", "mixed encodings", "Save the file as UTF-8.", holds_back=False)

rows = st.lists(
    st.one_of(st.just([]), st.tuples(st.text("abc", min_size=1), st.text("xyz")).map(list)), max_size=6
)
sheets = st.lists(st.tuples(st.integers(0, 4), rows), min_size=1, max_size=4)


def sheet(name: str, above: int, below: list[list[str]], marks=None) -> Sheet:
    content = [[f"Printed on day {n}"] for n in range(above)] + [HEADINGS, *below]
    return Sheet("pack.zip", name, False, lambda: iter([list(row) for row in content]), marks or {})


def joined(made: list[Sheet]):
    parts = [headed(one, {"number", "name"}.__le__) for one in made]
    return join("pack.zip", HEADINGS, [Part(part, list) for part in parts if part])


@given(sheets)
def test_a_row_of_the_table_is_the_row_of_its_part_less_what_lies_before(given_sheets):
    made = [sheet(f"part {n}", above, below) for n, (above, below) in enumerate(given_sheets)]
    whole = joined(made)

    table = list(whole.sheet.read())
    assert [row for row in table if row][0] == HEADINGS
    starts = [*whole.parts, ("", len(table))]
    for one, (name, before), (_, after) in zip(made, starts, starts[1:], strict=False):
        own = list(one.read())
        assert (one.name, len(own)) == (name, after - before)
        for number, row in enumerate(own, start=1):
            there = table[before + number - 1]
            assert there in ([], row, HEADINGS)
            assert bool(there) or not any(row) or row == HEADINGS or row[0].startswith("Printed")


def test_what_reading_found_of_a_row_moves_with_it():
    whole = joined([sheet("one", 0, [["1", "a"]]), sheet("two", 1, [["2", "b"]], {3: MARK})])

    [(number, mark)] = whole.sheet.marks.items()
    assert list(whole.sheet.read())[number - 1] == ["2", "b"]
    assert mark is MARK


def test_headings_are_found_near_the_top_or_not_at_all():
    assert headed(sheet("deep", 40, []), {"number", "name"}.__le__) is None
