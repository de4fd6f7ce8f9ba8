"""Kills an intake, over and over, at random points, and finishes it: run as `python kill.py FOLDER KILLS SEED`.

Each round takes the same files into a fresh copy of a small record. A process of its own does the work and is killed
(SIGKILL): half of the time at a random statement, else after a random time, so that it also dies inside one. Then the
same command is run to its end, and what stands in the record must be what stands there when nobody is killed. Prints
one JSON document: how many rounds, at how many of them the process died, and every difference.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FEEDS = ("school-roll", "exclusions", "provider-roll")
FILES = Path(__file__).parent.parent / "data" / "intake"
# Each file with the day on which it was received: what was taken already is known by it when it is given again.
NAMES = {"messy.csv": "2026-11-09", "clean.csv": "2026-11-16"}


def main(folder: Path, kills: int, seed: int) -> dict[str, Any]:
    database = folder / "record.sqlite3"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings_test",
        "SIGHTLINE_DATABASE": f"sqlite:///{database}",
        "SIGHTLINE_HOME": str(folder),
        "SIGHTLINE_TODAY": "2026-11-23",
        "SIGHTLINE_DEMO": "1",
    }
    import django

    django.setup()
    from django.db import connections

    from sightline.intake import staging

    staging.CHUNK = 3
    in_a_child(make_record)
    empty = folder / "empty.sqlite3"
    shutil.copy(database, empty)
    statements, seconds = measured()
    expected = in_a_child(picture)
    chance = random.Random(seed)
    died, differences = 0, []
    for number in range(kills):
        connections.close_all()
        for leftover in folder.glob("record.sqlite3*"):
            leftover.unlink()
        shutil.copy(empty, database)
        at_statement = chance.randrange(1, statements) if number % 2 else None
        after = chance.uniform(0, seconds)
        died += not run_and_kill(at_statement, after)
        assert run_and_kill(None, None), "the intake that was not killed did not end"
        found = in_a_child(picture)
        if found != expected:
            differences.append({"round": number, "statement": at_statement, "seconds": after, "found": found})
    return {
        "rounds": kills,
        "died": died,
        "statements": statements,
        "differences": differences,
        "expected": expected,
    }


def make_record() -> None:
    """An empty record of a small authority."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    from sightline.access.accounts import set_up_operator
    from sightline.record.models import Establishment, Installation, Provider

    operator = set_up_operator()
    Installation.objects.create(authority_code="999", name="Ambershire", created_at=operator.created_at)
    for urn in ("990003", "990004"):
        Establishment.objects.create(
            urn=urn, authority_code="999", number="4" + urn[-3:], name=urn, status="Open"
        )
    Provider.objects.create(key="the-barn", name="The Barn")


def take_everything() -> None:
    """The work that is killed: every file, in its order."""
    from sightline.cli.main import run

    for feed in FEEDS:
        for name, received in NAMES.items():
            code = run(["intake", feed, str(FILES / feed / name), "--received", received])
            if code not in (0, 3):
                raise SystemExit(f"{feed} {name} ended with {code}")


def measured() -> tuple[int, float]:
    """How many statements the whole work takes, and how many seconds; the record is left as it should be."""
    began = time.monotonic()
    return in_a_child(count_statements), time.monotonic() - began


def count_statements() -> int:
    """Do the work, and count the statements of it."""
    from django.db import connection

    count = 0

    def counting(execute: Any, *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counting):
        take_everything()
    return count


def run_and_kill(at_statement: int | None, after: float | None) -> bool:
    """Do the work in a process, killed at a statement or after some seconds; whether it came to its end."""
    process = os.fork()
    if process == 0:
        in_here(lambda: (_dying(at_statement), take_everything()))
    if at_statement is None and after is not None:
        deadline = time.monotonic() + after
        while time.monotonic() < deadline:
            done, status = os.waitpid(process, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status) == 0
            time.sleep(0.001)
        os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


def in_here(work: Any, tell: Any = lambda result: None) -> None:
    """Do the work of a forked process and end the process, whatever comes of it."""
    from django.db import connections

    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        tell(work())
        connections.close_all()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _dying(at_statement: int | None) -> None:
    """Kill this process when it comes to a statement; never without one."""
    from django.db import connection

    if at_statement is None:
        return

    count = iter(range(1, 1_000_000_000))

    def die(execute: Any, *arguments: Any) -> Any:
        if next(count) >= at_statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    connection.execute_wrappers.append(die)


def in_a_child(work: Any) -> Any:
    """Run something in a process of its own, so that no connection outlives a copy of the file; its result as JSON."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reader)
        in_here(work, lambda result: os.write(writer, json.dumps(result).encode()))
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    return json.loads(text)


def picture() -> list[str]:
    """What stands in the record, told without ids and moments: every fact, person, link, question and waiting row."""
    return sorted(_facts()) + sorted(_persons()) + sorted(_intake())


def _facts() -> Iterator[str]:
    from sightline.record.models import FACTS, GoneFromFeed

    for model in (*FACTS, GoneFromFeed):
        left_out = (
            "id",
            "fact",
            "change",
            "superseded_by",
            "received_at",
            "recorded_at",
            "delivery",
            "child",
        )
        columns = [
            field.name
            for field in model._meta.concrete_fields
            if field.name not in left_out and not field.name.startswith("superseded")
        ]
        named = ["source_person__key" if name == "source_person" else name for name in columns]
        rows = _with_current(model._base_manager).values_list(*named, "delivery__file_name", "current")
        yield from (f"{model.__name__} {row}" for row in map(str, rows))


def _with_current(rows: Any) -> Any:
    from django.db.models import Q

    return rows.annotate(current=Q(superseded_at__isnull=True))


def _persons() -> Iterator[str]:
    from sightline.record.models import LinkInterval, PossibleMatch, SourcePersonVersion

    person = ("source_person__source__slug", "source_person__feed", "source_person__key")
    persons = _with_current(SourcePersonVersion.versions).values_list(*person, "surname", "current")
    yield from (f"person {row}" for row in persons)
    children: dict[int, list[str]] = {}
    links = LinkInterval.objects.values_list("child", "source_person__feed", "source_person__key", "rule")
    for child, *person in links:
        children.setdefault(child, []).append(str(person))
    yield from (f"child {sorted(persons)}" for persons in children.values())
    yield from (
        f"question {row}" for row in PossibleMatch.objects.values_list("first__key", "second__key", "state")
    )


def _intake() -> Iterator[str]:
    from sightline.access.models import Change
    from sightline.intake.models import IntakeRun, StagedRow

    yield f"changes {Change.objects.count()}"
    runs = IntakeRun.objects.values_list("delivery__feed", "delivery__file_name", "state", "counts")
    # The command that goes on gives files again that were taken before: they are received and nothing in them is new.
    yield from (f"run {row}" for row in runs if row[2] != "unchanged")
    rows = StagedRow.objects.values_list(
        "run__delivery__feed", "run__delivery__file_name", "row_number", "state"
    )
    yield from (f"waiting {row}" for row in rows if row[3] == "quarantined")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
