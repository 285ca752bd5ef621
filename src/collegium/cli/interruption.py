"""What is kept when a person stops a command, and the command that goes on from there."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

SHARD = re.compile(r"(\d{8})-(\d{8})\.parquet")


def interrupted(arguments: argparse.Namespace, words: Sequence[str]) -> str:
    """The message for a command that was stopped.

    Parameters
    ----------
    arguments
        The arguments as read; for a run ``out`` is the folder that it had chosen.
    words
        The words after ``collegium``.
    """
    out = getattr(arguments, "out", None)
    if arguments.name == "run" and out and (Path(out) / "provenance.json").is_file():
        kept = histories_in(Path(out))
        what = f"{kept:,} histories are kept in {out}" if kept else f"{out} holds no whole part of the run yet"
        return f"interrupted: {what}. To go on: {again(words, out)}"
    if arguments.name == "claims" and out:
        return f"interrupted: {out} keeps all that the command has simulated. To go on: {shlex.join(['collegium', *words])}"
    if arguments.name == "whatif" and out and Path(out).exists():
        begin = [*words, *(() if "--overwrite" in words else ("--overwrite",))]
        return f"interrupted: {out} is not complete. To begin again: {shlex.join(['collegium', *begin])}"
    return "interrupted: nothing was written"


def histories_in(folder: Path) -> int:
    """How many histories of a run are complete."""
    found = (SHARD.fullmatch(path.name) for path in (folder / "histories").glob("*.parquet"))
    return sum(int(match[2]) - int(match[1]) + 1 for match in found if match)


def again(words: Sequence[str], out: str | Path) -> str:
    """The same command, with the folder it wrote to and ``--resume``."""
    kept = [word for word in words if word not in ("--overwrite", "--resume")]
    place = [] if any(word == "--out" or word.startswith("--out=") for word in kept) else ["--out", str(out)]
    return shlex.join(["collegium", *kept, *place, "--resume"])
