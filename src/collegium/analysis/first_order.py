"""First-order sensitivity indices from given data: what share of the variance of an outcome an input explains on its own.

The index is Var(E[outcome | input]) / Var(outcome) (Sobol 1993). Any random draws are enough for it: the value of the input divides the
histories into classes, and the index compares the means of the classes (Plischke, Borgonovo and Smith 2013). Chance alone makes such means
differ, so we subtract what chance would explain, as in an analysis of variance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from collegium.analysis import markup

Array: TypeAlias = NDArray[np.float64]

CLASSES = 8
"""Classes of equal size by the value of an input. An input with at most as many values has a class for each value."""
LEAST = 20 * CLASSES
"""Draws that the analysis needs: twenty in each class."""
LEVEL = 0.05
"""Chance that any inert input exceeds the threshold of any outcome."""
PERMUTATIONS, RESAMPLES = 999, 400
"""Permutations behind the thresholds; bootstrap samples behind the intervals."""
BLOCK, BATCH = 32, 10
"""Inputs that a thread takes at a time; permutations and resamples that it takes through them at a time."""
POWER = 0.8
PERMUTE, RESAMPLE = 1, 2
"""Purposes of random numbers."""


@dataclass(frozen=True, slots=True, repr=False)
class FirstOrder(markup.Brief):
    """The indices of every input for every outcome.

    Parameters
    ----------
    index, low, high
        Share of the variance, 0 to 1, and its 95% bootstrap interval; shape (inputs, outcomes).
    dummy
        What a permuted copy of the input exceeds in 5% of cases; shape (inputs, outcomes).
    threshold
        What none of all inputs would exceed for any outcome in 95% of cases, if they were permuted; shape (outcomes,).
    detectable
        The least index that exceeds the threshold in about 80% of runs of this size; shape (outcomes,).
    """

    index: Array
    low: Array
    high: Array
    dummy: Array
    threshold: Array
    detectable: Array


def first_order(
    inputs: Array,
    outcomes: Array,
    whose: NDArray[np.int64],
    seed: int,
    threads: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> FirstOrder:
    """Indices, intervals and thresholds.

    Only draws are independent of each other. We first average the histories of each draw. The index is a share of the variance of single
    histories all the same.

    Parameters
    ----------
    inputs
        Values of the inputs, shape (draws, inputs); at least :data:`LEAST` draws.
    outcomes
        Values of the outcomes, shape (histories, outcomes). Each differs between draws.
    whose
        The draw of each history, shape (histories,).
    seed
        Seed of permutations and resamples.
    threads
        Threads to use; they change no number.
    progress
        Is called with the inputs done and to do.

    Returns
    -------
    FirstOrder
        Numbers by input and outcome, in the order given.
    """
    means = draw_means(outcomes, whose)
    means -= means.mean(axis=0)
    scale = means.var(axis=0) / outcomes.var(axis=0)  # what part of the variance between histories is between draws
    n, wanted = inputs.shape
    work = partial(_block, y=means, seed=seed)
    found = list[tuple[Array, ...]]()
    with ThreadPoolExecutor(threads) as pool:
        for parts in pool.map(work, (classes(inputs[:, first : first + BLOCK]) for first in range(0, wanted, BLOCK))):
            found.append(parts)
            if progress:
                progress(sum(len(part[0]) for part in found), wanted)
    index, low, high, dummy = (np.clip(np.concatenate([parts[k] for parts in found]) * scale, 0.0, 1.0) for k in range(4))
    threshold = critical(np.max([parts[4] for parts in found], axis=0) * scale)
    return FirstOrder(index, low, high, dummy, threshold, detectable(threshold, scale, n))


def draw_means(outcomes: Array, whose: NDArray[np.int64]) -> Array:
    """The mean outcomes of the histories of each draw; shape (draws, outcomes)."""
    size = np.bincount(whose)
    return np.stack([np.bincount(whose, column) / size for column in outcomes.T], axis=1)


def classes(values: Array) -> NDArray[np.int64]:
    """The class of each value, 0 to :data:`CLASSES` - 1, by column: equal values share a class."""
    found = np.empty(values.shape, np.int64)
    for k, column in enumerate(values.T):
        different, which, count = np.unique(column, return_inverse=True, return_counts=True)
        middle = np.cumsum(count) - count / 2  # of the places that equal values have in the order of all
        code = np.arange(len(different)) if len(different) <= CLASSES else (middle * CLASSES / len(column)).astype(np.int64)
        found[:, k] = code[which]
    return found


def critical(greatest: Array) -> Array:
    """What the greatest index of all permuted inputs, shape (permutations, outcomes), exceeds with a chance of :data:`LEVEL` for any
    outcome: the maximum corrects for the number of inputs (Westfall and Young 1993), Bonferroni's inequality for that of outcomes."""
    permutations, outcomes = greatest.shape
    rank = math.ceil((1 - LEVEL / outcomes) * (permutations + 1))
    chosen: Array = np.sort(greatest, axis=0)[rank - 1]
    return chosen


def detectable(threshold: Array, scale: Array, n: int) -> Array:
    """The index that exceeds the threshold with a chance of :data:`POWER`: the noncentral chi-squared approximation of the test."""
    from scipy.special import chndtrinc

    free = (CLASSES - 1) / (n - CLASSES)
    raw = (threshold / scale + free) / (1 + free)
    beyond = chndtrinc((n - CLASSES) * raw / (1 - raw), CLASSES - 1, 1 - POWER)
    found: Array = scale * beyond / (n + beyond)
    return found


def _block(codes: NDArray[np.int64], y: Array, seed: int) -> tuple[Array, ...]:
    """Index, low, high and dummy of some inputs, and the greatest index of them in each permutation."""
    sums = _Sums(codes)
    index = sums.index(y)
    null = np.concatenate([sums.index(batch) for batch in _permuted(y, seed)], axis=1).reshape(len(index), PERMUTATIONS, -1)
    drawn = np.concatenate([sums.weighted(y, batch) for batch in _weights(len(y), seed)], axis=1)
    # Resampling adds chance a second time, so the resampled indices lie too high by the mean distance.
    low, high = np.quantile(drawn, (0.025, 0.975), axis=1) - (drawn.mean(axis=1) - index)
    return index, low, high, np.quantile(null, 1 - LEVEL, axis=1), null.max(axis=0)


def _permuted(y: Array, seed: int) -> Iterator[Array]:
    """The outcomes in permuted order, batch by batch side by side; all outcomes of a draw stay together."""
    for first in range(0, PERMUTATIONS, BATCH):
        many = range(first, min(first + BATCH, PERMUTATIONS))
        yield np.concatenate([y[np.random.default_rng([seed, PERMUTE, k]).permutation(len(y))] for k in many], axis=1)


def _weights(n: int, seed: int) -> Iterator[Array]:
    """How often each draw is in a bootstrap sample; shape (draws, some samples)."""
    for first in range(0, RESAMPLES, BATCH):
        many = range(first, min(first + BATCH, RESAMPLES))
        drawn = [np.random.default_rng([seed, RESAMPLE, k]).integers(n, size=n) for k in many]
        yield np.stack([np.bincount(places, minlength=n) for places in drawn], axis=1).astype(float)


class _Sums:
    """Sums by class for some inputs at once; ``codes`` are the classes, shape (draws, inputs)."""

    def __init__(self, codes: NDArray[np.int64]) -> None:
        from scipy.sparse import csr_matrix

        self.n, self.inputs = codes.shape
        rows = (codes + CLASSES * np.arange(self.inputs)).T.ravel()
        columns = np.tile(np.arange(self.n), self.inputs)
        self.belongs: Any = csr_matrix((np.ones(rows.size), (rows, columns)), (CLASSES * self.inputs, self.n))
        self.count = self.of(np.ones((self.n, 1)))

    def of(self, values: Array) -> Array:
        """Shape (inputs, classes, columns) from (draws, columns)."""
        found: Array = (self.belongs @ values).reshape(self.inputs, CLASSES, -1)
        return found

    def index(self, y: Array) -> Array:
        """The index of every column of centred outcomes; shape (inputs, columns)."""
        return self.corrected(between(self.of(y), self.count), np.square(y).sum(axis=0), self.count)

    def weighted(self, y: Array, weights: Array) -> Array:
        """The same for samples in which draws have weights, shape (draws, samples); the result is (inputs, samples, outcomes)."""
        outcomes = y.shape[1]
        many = (weights[:, :, None] * y[:, None, :]).reshape(self.n, -1)
        count = np.repeat(self.of(weights), outcomes, axis=2)
        mean = np.square(many.sum(axis=0)) / self.n
        total = np.einsum("ns,no->so", weights, np.square(y)).ravel()  # no matrix product: its last bit depends on the threads
        found = self.corrected(between(self.of(many), count) - mean, total - mean, count)
        return found.reshape(self.inputs, -1, outcomes)

    def corrected(self, explained: Array, total: Array, count: Array) -> Array:
        """The share that is explained, less what chance explains; 0 where nothing varies."""
        used = np.count_nonzero(count, axis=1)
        rest = np.maximum(total - explained, 0.0) / (self.n - used)
        share: Array = np.divide(explained - (used - 1) * rest, total, out=np.zeros_like(explained), where=total > 0)
        return share


def between(sums: Array, count: Array) -> Array:
    """The sum of squares between classes, shape (inputs, columns)."""
    found: Array = (np.square(sums) / np.maximum(count, 1.0)).sum(axis=1)
    return found
