"""Fixtures and markers shared by all rooms."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import settings

from collegium import report
from collegium.figures import style
from collegium.results.folder import Folder
from helpers import synthetic
from helpers.drawn import Drawn, drawn
from helpers.examples import USUAL

TESTS = Path(__file__).parent
PLAYED = (
    "analysis/test_compare.py", "benchmarks", "engine", "ensemble", "explorer", "interventions/test_nothing_changed.py", "oracles",
    "fitting/test_leave_one_out.py", "report/test_real_run.py", "scenario/test_days.py",
    "scoring/test_keeping.py", "scoring/test_named_votes.py", "scoring/test_scoring.py", "surface/test_add_kind.py",
    "surface/test_add_move.py", "surface/test_cli.py", "surface/test_cli_ablation.py",
    "surface/test_cli_experiments.py", "surface/test_cli_export.py", "surface/test_cli_first_steps.py", "surface/test_cli_hardness.py",
    "surface/test_cli_look.py", "surface/test_cli_sensitivity.py", "surface/test_docs.py", "surface/test_explain.py",
    "surface/test_gallery.py", "surface/test_notebook.py", "surface/test_recipes.py", "surface/test_tutorials.py",
    "web/test_cases.py", "web/test_journeys.py", "web/test_playing.py", "web/test_looks.py", "web/test_told.py",
)  # fmt: skip
"""Rooms and files whose tests simulate histories; they carry the marker ``engine``. ``make check`` runs all others, without compiling."""
DOORS = ("collegium.ensemble.player", "helpers.bench", "helpers.oracle.beside", "helpers.oracle.engine")
"""Modules through which a test gets at the compiled engine."""


settings.register_profile("thorough", max_examples=10 * USUAL, deadline=None)


@cache
def played(path: Path) -> bool:
    place = path.relative_to(TESTS)
    return any(place.is_relative_to(room) for room in PLAYED)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if played(item.path):
            item.add_marker("engine")


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: the collector of garbage need not look through them again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def fonts() -> Iterator[str]:
    """The fonts of a chart. In tests its text is measured in the one that the drawing library brings along: the same on every machine,
    and three times as fast."""
    named = style.FONT
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "FONT", "sans-serif")
        yield named


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


@pytest.fixture(scope="session")
def results_page(results: Folder, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Their report."""
    return drawn(partial(report.write, results), tmp_path_factory.mktemp("report") / "report.html")
