"""Half-lives; and slow flows, which need no weekly account: they are settled every fourth step for all four."""

from __future__ import annotations

from collegium.engine.geometry import HALVED
from collegium.engine.kernel import kernel

MONTH = 4
"""Steps between two settlements: how finely slow flows are worked out."""
WEEKS_A_YEAR = 365.25 / 7.0
"""Of the calendar."""


@kernel
def kept(years, sc):
    """Share of something with this half-life that is left after one step."""
    return HALVED ** (1.0 / (years * sc.per_year))


@kernel
def monthly(sc, st):
    """Is this the step in which slow flows are settled?"""
    return (st.week - sc.first + 1) % MONTH == 0
