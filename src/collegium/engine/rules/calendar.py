"""Slow flows need no weekly account: they are settled every fourth step for all four."""

from __future__ import annotations

from collegium.engine.kernel import kernel

MONTH = 4
"""Steps between two settlements."""


@kernel
def monthly(sc, st):
    """Is this the step in which slow flows are settled?"""
    return (st.week - sc.first + 1) % MONTH == 0
