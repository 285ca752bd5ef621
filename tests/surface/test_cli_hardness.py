"""Command lines that nobody would type: ``make validate`` tries some thousand, here are a few."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import NoReturn

import pytest

import commands
from collegium import cli, load
from collegium.scenario import new


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("commands")
    commands.prepare(place)
    return place


def judge(number: int, folder: Path) -> tuple[int, str]:
    return commands.judge(commands.command(number), folder, contextlib.nullcontext)


@pytest.mark.parametrize("start", range(0, 120, 20))
def test_any_command_line_ends_with_a_code_and_a_word(start: int, folder: Path) -> None:
    for number in range(start, start + 20):
        code, problem = judge(number, folder)
        assert not problem, f"command {number}: {commands.command(number).argv}\n{problem}"
        assert code in (0, 1, 2)


def test_the_number_is_all_the_luck_of_a_command_line() -> None:
    made = [commands.command(number) for number in range(50)]
    assert made == [commands.command(number) for number in range(50)]
    assert len({one.argv for one in made}) > 45


def fails(*_: object) -> NoReturn:
    raise KeyError("x")


@pytest.mark.parametrize(
    ("main", "told"),
    [
        (fails, "KeyError"),
        (lambda _: print("done") or 3, "exit code 3"),
        (lambda _: 0, "exit code 0, and printed: ''"),
        (lambda _: print("Traceback (most recent") or 1, "Traceback"),
        (sys.exit, "SystemExit"),
    ],
)
def test_what_counts_as_a_problem(main: object, told: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "main", main)
    assert told in judge(0, folder)[1]


def test_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    """A disk may hold names that are no UTF-8; they can be typed, and must be shown somehow."""
    mine = tmp_path / "my\udcffcase"
    assert load(new(mine)).title == "My?case"
    with contextlib.chdir(tmp_path):
        code, printed = commands.said(("run", mine.name, *commands.STOP))
    assert code == 0
    assert "Results: runs/my?case" in printed
    with contextlib.chdir(tmp_path):
        code, printed = commands.said(("run", "council", *commands.STOP, "--out", "o\udcff"))
    assert code == 2
    assert "'o\\udcff' holds a sign that cannot be printed: choose another name" in printed
