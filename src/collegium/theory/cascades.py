"""Informational cascades (Bikhchandani, Hirshleifer and Welch 1992, Journal of Political Economy 100).

Members act one after the other on a private signal that is right with chance p and on what they saw others do; the
indifferent toss a coin. After an even number n of movers, with K = (p - p^2)^(n/2),

    without knowing the truth    P(cascade up) = P(cascade down) = (1 - K) / 2, P(none) = K
    given the truth              P(right cascade) = p (p + 1) (1 - K) / (2 (1 - p + p^2))
                                 P(wrong cascade) = (p - 2) (p - 1) (1 - K) / (2 (1 - p + p^2))
"""

from __future__ import annotations

from collegium.theory.checks import real, refuse, whole
from collegium.theory.exact import Real


def cascade_chances(accuracy: Real, movers: int) -> tuple[Real, Real, Real]:
    """Chances of a right cascade, of none, of a wrong one.

    ``accuracy``: p in [1/2, 1]. ``movers``: even, up to 10,000.
    """
    real("accuracy", accuracy, 0.5, 1)
    if whole("movers", movers, 0, 10_000) % 2:
        refuse("movers", movers, "odd", "give an even number: the closed form holds only there")
    p, none = accuracy, (accuracy - accuracy * accuracy) ** (movers // 2)
    scale = (1 - none) / (2 * (1 - p + p * p))
    return p * (p + 1) * scale, none, (p - 2) * (p - 1) * scale
