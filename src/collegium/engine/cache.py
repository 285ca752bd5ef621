"""The cache of compiled code: where it is, and which files the engine trusts.

The compiler's own cache compares only the file that defines the top function, trusts whatever lies in its folder, and writes beside the
sources where it has no other place. So the engine's functions have a cache of their own. A file's name is a hash of all that decides the
code; its first bytes are a checksum of the rest. A file is loaded only if nobody else can have written it. This file is no part of the
engine hash, since it decides no code.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from collegium.engine.compiler import VERSIONS, CompileResult, NullCache, dumps, numba
from collegium.engine.memory import COMPILING, demand
from collegium.engine.parts import Entry

SHARED = ("scenario/kinds.py", "scenario/parameters.py", "models/counting.py", "models/influence.py")
"""What the engine takes from elsewhere in the package: kinds and parameters, and steps of published models that it compiles."""
APART = ("cache.py", "compiler.py", "memory.py")
"""Files of the engine that decide no code."""
SETTINGS = ("OPT", "BOUNDSCHECK", "LOOP_VECTORIZE", "SLP_VECTORIZE", "DEBUGINFO_DEFAULT", "EXTEND_VARIABLE_LIFETIMES", "LLVM_REFPRUNE_PASS")
"""Settings of the compiler that change its code; processor and features are part of :meth:`Kept.file` too."""
CHECKSUM = 32
"""Bytes of the checksum at the beginning of a file."""
WRITTEN = 3600
"""Seconds after which nobody can still be writing a file."""
ELSEWHERE = "set COLLEGIUM_CACHE to a folder of your own"
"""The remedy for every folder that cannot be used."""


@cache
def engine_hash() -> str:
    """Hash of the engine's sources, of what it takes from elsewhere and of the versions of what compiles them: 16 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=8)
    here = Path(__file__).parent
    own = sorted(path for path in here.rglob("*.py") if path.name not in APART)
    for path in [*own, *(here.parent / name for name in SHARED)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for version in VERSIONS:
        digest.update(version.encode())
    return digest.hexdigest()


def folder() -> Path | None:
    """``COLLEGIUM_CACHE``, else the user's cache folder; below it one folder for each engine hash. None if the user has no home."""
    named = os.environ.get("COLLEGIUM_CACHE")
    if named:
        return Path(named).absolute() / engine_hash()
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:  # no HOME, and a user without an entry in the table of users
        return None
    return base / "collegium" / engine_hash() if base.is_absolute() else None


@cache
def tell(sentence: str) -> None:
    """Say something about the cache, once in the life of the process."""
    with suppress(OSError):
        if sys.stderr:
            print(f"collegium: {sentence}", file=sys.stderr, flush=True)


def foreign(status: os.stat_result) -> str:
    """Who else can have written this file or folder, '' if nobody can. The administrator of the machine is trusted."""
    if not hasattr(os, "getuid"):
        return ""
    if status.st_uid not in (os.getuid(), 0):
        return "somebody else owns it"
    return "others may write to it" if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) else ""


def trusted(path: Path, status: os.stat_result) -> bool:
    """May code be loaded from here? If not, it is said."""
    why = foreign(status)
    if why:
        tell(f"{path} is not used, because {why} and it holds code that runs as you (do: {ELSEWHERE})")
    return not why


def usable() -> Path | None:
    """The folder, or None after a message if nothing can be written there. Makes the folder if it is missing."""
    place = folder()
    if place is None:
        tell(f"there is no home folder to keep the compiled engine in, so every command compiles it again (do: {ELSEWHERE})")
        return None
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not trusted(place, place.stat()):
            return None
        tempfile.TemporaryFile(dir=place).close()
    except OSError as error:
        unkept(place, error)
        return None
    return place


def unkept(place: Path, error: OSError) -> None:
    why = os.strerror(error.errno).lower() if error.errno else str(error)
    tell(f"the compiled engine cannot be kept in {place} ({why}), so every command compiles it again (do: {ELSEWHERE})")


def read(path: Path) -> bytes | None:
    """What :func:`write` has written; None if there is no such file, or it is damaged, or others can have written it."""
    try:
        if not (stat.S_ISREG(path.stat().st_mode) and trusted(path.parent, path.parent.stat())):
            return None
        with path.open("rb") as file:
            if not trusted(path, os.fstat(file.fileno())):
                return None
            content = file.read()
    except OSError:
        return None
    checksum, payload = content[:CHECKSUM], content[CHECKSUM:]
    if checksum == summed(path, payload):
        return payload
    tell(f"the compiled code in {path} is damaged: the engine compiles again")
    return None


def write(path: Path, payload: bytes) -> None:
    """Write beside and rename: of two processes that compile at once each leaves a whole file, and both files hold the same code."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(summed(path, payload) + payload)
        temporary.replace(path)
        sweep(path.parent)
    except OSError as error:
        unkept(path.parent, error)
    finally:
        temporary.unlink(missing_ok=True)


def sweep(place: Path) -> None:
    """Remove what processes that were killed while they wrote have left."""
    for left in place.glob("*.code.*"):
        with suppress(OSError):
            if time.time() - left.lstat().st_mtime > WRITTEN:
                left.unlink()


def summed(path: Path, payload: bytes) -> bytes:
    """The checksum binds the name too: a file under another name is damaged."""
    return hashlib.blake2b(path.name.encode() + b"\0" + payload, digest_size=CHECKSUM).digest()


class Kept(NullCache):  # type: ignore[misc]
    """The cache of one compiled function, as the compiler calls it: one file for each type of arguments."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.name = function.__name__.strip("_")

    @property
    def cache_path(self) -> str | None:
        place = folder()
        return str(place) if place else None

    def file(self, signature: Any, generator: Any) -> str:
        """The name of its file. Equal names mean equal code: sources and versions, types, processor and features, Python, settings."""
        settings = [repr(getattr(numba.config, name, None)) for name in SETTINGS]
        decides = (engine_hash(), str(signature), generator.magic_tuple(), sys.implementation.cache_tag, settings)
        return f"{self.name}-{hashlib.blake2b(repr(decides).encode(), digest_size=16).hexdigest()}.code"

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        target_context.refresh()
        place = folder()
        payload = read(place / self.file(sig, target_context.codegen())) if place else None
        if payload is not None:
            return CompileResult._rebuild(target_context, *pickle.loads(payload))
        usable()  # what is in the way is said before somebody waits for the compiler
        demand(COMPILING, "compiling the engine")
        return None

    def save_overload(self, sig: Any, data: Any) -> None:
        place = usable()
        if place and not data.library.has_dynamic_globals:
            write(place / self.file(sig, data.codegen), dumps(data._reduce()))


def kept(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function that Python calls, and keep its code between runs."""

    def compiled(function: Callable[..., Any]) -> Any:
        made = numba.njit(pipeline_class=Entry, **options)(function)
        if not numba.config.DISABLE_JIT:
            made._cache = Kept(function)
        return made

    return compiled
