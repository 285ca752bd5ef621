"""The setter model: who may propose, and against what (Romer and Rosenthal 1978, Public Choice 33).

One dimension, single-peaked symmetric preferences with ideals x_(1) <= ... <= x_(n). A proposal needs ``need`` yes
votes against the status quo q; the indifferent vote yes. What can pass is the interval

    [min(q, 2 x_(need) - q), max(q, 2 x_(n - need + 1) - q)]

and the setter takes its point nearest to his own ideal. A far-off status quo is what gives him power. With a simple
majority this is the rule 2 m - q of the median m. No status quo between x_(n - need + 1) and x_(need) can be moved
at all (gridlock).
"""

from __future__ import annotations

from collections.abc import Sequence

from collegium.theory.checks import real, reals, whole
from collegium.theory.exact import Real


def passable(ideals: Sequence[Real], need: int, status_quo: Real) -> tuple[Real, Real]:
    """The interval of proposals that ``need`` of the voters accept: more than
    half, at most all.
    """
    pivots = checked(ideals, need)
    real("status_quo", status_quo)
    return min(status_quo, 2 * pivots[1] - status_quo), max(status_quo, 2 * pivots[0] - status_quo)


def setter_outcome(ideals: Sequence[Real], need: int, status_quo: Real, setter: Real) -> Real:
    """What the setter with that ideal proposes and gets."""
    low, high = passable(ideals, need, status_quo)
    return min(max(real("setter", setter), low), high)


def gridlock(ideals: Sequence[Real], need: int) -> tuple[Real, Real]:
    """The interval of status quos that nobody can move."""
    return checked(ideals, need)


def gatekeeping(status_quo: Real, keeper: Real, opened: Real) -> Real:
    """Outcome if a keeper with that ideal may shut the gate.

    ``opened``: the outcome if he does not, which must be strictly nearer to him.
    """
    for name, value in (("status_quo", status_quo), ("keeper", keeper), ("opened", opened)):
        real(name, value)
    return opened if abs(opened - keeper) < abs(status_quo - keeper) else status_quo


def checked(ideals: Sequence[Real], need: int) -> tuple[Real, Real]:
    """The two pivotal ideals, lower first."""
    ordered = sorted(reals("ideals", ideals))
    n = len(ordered)
    whole("need", need, n // 2 + 1, n, f"give more than half of the {n} voters, and no more than all")
    return ordered[n - need], ordered[need - 1]
