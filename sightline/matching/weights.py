"""The model: how much each level of agreement weighs, in bits, as training left it in a versioned file.

A weight is log2(m / u): how much oftener two descriptions of one child agree so than two of different children. The
file keeps m and u themselves, where they come from, and the thresholds; `data/models/` has its training report beside
it.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2
from typing import Any

from sightline.matching.comparing import LEVELS, NOT_COMPARED

CURRENT = "1"
"""The version that everyday matching uses."""


class BadModel(Exception):
    """A model's file does not say all that it must; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Level:
    """How often a level is met: `m` among pairs of one child, `u` among pairs of two; both above 0, at most 1."""

    m: float
    u: float

    @property
    def bits(self) -> float:
        """What the level adds to the score."""
        return log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by field and level, and the thresholds, all in bits.

    `prior` is what any pair starts from: the odds that two people drawn by lot are one. From `join` a pair is joined;
    from `ask` up to there it is a question for a person; `margin` is how far ahead of the next child the best must be.
    """

    version: str
    prior: float
    join: float
    ask: float
    margin: float
    levels: dict[str, dict[str, Level]]
    weights: dict[str, dict[str, float]]

    def bits(self, field: str, level: str) -> float:
        """What a field's level adds to the score; 0 where the field is not compared."""
        return self.weights[field][level]


@cache
def model(version: str = CURRENT) -> Model:
    """The model of a version (`data/models/<version>.json`). Raises BadModel, or FileNotFoundError for none."""
    file = files("sightline.matching").joinpath(f"data/models/{version}.json")
    return read(json.loads(file.read_text(encoding="utf-8")))


def read(said: dict[str, Any]) -> Model:
    """A model from what its file says. Raises BadModel where a field or a level is missing, or is no share."""
    levels = {field: {name: _level(said, field, name) for name in names} for field, names in LEVELS.items()}
    thresholds = said["thresholds"]
    weights = {
        field: {NOT_COMPARED: 0.0, **{name: level.bits for name, level in of_field.items()}}
        for field, of_field in levels.items()
    }
    return Model(
        said["version"],
        said["prior_bits"],
        thresholds["join"],
        thresholds["ask"],
        thresholds["margin"],
        levels,
        weights,
    )


def _level(said: dict[str, Any], field: str, name: str) -> Level:
    try:
        found = said["fields"][field][name]
        level = Level(float(found["m"]), float(found["u"]))
    except KeyError as missing:
        raise BadModel(f"the model says nothing of “{field}”: “{name}” ({missing})") from missing
    if not (0 < level.m <= 1 and 0 < level.u <= 1):
        raise BadModel(f"m and u of “{field}”: “{name}” must be above 0 and at most 1")
    return level
