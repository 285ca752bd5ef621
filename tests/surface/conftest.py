"""Runs that several files of this folder read."""

from __future__ import annotations

from pathlib import Path

import pytest

from collegium import cli
from helpers.typed import SHORT


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short run of the council. Read it, do not change it."""
    out = tmp_path_factory.mktemp("shared") / "council"
    assert cli.main(["run", "council", *SHORT, "--out", str(out), "--no-report"]) == 0
    return out


@pytest.fixture(scope="session")
def shocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same run without shocks, same seed."""
    out = tmp_path_factory.mktemp("shared") / "shocked"
    assert cli.main(["run", "council", *SHORT, "--set", "shock=0", "--out", str(out), "--no-report"]) == 0
    return out
