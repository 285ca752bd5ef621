"""Stacking: the mixture of several theories' forecasts that would have foretold the records of all cases best.

A weight says how much a theory adds to the others, and not how likely it is to be true. The weights of some cases are judged on
others (Yao, Vehtari, Simpson and Gelman 2018).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from collegium.scoring.rules import Floats, by_block, surprise

CLOSE = 1e-12
"""Difference of the loss at which the search for weights ends."""


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
        shares: Floats = 1.0 / sizes[self.blocks] / np.count_nonzero(sizes)
        return shares

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

    The loss is convex in the weights, so there is one least value.
    """
    likelihood = np.hstack([case.likelihood for case in cases])
    shares = np.concatenate([case.shares for case in cases]) / len(cases)
    n = len(likelihood)

    def loss(weights: Floats) -> tuple[float, Floats]:
        mixed = weights @ likelihood
        return float(-shares @ np.log(mixed)), -(likelihood / mixed) @ shares

    found = minimize(
        loss, np.full(n, 1.0 / n), jac=True, method="SLSQP", bounds=[(0.0, 1.0)] * n, tol=CLOSE,
        constraints={"type": "eq", "fun": lambda weights: weights.sum() - 1.0, "jac": lambda weights: np.ones(n)},
    )  # fmt: skip
    weights = np.clip(found.x, 0.0, 1.0)
    whole: Floats = weights / weights.sum()
    return whole


def left_out(cases: Mapping[str, Case]) -> dict[str, Floats]:
    """For every case the weights that all the others give."""
    return {name: stacked([case for other, case in cases.items() if other != name]) for name in cases}
