"""The recipes for a parameter, a measure and a case are followed: the first two on a copy of the package, in the files they name.

Other tests follow those for a move, a kind of motion and a table: test_add_move.py, test_add_kind.py, scenario/test_new_table.py.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import collegium
from collegium import cli
from helpers.added_parameter import WEEKS
from helpers.bench import Bench, model

TESTS = Path(__file__).parents[1]
GUIDE = (TESTS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")


def change(package: Path, file: str, old: str, new: str) -> None:
    """Replace a line in a file that the guide names."""
    assert f"src/collegium/{file}" in GUIDE or file.startswith("engine/")
    path = package / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def add(package: Path) -> None:
    """A parameter that makes everybody readier to put somebody down, and a measure."""
    parameter = '    "zeal": Parameter("0", "further readiness to put somebody down, logits", (0, 9), "invented for a test"),\n'
    change(package, "scenario/parameters.py", '    "status_quo": Parameter(', parameter + '    "status_quo": Parameter(')
    change(package, "engine/vote.py", "return -th.status_quo if", "return th.zeal - th.status_quo if")
    form = '    Form("months until PERSON is expelled"): Run.months_until_expelled,\n'
    method = "    def months_until_expelled("
    body = '        person = w["person"]\n        return self.months_until(f"{self.name(person)} is exiled", f"exiled:{person}")\n\n'
    change(package, "experiments/forms.py", form, form + '    Form("months until PERSON is exiled"): Run.months_until_exiled,\n')
    change(package, "experiments/forms.py", method, f"    def months_until_exiled(self, w: Words) -> Meaning:\n{body}{method}")


def test_one_line_makes_a_parameter_and_a_form_with_its_method_a_measure(tmp_path: Path) -> None:
    package = tmp_path / "collegium"
    shutil.copytree(Path(collegium.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    add(package)
    env = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join([str(tmp_path), str(TESTS)])}
    done = subprocess.run([sys.executable, "-m", "helpers.added_parameter"], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert Path(told["package"]).parent == package
    assert told["prior"] == "uniform"
    bench = Bench(model("council"))
    before = bench.play(0, until=int(bench.sc["first"]) + WEEKS).log["log_yes"].tolist()
    assert told["idle"] == before, "a new parameter at nought changed a history"
    assert told["eager"] != before, "the parameter moves nothing"
    assert (told["label"], told["unit"]) == ("Months until Boris is exiled", "months")


def test_a_case_is_begun_checked_and_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Steps 1 and 4: begun with ``new``, and shipped by moving the folder to those of the package."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "my_case"]) == 0
    assert cli.main(["check", "my_case"]) == 0
    library = tmp_path / "collegium"
    shutil.copytree(Path(collegium.__file__).parent, library, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.move("my_case", library / "scenarios" / "my_case")
    capsys.readouterr()
    env = os.environ | {"PYTHONPATH": str(tmp_path)}
    listed = subprocess.run([sys.executable, "-m", "collegium", "list", "--json"], env=env, capture_output=True, text=True)
    assert "my_case" in {row["name"] for row in json.loads(listed.stdout)}
