"""The compiled engine against the same files as plain Python. It proves the compilation, not the rules."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

import collegium
from helpers.plain_run import HISTORIES, WEEKS, results

TESTS = Path(__file__).parents[1]
CLOSE = 1e-12


def test_uncompiled_code_plays_the_same_histories(tmp_path: Path) -> None:
    """Whole numbers are the same, others to 1e-12 of their size: sums are taken in the same order, only the last digits may differ."""
    paths = [str(TESTS), str(Path(collegium.__file__).parents[1])]
    env = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-m", "helpers.plain_run", str(tmp_path / "plain.npz")]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    compiled, plain = results(), np.load(tmp_path / "plain.npz")
    assert set(plain.files) == set(compiled)
    assert all(len(compiled[f"{n} log log_week"]) > 5 for n in range(HISTORIES)), f"too little happens in {WEEKS} weeks"
    for name, values in compiled.items():
        if values.dtype.kind == "f":
            assert np.allclose(values, plain[name], rtol=CLOSE, atol=CLOSE, equal_nan=True), name
        else:
            assert np.array_equal(values, plain[name]), name
