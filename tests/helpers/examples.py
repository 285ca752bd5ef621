"""How many examples a test tries: the number that it names, and ten times as many under the profile of ``make validate``."""

from __future__ import annotations

from hypothesis import settings

USUAL = 100
"""Examples of a test that names no number, by the usual profile."""


def times(number: int) -> int:
    """So many examples by the profile that is loaded."""
    return number * settings.default.max_examples // USUAL
