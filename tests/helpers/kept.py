"""What tests compile for themselves lies beside the engine in its cache: it compiles again only when the engine or their file changes."""

from __future__ import annotations

import hashlib
import inspect
from pathlib import Path
from typing import Any

import numba

from collegium.engine.cache import Kept


def keep(function: Any, of: str = "") -> Any:
    """A function that ``numba.njit`` has made, with its code kept; ``of`` tells apart what one line of the sources makes several times."""
    if not numba.config.DISABLE_JIT:
        made = Kept(function.py_func)
        written = Path(inspect.getfile(function.py_func)).read_bytes()
        made.name = f"test-{made.name}-{of}-{hashlib.blake2b(written, digest_size=8).hexdigest()}"
        function._cache = made
    return function
