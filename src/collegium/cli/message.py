"""The two ways of the command line to the terminal: output and messages. Neither lets signs through that steer it."""

from __future__ import annotations

import sys
from contextlib import suppress

from collegium.errors import visible

WRONG = 2
"""Exit code: what was typed is wrong."""


def say(line: str, end: str = "\n") -> None:
    """A line for the person at the terminal, apart from the output proper. Where nobody can read it, the command goes on."""
    with suppress(OSError):
        print(visible(line), end=end, file=sys.stderr, flush=True)


def put(text: object = "", end: str = "\n") -> None:
    """Output proper, such as a table or a sentence. Scenarios and results hold texts of anybody, which may steer a terminal."""
    print(visible(str(text)), end=end)
