"""Made-up tables of a school census, as files, and their intake."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sightline.access.viewer import Viewer
from sightline.intake.services import Outcome, open_files, take

Rows = Sequence[Mapping[str, str]]

JO = {
    "surname": "Ashdown",
    "forename": "Jo",
    "dob": "2013-Apr-02 00:00:00",
    "upn": "H999000118001",
    "sex": "F",
}
SAM = {
    "surname": "Brook",
    "forename": "Sam",
    "dob": "2014-Sep-09 00:00:00",
    "upn": "21db2df8-fa0",
    "sex": "M",
}


def on_roll(number: str, child: Mapping[str, str], school: str = "990003", **more: str) -> dict[str, str]:
    """A row of pupils on roll."""
    return {
        "pupilonrolltableid": number,
        "NativeId": school,
        "pupilonrollorderseqcolumn": "1",
        **child,
        "entrydate": "2024-Sep-04 00:00:00",
        **more,
    }


def left(number: str, child: Mapping[str, str], school: str = "990004", **more: str) -> dict[str, str]:
    """A row of pupils no longer on roll."""
    return {
        "pupilnolongeronrolltableid": number,
        "NativeId": school,
        "pupilnolongeronrollorderseqcolumn": "1",
        **child,
        "entrydate": "2020-Sep-04 00:00:00",
        "leavingdate": "2024-Jul-19 00:00:00",
        **more,
    }


def beside(table: str, number: str, school: str = "990003", **more: str) -> dict[str, str]:
    """A row of a table that names a pupil on roll by number."""
    return {
        f"{table}tableid": f"{table}-1",
        "NativeId": school,
        f"{table}orderseqcolumn": "1",
        "pupilonrolltableid": number,
        **more,
    }


def as_csv(rows: Rows) -> bytes:
    """Rows as a file: the headings are every key there is."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(dict.fromkeys(heading for row in rows for heading in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def write_tables(folder: Path, tables: Mapping[str, Rows]) -> list[Path]:
    """A file for each table, in a folder."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_bytes(as_csv(rows))
    return [folder / f"{name}.csv" for name in tables]


def packed(paths: Sequence[Path], into: Path) -> Path:
    """The files in one zip."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as pack:
        for path in paths:
            pack.write(path, path.name)
    return into


TakeCensus = Callable[..., Outcome]


def take_together(officer: Viewer, paths: Sequence[Path], feed: str = "school-census", **options) -> Outcome:
    """Take files that are one delivery."""
    [file] = open_files(feed, list(paths))
    return take(officer, file, **options)
