"""Training: only on seeds that are never reported, with a file that everyday matching can read."""

import json
from datetime import date
from importlib.resources import files

import pytest

from sightline.demo.linkage import training
from sightline.demo.linkage.training import FIRST_TRAINING_SEED, train
from sightline.matching import weights
from sightline.matching.comparing import FORENAME, LEVELS

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 23)
THRESHOLDS = {"join": 2.0, "ask": -3.0, "margin": 3.0}


@pytest.mark.parametrize("seeds", [[], [1], [FIRST_TRAINING_SEED, FIRST_TRAINING_SEED - 1]])
def test_a_seed_that_may_be_reported_is_never_trained_on(seeds):
    with pytest.raises(ValueError, match="kept for reporting"):
        train(name="x", seeds=seeds, pupils=10, today=TODAY, thresholds=THRESHOLDS)


def test_the_current_model_was_trained_on_no_seed_that_may_be_reported():
    file = files("sightline.matching").joinpath(f"data/models/{weights.CURRENT}.json")
    trained = json.loads(file.read_text(encoding="utf-8"))["trained"]
    assert min(trained["seeds"]) >= FIRST_TRAINING_SEED


@pytest.mark.long
def test_what_training_makes_is_read_weighs_as_it_should_and_says_what_it_did_not_see(monkeypatch):
    monkeypatch.setattr(training, "_RANDOM_PAIRS", 40_000)
    made = train(name="x", seeds=[FIRST_TRAINING_SEED], pupils=400, today=TODAY, thresholds=THRESHOLDS)
    model = weights.read(made)
    assert (model.version, model.join, model.ask, model.margin) == ("x", 2.0, -3.0, 3.0)
    assert model.bits(FORENAME, "the same") > 3
    assert model.bits(FORENAME, "different") < -3
    assert set(made["fields"]) == set(LEVELS)
    assert {level["set"] for level in made["fields"]["nhs number"].values()} == {"by hand"}
    assert made["trained"]["rows"] == made["trained"]["children"]
    unseen = made["fields"]["household"]["alike surname, elsewhere"]
    assert "not seen" in unseen["set"]
    assert min(unseen["m"], unseen["u"]) > 0
