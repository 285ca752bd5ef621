"""Probabilistic Condorcet elections from the strength of coalitions (the forms of KTAB).

c_ij is the support for option i against option j. The victory curve turns it into a chance,

    v_ij = c_ij^e / (c_ij^e + c_ji^e)        e = 1 linear, 2 square, 4 quartic; v_ii = 1/2

and three models turn chances in pairs into one distribution over all options:

    conditional          p_i proportional to prod_j v_ij
    Markov, uniform      x_i = (1/n) sum_j v_ij (x_i + x_j)
    Markov, incentive    x_i = sum_j v_ij (x_i h_ji + x_j h_ij),  h_ij = c_ij v_ij / sum_k c_kj v_kj  (who challenges j)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

TRACE = 1e-9
"""Support of an option against itself, as a share of the greatest support: it keeps who-challenges-whom defined."""

CLOSE = 1e-14
"""Change of the largest chance at which the iteration has arrived."""


def victory(support: ArrayLike, exponent: float = 2.0) -> Matrix:
    """Chances in pairs, v_ij, from n x n supports (not negative, any unit); an even chance where neither has any."""
    c: Matrix = np.asarray(support, dtype=np.float64) ** exponent
    total = c + c.T
    chances = np.divide(c, total, out=np.full_like(c, 0.5), where=total > 0)
    np.fill_diagonal(chances, 0.5)
    return chances


def conditional(support: ArrayLike, exponent: float = 2.0) -> Vector:
    """Chance that an option beats all others, given that one does."""
    product: Vector = victory(support, exponent).prod(axis=1)
    product /= product.sum()
    return product


def markov_uniform(support: ArrayLike, exponent: float = 2.0) -> Vector:
    """Long-run chances if any option may challenge the winner, each as likely as another."""
    v = victory(support, exponent)
    return settled(v, np.full_like(v, 1 / len(v)))


def markov_incentive(support: ArrayLike, exponent: float = 2.0) -> Vector:
    """Long-run chances if an option challenges the winner the more often the more there is behind it."""
    c: Matrix = np.array(support, dtype=np.float64)
    v = victory(c, exponent)
    np.fill_diagonal(c, np.maximum(np.diag(c), TRACE * c.max()))
    challenge = c * v
    return settled(v, challenge / challenge.sum(axis=0))


def settled(v: Matrix, h: Matrix, rounds: int = 100_000) -> Vector:
    """Fixed point of x_i = sum_j v_ij (x_i h_ji + x_j h_ij), by halved steps from equal chances."""
    keep, take = (v * h.T).sum(axis=1), v * h
    x: Vector = np.full(len(v), 1 / len(v))
    for _ in range(rounds):
        x, before = (x + keep * x + take @ x) / 2, x
        if np.abs(x - before).max() < CLOSE:
            return x
    raise ArithmeticError(f"no fixed point within {rounds} rounds")
