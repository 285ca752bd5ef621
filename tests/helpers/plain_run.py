"""Two short histories of the council, and all that they leave behind: run by tests/engine with the compiler turned off.

Usage: python -m helpers.plain_run FILE.npz
"""

from __future__ import annotations

import sys

import numpy as np

from helpers.bench import Bench, model

HISTORIES = 2
WEEKS = 60


def results() -> dict[str, np.ndarray]:
    """Log, outcomes and whole state by history, field by field."""
    found = {}
    bench = Bench(model("council"))
    for number in range(HISTORIES):
        told = bench.play(number, until=int(bench.sc["first"]) + WEEKS)
        found |= {f"{number} log {field}": values for field, values in told.log.items()}
        found |= {f"{number} out {name}": values for name, values in told.out.items() if name != "final"}
        found |= {f"{number} state {name}": np.array(bench.st[name]) for name in bench.state.dtype.names or ()}
    return found


if __name__ == "__main__":
    with np.errstate(all="ignore"):  # keys are meant to overflow
        np.savez(sys.argv[1], **results())
