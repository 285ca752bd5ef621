"""Run by test_recipes.py on a copy of the package with a parameter and a measure more: prints what became of them."""

from __future__ import annotations

import json

import numpy as np

import collegium
from collegium.engine.layout import PARAMETERS
from collegium.experiments.measures import measure
from helpers.bench import Bench, model

WEEKS = 60


def votes(zeal: float) -> list[int]:
    """Votes for each motion in a short history of the council, 0 for other rows of the log."""
    bench = Bench(model("council"), theta={"zeal": zeal})
    log = bench.play(0, until=int(bench.sc["first"]) + WEEKS).log
    return [int(yes) for yes in log["log_yes"]]


def found() -> dict[str, object]:
    case = collegium.load("council")
    prior = collegium.edit(case, {"zeal": "uniform(0, 3)"}).parameters["zeal"]
    made = measure("months until boris is exiled", case, case.start, case.end)
    return {
        "package": collegium.__file__, "last": PARAMETERS[-1], "prior": prior.family, "idle": votes(0.0), "eager": votes(9.0),
        "label": made.label, "unit": made.unit,
    }  # fmt: skip


if __name__ == "__main__":
    with np.errstate(all="ignore"):  # keys are meant to overflow
        print(json.dumps(found()))
