"""Kills a worker at one statement after another and lets the next one finish: run as `python kill_worker.py FOLDER`.

Each round begins with the same dropped file in a fresh copy of a small record. Prints one JSON document: of each round
whether the process died, and what stands in the record when the next worker has come to its end.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.intake import kill

ROUNDS = 6
PUPILS = 40


def main(folder: Path) -> list[dict[str, Any]]:
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
    from sightline.intake import staging

    staging.CHUNK = 7
    kill.in_a_child(kill.make_record)
    kill.in_a_child(drop_a_roll)
    prepared = folder / "prepared.sqlite3"
    shutil.copy(database, prepared)
    kill.take_everything = run_worker
    statements = kill.in_a_child(kill.count_statements)
    rounds = []
    for number in range(ROUNDS):
        for leftover in folder.glob("record.sqlite3*"):
            leftover.unlink()
        shutil.copy(prepared, database)
        died = not kill.run_and_kill(10 + number * (statements - 20) // ROUNDS, None)
        assert kill.run_and_kill(None, None), "the next worker did not come to its end"
        rounds.append({"died": died, **kill.in_a_child(picture)})
    return rounds


def drop_a_roll() -> None:
    """Drop the roll of a school in, as its data officer does."""
    from sightline.access.accounts import OPERATOR
    from sightline.access.models import Account
    from sightline.access.policy import Action
    from sightline.access.viewer import viewer_for
    from tests.intake.dropping import dropped, table
    from tests.intake.rows import ELIZABETH, on_roll

    pupils = [
        on_roll({**ELIZABETH, "Pupil ID": str(number), "UPN": "", "Legal surname": f"Ashdown {number}"})
        for number in range(PUPILS)
    ]
    viewer = viewer_for(Account.objects.get(email=OPERATOR), action=Action.TAKE_FILES)
    dropped(viewer, ("roll.csv", table(*pupils)))


def run_worker() -> None:
    """The work that is killed: everything that waits."""
    from sightline.cli.main import run

    assert run(["worker", "--once"]) == 0


def picture() -> dict[str, Any]:
    """What stands in the record: where the file stands, and how much came of it."""
    from sightline.intake.models import IntakeRun, ReceivedFile
    from sightline.record.models import Delivery, Registration, SourcePerson

    return {
        "states": list(ReceivedFile.objects.values_list("state", flat=True)),
        "taken": [run.counts["taken"] for run in IntakeRun.objects.all()],
        "deliveries": Delivery.objects.count(),
        "registrations": Registration.versions.count(),
        "persons": SourcePerson.objects.count(),
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
