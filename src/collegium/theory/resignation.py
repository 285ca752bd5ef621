"""Tendering one's resignation as a signal (ours).

A leader is strong with chance s, else weak. If he tenders and is refused he gains g. If it is accepted a weak
leader falls and loses L; a strong one survives with g, and the committee pays c for having tried. It gains b by
removing a weak leader, and so accepts only if it believes him strong with less than pi* = b / (b + c).

    s > pi*    everybody tenders and is always refused
    s < pi*    the strong always tender, the weak with m = s c / ((1 - s) b); the committee accepts with r = g / (g + L)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from collegium.theory.checks import real, refuse
from collegium.theory.exact import Real, fraction


@dataclass(frozen=True, slots=True)
class Tender(Generic[Real]):
    """Equilibrium of the game.

    ``weak_tenders``, ``accepted``: chances that a weak leader tenders and that a tender is accepted; ``belief``:
    that who tenders is strong; ``value_weak``, ``value_strong``: to the leader; ``tendered``, ``removed``: chances
    that it happens at all.
    """

    weak_tenders: Real
    accepted: Real
    belief: Real
    value_weak: Real
    value_strong: Real
    tendered: Real
    removed: Real


def tender(strong: Real, prize: Real, price: Real, gain: Real, loss: Real) -> Tender[Real]:
    """Equilibrium of tendering one's resignation, a game of signals (ours; a signal as in Spence 1973).

    ``strong``: s in (0, 1); ``prize``, ``price``: b and c of the committee; ``gain``, ``loss``: g and L of the leader, all above 0.
    Exact with fractions. Raises :class:`~collegium.errors.ArgumentError` outside these ranges, and on the knife's edge s = pi*, where
    many equilibria exist.

    >>> from fractions import Fraction as F
    >>> found = tender(F(1, 5), F(1), F(1), F(1), F(4))
    >>> str(found.weak_tenders), str(found.accepted), str(found.removed)
    ('1/4', '1/5', '1/25')
    """
    strong = real("strong", strong, 0, 1, strict=True)
    prize, price = real("prize", prize, 0, strict=True), real("price", price, 0, strict=True)
    gain, loss = real("gain", gain, 0, strict=True), real("loss", loss, 0, strict=True)
    trust = prize / (prize + price)
    zero = 0 * strong
    lead = fraction(strong) * (fraction(prize) + fraction(price)) - fraction(prize)
    if not lead:
        refuse("strong", strong, "at s = b / (b + c) the equilibrium is not unique", "give a little more or less")
    if lead > 0:
        return Tender(zero + 1, zero, strong, zero + gain, zero + gain, zero + 1, zero)
    bluff = strong * price / ((1 - strong) * prize)
    accepted = gain / (gain + loss)
    return Tender(bluff, accepted, trust, zero, zero + gain, strong + (1 - strong) * bluff, (1 - strong) * bluff * accepted)
