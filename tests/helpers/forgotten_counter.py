"""Plays short histories of the council, un-compiled, with a counter that is declared and counted up and that nobody resets: run by
test_engine_outcomes.py. Prints what it has come to at the end of each history of a block."""

from __future__ import annotations

import json

import numpy as np

from collegium.engine import layout

layout.COUNTS = (*layout.COUNTS, "forgotten")  # before any record is made

from collegium.engine import history, kernel, rules  # noqa: E402
from helpers.bench import Bench, model  # noqa: E402

HISTORIES, WEEKS = 3, 5


def count(sc, th, st, wk, io):  # type: ignore[no-untyped-def]
    io.forgotten += 1


if __name__ == "__main__":
    history.step = kernel.sequence([*rules.ORDER, count])
    bench = Bench(model("council"))
    bench.model.sc["weeks"] = WEEKS
    out = np.zeros(HISTORIES, bench.out.dtype)
    with np.errstate(all="ignore"):  # keys are meant to overflow
        bench.call(*bench.luck(0, HISTORIES), out, 0, layout.FOREVER, 0)
        again = out["forgotten"].tolist()
        bench.call(*bench.luck(0, HISTORIES), out, 0, layout.FOREVER, 0)
    print(json.dumps({"first": again, "second": out["forgotten"].tolist()}))
