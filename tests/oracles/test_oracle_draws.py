"""Draws and distributions against published and independent numbers."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist
from types import SimpleNamespace

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.engine import draws, normal
from collegium.engine.layout import state_type
from helpers.kept import keep
from helpers.oracle import draws as d

WORDS = st.integers(0, 2**64 - 1)
SMALL = st.integers(0, 2**31)


@keep
@numba.njit
def mixed(z):
    return draws.mix64(z)


@keep
@numba.njit
def luck_of(seed, history):
    return draws.luck_of(seed, history)


@keep
@numba.njit
def quantile(p):
    return normal.quantile(p)


@keep
@numba.njit
def of_step(sts, purpose, a, b, slot):
    return draws.uniform(sts[0], purpose, a, b, slot), draws.gumbel(sts[0], purpose, a, b, slot), draws.normal(sts[0], purpose, a, b, slot)


@cache
def moment() -> np.ndarray:
    return np.zeros(1, state_type(64))


def test_published_vectors_of_splitmix64() -> None:
    seed = 1234567
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]
    states = [(seed + n * d.GOLDEN) & d.MASK for n in range(1, 6)]
    assert [d.mix(z) for z in states] == published
    assert [int(mixed(np.uint64(z))) for z in states] == published


def test_numbers_stated_in_the_documentation() -> None:
    ann, ben, luck = d.key("ann"), d.key("ben"), d.luck(7, 3)
    assert (ann, ben, luck) == (11957940740637538957, 12745485179179269273, 7758145696617331093)
    assert d.once(luck, d.DEATH, ann) == 0.30856831418605063
    assert d.uniform(luck, 100252, d.ABSENCE, ann, 0, 0) == 0.24566649039975025
    assert d.gumbel(luck, 100252, d.MIND, ann, ben, 0) == pytest.approx(0.25730231723222935, abs=1e-14)
    assert d.normal(luck, 100252, d.HEADCOUNT, ann, ben, 49) == pytest.approx(1.3743946244298046, abs=1e-12)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_keys(name: str) -> None:
    assert draws.key_of(name) == d.key(name) != 0


@settings(deadline=None)
@given(WORDS, WORDS)
def test_luck(seed: int, history: int) -> None:
    assert int(luck_of(np.uint64(seed), np.uint64(history))) == d.luck(seed, history)


@settings(deadline=None)
@given(WORDS, SMALL, st.integers(1, 30), WORDS, WORDS, st.integers(0, 500))
def test_draws_of_a_step(luck: int, week: int, purpose: int, a: int, b: int, slot: int) -> None:
    sts = moment()
    sts["week"], sts["luck"] = week, luck
    found = of_step(sts, purpose, np.uint64(a), np.uint64(b), slot)
    parts = (luck, week, purpose, a, b, slot)
    assert found == pytest.approx((d.uniform(*parts), d.gumbel(*parts), d.normal(*parts)), abs=1e-12, rel=1e-12)
    assert 0 < found[0] < 1


@settings(deadline=None)
@given(st.floats(1e-300, 1 - 1e-12))
def test_normal_quantile(p: float) -> None:
    assert float(quantile(p)) == pytest.approx(NormalDist().inv_cdf(p), rel=1e-13, abs=1e-13)


def test_kept_numbers_of_purposes() -> None:
    """Purposes are part of every key and never renumbered."""
    mine = SimpleNamespace(**{name: getattr(d, name) for name in dir(d) if name.isupper()})
    for name in ("CELL PARAMETER DEATH HAZARD DATE ABSENCE ACTIVE MIND GOAL TARGET MOVE HEADCOUNT SHOCK VOTE BLOC LOBBY "
                 "OBSTRUCT DELAY SUCCESSOR RUMOUR ISSUE SHUFFLE REVIEW COUP TRANSFER LIST").split():  # fmt: skip
        assert getattr(draws, name) == getattr(mine, name)
