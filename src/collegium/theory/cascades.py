"""Informational cascades (Bikhchandani, Hirshleifer and Welch 1992, Journal of Political Economy 100).

Members act one after the other on a private signal that is right with chance p and on what they saw others do; the
indifferent toss a coin. After an even number n of movers, with K = (p - p^2)^(n/2),

    without knowing the truth    P(cascade up) = P(cascade down) = (1 - K) / 2, P(none) = K
    given the truth              P(right cascade) = p (p + 1) (1 - K) / (2 (1 - p + p^2))
                                 P(wrong cascade) = (p - 2) (p - 1) (1 - K) / (2 (1 - p + p^2))
"""

from __future__ import annotations

from collegium.theory.exact import Real


def cascade_chances(accuracy: Real, movers: int) -> tuple[Real, Real, Real]:
    """Chances of a right cascade, of none, of a wrong one.

    ``accuracy``: p in (1/2, 1). ``movers``: even, else ValueError.
    """
    if movers % 2:
        raise ValueError("the closed form holds after an even number of movers")
    p, none = accuracy, (accuracy - accuracy * accuracy) ** (movers // 2)
    scale = (1 - none) / (2 * (1 - p + p * p))
    return p * (p + 1) * scale, none, (p - 2) * (p - 1) * scale
