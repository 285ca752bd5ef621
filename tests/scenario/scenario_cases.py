"""The cases of ``spec/cases`` and a way of typing a small scenario."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

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


def overlay(case: Path, folder: Path) -> Path:
    """The base case with the files of an invalid one laid over it."""
    shutil.copytree(CASES / "base", folder)
    for file in case.iterdir():
        if file.name == "remove.txt":
            for name in file.read_text(encoding="utf-8").split():
                (folder / name).unlink()
        elif file.name != "expected.txt":
            shutil.copy(file, folder / file.name)
    return folder


def changed(file: str, old: str, new: str) -> Scenario:
    """The base case with one text in one file replaced."""
    files = base_files()
    assert files[file].count(old) == 1, old
    return from_files("base", files | {file: files[file].replace(old, new)})
