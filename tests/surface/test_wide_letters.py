"""Columns stand below each other whatever letters the names are written in: wide ones take two cells, combining ones none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from collegium import cli
from collegium.analysis import Outcome
from collegium.cli.output import outcome_table
from collegium.explain.text import HEADS, vote

NAMES = ["Åse", "Zoe\u0301", "Зина", "王小明", "한글 이름", "O’Hara", "Doe, Jo", "ก็"]


def places(lines: list[str], words: list[str]) -> set[int]:
    """The cells at which each line has its word."""
    return {cell_len(line[: line.index(word)]) for line, word in zip(lines, words, strict=True)}


def test_tables_of_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    rows = [f'"{name}",{100 + n}' for n, name in enumerate(NAMES)]
    table.write_text("\n".join(["member,votes", *rows, ""]), encoding="utf-8")
    assert cli.main(["power", str(table), "--quota", "500"]) == 0
    lines = capsys.readouterr().out.splitlines()[1 : len(NAMES) + 1]
    assert all(name in line for name, line in zip(NAMES, lines, strict=True))
    assert len(places(lines, [str(100 + n) for n in range(len(NAMES))])) == 1


def test_the_outcome_table(capsys: pytest.CaptureFixture[str]) -> None:
    outcome_table([Outcome("x", "Strongest", name, 0.39, 0.3, 0.4, 0.01, 200, "share", "", "emergent") for name in NAMES])
    lines = [line for line in capsys.readouterr().out.splitlines() if "39.0%" in line]
    assert len(lines) == len(NAMES)
    assert len(places(lines, ["39.0%"] * len(lines))) == 1


def test_the_votes_of_an_explained_history() -> None:
    votes: list[dict[str, Any]] = [{"name": name, "vote": "yes", "chance": 0.39, "terms": {"policy": 1.25}} for name in NAMES]
    lines = vote({"text": "A motion is carried.", "votes": [vote | {"terms": dict.fromkeys(HEADS, 1.25)} for vote in votes]})
    lines = [line for line in lines if "39%" in line]
    assert len(lines) == len(NAMES)
    assert len(places(lines, ["39%"] * len(lines))) == len(places(lines, ["yes"] * len(lines))) == 1
