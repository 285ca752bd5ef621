"""The compiler. Where a setting of the surroundings keeps it from starting, a message says which."""

from __future__ import annotations

import os
import warnings
from importlib.metadata import version

from collegium.errors import RunError

VERSIONS = tuple(version(library) for library in ("numba", "llvmlite", "numpy"))
"""Versions of all that turns sources into code."""

try:
    with warnings.catch_warnings():
        warnings.filterwarnings("error", "Environment variable", RuntimeWarning)
        import numba
        from numba.core.caching import NullCache
        from numba.core.compiler import CompileResult
        from numba.core.serialize import dumps
except (ValueError, RuntimeWarning) as error:
    settings = ", ".join(f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith("NUMBA_"))
    raise RunError(f"the compiler does not start with the environment variables {settings} (do: correct or unset them)") from error

__all__ = ["VERSIONS", "CompileResult", "NullCache", "dumps", "numba"]
