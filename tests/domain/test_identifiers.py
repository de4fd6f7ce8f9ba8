"""The numbers by which children and establishments are known, against other projects' vectors and the law."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.identifiers import (
    LaEstab,
    check_nhs_number,
    check_ukprn,
    check_uln,
    check_upn,
    check_urn,
    make_temporary_upn,
    make_upn,
    nhs_check_digit,
    normalise_postcode,
    parse_laestab,
    postcode_sector,
    uln_check_digit,
    upn_check_letter,
)

DATA = Path(__file__).parents[1] / "data"
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"

# Each of these is refused by a library because it knows no authority of that code. The check letter is
# right, a number keeps the code of the authority that made it, and authorities come and go: with us the
# code is a warning (1530) and the number stands.
CONTESTED_UPNS = {"E000200005001", "R900400001001"}

# The vectors take this as valid since its check digit agrees. It is what people type for no number at
# all, and would make one child of all who have it: with us it is an error.
CONTESTED_NHS_NUMBERS = {"0000000000"}


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


NINE_DIGITS = st.text("0123456789", min_size=9, max_size=9)
UPNS = st.builds(
    make_upn,
    authority_code=st.just("999"),
    establishment_number=st.integers(0, 9999).map("{:04d}".format),
    allocation_year=st.integers(1995, 2040),
    serial=st.integers(0, 999),
)
TEMPORARY_UPNS = st.builds(
    make_temporary_upn,
    authority_code=st.just("999"),
    establishment_number=st.integers(0, 9999).map("{:04d}".format),
    allocation_year=st.integers(1995, 2040),
    serial=st.integers(0, 99),
    letter=st.sampled_from(UPN_LETTERS),
)


class TestUniquePupilNumber:
    @pytest.mark.parametrize("row", rows_of("upn_vectors.csv"), ids=lambda row: row["value"].strip())
    def test_other_projects_vectors(self, row):
        check = check_upn(row["value"])
        if row["value"] in CONTESTED_UPNS:
            assert (row["expected"], check.is_valid, codes(check.warnings)) == ("invalid", True, ["1530"])
        else:
            assert check.is_valid == (row["expected"] == "valid")

    @pytest.mark.parametrize(
        ("text", "errors"),
        [
            ("", ["1500"]),
            ("  ", ["1500"]),
            ("M99900002600", ["upn-length"]),
            ("A999000026001", ["1510"]),
            ("I999000026001", ["1510"]),
            ("M9A9000026001", ["1530"]),
            ("M99900002X001", ["1540"]),
            ("M99900002600S", ["1550"]),
            ("19X90A002600S", ["1510", "1530", "1540", "1550"]),
            ("M٩99000026001", ["1530"]),
            ("A000000000000", ["upn-filler"]),
        ],
    )
    def test_each_fault_has_the_departments_number(self, text, errors):
        check = check_upn(text)
        assert codes(check.errors) == errors
        assert not check.is_valid
        assert check.kind == ""

    def test_a_number_is_normalised_before_it_is_checked(self):
        check = check_upn(" m999000026001\t", demo=True)
        assert (check.value, check.kind, check.is_valid) == ("M999000026001", "permanent", True)

    @pytest.mark.parametrize("code", ["838", "839", "940", "941", "942", "943"])
    def test_authorities_made_since_2019_are_known(self, code):
        assert check_upn(make_upn(code, "4001", 2026, 1)).warnings == ()

    @pytest.mark.parametrize("code", ["909", "928", "835", "001", "681"])
    def test_a_number_outlives_its_authority(self, code):
        assert check_upn(make_upn(code, "4001", 2008, 1)).warnings == ()

    def test_made_up_children_are_at_home_in_a_demonstration_only(self):
        assert codes(check_upn("M999000026001").warnings) == ["1530"]
        assert check_upn("M999000026001", demo=True).warnings == ()
        assert codes(check_upn(make_upn("998", "4001", 2020, 1), demo=True).warnings) == ["1530"]

    @given(UPNS)
    def test_a_number_that_is_made_is_valid_and_permanent(self, upn):
        assert (check_upn(upn, demo=True).is_valid, check_upn(upn, demo=True).kind) == (True, "permanent")

    @given(TEMPORARY_UPNS)
    def test_a_temporary_number_that_is_made_is_valid_and_temporary(self, upn):
        assert (check_upn(upn, demo=True).is_valid, check_upn(upn, demo=True).kind) == (True, "temporary")

    @given(UPNS, st.integers(1, 12), st.sampled_from("0123456789"))
    def test_any_one_digit_mistyped_is_noticed(self, upn, place, digit):
        mistyped = upn[:place] + digit + upn[place + 1 :]
        assert check_upn(mistyped).is_valid == (mistyped == upn)

    @given(st.text(max_size=20))
    def test_whatever_a_file_holds_is_answered_and_never_repeated_in_a_message(self, text):
        check = check_upn(text)
        for problem in (*check.errors, *check.warnings):
            assert check.value == "" or len(check.value) < 4 or check.value not in problem.message

    @pytest.mark.parametrize("characters", ["99900002600", "9990000260012", "99X000026001", "99900002600I"])
    def test_a_check_letter_needs_eleven_digits_and_one_more_character(self, characters):
        with pytest.raises(ValueError, match="digit"):
            upn_check_letter(characters)

    def test_numbers_out_of_range_are_not_made(self):
        with pytest.raises(ValueError, match="0 and 999"):
            make_upn("999", "4001", 2020, 1000)
        with pytest.raises(ValueError, match="0 and 99"):
            make_temporary_upn("999", "4001", 2020, 100)
        with pytest.raises(ValueError, match="I, O and S"):
            make_temporary_upn("999", "4001", 2020, 1, "O")
        with pytest.raises(ValueError, match="four for the establishment"):
            make_upn("999", "401", 2020, 1)


class TestUniqueLearnerNumber:
    @pytest.mark.parametrize("row", rows_of("uln_vectors.csv"), ids=lambda row: row["value"])
    def test_other_projects_vectors(self, row):
        assert check_uln(row["value"]).is_valid == (row["expected"] == "valid")

    def test_the_dummy_has_an_error_of_its_own(self):
        assert codes(check_uln("9999999999").errors) == ["uln-dummy"]

    @given(NINE_DIGITS)
    def test_exactly_the_check_digit_is_right(self, nine):
        right = [str(digit) for digit in range(10) if check_uln(f"{nine}{digit}").is_valid]
        digit = uln_check_digit(nine)
        assert right == ([] if digit is None or f"{nine}{digit}" == "9999999999" else [str(digit)])

    def test_nine_digits_that_begin_no_number(self):
        assert uln_check_digit("000000000") is None


class TestNhsNumber:
    CASES = json.loads((DATA / "nhs_number_cases.json").read_text(encoding="utf-8"))

    @pytest.mark.parametrize("case", CASES["is_valid"], ids=lambda case: case["input"] or "empty")
    def test_other_projects_verdicts(self, case):
        if case["input"] in CONTESTED_NHS_NUMBERS:
            assert case["valid"]
            assert codes(check_nhs_number(case["input"]).errors) == ["nhs-number-filler"]
        else:
            assert check_nhs_number(case["input"]).is_valid == case["valid"]

    @pytest.mark.parametrize("case", CASES["calculate_checksum"], ids=lambda case: case["identifier"])
    def test_other_projects_check_digits(self, case):
        if case["checksum"] is None:
            with pytest.raises(ValueError, match="nine digits"):
                nhs_check_digit(case["identifier"])
        else:
            # A check sum of 10 belongs to no number.
            assert nhs_check_digit(case["identifier"]) == (
                None if case["checksum"] == 10 else case["checksum"]
            )

    @pytest.mark.parametrize("case", CASES["standardise"], ids=lambda case: case["input"] or "empty")
    def test_separators_are_taken_out(self, case):
        check = check_nhs_number(case["input"])
        assert (check.value if check.is_valid else "") == case["output"]

    def test_a_number_as_it_is_printed(self):
        assert check_nhs_number("943 476 5919").value == "9434765919"

    @given(NINE_DIGITS, st.integers(0, 9), st.integers(0, 9))
    def test_any_one_digit_mistyped_is_noticed(self, nine, place, digit):
        last = nhs_check_digit(nine)
        number = f"{nine}{last}"
        if last is not None and len(set(number)) > 1:
            mistyped = f"{number[:place]}{digit}{number[place + 1 :]}"
            assert check_nhs_number(mistyped).is_valid == (mistyped == number)


class TestEstablishments:
    @pytest.mark.parametrize(
        ("text", "valid"),
        [("123456", True), (" 123456 ", True), ("012345", False), ("12345", False), ("12345X", False)],
    )
    def test_unique_reference_number(self, text, valid):
        assert check_urn(text).is_valid == valid

    @pytest.mark.parametrize(
        ("text", "valid"), [("10012345", True), ("20012345", False), ("1001234", False), ("١٠٠١٢٣٤٥", False)]
    )
    def test_provider_reference_number(self, text, valid):
        assert check_ukprn(text).is_valid == valid

    @pytest.mark.parametrize("text", ["383/2358", "3832358", " 383 2358", "383-2358"])
    def test_number_within_an_authority(self, text):
        assert parse_laestab(text) == LaEstab("383", "2358")
        assert str(parse_laestab(text)) == "383/2358"

    @pytest.mark.parametrize("text", ["", "383", "383/235", "38/32358", "383//2358", "ABC/2358"])
    def test_what_is_no_such_number_is_refused_without_repeating_it(self, text):
        with pytest.raises(ValueError, match="three digits") as refusal:
            parse_laestab(text)
        assert not text or text not in str(refusal.value)


class TestPostcode:
    @pytest.mark.parametrize(
        ("text", "postcode", "sector"),
        [
            ("SW1A 1AA", "SW1A 1AA", "SW1A 1"),
            ("sw1a1aa", "SW1A 1AA", "SW1A 1"),
            (" n16  8ph ", "N16 8PH", "N16 8"),
            ("M1 1AE", "M1 1AE", "M1 1"),
            ("CR2-6XH", "CR2 6XH", "CR2 6"),
            ("DN55 1PT", "DN55 1PT", "DN55 1"),
            # Written by services for a child with no fixed address.
            ("ZZ99 3VZ", "ZZ99 3VZ", "ZZ99 3"),
            ("", None, None),
            ("not known", None, None),
            ("12345", None, None),
            ("SW1A 1A", None, None),
            ("SW1AA 1AAA", None, None),
        ],
    )
    def test_normal_form_and_sector(self, text, postcode, sector):
        assert normalise_postcode(text) == postcode
        assert postcode_sector(text) == sector

    @given(st.text(max_size=12))
    def test_the_normal_form_is_its_own_normal_form(self, text):
        postcode = normalise_postcode(text)
        if postcode is not None:
            assert normalise_postcode(postcode) == postcode
