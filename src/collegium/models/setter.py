"""The setter model: who may propose, and against what (Romer and Rosenthal 1978, Public Choice 33).

One dimension, single-peaked symmetric preferences with ideals x_(1) <= ... <= x_(n). A proposal needs ``need`` yes
votes against the status quo q; the indifferent vote yes. What can pass is the interval

    [min(q, 2 x_(need) - q), max(q, 2 x_(n - need + 1) - q)]

and the setter takes its point nearest to the own ideal. A far-off status quo is what gives the setter power. With a simple
majority this is the rule 2 m - q of the median m. No status quo between x_(n - need + 1) and x_(need) can be moved
at all (gridlock).
"""

from __future__ import annotations

from collections.abc import Sequence

from collegium.models.checks import real, reals, whole
from collegium.models.exact import Real, fraction


def passable(ideals: Sequence[Real], need: int, status_quo: Real) -> tuple[Real, Real]:
    """The interval of proposals that can pass against the status quo.

    Parameters
    ----------
    ideals : sequence of numbers
        Ideal points of the voters on one dimension, in any unit.
    need : int
        Yes votes needed: more than half of the voters, at most all.
    status_quo : number
        What remains if the proposal fails.

    Returns
    -------
    tuple of two numbers
        The lowest and the highest proposal that can pass. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Romer and Rosenthal 1978.

    Examples
    --------
    >>> passable([-2, -1, 0, 1, 2], need=3, status_quo=-1)
    (-1, 1)
    """
    pivots, status_quo = checked(ideals, need), real("status_quo", status_quo)
    return min(status_quo, 2 * pivots[1] - status_quo), max(status_quo, 2 * pivots[0] - status_quo)


def setter_outcome(ideals: Sequence[Real], need: int, status_quo: Real, setter: Real) -> Real:
    """What the agenda setter proposes and gets.

    Parameters
    ----------
    ideals, need, status_quo : as in :func:`passable`
    setter : number
        The setter's ideal point.

    Returns
    -------
    number
        The point of the interval of :func:`passable` that is nearest to the setter's ideal. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Romer and Rosenthal 1978.

    Examples
    --------
    >>> setter_outcome([-2, -1, 0, 1, 2], need=3, status_quo=-3, setter=2)
    2
    """
    low, high = passable(ideals, need, status_quo)
    return min(max(real("setter", setter), low), high)


def gridlock(ideals: Sequence[Real], need: int) -> tuple[Real, Real]:
    """The interval of status quos that nobody can move.

    Parameters
    ----------
    ideals, need : as in :func:`passable`

    Returns
    -------
    tuple of two numbers
        The two pivotal ideal points, ``x_(n - need + 1)`` and ``x_(need)``.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Krehbiel 1998.

    Examples
    --------
    >>> gridlock([-2, -1, 0, 1, 2], need=4)
    (-1, 1)
    """
    return checked(ideals, need)


def gatekeeping(status_quo: Real, keeper: Real, opened: Real) -> Real:
    """Outcome if a gatekeeper may keep the status quo (a veto over opening the question).

    Parameters
    ----------
    status_quo : number
        What remains if the gate stays shut.
    keeper : number
        The gatekeeper's ideal point.
    opened : number
        The outcome after the gate opens.

    Returns
    -------
    number
        ``opened`` if it is strictly nearer to the keeper's ideal, else ``status_quo``. Distances are compared exactly.

    Raises
    ------
    ArgumentError
        If an argument is not a finite number.

    References
    ----------
    After Romer and Rosenthal 1978.

    Examples
    --------
    >>> gatekeeping(status_quo=0.5, keeper=1, opened=0), gatekeeping(status_quo=-1, keeper=1, opened=0)
    (0.5, 0)
    """
    status_quo, opened = real("status_quo", status_quo), real("opened", opened)
    ideal = fraction(real("keeper", keeper))
    return opened if abs(fraction(opened) - ideal) < abs(fraction(status_quo) - ideal) else status_quo


def checked(ideals: Sequence[Real], need: int) -> tuple[Real, Real]:
    """The two pivotal ideals, lower first."""
    ordered = sorted(reals("ideals", ideals))
    n = len(ordered)
    need = whole("need", need, n // 2 + 1, n, f"give more than half of the {n} voters, and no more than all")
    return ordered[n - need], ordered[need - 1]
