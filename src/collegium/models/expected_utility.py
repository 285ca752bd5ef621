"""Bueno de Mesquita's expected utility model, as unravelled by Scholz, Calbert and Smith (2011).

Actors have a capability c, a position x and a salience s on one issue. With R the range of the initial positions,
distances are ``d_ij = |x_i - x_j| / R``, weights w = c s and risk exponents r_k (1 at first). In each round:

    votes       v_k(i, j) = w_k (d_kj^r_k - d_ki^r_k)              what k gives for i's position against j's
    chance      P_ij = sum_k max(0, v_k(i, j)) / normaliser
    challenge   E_h(i, j) = s_j (P_ij U+ + (1 - P_ij) U-) + (1 - s_j) U+ - U0, seen by h,
                U+ = 2 - 4 (1/2 - d_ij / 2)^r_h, U- = 2 - 4 (1/2 + d_ij / 2)^r_h, U0 = 2 - 4 (1/2)^r_h
    risk        danger_i = sum_j E_i(j, i) with all r = 1, scaled to R_i in [-1, 1]; r_i = (1 - R_i/3) / (1 + R_i/3)
    offers      i weighs a = E_i(i, j) against b = E_i(j, i): b > a > 0, i is beaten and moves to x_j;
                b > 0 > a and b > |a|, a compromise, i moves by |a / b| of the way; b > 0 > a otherwise, i gives in

Two variants exist. The *paper*'s equations divide P_ij by ``sum_k |v_k(i, j)|``. The *code* that reproduces its
published table on the European emission standards divides by the sum of ``|v|`` over all pairs of actors, never lets
anyone give in, and chooses among compromises by the lowest weighted point. With the paper's equations as read here
all actors agree on 7 in three rounds; with the code's the table is met to 0.1, except the median of round 2 (9.61
against 9.9), and the path never settles. Both are kept for replication: a weighted median or mean
(:func:`forecast`) is the sober baseline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.models.checks import one_of, refuse, vector, whole
from collegium.models.exact import fraction, integers

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Variant: TypeAlias = Literal["code", "paper"]

MOST = 200
"""Most actors."""

BEATEN, COMPROMISE, GIVES_IN = 0, 1, 2
"""Kinds of offer, in the order in which an actor accepts them."""


@dataclass(frozen=True, slots=True)
class Round:
    """Positions after a round, or before the first.

    Attributes
    ----------
    positions : tuple of float
        By actor, in the unit that was given.
    median, mean : float
        Weighted by capability times salience.
    """

    positions: tuple[float, ...]
    median: float
    mean: float


def forecast(positions: ArrayLike, capability: ArrayLike, salience: ArrayLike) -> tuple[float, float]:
    """Weighted median and mean of the positions: the baseline for any forecast.

    Parameters
    ----------
    positions : array_like
        Position of each actor, in any unit. At most 200 actors.
    capability : array_like
        Capability of each actor, 0 or more; it may be above 1.
    salience : array_like
        Salience of the issue to each actor, in [0, 1].

    Returns
    -------
    tuple of two floats
        Median and mean, weighted by capability times salience. Where two positions would do, the median is the lower one.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or all weights are 0.

    References
    ----------
    Black 1948; the baseline in Scholz, Calbert and Smith 2011.

    Examples
    --------
    >>> forecast([4, 7, 10], [1, 1, 1], [1, 1, 0.5])
    (7.0, 6.4)
    """
    x, c, s = actors(positions, capability, salience)
    found = stand(x, c * s, votes(c, s))
    return found.median, found.mean


def replicate(
    positions: Sequence[float], capability: Sequence[float], salience: Sequence[float], rounds: int, variant: Variant = "code"
) -> list[Round]:
    """Positions before the first round and after each round of the expected utility model.

    Parameters
    ----------
    positions, capability, salience : as in :func:`forecast`
        The positions must not all be equal.
    rounds : int
        Number of rounds, 0 to 10,000.
    variant : {"code", "paper"}
        The program behind the published table, or the equations of the article.

    Returns
    -------
    list of Round
        ``rounds`` + 1 entries, the first with the positions as given.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or all weights are 0.

    References
    ----------
    Scholz, Calbert and Smith 2011.

    Examples
    --------
    >>> [round(found.mean, 2) for found in replicate([4, 7, 4, 10], [1, 1, 1, 2], [0.8, 0.4, 0.2, 0.7], 2, variant="paper")]
    [7.43, 7.0, 7.0]
    """
    x, c, s = actors(positions, capability, salience)
    rounds = whole("rounds", rounds, 0, 10_000)
    one_of("variant", variant, ("code", "paper"))
    span = float(np.ptp(x))
    if not span:
        refuse("positions", positions, "all equal", "give an issue on which actors differ")
    weight, exact = c * s, votes(c, s)
    path = [stand(x, weight, exact)]
    for _ in range(rounds):
        x = moved(x, weight, s, span, variant)
        path.append(stand(x, weight, exact))
    return path


def votes(capability: Vector, salience: Vector) -> list[int]:
    """The weights c s in whole numbers of a common unit, so that exactly one half is one half."""
    return integers(fraction(c) * fraction(s) for c, s in zip(capability.tolist(), salience.tolist(), strict=True))


def stand(x: Vector, weight: Vector, exact: Sequence[int]) -> Round:
    """The positions with their weighted mean and median, the lower one if two would do."""
    order = np.argsort(x, kind="stable")
    half = sum(exact)
    median = next(i for i, below in zip(order, accumulate(exact[i] for i in order), strict=True) if 2 * below >= half)
    return Round(tuple(x.tolist()), float(x[median]), float(weight @ x / weight.sum()))


def moved(x: Vector, weight: Vector, salience: Vector, span: float, variant: Variant) -> Vector:
    """Positions after one round; all actors move at once. Of equally good offers an actor takes the first-named other's."""
    distance: Matrix = np.abs(x[:, np.newaxis] - x) / span
    risk = risk_exponents(distance, weight, salience, variant)
    chance = success(distance, weight, risk, variant)
    after = x.copy()
    for i in range(len(x)):
        utility = challenge(distance, chance, salience, float(risk[i]))
        offers = [
            offer for j in range(len(x)) if j != i and (offer := answer(x[i], x[j], utility[i, j], utility[j, i], variant)) is not None
        ]
        if offers:
            after[i] += min(offers, key=lambda offer: offer[:2])[-1]
    return after


def answer(own: float, other: float, a: float, b: float, variant: Variant) -> tuple[int, float, float] | None:
    """The offer between two actors as (kind, rank among its kind, move of the weaker), or None."""
    gap = other - own
    if b > a > 0:
        return BEATEN, abs(gap), gap
    if b > 0 > a and b > -a:
        move = gap * -a / b
        return COMPROMISE, (-a * own + b * other) / (b - a) if variant == "code" else abs(move), move
    if b > 0 > a and variant == "paper":
        return GIVES_IN, abs(gap), gap
    return None


def risk_exponents(distance: Matrix, weight: Vector, salience: Vector, variant: Variant) -> Vector:
    """r_i, from 1/2 (in the least danger) to 2 (in the greatest)."""
    chance = success(distance, weight, np.ones(len(weight)), variant)
    danger = challenge(distance, chance, salience, 1.0).sum(axis=0)
    low, high = danger.min(), danger.max()
    scaled: Vector = (2 * danger - high - low) / (high - low) if high > low else np.zeros_like(danger)
    return (1 - scaled / 3) / (1 + scaled / 3)


def success(distance: Matrix, weight: Vector, risk: Vector, variant: Variant) -> Matrix:
    """P_ij: chance that i's position beats j's; 0 between equal positions."""
    loss = weight[:, np.newaxis] * distance ** risk[:, np.newaxis]
    votes = loss[:, np.newaxis, :] - loss[:, :, np.newaxis]
    support, cast = np.maximum(votes, 0).sum(axis=0), np.abs(votes).sum(axis=0)
    normaliser = np.full_like(cast, cast.sum()) if variant == "code" else cast
    chance: Matrix = np.divide(support, normaliser, out=np.zeros_like(support), where=normaliser > 0)
    return chance


def challenge(distance: Matrix, chance: Matrix, salience: Vector, risk: float) -> Matrix:
    """Expected utility of i's challenge to j (row i, column j) in the eyes of an actor with that risk exponent."""
    win = 2 - 4 * (0.5 - 0.5 * distance) ** risk
    lose = 2 - 4 * (0.5 + 0.5 * distance) ** risk
    resisted = chance * win + (1 - chance) * lose
    utility: Matrix = salience * resisted + (1 - salience) * win - (2 - 4 * 0.5**risk)
    return utility


def actors(positions: ArrayLike, capability: ArrayLike, salience: ArrayLike) -> tuple[Vector, Vector, Vector]:
    """The three columns, checked."""
    x = vector("positions", positions)
    if len(x) > MOST:
        refuse("positions", positions, f"{len(x)} actors, while the work grows with the cube", f"give {MOST} or fewer")
    c, s = vector("capability", capability, 0, length=len(x)), vector("salience", salience, 0, 1, len(x))
    if not (c * s).any():
        refuse("salience", salience, "nobody with capability cares", "give one actor both above 0")
    return x, c, s
