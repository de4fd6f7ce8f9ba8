"""A school roll through intake, beside pandas reading the same columns and writing them to the same database."""

import csv
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import connection, transaction

from sightline.bench.authority import birth, officer
from sightline.bench.database import AUTHORITY_CODE
from sightline.bench.measuring import Answer, Measured, Progress, interleaved
from sightline.domain.identifiers import make_upn
from sightline.intake.services import open_files, take
from sightline.record.models import Establishment, SourcePersonVersion

ROWS = 20_000
HEADINGS = (
    "School",
    "Pupil ID",
    "UPN",
    "Legal surname",
    "Legal forename",
    "Date of birth",
    "Postcode",
    "Sex",
    "Year group",
    "Enrolment status",
    "Date of entry",
    "SEN provision",
)
_PUPILS_A_SCHOOL = 500
_TABLE = "bench_rows"
_SURNAMES = (
    "Ashdown",
    "Birch",
    "Calder",
    "Dunmore",
    "Eastley",
    "Farrow",
    "Garth",
    "Holm",
    "Inskip",
    "Jarrow",
)
_FORENAMES = ("Amara", "Ben", "Chloe", "Daud", "Eve", "Finn", "Grace", "Hari", "Iris", "Jude", "Kofi")


def run(rows: int, progress: Progress) -> list[Measured]:
    """Time `rows` rows of pupils who are new to the record, a file for each round."""
    schools = [
        Establishment.objects.create(
            urn=str(910_001 + number),
            name=f"School {number}",
            group="mainstream",
            authority_code=AUTHORITY_CODE,
        ).urn
        for number in range(max(1, rows // _PUPILS_A_SCHOOL))
    ]
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as folder:

        def file_of(number: int) -> Path:
            path = Path(folder) / f"roll-{number}.csv"
            if not path.exists():
                progress(f"writing the file of round {number}")
                _write(path, number, rows, schools)
            return path

        return [
            interleaved(
                "intake",
                f"a school roll of {rows:,} pupils new to the record, {len(HEADINGS)} columns",
                ours=lambda number: _through_intake(file_of(number), progress),
                peer=lambda number: _through_pandas(file_of(number), progress),
                peer_name="pandas reading, then COPY or executemany into one table",
                n=rows,
            )
        ]


def _write(path: Path, number: int, rows: int, schools: list[str]) -> None:
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(HEADINGS)
        writer.writerows(_rows(number, rows, schools))


def _rows(number: int, rows: int, schools: list[str]) -> Iterator[list[str]]:
    for place in range(rows):
        pupil = number * rows + place
        yield [
            schools[place % len(schools)],
            str(pupil),
            make_upn("999", f"{pupil // 1000 % 10_000:04}", 2000 + pupil // 10_000_000 % 20, pupil % 1000),
            f"{_SURNAMES[pupil % 10]}-{pupil // 110}",
            _FORENAMES[pupil % 11],
            birth(pupil).isoformat(),
            f"ZZ{pupil % 90 + 1} {pupil % 9 + 1}AA",
            "FM"[pupil % 2],
            str(pupil % 11 + 1),
            "C",
            "2026-09-02",
            "NNNK"[pupil % 4],
        ]


def _through_intake(path: Path, progress: Progress) -> Answer:
    progress(f"{path.stem} through intake")
    [file] = open_files("school-roll", [path])
    outcome = take(officer(), file, source_name=f"Bench {path.stem}")

    def answer() -> tuple[int, str]:
        theirs = SourcePersonVersion.objects.filter(source_person__source__slug=outcome.source)
        return outcome.taken, _digest(theirs.values_list("upn", flat=True).iterator)

    return answer


def _through_pandas(path: Path, progress: Progress) -> Answer:
    import pandas

    progress(f"{path.stem} through pandas")
    frame = pandas.read_csv(path, dtype=str)
    for column in ("Date of birth", "Date of entry"):
        frame[column] = pandas.to_datetime(frame[column]).dt.strftime("%Y-%m-%d")
    rows = list(frame.itertuples(index=False, name=None))
    names = [heading.lower().replace(" ", "_") for heading in HEADINGS]
    table = f"{_TABLE}_{path.stem.replace('-', '_')}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {table} ({', '.join(f'{name} text' for name in names)})")
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("%s" for _ in names)
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 (our own names)

    def answer() -> tuple[int, str]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT upn FROM {table}")  # noqa: S608 (our own names)
            return len(rows), _digest(lambda: (upn for (upn,) in cursor.fetchall()))

    return answer


def _digest(upns: Callable[[], Iterator[str]]) -> str:
    """One digest of all numbers, whatever their order."""
    return hashlib.sha256("\n".join(sorted(upns())).encode()).hexdigest()
