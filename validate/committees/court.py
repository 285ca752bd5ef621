"""The rule of the vote on a court: each vote from the other votes of the same case and from earlier cases.

Section 4.4 of docs/odd.md adds terms to the log-odds of a yes. Of these a court has four. What is customary is a constant. *Policy* is
the distance of positions, *ties* are to those who say yes less those who say no, and *conformity* follows the tally. Nobody on a court
owes a post to a colleague, so there are no stakes, clients or whips.

Every choice of form and every constant here rests on the cases before ``SCORED``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from collegium.scenario.parameters import DEFAULTS

from .data import Floats
from .scores import ahead

FIRST, SCORED, EVERY = 100, 1000, 50
"""The first case that is predicted, the first that is scored, and after how many cases the weights are fitted again."""
TIE_JUMP, TIE_HALF_LIFE = 0.05, 1000.0
"""How far one act of full surprise moves a tie, and the half-life of a tie in cases."""
GRUDGE = float(DEFAULTS["grudge"].prior)
STRICT = ("policy", "ties", "conformity")
MEMORY = ("like cases", "case before")
TERMS = STRICT + MEMORY


@dataclass(frozen=True)
class Positions:
    """How positions are learned: issues, first and least step, votes after which a step shrinks, and the spread of first positions."""

    issues: int = 2
    step: float = 0.2
    least: float = 0.1
    slow: float = 10.0
    spread: float = 0.5


@dataclass(frozen=True)
class Memory:
    """Which earlier cases count as like this one: how steeply likeness counts, half-life in cases, and least number of shared voters."""

    steep: float
    half_life: float
    shared: int = 3


LIKE, BEFORE = Memory(6.0, 100.0), Memory(8.0, 1.0)


def predicted(votes: Floats, names: tuple[str, ...] = TERMS, made: dict[str, Floats] | None = None) -> tuple[Floats, Floats]:
    """Log-odds of each vote by the rule with these terms, and the last weights; ``made`` has the terms if they are there already."""
    made = made or terms(votes)
    return ahead(np.stack([made[name] for name in names], axis=-1), votes, FIRST, EVERY)


def terms(votes: Floats) -> dict[str, Floats]:
    """Every term of the rule, case x justice; 0 for who does not sit."""
    return {
        "policy": policy(votes, Positions()), "ties": ties(votes), "conformity": conformity(votes),
        "like cases": remembered(votes, LIKE), "case before": remembered(votes, BEFORE),
    }  # fmt: skip


def conformity(votes: Floats) -> Floats:
    """The tally of the others, from -1 to 1."""
    others = np.maximum((votes != 0).sum(1, keepdims=True) - 1, 1)
    return np.where(votes != 0, (votes.sum(1, keepdims=True) - votes) / others, 0.0)


def ties(votes: Floats) -> Floats:
    """The sum of the ties to those who say yes, less those to who say no.

    A vote is an act towards each colleague. Its size is its surprise: one less the chance that the ties gave to it. It moves the tie by
    ``TIE_JUMP`` times its size of the way towards 1 for a colleague on the same side, towards -1 for another (6.1). Ties fade with their
    half-life, hostile ones more slowly by ``GRUDGE`` (6.8).
    """
    tie, found = np.zeros((votes.shape[1],) * 2), np.zeros_like(votes)
    for case, row in enumerate(votes):
        sat = np.flatnonzero(row)
        said, near = row[sat], tie[np.ix_(sat, sat)]
        found[case, sat] = near @ said
        size = expit(-(near @ said) * said)
        near = near + np.minimum(1, TIE_JUMP * size)[:, None] * (np.outer(said, said) - near)
        np.fill_diagonal(near, 0)
        tie[np.ix_(sat, sat)] = near
        tie *= np.where(tie > 0, 0.5 ** (1 / TIE_HALF_LIFE), 0.5 ** (1 / (TIE_HALF_LIFE * GRUDGE)))
    return found


def policy(votes: Floats, how: Positions) -> Floats:
    """Log-odds by positions on issues that nobody named.

    The case has a place on each issue. It is estimated from the votes of the others and their positions (the mode of its posterior under a
    standard normal prior). After the vote each justice's position moves along the error of the forecast.
    """
    n = votes.shape[1]
    where = np.concatenate([np.ones((n, 1)), np.random.default_rng(0).normal(0, how.spread, (n, how.issues))], axis=1)
    lean, seen, found = np.zeros(n), np.zeros(n), np.zeros_like(votes)
    for case, row in enumerate(votes):
        sat = np.flatnonzero(row)
        yes, x = (row[sat] + 1) / 2, where[sat]
        place, precision = placed(yes, x, lean[sat])
        variance = np.einsum("ik,ikl,il->i", x, np.linalg.inv(precision), x)
        odds = (lean[sat] + (place * x).sum(1)) / np.sqrt(1 + np.pi / 8 * variance)
        found[case, sat] = odds
        step = np.maximum(how.step / np.sqrt(1 + seen[sat] / how.slow), how.least) * (yes - expit(odds))
        lean[sat] += step
        where[sat, 1:] += step[:, None] * place[:, 1:]
        seen[sat] += 1
    return found


def placed(yes: Floats, x: Floats, lean: Floats) -> tuple[Floats, Floats]:
    """Where the case lies as seen from all votes but each one's own (voter x dimension), and how precisely, by six steps of Newton."""
    others, prior = 1 - np.eye(len(yes)), np.eye(x.shape[1])
    place, precision = np.zeros(x.shape), np.zeros((len(yes), *prior.shape))
    for _ in range(6):
        p = expit(lean + place @ x.T)
        slope = (others * (yes - p)) @ x - place
        precision = np.einsum("ij,jk,jl->ikl", others * p * (1 - p), x, x) + prior
        place = place + np.linalg.solve(precision, slope[..., None])[..., 0]
    return place, precision


def remembered(votes: Floats, how: Memory) -> Floats:
    """Log-odds by how the justice voted in earlier cases in which the others voted as now: a position on the issue at hand.

    The likeness of two cases is the share of the shared others who vote alike less the share who do not. An earlier case counts
    exp(steep x (likeness - 1)), halved with each half-life. Half a vote for each side is added, so that little memory says little.
    """
    found, sat = np.zeros_like(votes), (votes != 0).astype(float)
    for case in range(1, len(votes)):
        past, row, here = votes[:case], votes[case], np.flatnonzero(votes[case])
        alike, shared = past * row, sat[:case] * sat[case]
        agree, common = alike.sum(1, keepdims=True) - alike[:, here], shared.sum(1, keepdims=True) - shared[:, here]
        likeness = agree / np.maximum(common, 1)
        age = 0.5 ** ((case - np.arange(case)) / how.half_life)
        weight = np.where(common >= how.shared, np.exp(how.steep * (likeness - 1)), 0.0) * age[:, None]
        votes_then = past[:, here]
        yes, no = ((weight * (votes_then == side)).sum(0) + 0.5 for side in (1, -1))
        found[case, here] = np.log(yes / no)
    return found
