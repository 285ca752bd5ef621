"""Named geometry: numbers in the kernels that assume nothing about the world.

They convert scales, round, or mean "none" in a search. Whatever does assume something is a parameter
(scenario/parameters.py). A test keeps every other number out of the kernels.
"""

from __future__ import annotations

SPAN = 2.0
"""Length of the scale -1..1 of ties, positions, moods and policies: divides a distance on it, so that it lies on 0..1."""
TRAIT_SPAN = 4.0
"""Length of the scale 0..4 on which traits are coded: divides them, so that they lie on 0..1."""
RUNGS = 4.0
"""Rungs of sanction that a body can vote: ``sanction_cost`` is by definition the cost at the highest."""
PAIR = 2.0
"""Two sides: the mean of what one wins and the other loses."""
DOUBLE = 2.0
"""Of the identity tanh x = 2 logistic(2 x) - 1, which saves an exponential."""
EVEN = 0.5
"""One of two equal parts: of the votes at an exact tie, or of the power of two people who have none."""
HALVED = 0.5
"""What is left after one half-life, by its definition."""
NEAREST = 0.5
"""Added before a number's fraction is cut off, it rounds to the nearest whole number."""
MIDDLE = 0.5
"""From a whole number to the middle of the step to the next: continuity correction, and uniforms that are never 0 or 1."""
TINY = 1e-9
"""Greater than any rounding error, smaller than any difference that counts: keeps a divisor above zero and a count whole."""
UTMOST = 1e300
"""Where a search for the least begins, and -UTMOST for the greatest: beyond every value."""
NO_VALUE = -1e9
"""Value of a goal for which nobody and nothing comes into question: never chosen."""
