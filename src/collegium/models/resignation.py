"""Tendering one's resignation as a signal (ours).

A leader is strong with chance s, else weak. A leader whose offer is refused gains g. If it is accepted a weak
leader falls and loses L; a strong one survives with g, and the committee pays c for having tried. It gains b by
removing a weak leader, and so accepts only if its belief that the leader is strong is below pi* = b / (b + c).

    s > pi*    everybody tenders and is always refused
    s < pi*    the strong always tender, the weak with m = s c / ((1 - s) b); the committee accepts with r = g / (g + L)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from collegium.models.checks import real, refuse
from collegium.models.exact import Real, fraction


@dataclass(frozen=True, slots=True)
class Tender(Generic[Real]):
    """Equilibrium of the game of resignation.

    Attributes
    ----------
    weak_tenders, accepted : number
        Chance that a weak leader tenders, and that the committee accepts.
    belief : number
        Chance that a leader who tenders is strong.
    value_weak, value_strong : number
        Value of the game to either type of leader.
    tendered, removed : number
        Chance that the leader tenders at all, and that the leader is removed.
    """

    weak_tenders: Real
    accepted: Real
    belief: Real
    value_weak: Real
    value_strong: Real
    tendered: Real
    removed: Real


def tender(strong: Real, prize: Real, price: Real, gain: Real, loss: Real) -> Tender[Real]:
    """Equilibrium of tendering one's resignation, a signalling game.

    Parameters
    ----------
    strong : number
        Chance that the leader is strong, in (0, 1).
    prize, price : number
        What the committee gains by removing a weak leader, and loses by trying to remove a strong one, above 0.
    gain, loss : number
        What the leader gains by a refusal, and what a weak leader loses by an acceptance, above 0.

    Returns
    -------
    Tender
        Chances, belief and values. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or if ``strong`` is exactly prize / (prize + price), where many equilibria exist.

    References
    ----------
    Ours; a signal as in Spence 1973.

    Examples
    --------
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
