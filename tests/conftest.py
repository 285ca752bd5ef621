"""Fixtures and markers shared by all rooms."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from collegium.results.folder import Folder
from helpers import synthetic

TESTS = Path(__file__).parent
PLAYED = (
    "analysis/test_compare.py", "benchmarks", "engine", "ensemble", "interventions/test_nothing_changed.py", "oracles",
    "report/test_real_run.py", "scenario/test_days.py", "surface/test_add_kind.py", "surface/test_add_move.py", "surface/test_cli.py",
    "surface/test_cli_experiments.py", "surface/test_cli_export.py", "surface/test_cli_first_steps.py", "surface/test_cli_hardness.py",
    "surface/test_cli_look.py", "surface/test_docs.py", "surface/test_explain.py", "surface/test_gallery.py", "surface/test_notebook.py",
    "surface/test_recipes.py", "surface/test_tutorials.py",
)  # fmt: skip
"""Rooms and files whose tests simulate histories; they carry the marker ``engine``. ``make check`` runs all others, without compiling."""
DOORS = ("collegium.ensemble.player", "helpers.bench", "helpers.oracle.beside", "helpers.oracle.engine")
"""Modules through which a test gets at the compiled engine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        place = item.path.relative_to(TESTS)
        if any(place.is_relative_to(room) for room in PLAYED):
            item.add_marker("engine")


@pytest.fixture(autouse=True)
def unmarked_tests_never_compile(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test without the marker that reaches the engine fails at once, and says where to list it."""

    def locked(*_: object) -> None:
        raise AssertionError("this test simulates histories: list it in PLAYED of tests/conftest.py")

    if not request.node.get_closest_marker("engine"):
        for door in DOORS:
            if hasattr(sys.modules.get(door), "play_histories"):
                monkeypatch.setattr(sys.modules[door], "play_histories", locked)


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Three hundred histories made of dice, with both permuted arms."""
    return Folder(synthetic.write(tmp_path_factory.mktemp("results"), 300))
