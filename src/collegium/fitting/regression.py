"""Approximate Bayesian computation on given draws: which parameters go with the counts on record.

Parameters are in normal scores (the inverse normal distribution of their place in the prior, so that the prior of each is a standard
normal). Counts are under the square root, which makes the spread of a count the same at every size. Then:

1. *Summaries.* As many as parameters: the linear prediction of each parameter from all counts (Fearnhead and Prangle 2012).
2. *Rejection.* It keeps the histories with the nearest summaries, with weights that fall with the distance (Epanechnikov).
3. *Adjustment.* A local linear regression of parameters on summaries moves what is kept to where it would be at the summaries of the record
   (Beaumont, Zhang and Balding 2002). The spread stays. A regression of the spread as well (Blum and Francois 2010) gained nothing in
   calibration. Where a record lies at the edge of what the model can do, it made posteriors wider than their priors.

One history is compared with one record: to average several histories of a draw would take the chance out of the histories and leave it
in the record, and the posterior would be too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
KEPT = 0.2
"""Share of the histories that is kept."""
LEAST = 200
"""Histories that are kept at least."""
RIDGE = 1.0
"""Strength of the ridge of the summaries: that of one history."""
FOLDS = 10
"""Parts of the histories, each of which has its summaries from the others."""
REACH = 0.01
"""A count that fewer of the histories exceed, or stay below, is out of reach."""


@dataclass(frozen=True)
class Sample:
    """A weighted sample of a posterior: ``scores`` of parameters, shape (kept, parameters), and ``weights`` that sum to one."""

    scores: Floats
    weights: Floats

    @property
    def effective(self) -> float:
        """Effective number of draws."""
        return float(1.0 / np.sum(np.square(self.weights)))

    @property
    def mean(self) -> Floats:
        return self.weights @ self.scores

    @property
    def sd(self) -> Floats:
        return np.sqrt(self.weights @ np.square(self.scores - self.mean))

    def place(self, scores: Floats) -> Floats:
        """The posterior weight below some scores, shape (parameters,)."""
        return self.weights @ (self.scores < scores)

    def draws(self, count: int) -> Floats:
        """``count`` draws that count alike, by systematic resampling; shape (count, parameters)."""
        edges = np.cumsum(self.weights)
        places = np.searchsorted(edges / edges[-1], (np.arange(count) + 0.5) / count)
        return self.scores[places]


class Regression:
    """What given draws say of the parameters behind any counts. ``scores`` has the shape (histories, parameters), ``counts`` (histories,
    statistics). ``likely`` is the likelihood of other evidence in every history, up to a factor, shape (histories,): the draws, so
    weighted, take the place of the prior. By default there is none."""

    def __init__(self, scores: Floats, counts: Floats, likely: Floats | None = None) -> None:
        self.scores, self.likely = scores, likely
        self.low, self.high = np.quantile(np.sqrt(counts), (REACH, 1.0 - REACH), axis=0)
        roots = np.clip(np.sqrt(counts), self.low, self.high)
        self.middle, spread = roots.mean(axis=0), roots.std(axis=0)
        self.scale = np.where(spread > 0.0, spread, 1.0)
        x = (roots - self.middle) / self.scale
        self.weights = slopes(x, scores)
        # A history has its summaries by weights from others, as a record has: its own chance is not in them.
        self.summaries = np.empty(scores.shape)
        for fold in range(FOLDS):
            mine = np.arange(len(scores)) % FOLDS == fold
            self.summaries[mine] = x[mine] @ slopes(x[~mine], scores[~mine])

    def summary(self, seen: Floats) -> Floats:
        """The summaries of some counts. A count out of reach is taken as the nearest one within: there the regression would only guess."""
        found: Floats = (np.clip(np.sqrt(seen), self.low, self.high) - self.middle) / self.scale @ self.weights
        return found

    def posterior(self, seen: Floats) -> Sample:
        """The posterior of the parameters behind the counts ``seen``, shape (statistics,)."""
        away = self.summaries - self.summary(seen)
        distance = np.sqrt(np.sum(np.square(away), axis=1))
        kept = np.argsort(distance, kind="stable")[: min(len(distance), max(LEAST, round(KEPT * len(distance))))]
        reach = max(float(distance[kept[-1]]), 1e-12)
        weights = np.maximum(1.0 - np.square(distance[kept] / reach), 1e-9)
        if self.likely is not None:
            weights = weights * self.likely[kept]
        return Sample(adjusted(self.scores[kept], away[kept], weights), weights / weights.sum())


def slopes(x: Floats, scores: Floats) -> Floats:
    """Coefficients of a ridge regression of parameters on counts, both about zero; shape (counts, parameters)."""
    found: Floats = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1]), x.T @ (scores - scores.mean(axis=0)))
    return found


def adjusted(scores: Floats, away: Floats, weights: Floats) -> Floats:
    """The scores as they would be at distance zero: ``away`` is the distance in each summary."""
    x, root = np.column_stack([np.ones(len(away)), away]), np.sqrt(weights)[:, None]
    local: Floats = np.linalg.lstsq(x * root, scores * root, rcond=None)[0][1:]
    return scores - away @ local
