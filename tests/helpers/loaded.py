"""A script of the project as a module."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any


def script(path: Path) -> Any:
    """The module in a file that is on no path of imports."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
