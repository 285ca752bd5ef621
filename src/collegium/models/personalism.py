"""The personalism of a dictatorship from eight yes-or-no items (Geddes, Wright and Frantz 2018; Wright 2021).

A two-parameter logistic model of item responses: with theta, the leader's latent personal power, distributed N(0,
1),

    P(item j is present | theta) = 1 / (1 + exp(-a_j (theta - b_j)))

The score is the posterior mean of theta given the eight answers; the index rescales it to 0 ... 1 between no item
and all. The parameters below were estimated by marginal maximum likelihood for this project from the 4,591
country-years (1946-2010) that the authors released; they reproduce the scores distributed with those data to
0.0034. The authors' cases begin in 1946: answers for an earlier leadership are the user's own coding. In the
released data 1 means a *rubber-stamp* executive committee, whatever the printed codebook says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.models.checks import array, listed, one_of, refuse, whole

Method: TypeAlias = Literal["mean", "latent"]
Vector = NDArray[np.float64]

ITEMS: Final[dict[str, str]] = {
    "officepers": "the leader appoints to high office at will",
    "sectyapp_pers": "the leader controls the security apparatus in person",
    "milmerit_persB": "officers rise or are retired by loyalty",
    "milnotrial": "the leader imprisons or kills officers without a fair trial",
    "partyexcom_pers": "the leader chooses the party's executive committee",
    "paramil_pers": "a guard or force is loyal to the leader in person",
    "partyrbrstmp": "the executive committee is a rubber stamp",
    "createparty": "the leader created a party of supporters",
}
"""The eight items in the order used throughout; where there is no party its items are absent (0)."""

SLOPES: Final = (2.8764, 1.7594, 1.3654, 1.5580, 2.1280, 1.1107, 2.0011, 1.2825)
"""a_j: how sharply each item separates more from less personal rulers."""

THRESHOLDS: Final = (-0.4232, -0.3344, 0.3083, 0.5083, 0.6080, 0.6768, 0.6781, 1.6445)
"""b_j: the theta at which each item is as likely present as absent."""

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(61)
"""Quadrature over the standard normal prior; 61 points leave no error in the digits quoted."""


def presence(theta: ArrayLike) -> Vector:
    """Chance that each item is present.

    Parameters
    ----------
    theta : array_like
        Latent personal power, in standard deviations.

    Returns
    -------
    ndarray
        Chances, with the eight items on an added last axis in the order of ITEMS.

    Raises
    ------
    ArgumentError
        If ``theta`` holds anything but finite numbers.

    References
    ----------
    Geddes, Wright and Frantz 2018.
    """
    distance = array("theta", theta)[..., np.newaxis] - np.array(THRESHOLDS)
    chance: Vector = 1 / (1 + np.exp(-np.array(SLOPES) * distance))
    return chance


def personalism_index(items: Sequence[int], method: Method = "latent") -> float:
    """Personalism of a ruler, from 0 (no item) to 1 (all eight).

    Parameters
    ----------
    items : sequence of int
        Eight answers of 0 or 1, in the order of ITEMS.
    method : {"latent", "mean"}
        "latent" puts :func:`score` on that scale, as the authors do; "mean" is the share of items present.

    Returns
    -------
    float
        The index.

    Raises
    ------
    ArgumentError
        If there are other answers, or another number of them.

    References
    ----------
    Geddes, Wright and Frantz 2018.

    Examples
    --------
    >>> personalism_index([1, 1, 1, 1, 0, 0, 0, 0], method="mean")
    0.5
    >>> round(personalism_index([1, 1, 1, 1, 1, 1, 1, 0]), 3)
    0.872
    """
    found = answered(items)
    if one_of("method", method, ("mean", "latent")) == "mean":
        return sum(found) / len(found)
    none, every = score([0] * len(ITEMS)), score([1] * len(ITEMS))
    return (score(found) - none) / (every - none)


def score(items: Sequence[int]) -> float:
    """Latent personal power that eight answers imply: the posterior mean of theta.

    Parameters
    ----------
    items : sequence of int
        Eight answers of 0 or 1, in the order of ITEMS.

    Returns
    -------
    float
        Standard deviations from the mean of the released data.

    Raises
    ------
    ArgumentError
        If there are other answers, or another number of them.

    References
    ----------
    Geddes, Wright and Frantz 2018.
    """
    answers = answered(items)
    chances = presence(NODES)
    posterior = WEIGHTS * np.where(np.array(answers) == 1, chances, 1 - chances).prod(axis=1)
    return float((posterior * NODES).sum() / posterior.sum())


def answered(items: Sequence[int]) -> list[int]:
    """The answers, checked."""
    found = [whole(f"items[{i}]", x, 0, 1) for i, x in enumerate(listed("items", items))]
    if len(found) != len(ITEMS):
        refuse("items", found, f"{len(found)} answers", f"give {len(ITEMS)}, in the order of personalism.ITEMS")
    return found


def information(theta: ArrayLike) -> Vector:
    """Fisher information of the eight items together: where the index separates rulers best.

    Parameters
    ----------
    theta : array_like
        Latent personal power, in standard deviations.

    Returns
    -------
    ndarray
        Information, in the shape of ``theta``.

    Raises
    ------
    ArgumentError
        If ``theta`` holds anything but finite numbers.

    References
    ----------
    Geddes, Wright and Frantz 2018.
    """
    chance = presence(theta)
    amount: Vector = (np.array(SLOPES) ** 2 * chance * (1 - chance)).sum(axis=-1)
    return amount
