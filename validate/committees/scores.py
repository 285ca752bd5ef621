"""Weights fitted on the past alone, and how well a forecast did, with block-bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from discrimination.values import Value

from .data import Floats

RESAMPLES = 1000
EDGE = 1e-6
"""A chance is kept this far from 0 and 1 before its logarithm is taken."""


def ahead(terms: Floats, said: Floats, first: int, every: int, ridge: float = 1.0) -> tuple[Floats, Floats]:
    """Log-odds of each vote, with weights that were fitted on earlier cases only.

    Parameters
    ----------
    terms
        Case x voter x term; no term of a case may depend on the vote that is predicted, or on a later case.
    said
        Case x voter: 1, -1, or 0 for nobody's vote.
    first, every
        The first case that is predicted, and after how many cases the weights are fitted again. Votes before ``first`` are not predicted.
    ridge
        Precision of the normal prior of each weight.

    Returns
    -------
    tuple
        Log-odds (NaN where nobody votes or nothing was predicted), and the weights fitted last, with the constant as the last of them.
    """
    full = np.concatenate([terms, np.ones((*said.shape, 1))], axis=-1)
    found, weights = np.full(said.shape, np.nan), np.zeros(full.shape[-1])
    for begin in range(first, len(said), every):
        past, here = said[:begin] != 0, slice(begin, begin + every)
        weights = fitted(full[:begin][past], said[:begin][past], weights, ridge)
        found[here] = np.where(said[here] != 0, full[here] @ weights, np.nan)
    return found, weights


def fitted(x: Floats, y: Floats, start: Floats, ridge: float) -> Floats:
    """Weights of a logistic regression of y (1 or -1), with a normal prior around zero."""

    def loss(w: Floats) -> tuple[float, Floats]:
        margin = y * (x @ w)
        return float(np.logaddexp(0, -margin).sum() + ridge / 2 * w @ w), -(y * expit(-margin)) @ x + ridge * w

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


Scored = Callable[[Floats, Floats], Floats]


def right(odds: Floats, said: Floats) -> Floats:
    """1 for each vote that was predicted, 1/2 where the forecast was even."""
    return np.asarray(np.where(odds == 0, 0.5, (odds > 0) == (said > 0)), float)


def surprise(odds: Floats, said: Floats) -> Floats:
    """Log loss of each vote: minus the logarithm of the chance that the forecast gave to what came."""
    return np.asarray(-np.log(np.clip(expit(odds * said), EDGE, 1 - EDGE)))


def brier(odds: Floats, said: Floats) -> Floats:
    """Brier score of each vote: the squared error of the forecast."""
    return np.asarray((1 - expit(odds * said)) ** 2)


MEASURES: dict[str, Scored] = {"accuracy": right, "log loss": surprise, "Brier": brier}


def blocked(x: Floats, blocks: NDArray[np.int64], seed: int = 1) -> Value:
    """The mean of ``x`` with the 95% interval of a bootstrap that draws whole blocks, since votes of one time depend on each other."""
    _, whose = np.unique(blocks, return_inverse=True)
    top, bottom = np.bincount(whose, x), np.bincount(whose).astype(float)
    dice = np.random.default_rng(seed).integers(0, len(top), (RESAMPLES, len(top)))
    low, high = np.quantile(top[dice].sum(1) / bottom[dice].sum(1), (0.025, 0.975))
    return Value(float(x.mean()), float(low), float(high), len(x))
