"""Every history begins with blank outcomes, whatever the record held before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

import collegium
from collegium.engine import layout as L
from helpers.bench import Bench

TESTS = Path(__file__).parents[1]


def test_outcomes_do_not_add_up_over_a_block(council: Bench) -> None:
    """A block is played into records full of rubbish, then again into the same records: outcomes and clock are those of clean records."""
    theta, cells = council.luck(0, 3)
    fields = [name for (name, *_), _ in L.blank(council.model.capacity)]
    clean, used = np.zeros(3, council.out.dtype), np.zeros(3, council.out.dtype)
    used.view(np.uint8)[:] = 0x55
    council.call(theta, cells, clean, 0, L.FOREVER, 0)
    for _ in range(2):
        council.call(theta, cells, used, 0, L.FOREVER, 0)
        assert {name for name in fields if not np.array_equal(clean[name], used[name])} == set()
    assert clean["motions"].sum() > 0 and clean["complete"].all()


def test_what_is_blank_comes_first() -> None:
    """No outcome lies behind what a history writes whole, and no series or row of the log is blanked at a cost."""
    kind = L.output_type(64)
    assert kind.fields is not None
    end = len(L.blank_output(64))
    blanked = {name for name, (_, offset, *_) in kind.fields.items() if offset < end}
    assert blanked == {name for (name, *_), _ in L.blank(64)}
    assert blanked | {name for name, *_ in (*L.series(64), *L.log())} == set(kind.names or ())
    assert end < kind.itemsize / 100


def test_a_counter_that_nobody_resets_starts_at_its_blank() -> None:
    """A counter is declared and nothing else: in every history of a block it has counted the steps of that history alone."""
    env = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join([str(Path(collegium.__file__).parents[1]), str(TESTS)])}
    done = subprocess.run([sys.executable, "-m", "helpers.forgotten_counter"], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"first": [5, 5, 5], "second": [5, 5, 5]}
