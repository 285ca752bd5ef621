"""The guide to adding a theory is followed on a copy of the package: one file and two tables, and leaders act by it."""

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
GUIDE = HERE.parents[1] / "docs" / "howto" / "add_theory.md"


def follow(src: Path) -> str:
    """Do what the guide says to the package below ``src``; the name of the new theory."""
    text = GUIDE.read_text(encoding="utf-8")
    file = re.search(r"^Write `src/([^`]+)`:\n\n```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    entry = re.search(
        r"^In `src/([^`]+)`, .*?^```text\n(.*?)\n\nTHEORIES = \(\n    \.\.\.\n    (\w+),\n\)\n```$", text, re.MULTILINE | re.DOTALL
    )
    variant = re.search(r"^In `src/(collegium/ensemble[^`]+)`, .*?^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert file and entry and variant
    (src / file[1]).write_text(file[2], encoding="utf-8")
    listed = (src / entry[1]).read_text(encoding="utf-8")
    listed = re.sub(r"^(THEORIES = \(.*)\)$", rf"{entry[2]}\n\n\1, {entry[3]})", listed, count=1, flags=re.MULTILINE)
    (src / entry[1]).write_text(listed, encoding="utf-8")
    kept = (src / variant[1]).read_text(encoding="utf-8")
    head, end, rest = kept.partition("}  # fmt: skip\n")
    (src / variant[1]).write_text(head + variant[2] + end + rest, encoding="utf-8")
    return Path(file[1]).stem


def test_one_file_and_two_tables_make_a_theory(tmp_path: Path) -> None:
    package = tmp_path / "collegium"
    shutil.copytree(Path(collegium.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    name = follow(tmp_path)
    parameters = package / "scenario" / "parameters.py"
    count = len(re.findall(r"most=(\d+), limit=\"there are so many theories\"", parameters.read_text(encoding="utf-8")))
    assert count == 1
    raised = re.sub(r"most=(\d+)(, limit=\"there are so many theories\")", lambda m: f"most={int(m[1]) + 1}{m[2]}",
                    parameters.read_text(encoding="utf-8"))  # fmt: skip
    parameters.write_text(raised, encoding="utf-8")
    paths = [str(tmp_path), str(HERE.parent)]
    env = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run([sys.executable, "-m", "helpers.added_theory"], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert Path(told["package"]).parent == package
    assert told["names"][-1] == told["variant"] == name
    assert told["theory"] == [len(told["names"]) - 1] * 2
    assert told["moved"] == 0
