"""What anybody would try first on the court. Each predicts a vote from the other votes of the same case and from earlier cases."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from .data import Floats

LEAST = 10
"""Shared cases before a colleague is compared with."""
STEP = 0.05
"""Step of the online logit, chosen before the first scored case."""


def majority(votes: Floats) -> Floats:
    """What most of the others say."""
    return np.where(votes != 0, votes.sum(1, keepdims=True) - votes, np.nan)


def agreement(votes: Floats) -> tuple[Floats, Floats]:
    """The vote of the colleague who agreed most often so far, and all colleagues weighted by past agreement less disagreement.

    NaN where no colleague shared ``LEAST`` cases.
    """
    n = votes.shape[1]
    agreed, shared = np.zeros((n, n)), np.zeros((n, n))
    nearest, weighted = np.full(votes.shape, np.nan), np.full(votes.shape, np.nan)
    for case, row in enumerate(votes):
        sat = np.flatnonzero(row)
        for i in sat:
            known = sat[(sat != i) & (shared[i, sat] >= LEAST)]
            if len(known):
                rate = agreed[i, known] / shared[i, known]
                nearest[case, i] = row[known[np.argmax(rate)]]
                weighted[case, i] = (2 * rate - 1) @ row[known]
        both = np.ix_(sat, sat)
        agreed[both] += np.equal.outer(row[sat], row[sat])
        shared[both] += 1
    return nearest, weighted


def logit(votes: Floats) -> Floats:
    """A logistic regression of each justice on all colleagues, one gradient step after each case."""
    n = votes.shape[1]
    weight, lean, found = np.zeros((n, n)), np.zeros(n), np.full(votes.shape, np.nan)
    for case, row in enumerate(votes):
        sat = np.flatnonzero(row)
        both = np.ix_(sat, sat)
        odds = lean[sat] + weight[both] @ row[sat]
        found[case, sat] = odds
        error = STEP * ((row[sat] + 1) / 2 - expit(odds))
        change = np.outer(error, row[sat])
        np.fill_diagonal(change, 0)
        weight[both] += change
        lean[sat] += error
    return found
