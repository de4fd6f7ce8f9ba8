"""Makes the made-up authority's calibration from published statistics: `python scripts/demo_data.py FOLDER`.

FOLDER holds the files as their publishers give them out: first names of England and Wales by year
(`ew_first_names_2005_on.csv.gz`), the Department for Education's alternative provision arranged by schools 2022/23
(`dfe_ap_school_arranged_2022_23.csv`), attendance 2025/26 (`dfe_attendance_2025_26_ytd.csv`) and schools of the
January 2023 census (`schools_gias_style_2022_23_cp1252.csv`). What it writes is small, and committed:
`first_names.csv`, `calibration.csv` and `register_marks.csv` in `sightline/demo/data`.
"""

import csv
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "sightline" / "demo" / "data"
BORN = range(2009, 2022)
NAMES_EACH = 150

AP_SCHOOL = "Department for Education, alternative provision arranged by schools, 2022/23, England"
SCHOOLS = "Department for Education, schools, pupils and their characteristics, January 2023, England"
ATTENDANCE = "Department for Education, pupil attendance in schools, 2025/26 to date, England"

SPECIAL = ("special",)
ALTERNATIVE = ("Pupil referral unit", "alternative provision")

# Of those whose week is cut short, the part of the sessions that they do not attend: our own guess.
PART_OF_SESSIONS_CUT = 0.4
# Of the pupils who are suspended on a day, the part whose suspension is longer than five days: our own guess.
PART_SUSPENDED_LONG = 0.1


def rows(file: Path, encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    """The rows of a CSV file, packed or not."""
    content = file.read_bytes()
    text = (gzip.decompress(content) if file.suffix == ".gz" else content).decode(encoding)
    yield from csv.DictReader(text.splitlines())


def first_names(folder: Path) -> list[tuple[str, str, int]]:
    """Sex, name and count of the commonest first names of the children who are of school age now."""
    counts: dict[str, Counter[str]] = {"F": Counter(), "M": Counter()}
    for row in rows(folder / "ew_first_names_2005_on.csv.gz"):
        if int(row["year"]) in BORN and row["nation"] == "England & Wales" and row["name"].isalpha():
            counts[row["sex"]][row["name"].title()] += int(float(row["n"]))
    return [(sex, name, n) for sex in sorted(counts) for name, n in counts[sex].most_common(NAMES_EACH)]


def number(text: str) -> float:
    """A figure, or nought where it was suppressed or left out."""
    try:
        return float(text)
    except ValueError:
        return 0.0


def school_figures(folder: Path) -> tuple[float, dict[str, float]]:
    """All pupils of England, and those of each kind of school that the demonstration has."""
    total, kinds = 0.0, Counter()
    for row in rows(folder / "schools_gias_style_2022_23_cp1252.csv", "cp1252"):
        pupils, kind = number(row["NumberOfPupils"]), row["TypeOfEstablishment (name)"]
        total += pupils
        if kind == "Other independent school":
            kinds["independent"] += pupils
        elif any(word in kind for word in SPECIAL):
            kinds["special"] += pupils
        elif any(word in kind for word in ALTERNATIVE):
            kinds["alternative"] += pupils
    return total, dict(kinds)


def placements(folder: Path) -> Iterator[tuple[str, str, float]]:
    """Reason, setting and number of pupils in alternative provision that schools arranged."""
    for row in rows(folder / "dfe_ap_school_arranged_2022_23.csv"):
        by_reason = row["geographic_level"] == "National" and row["characteristic_grouping"] != "Total"
        if by_reason and row["setting_type"] != "Total":
            yield row["pupil_characteristic"], row["setting_type"], number(row["pupils"])


def session_share(folder: Path, column: str) -> float:
    """The share of possible sessions of the country's pupils that bore one register code."""
    for row in rows(folder / "dfe_attendance_2025_26_ytd.csv"):
        if row["geographic_level"] == "National" and row["education_phase"] == "Total":
            return number(row[column]) / number(row["possible_sessions"])
    raise LookupError("the attendance file has no row for the whole country")


def calibration(folder: Path) -> Iterator[tuple[str, str, str, float, str]]:
    """Figure, reason, setting, number in ten thousand pupils, and source."""
    pupils, kinds = school_figures(folder)
    for kind, count in sorted(kinds.items()):
        yield "pupils-by-school", "", kind, count / pupils * 10_000, SCHOOLS
    for reason, setting, count in sorted(placements(folder)):
        if count >= pupils / 1_000_000:
            yield "alternative-provision", reason, setting, count / pupils * 10_000, AP_SCHOOL
    cut = session_share(folder, "reason_c2_authorised_temp_reduced_timetable") / PART_OF_SESSIONS_CUT
    yield "part-time", "", "", cut * 10_000, f"{ATTENDANCE}: code C2 over {PART_OF_SESSIONS_CUT} of sessions"
    out = session_share(folder, "reason_e_authorised_excluded") * PART_SUSPENDED_LONG
    yield "suspended-over-five-days", "", "", out * 10_000, f"{ATTENDANCE}: {PART_SUSPENDED_LONG} of code E"
    published = (
        ("authority-arranged", 10_333, "Department for Education, January 2025, in unregistered settings"),
        ("home-education", 111_700, "Department for Education, autumn 2024, England"),
        ("missing-education", 34_700, "Department for Education, autumn 2025, England"),
    )
    for figure, count, source in published:
        yield figure, "", "", count / pupils * 10_000, f"{source}: {count:,} of {pupils:,.0f} pupils"


# The columns of the attendance file whose marks the made-up schools draw by lot: all but those that follow from what is
# so of a child (E, C2, K), and study leave, which is of the summer.
DRAWN = {
    "L": "reason_l_present_late_before_registers_closed",
    "V": "reason_v_aea_educational_visit_trip",
    "B": "reason_b_aea_education_off_site",
    "P": "reason_p_aea_approved_sporting_activity",
    "W": "reason_w_aea_work_experience",
    "I": "reason_i_authorised_illness",
    "M": "reason_m_authorised_medical_dental",
    "R": "reason_r_authorised_religious_observance",
    "T": "reason_t_authorised_mobile_child",
    "C": "reason_c_authorised_other",
    "J1": "reason_j1_authorised_interview",
    "G": "reason_g_unauthorised_holiday",
    "U": "reason_u_unauthorised_late_after_registers_closed",
    "O": "reason_o_other_unauthorised",
}


def register_marks(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Phase, code, sessions in ten thousand possible ones that bear it, and source."""
    for row in rows(folder / "dfe_attendance_2025_26_ytd.csv"):
        if row["geographic_level"] == "National" and row["education_phase"] != "Total":
            for code, column in DRAWN.items():
                share = number(row[column]) / number(row["possible_sessions"])
                yield row["education_phase"].lower(), code, f"{share * 10_000:.3f}", ATTENDANCE


def write(name: str, header: tuple[str, ...], lines: list[tuple[object, ...]]) -> None:
    """Write one small CSV file into the package."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(lines)


def main(folder: Path) -> None:
    """Make all three files."""
    write("first_names.csv", ("sex", "name", "count"), list(first_names(folder)))
    lines = [(a, b, c, f"{rate:.3f}", source) for a, b, c, rate, source in calibration(folder)]
    write("calibration.csv", ("figure", "reason", "setting", "per_10000", "source"), lines)
    write("register_marks.csv", ("phase", "code", "per_10000", "source"), list(register_marks(folder)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
