"""The two ways of the command line to the terminal: output and messages. Neither lets signs through that steer it."""

from __future__ import annotations

import sys

from collegium.errors import visible

WRONG = 2
"""Exit code: what was typed is wrong."""


def say(line: str) -> None:
    """A line for the person at the terminal, apart from the output proper."""
    print(visible(line), file=sys.stderr, flush=True)


def put(text: object = "", end: str = "\n") -> None:
    """Output proper, such as a table or a sentence. Scenarios and results hold texts of anybody, which may steer a terminal."""
    print(visible(str(text)), end=end)
