"""A new kind of motion, and of log row, costs one row: in a copy of the package the scenario, the engine and the results then know it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import collegium

HERE = Path(__file__).parent
MOTION = 'CENSURE = motion("censure", "that {target} be censured", sense=-1, rung=1)\n'
ROW = 'L_BOWED = row("bowed", "{target} bows to {actor}")\n'


def add(package: Path) -> None:
    """The two rows, each at the end of its table, and the move that makes the motion: a recall by another name."""
    kinds = package / "scenario" / "kinds.py"
    text = kinds.read_text(encoding="utf-8")
    before_motion, before_row = "MOTIONS = tuple(", "ROW_KINDS = tuple("
    assert text.count(before_motion) == text.count(before_row) == 1
    kinds.write_text(text.replace(before_motion, MOTION + before_motion).replace(before_row, ROW + before_row), encoding="utf-8")
    moves = package / "engine" / "moves"
    (moves / "censure.py").write_text((moves / "recall.py").read_text(encoding="utf-8").replace("RECALL", "CENSURE"), encoding="utf-8")
    table = moves / "__init__.py"
    text = table.read_text(encoding="utf-8").replace("    capitulate,\n", "    capitulate,\n    censure,\n", 1)
    table.write_text(text.replace('\n)\n"', '\n    censure,\n)\n"', 1), encoding="utf-8")


def test_one_row_makes_a_kind(tmp_path: Path) -> None:
    package = tmp_path / "collegium"
    shutil.copytree(Path(collegium.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    add(package)
    env = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join([str(tmp_path), str(HERE.parent)])}
    done = subprocess.run([sys.executable, "-m", "helpers.added_kind", "censure", "bowed"], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "competence": True, "room": True, "carried": True,
        "columns": ["censure", "reverse_censure", "renew_censure", "insist_censure", "bowed"],
        "asks": "that {target} be censured", "says": "{target} bows to {actor}",
    }  # fmt: skip
