"""What is kept when a person stops a command, and the command that goes on from there."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from pathlib import Path

from collegium.files.manifest import MANIFEST

Stamp = list[tuple[str, int, int]]


def stamp(out: str | Path | None) -> Stamp:
    """When the manifests in a folder, and in the folders inside it, were written: the same as long as a command changes nothing."""
    found = sorted(path for pattern in ("", "*/") for path in (Path(out).glob(pattern + MANIFEST) if out else ()))
    return [(str(path), *(getattr(path.lstat(), name) for name in ("st_mtime_ns", "st_ino"))) for path in found]


def interrupted(arguments: argparse.Namespace, words: Sequence[str]) -> str:
    """The message for a command that was stopped.

    Parameters
    ----------
    arguments
        The arguments as read; for a run ``out`` is the folder that it had chosen, and ``before`` the stamp of that folder at the start.
    words
        The words after ``collegium``.
    """
    out = getattr(arguments, "out", None)
    if arguments.name == "claims" and out:
        return f"interrupted: {out} keeps all that the command has simulated. To go on: {shlex.join(['collegium', *words])}"
    if not out or getattr(arguments, "before", None) in (None, stamp(out)):
        return "interrupted: nothing was written"
    if arguments.name == "run":
        from collegium.results.store import finished

        kept = finished(Path(out))
        what = f"{kept:,} histories are kept in {out}" if kept else f"{out} holds no whole part of the run yet"
        return f"interrupted: {what}. To go on: {again(words, out)}"
    return f"interrupted: {out} is not complete. To go on: {again(words, out)}"


def again(words: Sequence[str], out: str | Path) -> str:
    """The same command, with the folder it wrote to and ``--resume``."""
    kept = [word for word in words if not any(len(word) > 3 and option.startswith(word) for option in ("--overwrite", "--resume"))]
    place = [] if any(word == "--out" or word.startswith("--out=") for word in kept) else ["--out", str(out)]
    return shlex.join(["collegium", *kept, *place, "--resume"])
