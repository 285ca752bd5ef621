"""The cases of ``spec/cases`` and a way of typing a small scenario."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from collegium.scenario import from_files
from collegium.scenario.model import Scenario

CASES = Path(__file__).parents[2] / "spec" / "cases"


def base_files() -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in (CASES / "base").iterdir()}


def typed(**files: str) -> Scenario:
    """The base case with whole files replaced: ``typed(people="id...")``; ``head`` is scenario.yaml."""
    names = {name: "scenario.yaml" if name == "head" else f"{name}.csv" for name in files}
    return from_files("base", base_files() | {names[name]: text for name, text in files.items()})


def bare(scenario: Scenario) -> Scenario:
    """The scenario without the text it came from."""
    return replace(scenario, files={})


ABOUT = ("expected.txt", "remove.txt", "shows.txt")
"""Files of a case that are no part of the scenario."""


def overlay(case: Path, folder: Path) -> Path:
    """The base case with the files of another laid over it."""
    shutil.copytree(CASES / "base", folder)
    if (case / "remove.txt").exists():
        for name in (case / "remove.txt").read_text(encoding="utf-8").split():
            (folder / name).unlink()
    for file in case.iterdir():
        if file.name not in ABOUT:
            shutil.copy(file, folder / file.name)
    return folder


def files_of(case: Path) -> dict[str, str]:
    """The texts of the base case with those of another laid over them, in UTF-8."""
    with TemporaryDirectory() as folder:
        return {file.name: file.read_text(encoding="utf-8-sig") for file in overlay(case, Path(folder) / case.name).iterdir()}


def changed(file: str, old: str, new: str) -> Scenario:
    """The base case with one text in one file replaced."""
    files = base_files()
    assert files[file].count(old) == 1, old
    return from_files("base", files | {file: files[file].replace(old, new)})
