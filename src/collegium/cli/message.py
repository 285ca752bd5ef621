"""What is said besides the output proper."""

from __future__ import annotations

import sys

WRONG = 2
"""Exit code: what was typed is wrong."""


def say(line: str) -> None:
    """A line for the person at the terminal, apart from the output proper."""
    print(line, file=sys.stderr, flush=True)
