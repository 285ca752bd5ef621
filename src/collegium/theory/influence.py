"""How positions move under social influence.

    DeGroot 1974                    x(t+1) = W x(t)                        limit: (pi . x(0)) for everybody, pi W = pi
    Friedkin and Johnsen 1990       x(t+1) = L W x(t) + (I - L) x(0)       limit: V x(0), V = (I - L W)^-1 (I - L)
    DeGroot-Friedkin (Jia, Mirtabatabaei, Friedkin and Bullo 2015)
                                    x_i <- (c_i / (1 - x_i)) / sum         self-confidence after a sequence of issues

W is row-stochastic: w_ij is the weight i gives to j's position. L is diagonal: lambda_i = 0 is wholly stubborn and
keeps his initial position, 1 wholly open.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

CLOSE = 1e-13
"""Change of the largest entry at which an iteration is taken to have arrived."""


def social_power(weights: ArrayLike) -> Vector:
    """DeGroot's weight of each member's initial position in the consensus: pi W = pi, summing to 1.

    ``weights``: n x n, row-stochastic. Raises ValueError if the rows do not sum to 1 or if several groups are closed to
    each other. Positions reach the consensus unless influence runs round in strict cycles.
    """
    w = stochastic(weights)
    n = len(w)
    drift = w.T - np.eye(n)
    if np.linalg.matrix_rank(drift) < n - 1:
        raise ValueError("several closed groups: each has a consensus of its own")
    drift[-1] = 1  # one balance follows from the others; in its place the weights sum to 1
    pi: Vector = np.linalg.solve(drift, np.eye(n)[-1])
    return pi


def total_influence(weights: ArrayLike, openness: ArrayLike) -> Matrix:
    """Friedkin and Johnsen's V: entry ij is the weight of j's initial position in i's final one; rows sum to 1.

    ``weights``: n x n, row-stochastic. ``openness``: n values in [0, 1]. Raises ValueError if some closed group
    has no stubborn member at all, for then the limit is not determined by V.
    """
    w, scale = stochastic(weights), opened(openness)
    system = np.eye(len(w)) - scale[:, np.newaxis] * w
    if np.linalg.matrix_rank(system) < len(w):
        raise ValueError("a closed group without a stubborn member: use DeGroot's consensus there")
    return np.asarray(np.linalg.solve(system, np.diag(1 - scale)), dtype=np.float64)


def fixed_point(weights: ArrayLike, openness: ArrayLike, initial: ArrayLike) -> Vector:
    """Where positions end under Friedkin and Johnsen.

    ``initial``: n positions in any unit; else as :func:`total_influence`.
    """
    end: Vector = total_influence(weights, openness) @ np.asarray(initial, dtype=np.float64)
    return end


def positions_after(weights: ArrayLike, openness: ArrayLike, initial: ArrayLike, rounds: int) -> Vector:
    """Positions after so many simultaneous rounds of Friedkin and Johnsen; openness 1 throughout gives DeGroot."""
    w, scale = stochastic(weights), opened(openness)
    start: Vector = np.asarray(initial, dtype=np.float64)
    x = start
    for _ in range(rounds):
        x = scale * (w @ x) + (1 - scale) * start
    return x


def self_confidence(centrality: ArrayLike, rounds: int = 100_000) -> Vector:
    """Social power after a long sequence of issues (DeGroot-Friedkin): x_i (1 - x_i) / c_i is equal for all.

    ``centrality``: n >= 3 positive numbers, the left eigenvector of relative influence, scaled to sum to 1 here. A
    member with half of it or more (the centre of a star) ends with all power. Raises ValueError outside these
    ranges, and ArithmeticError if ``rounds`` do not suffice, which happens close to one half.
    """
    c: Vector = np.array(centrality, dtype=np.float64)
    if len(c) < 3 or c.min() <= 0:
        raise ValueError("centrality must be positive, for three members or more")
    c /= c.sum()
    if c.max() >= 0.5:
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
    w: Matrix = np.asarray(weights, dtype=np.float64)
    if w.ndim != 2 or w.shape[0] != w.shape[1] or w.min() < 0 or not np.allclose(w.sum(axis=1), 1, atol=1e-9):
        raise ValueError("weights must be a square matrix without negative entries whose rows sum to 1")
    return w


def opened(openness: ArrayLike) -> Vector:
    """Openness to influence, checked to lie in [0, 1]."""
    scale: Vector = np.asarray(openness, dtype=np.float64)
    if scale.min() < 0 or scale.max() > 1:
        raise ValueError("openness must lie in [0, 1]")
    return scale
