"""A handful of kills; ``make validate`` has a hundred."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "validate" / "kills.py"
HISTORIES, SHORT = 1000, ("--to", "2001-12-31")
"""Two shards; how long the histories are makes no difference to them."""


@pytest.fixture(scope="module")
def kills() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kills", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["kills"] = module
    spec.loader.exec_module(module)
    return module


def test_a_killed_run_ends_in_the_same_bytes(kills: ModuleType, tmp_path: Path) -> None:
    took = kills.unbroken(tmp_path / "whole", HISTORIES, *SHORT)
    reference = kills.contents(tmp_path / "whole")
    for n, part in enumerate((0.4, 0.85)):
        trial = kills.trial(reference, tmp_path / str(n), HISTORIES, part * took, *SHORT)
        assert trial.same and trial.kept == trial.whole


def test_a_lost_byte_is_noticed(kills: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_bytes(b"12")
    before = kills.contents(tmp_path / "a")
    (tmp_path / "a" / "x").write_bytes(b"1")
    assert kills.contents(tmp_path / "a") != before
