"""Secret and open ballots on removing a leader.

Each of n members privately wants him gone with chance p; ``needed`` votes remove him. In a secret ballot all vote
as they wish. In an open one, member after member, a private opponent is bold with chance h and votes as he wishes;
else he votes against the leader only if ``company`` members already have. Small models of preference falsification
(after Kuran 1995; ours).
"""

from __future__ import annotations

from math import comb

from collegium.theory.exact import Real


def secret_removal(members: int, needed: int, opposed: Real) -> Real:
    """Chance of removal by secret ballot: P(Bin(n, p) >= needed). ``opposed``: p in [0, 1]."""
    chances = (comb(members, k) * opposed**k * (1 - opposed) ** (members - k) for k in range(needed, members + 1))
    return sum(chances, 0 * opposed)


def open_removal(members: int, needed: int, opposed: Real, bold: Real, company: int) -> Real:
    """Chance of removal by open ballot. ``bold``: h in [0, 1]; ``company``: votes seen before the timid dare."""
    chances = [0 * opposed + 1] + [0 * opposed] * members
    for _ in range(members):
        for against in reversed(range(members)):
            speaks = opposed * (bold if against < company else 1)
            chances[against + 1] += chances[against] * speaks
            chances[against] *= 1 - speaks
    return sum(chances[needed:], 0 * opposed)


def silence(members: int, opposed: Real, bold: Real) -> Real:
    """Chance that nobody votes against in an open ballot in which the timid wait for company: (1 - p h)^n."""
    return (1 - opposed * bold) ** members
