"""Probabilistic Condorcet elections from the strength of coalitions (the forms of KTAB).

c_ij is the support for option i against option j. The victory curve turns it into a chance,

    v_ij = c_ij^e / (c_ij^e + c_ji^e)        e = 1 linear, 2 square, 4 quartic; v_ii = 1/2

and three models turn chances in pairs into one distribution over all options:

    conditional          p_i proportional to prod_j v_ij
    Markov, uniform      x_i = (1/n) sum_j v_ij (x_i + x_j)
    Markov, incentive    x_i = sum_j v_ij (x_i h_ji + x_j h_ij),  h_ij = c_ij v_ij / sum_k c_kj v_kj  (who challenges j)
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.models.checks import one_of, refuse, square

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

Victory: TypeAlias = Literal["linear", "square", "quartic"]
Method: TypeAlias = Literal["conditional", "markov_uniform", "markov_incentive"]

EXPONENTS: dict[Victory, float] = {"linear": 1.0, "square": 2.0, "quartic": 4.0}

TRACE = 1e-9
"""Support of an option against itself, as a share of the greatest support: it keeps who-challenges-whom defined."""

CLOSE = 1e-14
"""Change of the largest chance at which the iteration has arrived."""


def condorcet_election(coalitions: ArrayLike, victory: Victory = "square", method: Method = "conditional") -> Vector:
    """Chance of each option to win.

    Parameters
    ----------
    coalitions : array_like, options x options
        Entry ij is the support for option i against option j, 0 or more, in any unit. The diagonal does not count.
    victory : {"linear", "square", "quartic"}
        How support turns into a chance to win a pair: the exponent 1, 2 or 4.
    method : {"conditional", "markov_uniform", "markov_incentive"}
        "conditional": the winner beats all others, given that one option does. "markov_uniform": any option may challenge the winner,
        each as likely as another. "markov_incentive": an option challenges more often the more support it has.

    Returns
    -------
    ndarray, options
        Chances; they sum to 1.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or no option can beat all the others.
    ArithmeticError
        If the iteration does not settle.

    References
    ----------
    Three forms of KTAB, the KAPSARC Toolkit for Behavioral Analysis, read in 2026.

    Examples
    --------
    >>> condorcet_election([[0, 3], [1, 0]], victory="linear")
    array([0.75, 0.25])
    """
    c = square("coalitions", coalitions, 0)
    one_of("method", method, ("conditional", "markov_uniform", "markov_incentive"))
    np.fill_diagonal(c, 0.0)
    v = in_pairs(c, EXPONENTS[one_of("victory", victory, tuple(EXPONENTS))])
    if method == "conditional":
        return conditional(v)
    return settled(v, np.full_like(v, 1 / len(v)) if method == "markov_uniform" else challenges(c, v))


def in_pairs(c: Matrix, exponent: float) -> Matrix:
    """Chances in pairs, v_ij; an even chance where neither has any support."""
    c = (c / (c.max() or 1.0)) ** exponent
    total = c + c.T
    chances = np.divide(c, total, out=np.full_like(c, 0.5), where=total > 0)
    np.fill_diagonal(chances, 0.5)
    return chances


def conditional(v: Matrix) -> Vector:
    """Chance that an option beats all others, given that one does."""
    product: Vector = v.prod(axis=1)
    if not product.any():
        refuse("coalitions", v, "no option can beat all the others", "use method='markov_uniform'")
    return np.asarray(product / product.sum())


def challenges(c: Matrix, v: Matrix) -> Matrix:
    """h_ij: chance that it is i who challenges j."""
    if not c.any():
        return np.full_like(v, 1 / len(v))
    challenge = (c + np.eye(len(c)) * TRACE * c.max()) * v
    return np.asarray(challenge / challenge.sum(axis=0))


def settled(v: Matrix, h: Matrix, rounds: int = 100_000) -> Vector:
    """Fixed point of x_i = sum_j v_ij (x_i h_ji + x_j h_ij), by halved steps from equal chances."""
    keep, take = (v * h.T).sum(axis=1), v * h
    x: Vector = np.full(len(v), 1 / len(v))
    for _ in range(rounds):
        x, before = (x + keep * x + take @ x) / 2, x
        if np.abs(x - before).max() < CLOSE:
            return x
    raise ArithmeticError(f"no fixed point within {rounds} rounds")
