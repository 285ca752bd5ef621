"""Plays short histories of the council, un-compiled, and prints how often each move was made: run by test_add_move.py."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np

import collegium
from collegium.engine import moves
from collegium.scenario import kinds as K
from helpers.bench import Bench, model

HISTORIES, WEEKS = 2, 60


def made() -> Counter[str]:
    """Name of a move -> how often it was made."""
    found: Counter[str] = Counter()
    bench = Bench(model("council"), theta={"activity": 2.0, "effort": -10.0, "review": 50.0}, tracing=True)
    for number in range(HISTORIES):
        log = bench.play(number, until=int(bench.sc["first"]) + WEEKS).log
        found.update(moves.NAMES[int(move)] for move in log["log_subject"][log["log_kind"] == K.L_MOVE])
    return found


if __name__ == "__main__":
    with np.errstate(all="ignore"):  # keys are meant to overflow
        print(json.dumps({"package": collegium.__file__, "names": moves.NAMES, "made": made()}))
