"""How positions move under social influence.

    DeGroot 1974                    x(t+1) = W x(t)                        limit: (pi . x(0)) for everybody, pi W = pi
    Friedkin and Johnsen 1990       x(t+1) = L W x(t) + (I - L) x(0)       limit: V x(0), V = (I - L W)^-1 (I - L)
    DeGroot-Friedkin (Jia, Mirtabatabaei, Friedkin and Bullo 2015)
                                    x_i <- (c_i / (1 - x_i)) / sum         self-confidence after a sequence of issues

W is row-stochastic: w_ij is the weight i gives to j's position. L is diagonal: lambda_i = 0 is wholly stubborn and
keeps the initial position, 1 wholly open.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.models.checks import refuse, square, vector, whole
from collegium.models.exact import integers

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

DOUBLINGS = 60
"""So many squarings of a matrix of influence reach the limit, if it is reached at all."""

UNSETTLED = 1e-9
"""A limit that one more round moves by more than this is none."""

CLOSE = 1e-13
"""Change of the largest entry at which an iteration is taken to have arrived."""


def social_power(weights: ArrayLike) -> Vector:
    """Weight of each member's initial position in the consensus.

    Parameters
    ----------
    weights : array_like, members x members
        Entry ij is the weight that i gives to j's position, 0 or more; rows sum to 1.

    Returns
    -------
    ndarray, members
        Weights that sum to 1. Positions reach the consensus unless influence runs in strict cycles.

    Raises
    ------
    ArgumentError
        If rows do not sum to 1, or if several groups are closed to each other.

    References
    ----------
    DeGroot 1974.

    Examples
    --------
    >>> social_power([[0.5, 0.5], [0.25, 0.75]]).round(4)
    array([0.3333, 0.6667])
    """
    w = stochastic(weights)
    n = len(w)
    drift = w.T - np.eye(n)
    if np.linalg.matrix_rank(drift) < n - 1:
        refuse("weights", weights, "several closed groups, each with a consensus of its own", "use degroot, or take one group at a time")
    drift[-1] = 1  # one balance follows from the others; in its place the weights sum to 1
    pi: Vector = np.linalg.solve(drift, np.eye(n)[-1])
    return pi


def total_influence(weights: ArrayLike, susceptibility: ArrayLike) -> Matrix:
    """Weight of each member's initial position in each member's final one.

    Parameters
    ----------
    weights : array_like, members x members
        As in :func:`social_power`.
    susceptibility : array_like, members
        How open each member is to others, in [0, 1]; 0 is wholly stubborn.

    Returns
    -------
    ndarray, members x members
        Entry ij is the weight of j's initial position in i's final one; rows sum to 1.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or if some closed group has no stubborn member.

    References
    ----------
    Friedkin and Johnsen 1990.

    Examples
    --------
    >>> total_influence([[0, 1], [1, 0]], [0, 0.5])
    array([[1. , 0. ],
           [0.5, 0.5]])
    """
    w = stochastic(weights)
    scale = vector("susceptibility", susceptibility, 0, 1, len(w))
    system = np.eye(len(w)) - scale[:, np.newaxis] * w
    if np.linalg.matrix_rank(system) < len(w):
        refuse("susceptibility", susceptibility, "a closed group without a stubborn member", "use degroot there, or give one less than 1")
    return np.asarray(np.linalg.solve(system, np.diag(1 - scale)), dtype=np.float64)


def degroot(weights: ArrayLike, initial: ArrayLike) -> Vector:
    """Where positions end if all members average those around them.

    Parameters
    ----------
    weights : array_like, members x members
        As in :func:`social_power`.
    initial : array_like, members
        Initial positions, in any unit.

    Returns
    -------
    ndarray, members
        The limit, in the same unit.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or if positions run in cycles without an end.

    References
    ----------
    DeGroot 1974.

    Examples
    --------
    >>> degroot([[0.5, 0.5], [0.25, 0.75]], [0, 3])
    array([2., 2.])
    """
    power = stochastic(weights)
    w, x = power, vector("initial", initial, length=len(power))
    for _ in range(DOUBLINGS):
        power, before = power @ power, power
        power /= power.sum(axis=1, keepdims=True)
        if np.abs(power - before).max() < CLOSE:
            break
    if np.abs(w @ power - power).max() > UNSETTLED:
        refuse("weights", weights, "influence runs round in cycles and never settles", "let a member give some weight to their own view")
    return np.asarray(power @ x, dtype=np.float64)


def friedkin_johnsen(weights: ArrayLike, susceptibility: ArrayLike, initial: ArrayLike) -> Vector:
    """Where positions end if members keep some of their initial view.

    Parameters
    ----------
    weights, susceptibility : as in :func:`total_influence`
    initial : array_like, members
        Initial positions, in any unit.

    Returns
    -------
    ndarray, members
        The fixed point of x = s W x + (1 - s) x(0), in the same unit.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or if some closed group has no stubborn member.

    References
    ----------
    Friedkin and Johnsen 1990.

    Examples
    --------
    >>> friedkin_johnsen([[0, 1], [1, 0]], [0, 0.5], [1, 0])
    array([1. , 0.5])
    """
    influence = total_influence(weights, susceptibility)
    return np.asarray(influence @ vector("initial", initial, length=len(influence)), dtype=np.float64)


def positions_after(weights: ArrayLike, susceptibility: ArrayLike, initial: ArrayLike, rounds: int) -> Vector:
    """Positions after some simultaneous rounds of influence.

    Parameters
    ----------
    weights, susceptibility, initial : as in :func:`friedkin_johnsen`
        A susceptibility of 1 throughout is DeGroot's model (1974).
    rounds : int
        Number of rounds, 0 to 1,000,000.

    Returns
    -------
    ndarray, members
        Positions, in the unit of the initial ones.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Friedkin and Johnsen 1990.

    Examples
    --------
    >>> positions_after([[0, 1], [1, 0]], [0, 0.5], [1, 0], rounds=1)
    array([1. , 0.5])
    """
    w = stochastic(weights)
    scale, start = vector("susceptibility", susceptibility, 0, 1, len(w)), vector("initial", initial, length=len(w))
    rounds = whole("rounds", rounds, 0, 1_000_000)
    x = start
    for _ in range(rounds):
        x = pulled(scale, w @ x, start)
    return x


def pulled(susceptibility: Any, influence: Any, anchor: Any) -> Any:
    """One step of Friedkin and Johnsen 1990, s influence + (1 - s) anchor, for numbers or arrays, unchecked."""
    return susceptibility * influence + (1 - susceptibility) * anchor


def self_confidence(centrality: ArrayLike, rounds: int = 100_000) -> Vector:
    """Social power after a long sequence of issues: ``x_i (1 - x_i) / c_i`` is equal for all.

    Parameters
    ----------
    centrality : array_like, members
        Positive numbers of three members or more: the left eigenvector of relative influence. They need not sum to 1.
    rounds : int
        Iterations at most, 1 to 10,000,000.

    Returns
    -------
    ndarray, members
        Power; it sums to 1. A member with half of all centrality or more (the centre of a star) ends with all power.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    ArithmeticError
        If ``rounds`` do not suffice, which happens close to one half.

    References
    ----------
    DeGroot-Friedkin model: Jia, Mirtabatabaei, Friedkin and Bullo 2015.

    Examples
    --------
    >>> self_confidence([0.4, 0.3, 0.3]).round(4)
    array([0.5 , 0.25, 0.25])
    """
    c = vector("centrality", centrality, 0)
    if len(c) < 3 or c.min() <= 0:
        refuse("centrality", centrality, "too few, or some 0", "give three positive numbers or more")
    rounds, shares = whole("rounds", rounds, 1, 10_000_000), integers(c.tolist())
    c /= c.sum()
    if 2 * max(shares) >= sum(shares):
        return np.asarray(c == c.max(), dtype=np.float64)
    x: Vector = np.full(len(c), 1 / len(c))
    for _ in range(rounds):
        ratio = c / (1 - x)
        x, before = ratio / ratio.sum(), x
        if np.abs(x - before).max() < CLOSE:
            return x
    raise ArithmeticError(f"no fixed point within {rounds} rounds")


def stochastic(weights: ArrayLike) -> Matrix:
    """The matrix of weights, checked: square, not negative, rows summing to 1."""
    w = square("weights", weights, 0)
    if not np.allclose(w.sum(axis=1), 1, atol=1e-9):
        refuse("weights", weights, f"rows sum to {w.sum(axis=1).tolist()}", "divide each row by its sum")
    return w
