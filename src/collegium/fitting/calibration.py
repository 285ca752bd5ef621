"""Is a posterior as sure as it should be? Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari and Gelman 2018).

Histories are taken as if they were records. Their true parameters are known, and should lie anywhere in their posteriors alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collegium.fitting.regression import Floats, Regression, Sample
from collegium.fitting.votes import Ballot, alone, weights

LEVELS = (0.5, 0.9)
"""Intervals whose coverage is measured."""


@dataclass(frozen=True)
class Calibration:
    """``places`` of the true parameters in their posteriors, 0 to 1, shape (records, parameters); and of each, ``contraction`` of the
    standard deviation against the prior, its mean over records."""

    places: Floats
    contraction: Floats

    def coverage(self, level: float) -> Floats:
        """Share of the records whose central interval holds the truth, shape (parameters,)."""
        found: Floats = np.mean(np.abs(self.places - 0.5) <= level / 2.0, axis=0)
        return found

    def ranks(self, bins: int = 10) -> NDArray[np.int64]:
        """How many records have their truth in each of so many equal parts of the posterior, shape (parameters, bins)."""
        return np.stack([np.histogram(column, bins, (0.0, 1.0))[0] for column in self.places.T])


def calibrate(scores: Floats, counts: Floats, records: Sequence[int], cast: Sequence[Ballot] = (), seed: int = 1) -> Calibration:
    """Fit each of some histories as if it were the record, on all the others.

    Parameters
    ----------
    scores, counts
        As of :class:`collegium.fitting.regression.Regression`.
    records
        Places of the histories that are taken as records. They are held out of every fit.
    cast
        Recorded votes: each record then has positions of its own, made up with the chances of its history.
    seed
        Of the positions that are made up.

    Returns
    -------
    Calibration
        Where the truths lie.
    """
    held, dice = np.zeros(len(scores), np.bool_), np.random.default_rng(seed)
    held[list(records)] = True
    known, found = Regression(scores[~held], counts[~held]), list[Sample]()
    for k in records:
        if cast:
            known.likely = weights(cast, [one.made_up(k, dice) for one in cast])[~held]
        found.append(known.posterior(counts[k]))
    places = np.stack([one.place(scores[k]) for one, k in zip(found, records, strict=True)])
    return Calibration(places, 1.0 - np.mean([one.sd for one in found], axis=0))


def calibrate_votes(scores: Floats, records: Sequence[int], cast: Sequence[Ballot], seed: int = 1) -> Calibration:
    """The same of votes alone; the parameters are those of :func:`calibrate`."""
    held, dice = np.zeros(len(scores), np.bool_), np.random.default_rng(seed)
    held[list(records)] = True
    found = [alone(scores[~held], weights(cast, [one.made_up(k, dice) for one in cast])[~held]) for k in records]
    places = np.stack([one.place(scores[k]) for one, k in zip(found, records, strict=True)])
    return Calibration(places, 1.0 - np.mean([one.sd for one in found], axis=0))
