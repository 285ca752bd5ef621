"""Stacking: the mixture of several theories' forecasts that would have foretold the records of all cases best.

A weight says how much a theory adds to the others, and not how likely it is to be true. The weights of some cases are judged on
others (Yao, Vehtari, Simpson and Gelman 2018).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from collegium.scoring.rules import Floats, by_block, surprise

ROUNDS = 20_000
CLOSE = 1e-10
"""Where the search ends: after so many rounds, or when no weight moves any more."""


@dataclass(frozen=True)
class Case:
    """Forecasts of one case: ``chances`` (theories, statements), ``truth`` and ``blocks`` (statements,)."""

    chances: Floats
    truth: Floats
    blocks: np.ndarray

    @property
    def shares(self) -> Floats:
        """How much each statement counts: blocks count alike, and all together for one."""
        sizes = np.bincount(self.blocks).astype(float)
        return 1.0 / sizes[self.blocks] / np.count_nonzero(sizes)

    @property
    def likelihood(self) -> Floats:
        """The chance that each theory gave to what happened."""
        likelihood: Floats = np.where(self.truth > 0.5, self.chances, 1.0 - self.chances)
        return likelihood

    def loss(self, weights: Floats) -> float:
        """Log loss of a mixture, in nats a statement, the mean over blocks."""
        return by_block(surprise(weights @ self.chances, self.truth), self.blocks, np.ones(len(self.truth)))


def stacked(cases: Sequence[Case]) -> Floats:
    """The weights, 0 or more and together 1, of the mixture with the least log loss; every case counts alike.

    The loss is convex in the weights, so the steps of expectation and maximisation lead to its least value.
    """
    likelihood = np.hstack([case.likelihood for case in cases])
    shares = np.concatenate([case.shares for case in cases]) / len(cases)
    weights = np.full(len(likelihood), 1.0 / len(likelihood))
    for _ in range(ROUNDS):
        parts = weights[:, None] * likelihood
        found = (parts / parts.sum(axis=0)) @ shares
        if np.abs(found - weights).max() < CLOSE:
            return found
        weights = found
    return weights


def left_out(cases: Mapping[str, Case]) -> dict[str, Floats]:
    """For every case the weights that all the others give."""
    return {name: stacked([case for other, case in cases.items() if other != name]) for name in cases}
