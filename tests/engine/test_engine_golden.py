"""One history of every shipped scenario, compared with the text in tests/golden."""

from __future__ import annotations

import difflib
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from collegium.scenario import shipped

SCRIPT = Path(__file__).resolve().parents[2] / "validate" / "golden.py"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("golden", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", shipped())
def test_golden_history(name: str) -> None:
    """The same seed gives the same history, in words."""
    golden = script()
    path, told = golden.path(name), golden.tell(name)
    assert path.is_file(), f"{path.name} is missing: write it with 'python validate/golden.py'"
    kept = path.read_text(encoding="utf-8")
    if told != kept:
        changes = "\n".join(list(difflib.unified_diff(kept.splitlines(), told.splitlines(), "kept", "now", lineterm="", n=1))[:40])
        pytest.fail(
            f"{name} no longer runs as it did. If the change is meant, renew the histories with "
            f"'python validate/golden.py' and read the difference before it is kept.\n{changes}",
            pytrace=False,
        )


def test_every_golden_history_belongs_to_a_scenario() -> None:
    golden = script()
    assert sorted(golden.FOLDER.glob("*.txt")) == sorted(golden.path(name) for name in shipped())
