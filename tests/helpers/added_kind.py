"""Says, un-compiled, what a copy of the package knows of a kind of motion and a kind of log row: run by test_add_kind.py."""

from __future__ import annotations

import json
import sys

import numpy as np

from collegium.engine import layout, moves
from collegium.results import columns, sentences
from collegium.scenario import edit, find, load, model
from collegium.scenario import kinds as K
from helpers.bench import Bench
from helpers.bench import model as compiled


def known(motion: str, row: str) -> dict[str, object]:
    number = K.MOTIONS.index(motion)
    council = load(find("council"))
    body = council.bodies[0].id
    heard = edit(council, {f"body.{body}.decides": ";".join((*sorted(council.bodies[0].decides), motion))}).bodies[0].decides
    bench = Bench(compiled("council"))
    with np.errstate(all="ignore"):  # keys are meant to overflow
        bench.play(0, until=int(bench.sc["first"]) + 3)
    return {
        "competence": motion in heard and motion in model.MOTIONS,
        "room": layout.M == number + 2 == K.ELECT + 1 and bench.sc["decides"].shape[1] == layout.M,
        "carried": any(getattr(move, "MOTION", None) == number for move in moves.MOVES),
        "columns": [kind for kind in columns.KINDS if motion in kind or kind == row],
        "asks": sentences.ASKS[motion],
        "says": sentences.HAPPENED[row],
    }


if __name__ == "__main__":
    print(json.dumps(known(*sys.argv[1:])))
