"""What a paired experiment could have detected: its minimum detectable effect, and the smallest effect that would matter.

The minimum detectable effect is the smallest true effect whose 95% interval lies on one side of zero in 80% of such experiments (Bloom
1995). With a standard error of the mean paired difference SE, it is (t of 0.975 + t of 0.80) times SE, with one degree of freedom less than
there are independent draws. A test of signs rests on the draws in which the arms differ, and on no others (McNemar 1947).

H. S. Bloom, "Minimum Detectable Effects: A Simple Way to Report the Statistical Power of Experimental Designs", *Evaluation Review* 19
(1995): 547-556. Q. McNemar, "Note on the Sampling Error of the Difference between Correlated Proportions or Percentages", *Psychometrika*
12 (1947): 153-157.
"""

from __future__ import annotations

import math
from functools import partial

from scipy.special import ndtri, stdtrit

from collegium.analysis import readers
from collegium.analysis.contrast import SHARE, Contrast
from collegium.arguments import instance, one_of, takes

SIGNS = ("up", "down", "none")
"""What a claim says of a measure: it rises, it falls, it does not change."""

POWER = 0.8
"""How often a detectable effect is detected."""

LEVEL = 0.05
"""How often an effect is detected where there is none."""

FEWEST = math.floor(math.log2(2 / LEVEL)) + 1
"""Draws in which the arms differ: with fewer, a two-sided test of signs cannot reject even if all go one way."""

FLOOR = 0.1
"""Standard deviations of the measure within which an effect is noise; a larger one would matter."""

SIGN = partial(one_of, options=SIGNS)

BOUNDS = {SHARE: (0.0, 1.0), "0..1": (0.0, 1.0), "-1..1": (-1.0, 1.0)}
"""Unit -> least and greatest value of a measure; any other unit counts something, from 0."""


@takes(effect=instance(Contrast))
def detectable(effect: Contrast) -> float:
    """The minimum detectable effect of an experiment, in the unit of its measure; NaN if it has too few pairs for a standard error.

    Where the arms are equal in every pair it is 0, because the pairs then say nothing of how an effect would vary.
    """
    found, draws = effect.difference, effect.draws
    beyond = ndtri(POWER) if draws in (1, found.n) else stdtrit(draws - 1, POWER)
    return (found.high - found.low) / 2.0 + float(beyond) * found.error


@takes(effect=instance(Contrast), sign=SIGN)
def room(effect: Contrast, sign: str) -> float:
    """How far the mean without the change is from the end of the measure's range, the way of the ``sign``: the most that any change could
    move it. For ``none`` the farther end counts. Infinite where a measure has no end."""
    low, high = BOUNDS.get(effect.unit, (0.0, math.inf))
    if " - " in effect.text:
        low, high = low - high, high - low
    ways = {"up": high - effect.before.value, "down": effect.before.value - low}
    return ways[sign] if sign in ways else max(ways.values())


@takes(effect=instance(Contrast), sign=SIGN, scale=readers.spread)
def mattering(effect: Contrast, sign: str, scale: float) -> float:
    """The smallest effect that would matter: a tenth of the standard deviation ``scale`` of the measure, or all its :func:`room` if that is
    less. Without a scale (NaN) the room alone counts."""
    least = room(effect, sign)
    return least if math.isnan(scale) else min(FLOOR * scale, least)
