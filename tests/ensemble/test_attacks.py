"""A few attacks of each kind that ``python validate/attacks.py`` plays in their thousands, and what it counts as a problem.

They run in a process of their own, because a process with threads should not be forked.
"""

from __future__ import annotations

import argparse
import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("file operations are counted through /proc", allow_module_level=True)

import collegium
from attack_kinds import damage, files, power_loss, stage, texts, writers
from attack_kinds.stage import Ended
from collegium.cli import values
from collegium.cli.parser import parser

ROOT = Path(__file__).resolve().parents[2]
FEW = {"files": 6, "kills": 2, "power_loss": 2, "company": 1, "damage": 2}


@pytest.mark.slow
def test_a_few_attacks_find_nothing(tmp_path: Path) -> None:
    words = [word for kind, count in FEW.items() for word in ("--kind", f"{kind}={count}")]
    done = subprocess.run(
        [sys.executable, ROOT / "validate" / "attacks.py", *words, "--jobs", "1", "--kept", tmp_path], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.stem: len(path.read_text(encoding="utf-8").splitlines()) for path in tmp_path.iterdir()} == FEW


def test_every_command_and_option_that_writes_is_attacked() -> None:
    (group,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    assert set(group.choices) == {writer.argv[0] for writer in writers.WRITERS} | {*writers.READERS, *writers.SERVING}
    typed = {(writer.argv[0], *pair) for writer in writers.WRITERS for pair in zip(writer.argv, (*writer.argv[1:], ""), strict=True)}
    wanted = [
        (name, option, value)
        for name, command in group.choices.items()
        for action in command._actions
        for option in action.option_strings
        for value in values_that_write(option, action)
    ]
    assert {option for _, option, _ in wanted} == {
        "--out", "--overwrite", "--page", "--resume", "--save", "--picture", "--to", "--netcdf",
    }  # fmt: skip
    found = {(name, option, value) for name, option, value in wanted for known in typed if known[:2] == (name, option)
             if known[2].endswith(value)}  # fmt: skip
    assert set(wanted) - found == set()


def values_that_write(option: str, action: argparse.Action) -> tuple[str, ...]:
    """What the value of an option may end in, if the option decides what is written or replaced."""
    if action.type is values.target or option in ("--overwrite", "--resume"):
        return ("",)
    if "endings" in getattr(getattr(action.type, "__code__", None), "co_freevars", ()):
        return tuple(inspect.getclosurevars(action.type).nonlocals["endings"])
    return tuple(action.choices) if option == "--to" and action.choices else ()


def test_every_module_that_writes_is_reached_by_an_attack() -> None:
    ways = r"from collegium\.files\S* import .*\b(writing|written|write|made|opened|deliver)\b"
    others = r"write_text|write_bytes|mkdir\(|makedirs|TemporaryFile|O_CREAT|NEW, 0o|to_netcdf\(|\bopen\([^)]*[\"'][wax]b?[\"']"
    package = Path(collegium.__file__).parent
    modules = {path.relative_to(package).as_posix(): path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    found = {name for name, text in modules.items() if re.search(f"{ways}|{others}", text) and not name.startswith("files/")}
    assert found == {*writers.PLACES, *writers.NO_COMMAND}
    assert set(writers.PLACES.values()) <= {writer.name for writer in writers.WRITERS}


def test_what_counts_as_a_bad_end() -> None:
    def found(code: int, err: str = "", hung: bool = False) -> list[str]:
        return [problem.what for problem in stage.wrong(Ended(code, "", err, hung))]

    assert found(0) == found(2, "there is no such folder (do: name one)") == []
    assert found(1, f"{stage.TRACEBACK}:\nKeyError: 'x'") == found(-11) == ["traceback"]
    assert found(3, "x") == found(1) == ["wrong exit code"]
    assert found(-9, "", hung=True) == ["hang"]


def test_half_a_run_that_says_it_is_whole_is_a_lie(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = {"out/provenance.json": b"{}", "out/histories/a.parquet": b"1", "out/report.html": b"new"}
    monkeypatch.setattr(writers, "fork", lambda *_: Ended(0, "read", ""))
    for name, data in whole.items() | writers.MINE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)

    def found() -> list[str]:
        return [problem.what for problem in writers.claims_too_much(writers.WRITERS[0], tmp_path, {"out/report.html": b"old"}, whole)]

    assert found() == []
    (tmp_path / "out/histories/a.parquet").unlink()
    assert found() == ["lie"]
    (tmp_path / "out/report.html").write_bytes(b"ne")
    assert found() == ["lie", "silent loss"]
    (tmp_path / "letter.txt").unlink()
    assert found() == ["lie", "silent loss", "silent loss"]


def test_what_was_not_synced_is_lost_and_what_was_is_not(tmp_path: Path) -> None:
    from random import Random

    record, kept, gone = power_loss.Record(), tmp_path / "kept", tmp_path / "gone"
    for path in (kept, gone):
        record.told("open", 1, str(path))
        path.write_bytes(b"data")
    record.synced(str(kept))
    record.synced(str(tmp_path))
    seen = set()
    for number in range(30):
        gone.write_bytes(b"data")
        power_loss.lose(record, tmp_path, Random(number))
        assert kept.read_bytes() == b"data"
        seen.add(gone.read_bytes())
    assert b"" in seen
    assert b"data" in seen
    record.told("os.rename", 2, str(kept), str(tmp_path / "new"))
    kept.rename(tmp_path / "new")
    power_loss.undo(record.order[-1])
    assert kept.read_bytes() == b"data"


@pytest.mark.parametrize(("cell", "count"), [("=1+1", 1), ("-2+3", 1), ("-2.5", 0), ("@x", 1), ("'=1", 0), ("\x1b[31m", 1), ("Anna", 0)])
def test_formulas_and_sequences(cell: str, count: int, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"name\n{cell}\n", encoding="utf-8")
    assert len(texts.formulas(tmp_path / "t.csv")) == count
    assert len(texts.acting(f"{cell}\n", "here")) == ("\x1b" in cell)


def test_shapes_and_damages_change_something(tmp_path: Path) -> None:
    from random import Random

    for number, shape in enumerate(("foreign files", "an odd provenance.json")):
        (tmp_path / str(number)).mkdir()
        assert files.SHAPES[shape](Random(1), tmp_path / str(number))
    (tmp_path / "out" / "histories").mkdir(parents=True)
    (tmp_path / "out" / "provenance.json").write_text(json.dumps({"seed": 1, "histories": [0, 19]}), encoding="utf-8")
    path = tmp_path / "out" / "histories" / "00000000-00000019.parquet"
    for act in (
        damage.emptied,
        damage.cut,
        damage.flipped,
        damage.removed,
        damage.replaced,
        damage.fifo,
        damage.device,
        damage.folder_there,
        damage.loop,
    ):
        path.write_bytes(b"0123456789" * 9)
        before = stage.contents(tmp_path)
        act(Random(3), path)
        assert stage.contents(tmp_path) != before or path.is_dir()
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
