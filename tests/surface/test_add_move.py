"""The guide to adding a move is followed on a copy of the package: one file and one table, and the move is made."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import collegium

HERE = Path(__file__).parent
GUIDE = HERE.parents[1] / "docs" / "howto" / "add_move.md"
TABLE = "src/collegium/engine/moves/__init__.py"


def follow(src: Path) -> str:
    """Do what the guide says to the package below ``src``; the name of the new move."""
    text = GUIDE.read_text(encoding="utf-8")
    file = re.search(r"^Write `src/([^`]+)`:\n\n```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    entry = re.search(r"^In `src/([^`]+)`, .*?^```text\n(.*?)\n\nMOVES = \(\n    \.\.\.\n(.*?)^\)\n```$", text, re.MULTILINE | re.DOTALL)
    assert file and entry and f"src/{entry[1]}" == TABLE
    (src / file[1]).write_text(file[2], encoding="utf-8")
    table = src / entry[1]
    before = table.read_text(encoding="utf-8")
    head, moves, rest = re.split(r"^(MOVES = \(\n.*?)(?=^\)$)", before, maxsplit=1, flags=re.MULTILINE | re.DOTALL)
    table.write_text(f"{head}{entry[2]}\n\n{moves}{entry[3]}{rest}", encoding="utf-8")
    return Path(file[1]).stem


def test_one_file_and_one_table_make_a_move(tmp_path: Path) -> None:
    package = tmp_path / "collegium"
    shutil.copytree(Path(collegium.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    name = follow(tmp_path)
    paths = [str(tmp_path), str(HERE.parent)]
    env = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run([sys.executable, "-m", "helpers.added_move"], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert Path(told["package"]).parent == package
    assert told["names"][-1] == name and name not in told["names"][:-1]
    assert told["made"][name] > 0
    assert told["made"]["stay_silent"] > told["made"][name]
