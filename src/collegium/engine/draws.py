"""Keyed draws: every random number is a pure function of what it is for.

The key is (seed, history, purpose, week, actor, other, slot), absorbed in that order by the mixer of
SplitMix64 (Steele, Lea, Flood 2014); actors and bodies enter by the 64-bit BLAKE2b of their id. There are
no counters and no rejections. So a history can run again alone, a new person does not change
anybody else's draws, and both arms of a comparison share all other draws.
"""

from __future__ import annotations

import hashlib
import math

import numpy as np

from collegium.engine.geometry import MIDDLE
from collegium.engine.kernel import kernel
from collegium.engine.normal import quantile

# Purposes. Never renumber: a number identifies a stream of luck for good.
CELL = 1
PARAMETER = 2
DEATH = 3
HAZARD = 4
DATE = 5
ABSENCE = 6
ACTIVE = 7
MIND = 8
GOAL = 9
TARGET = 10
MOVE = 11
HEADCOUNT = 12
SHOCK = 13
VOTE = 14
BLOC = 15
LOBBY = 17
OBSTRUCT = 18
DELAY = 19
SUCCESSOR = 20
RUMOUR = 21
ISSUE = 22
SHUFFLE = 23
REVIEW = 24
COUP = 25
TRANSFER = 26
LIST = 27
RESEED = 28
WAR = 29
REVOLT = 30
FRONT = 31
HUNT = 32

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 2.0**-53
"""One step of the 53 bits that a uniform is made of."""


def key_of(identifier: str) -> int:
    """64-bit BLAKE2b of an id, never 0 (0 means nobody)."""
    return int.from_bytes(hashlib.blake2b(identifier.encode(), digest_size=8).digest(), "little") or 1


@kernel
def mix64(z):
    """Finaliser of SplitMix64: a bijection of the 64-bit integers."""
    z = (z ^ (z >> _S30)) * _M1
    z = (z ^ (z >> _S27)) * _M2
    return z ^ (z >> _S31)


@kernel
def absorb(h, x):
    """Key ``h`` with one more part ``x`` (both uint64)."""
    return mix64((h ^ x) + _GOLDEN)


@kernel
def unit(h):
    """Uniform in (0, 1), never 0 or 1, from a uint64."""
    return (np.float64(h >> _S11) + MIDDLE) * _UNIT


@kernel
def luck_of(seed, history):
    """The key of one history: all its draws absorb more parts into it. Both uint64."""
    return absorb(absorb(np.uint64(0), seed), history)


@kernel
def this_step(st, purpose):
    """The first part of a key: purpose, week."""
    return absorb(absorb(st.luck, np.uint64(purpose)), np.uint64(st.week))


@kernel
def begun(st, purpose, actor):
    """The first half of a key: purpose, week, actor."""
    return absorb(this_step(st, purpose), actor)


@kernel
def slot_of(h, other, slot):
    """The second half: whom or what else it concerns (key), and a small integer."""
    return absorb(absorb(h, other), np.uint64(slot))


@kernel
def ended(h, other, slot):
    """A begun key ended, as a standard Gumbel."""
    return -math.log(-math.log(unit(slot_of(h, other, slot))))


@kernel
def hashed(st, purpose, actor, other, slot):
    """uint64 for this step; ``actor`` and ``other`` are keys (uint64), ``purpose`` and ``slot`` small integers."""
    return slot_of(begun(st, purpose, actor), other, slot)


@kernel
def uniform(st, purpose, actor, other, slot):
    """Uniform in (0, 1)."""
    return unit(hashed(st, purpose, actor, other, slot))


@kernel
def gumbel(st, purpose, actor, other, slot):
    """Standard Gumbel: the largest of value + gumbel is a logit choice."""
    return ended(begun(st, purpose, actor), other, slot)


@kernel
def normal(st, purpose, actor, other, slot):
    """Standard normal."""
    return quantile(uniform(st, purpose, actor, other, slot))
