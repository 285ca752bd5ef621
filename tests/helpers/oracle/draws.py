"""Drawn numbers, written again from docs/odd.md, section 8. Plain integers, no library but the standard one."""

from __future__ import annotations

from hashlib import blake2b
from math import log
from statistics import NormalDist

MASK = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15
(CELL, PARAMETER, DEATH, HAZARD, DATE, ABSENCE, ACTIVE, MIND, GOAL, TARGET, MOVE, HEADCOUNT, SHOCK, VOTE, BLOC) = range(1, 16)
LOBBY, OBSTRUCT, DELAY, SUCCESSOR, RUMOUR, ISSUE, SHUFFLE, REVIEW, COUP, TRANSFER, LIST, RESEED, WAR, REVOLT, FRONT, HUNT = range(17, 33)

NORMAL = NormalDist()


def mix(z: int) -> int:
    z &= MASK
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
    return z ^ (z >> 31)


def absorb(h: int, *parts: int) -> int:
    for x in parts:
        h = mix((h ^ (x & MASK)) + GOLDEN)
    return h


def unit(h: int) -> float:
    return ((h >> 11) + 0.5) * 2.0**-53


def key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") or 1


def luck(seed: int, history: int) -> int:
    return absorb(0, seed, history)


def once(luck: int, purpose: int, x: int) -> float:
    """A uniform of the whole history."""
    return unit(absorb(luck, purpose, x))


def dated(luck: int, purpose: int, x: int, slot: int) -> float:
    """One of several uniforms of the whole history."""
    return unit(absorb(luck, purpose, x, slot))


def uniform(luck: int, step: int, purpose: int, a: int, b: int, slot: int) -> float:
    """A uniform of one step."""
    return unit(absorb(luck, purpose, step, a, b, slot))


def gumbel(luck: int, step: int, purpose: int, a: int, b: int, slot: int) -> float:
    return -log(-log(uniform(luck, step, purpose, a, b, slot)))


def normal(luck: int, step: int, purpose: int, a: int, b: int, slot: int) -> float:
    return NORMAL.inv_cdf(uniform(luck, step, purpose, a, b, slot))


def of_motion(luck: int, purpose: int, motion: int, x: int) -> float:
    """A uniform of one motion and one voter."""
    return unit(absorb(luck, purpose, motion, x))
