"""Standard streams that are closed, full, or no longer read."""

from __future__ import annotations

import os
import sys

from collegium.cli.message import say

STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def mend() -> bool:
    """Open the null device for every closed stream. Otherwise the next file takes its place, and receives all that the program prints.

    Returns
    -------
    bool
        Whether there is a standard output. If not, it has been said.
    """
    closed = {name for name, _ in STREAMS if getattr(sys, name) is None}
    for number, (name, mode) in enumerate(STREAMS):
        if name in closed:
            null(number)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
    if "stdout" in closed:
        say("collegium: standard output is closed (do: send it to a file, or to /dev/null)")
    return "stdout" not in closed


def null(number: int) -> None:
    """Let this descriptor lead to the null device."""
    device = os.open(os.devnull, os.O_RDWR)
    if device != number:
        os.dup2(device, number)
        os.close(device)


def drop() -> None:
    """Throw away what can no longer be written, so that the end of the process does not stumble over it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            null(stream.fileno())
