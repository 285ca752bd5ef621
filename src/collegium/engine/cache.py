"""Where compiled code is kept between runs.

The library compares only the date of the file that defines the top function. It would go on using the compiled code when a rule in
another file has changed. The name of the folder is therefore a hash of all engine sources and of the versions that compile them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import llvmlite
import numba
import numpy

SHARED = ("scenario/kinds.py", "scenario/parameters.py", "models/counting.py", "models/influence.py")
"""What the engine takes from elsewhere in the package: kinds and parameters, and steps of published models that it compiles."""


@cache
def engine_hash() -> str:
    """Hash of the engine's sources, of what it takes from elsewhere and of the versions of what compiles them: 16 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=8)
    here = Path(__file__).parent
    for path in [*sorted(here.rglob("*.py")), *(here.parent / name for name in SHARED)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for library in (numba, llvmlite, numpy):
        digest.update(library.__version__.encode())
    return digest.hexdigest()


def folder() -> Path:
    """``COLLEGIUM_CACHE``, else the user's cache folder; below it one folder for each engine hash."""
    base = os.environ.get("COLLEGIUM_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "collegium"
    return Path(base) / engine_hash()


@contextmanager
def kept() -> Iterator[None]:
    """Functions decorated inside keep their compiled code in :func:`folder`."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(folder())
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before
