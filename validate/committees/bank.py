"""Dissents in the committee of a central bank, one meeting ahead.

The data name the dissenters, not those who voted with the chair. So the rule speaks of a member in general: the log-odds that a member
votes no. The shared shock of section 4.5 makes votes of one meeting hang together. Every choice of form rests on meetings before
``SCORED``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, gammaln

from .data import Floats, Meeting
from .scores import ahead

FIRST, SCORED, EVERY = 60, 1966, 8
"""The first meeting that is predicted, the first year that is scored, and after how many meetings the weights are fitted again."""
JUMP, HALF_LIFE = 0.1, 16.0
"""How far a dissent moves the tie of the dissenter to the chair, and the half-life of what is remembered of dissenters, in meetings."""
WEAR, RECOVERY = 0.4, 4.0
"""What part of the norm of unity a meeting with a dissent wears away, and the half-life of the damage, in meetings."""
TERMS = ("ties", "policy", "discipline")
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(5)
WEIGHTS = WEIGHTS / WEIGHTS.sum()
LOGIT_WINDOW, BASE_WINDOW = 8, 20


def terms(meetings: Sequence[Meeting]) -> Floats:
    """The terms of the rule, meeting x term, each from earlier meetings only.

    *Ties* is the sum of the hostile ties to the chair of all who dissented: each dissent moves one towards -1, and they fade. *Policy* is
    how far the dissenters' views lie to one side of the chair's. *Discipline* is the norm of unity, which each dissent wears.
    """
    keep, heal, unity = 0.5 ** (1 / HALF_LIFE), 0.5 ** (1 / RECOVERY), 1.0
    memory: dict[str, tuple[float, float]] = {}
    found = np.zeros((len(meetings), len(TERMS)))
    for place, one in enumerate(meetings):
        found[place] = sum(x for x, _ in memory.values()), abs(sum(side for _, side in memory.values())), -unity
        memory = {name: (x * keep, side * keep) for name, (x, side) in memory.items()}
        for name, side in one.dissenters:
            x, was = memory.get(name, (0.0, 0.0))
            memory[name] = (x + JUMP * (1 - x), was + JUMP * (side - was))
        unity = 1 - (1 - unity * (1 - WEAR if one.dissents else 1)) * heal
    return found


def rule(meetings: Sequence[Meeting], made: Floats | None = None, first: int = FIRST) -> tuple[Floats, Floats]:
    """By the rule: the chance of a dissent, and the log of the chance of the number that came. NaN before the first that is predicted."""
    x = terms(meetings) if made is None else made
    full = np.c_[x, np.ones(len(x))]
    n, k = (np.array([getattr(one, name) for one in meetings], float) for name in ("votes", "dissents"))
    chance, told = np.full(len(x), np.nan), np.full(len(x), np.nan)
    weights = np.r_[np.zeros(x.shape[1]), -3.0, 0.0]
    for begin in range(first, len(x), EVERY):
        weights = counted(full[:begin], n[:begin], k[:begin], weights)
        here = slice(begin, begin + EVERY)
        chance[here] = 1 - np.exp(logs(weights, full[here], n[here], np.zeros(len(n[here]))))
        told[here] = logs(weights, full[here], n[here], k[here])
    return chance, told


def logs(weights: Floats, x: Floats, n: Floats, k: Floats) -> Floats:
    """Log of the chance of k noes among n votes: binomial given the shared shock, whose standard deviation is exp(the last weight)."""
    odds = (x @ weights[:-1])[:, None] + np.exp(weights[-1]) * NODES
    given = k[:, None] * np.log(expit(odds)) + (n - k)[:, None] * np.log(expit(-odds))
    return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1) + np.logaddexp.reduce(given + np.log(WEIGHTS), axis=1))


def counted(x: Floats, n: Floats, k: Floats, start: Floats) -> Floats:
    """Weights and shock of the greatest posterior. Normal priors: sd 2 for weights, 5 for the constant, 1 for the log shock."""
    precision = np.r_[np.full(x.shape[1] - 1, 1 / 4), 1 / 25, 1.0]
    return np.asarray(minimize(lambda w: -logs(w, x, n, k).sum() + precision @ w**2 / 2, start, method="L-BFGS-B").x)


def base_rate(meetings: Sequence[Meeting]) -> Floats:
    """The share of all earlier meetings with a dissent."""
    some = np.array([one.dissents > 0 for one in meetings], float)
    return (np.r_[0, some.cumsum()[:-1]] + 0.5) / (np.arange(len(some)) + 1)


def recent_rate(meetings: Sequence[Meeting]) -> Floats:
    """The share of the last ``BASE_WINDOW`` meetings with a dissent."""
    some = [float(one.dissents > 0) for one in meetings]
    return np.array([(sum(some[max(0, at - BASE_WINDOW) : at]) + 0.5) / (min(at, BASE_WINDOW) + 1) for at in range(len(some))])


def logit(meetings: Sequence[Meeting], first: int = FIRST) -> Floats:
    """A logit of a dissent on: was there one at the last meeting, and the share of the last ``LOGIT_WINDOW`` meetings with one."""
    some = np.array([one.dissents > 0 for one in meetings], float)
    share = [some[max(0, at - LOGIT_WINDOW) : at].mean() if at else 0.0 for at in range(len(some))]
    x = np.c_[np.r_[0, some[:-1]], share]
    odds, _ = ahead(x[:, None, :], (2 * some - 1)[:, None], first, EVERY, ridge=0.25)
    return np.asarray(expit(odds[:, 0]))
