"""Where published data lie that are not part of the project: beside the repository, or where COLLEGIUM_SHARED says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[3] / "shared"


def folder() -> Path | None:
    """The folder with the published data, if it is there."""
    path = Path(os.environ.get("COLLEGIUM_SHARED", BESIDE))
    return path if path.is_dir() else None


def path(*parts: str) -> Path:
    """One of its files; the test is skipped where there is none."""
    here = folder()
    if here is None or not here.joinpath(*parts).exists():
        pytest.skip(f"{'/'.join(parts)} is not at hand: set COLLEGIUM_SHARED to the folder of the published data")
    return here.joinpath(*parts)
