"""Building the made-up authority: its world, its files, the truth, and the record, taken in file by file."""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import OperationalError, ProgrammingError, connections

from sightline.access.accounts import OPERATOR
from sightline.access.models import Account
from sightline.access.viewer import viewer_for, viewing
from sightline.demo.accounts import add_people
from sightline.demo.compare import compare
from sightline.demo.files.desk import Desk
from sightline.demo.files.sending import Sent, in_order_of_receipt, send
from sightline.demo.found import hold_rules
from sightline.demo.places import AUTHORITY_CODE, AUTHORITY_NAME
from sightline.demo.silence import Nil, coverage_differences, say_nil, write_coverage
from sightline.demo.truth import write_truth
from sightline.demo.world import World, make_world
from sightline.intake.services import open_files, take
from sightline.record.models import Installation
from sightline.record.setting_up import RecordStands, make_tables, set_up
from sightline.watch.night import run_night

STAMP = "made-up authority.json"
# Raised whenever the same seed makes another authority than before.
GENERATION = 3
_FIRST_DIFFERENCES = 20
_OURS = ("files", "truth", "registers", "sightline.sqlite3", "sightline.sqlite3-wal", "sightline.sqlite3-shm")


class Stages(Protocol):
    """Whoever wants to be told how far it is."""

    def stage(self, words: str) -> None:
        """A new stage begins."""

    def step(self, done: int, total: int) -> None:
        """So much of the stage is done."""


@dataclass(frozen=True)
class Plan:
    """What is to be built: how many pupils, from which seed, and the day that stands for today."""

    pupils: int
    seed: int
    today: date

    def as_stamp(self) -> dict[str, Any]:
        """The plan as it is kept in the folder."""
        return asdict(self) | {"today": self.today.isoformat(), "generation": GENERATION}


def build(folder: Path, plan: Plan, stages: Stages) -> str:
    """Build the authority in `folder` and the database that the settings name, unless it stands there finished.

    Returns in words what stands there. Raises ValueError for a plan that cannot be, or a folder that holds something
    else; RecordStands when the database holds another record.
    """
    stamp = folder / STAMP
    made = json.loads(stamp.read_text(encoding="utf-8")) if stamp.exists() else {}
    if not made and any((folder / name).exists() for name in _OURS):
        raise ValueError(
            f"{folder} holds files that no demonstration made. Choose another folder with --dir."
        )
    if made.get("plan") == plan.as_stamp() and made.get("finished") and _record_of() == AUTHORITY_NAME:
        stages.stage("It was built before, and is used as it is.")
        make_tables()
        return str(made["finished"])
    stages.stage(f"Making up an authority with {plan.pupils:,} pupils")
    world = make_world(plan.seed, plan.pupils, plan.today)
    if (standing := _record_of()) not in ("", AUTHORITY_NAME):
        raise RecordStands(f"The database that SIGHTLINE_DATABASE names holds the record of {standing}.")
    _clear(folder)
    stamp.write_text(json.dumps({"plan": plan.as_stamp()}), encoding="utf-8")
    stages.stage("Making the database")
    make_tables()
    set_up(AUTHORITY_CODE, AUTHORITY_NAME)
    stages.stage("Writing its services' files, and the truth beside them")
    desk = Desk(world)
    write_truth(folder / "truth", desk, send(desk, folder / "files"))
    files = in_order_of_receipt(folder / "files")
    nil = write_coverage(folder / "truth" / "coverage.csv", world, files)
    finished = _take_in(folder, world, files, nil, stages)
    stamp.write_text(json.dumps({"plan": plan.as_stamp(), "finished": finished}), encoding="utf-8")
    return finished


def _record_of() -> str:
    """Whose record the database holds that the settings name; empty when it holds none."""
    try:
        return Installation.objects.values_list("name", flat=True).first() or ""
    except (OperationalError, ProgrammingError):
        return ""


def _clear(folder: Path) -> None:
    """Take away what an earlier demonstration left."""
    connections.close_all()
    for name in _OURS:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _take_in(folder: Path, world: World, files: list[Sent], nil: tuple[Nil, ...], stages: Stages) -> str:
    """Take every file in, in the order of receipt; say who has nothing to tell; add people; hold it to the truth."""
    operator = Account.objects.get(email=OPERATOR)
    viewer = viewer_for(operator, "data-officer")
    stages.stage(f"Taking in {len(files):,} files")
    rows = held_back = 0
    for number, one in enumerate(files, start=1):
        [file] = open_files(one.feed, [one.path(folder / "files")], one.source)
        outcome = take(viewer, file, source_name=one.source, received_on=one.received)
        rows += outcome.rows
        held_back += outcome.quarantined
        stages.step(number, len(files))
    today = world.terms.today
    say_nil(viewer, nil, today)
    stages.stage("Holding the list to the truth")
    with viewing(viewer, "Holding the list of the made-up authority to its truth"):
        comparison = compare(folder / "truth", viewer)
        held = hold_rules(folder / "truth", viewer, today, settings.SIGHTLINE_REGISTERS)
        silent = coverage_differences(folder / "truth" / "coverage.csv", viewer, today)
    stages.stage("Asking the rules of the registers, as every night does")
    run_night(viewer, today, settings.SIGHTLINE_REGISTERS)
    add_people(viewer_for(operator, "administrator"), world, comparison.somebody)
    taken = f"{rows:,} rows of {len(files):,} files, {held_back:,} of them held back"
    return f"{taken}; {comparison}{_of_coverage(silent)}{held}"


def _of_coverage(differences: tuple[str, ...]) -> str:
    """What coverage was found to say of who has told us and who has not."""
    if not differences:
        return "; so does who has told us and who has not"
    return "\n  ".join(("; WHO HAS TOLD US DIFFERS FROM THE TRUTH:", *differences[:_FIRST_DIFFERENCES]))
