"""What is said besides the output proper."""

from __future__ import annotations

import sys
from contextlib import suppress

WRONG = 2
"""Exit code: what was typed is wrong."""


def say(line: str, end: str = "\n") -> None:
    """A line for the person at the terminal, apart from the output proper. Where nobody can read it, the command goes on."""
    with suppress(OSError):
        print(line, end=end, file=sys.stderr, flush=True)
