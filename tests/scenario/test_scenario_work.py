"""How much work ``check`` does, counted and not timed: each file is read once, and work grows in step with the rows."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from collegium.errors import ScenarioError
from collegium.scenario import check, from_files
from collegium.scenario.collector import paused
from helpers.cases import base_files

START = date(1900, 1, 1)


def crowded(folder: Path, people: int) -> Path:
    """The base case with so many people, each of whom adds rows to every table that can hold them."""
    names = [f"p{number}" for number in range(people)]
    after = dict(zip(names, [*names[1:], names[0]], strict=True))
    days = {name: START + timedelta(number) for number, name in enumerate(names)}
    next_days = {name: day + timedelta(1) for name, day in days.items()}
    rows = {
        "people.csv": [f"{name},,high?,?,guilds" for name in names],
        "seats.csv": [f"assembly,{name},candidate,{days[name]},{next_days[name]}" for name in names],
        "offices.csv": [f"clerk,{name},{days[name]},{next_days[name]}" for name in names],
        "allegiances.csv": [f"guilds,{name},0.001,{days[name]}" for name in names],
        "positions.csv": [f"{name},taxes,0.2..0.6,high,{days[name]}" for name in names],
        "ties.csv": [f"{name},{other},friend,friend?,{days[name]},," for name, other in after.items()]
        + [f"ben,ann,rival,,{days[name]},{next_days[name]}," for name in names],
        "acts.csv": [f"{name}_{year},support,{name},ann,{year}," for name in names for year in range(1880, 1890)],
    }
    folder.mkdir()
    for file, text in base_files().items():
        (folder / file).write_text(text + "".join(f"{row}\n" for row in rows.get(file, [])), encoding="utf-8")
    return folder


def calls(folder: Path) -> int:
    """How many functions, Python's own included, are called in checking the folder."""
    count = 0

    def note(frame: Any, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        mistakes = check(folder)
    finally:
        sys.setprofile(before)
    assert mistakes == []
    return count


def test_each_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = crowded(tmp_path / "case", 60)
    opened: Counter[str] = Counter()
    open_file = os.open
    monkeypatch.setattr(os, "open", lambda path, *rest: opened.update([Path(path).name]) or open_file(path, *rest))
    monkeypatch.setattr(Path, "read_bytes", None)
    monkeypatch.setattr(Path, "read_text", None)
    assert check(folder) == []
    assert opened == dict.fromkeys(sorted(file.name for file in folder.iterdir()), 1)


def test_work_grows_in_step_with_the_rows(tmp_path: Path) -> None:
    few, some, many = (calls(crowded(tmp_path / str(people), people)) for people in (30, 60, 120))
    assert many - some == pytest.approx(2 * (some - few), rel=0.05)


def test_the_collector_of_garbage_goes_on_after_a_pause() -> None:
    was = gc.isenabled()
    with paused(), paused():
        assert not gc.isenabled()
    assert gc.isenabled() == was
    with pytest.raises(ScenarioError):
        from_files("nothing", {})
    assert gc.isenabled() == was
    gc.disable()
    try:
        from_files("base", base_files())
        assert not gc.isenabled(), "whoever has switched it off wants it off"
    finally:
        if was:
            gc.enable()
