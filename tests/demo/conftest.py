"""The smallest made-up authority, with its files, made once for all tests of the room."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from sightline.demo.files.desk import Desk
from sightline.demo.files.sending import Sent, in_order_of_receipt, send
from sightline.demo.files.sheets import Sheet
from sightline.demo.truth import write_truth
from sightline.demo.world import World, make_world

SEED = 7
PUPILS = 1_000
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Small:
    """A world of a thousand pupils, what its senders sent, and the folder in which it lies with the truth."""

    world: World
    desk: Desk
    folder: Path
    sheets: list[Sheet]
    sent: list[Sent]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The world, its files and its truth."""
    folder = tmp_path_factory.mktemp("small")
    world = make_world(SEED, PUPILS, TODAY)
    desk = Desk(world)
    sheets = list(send(desk, folder / "files"))
    write_truth(folder / "truth", desk, sheets)
    return Small(world, desk, folder, sheets, in_order_of_receipt(folder / "files"))
