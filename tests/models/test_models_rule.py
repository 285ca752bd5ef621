"""Sharing power, the selectorate, personalism."""

from __future__ import annotations

import csv
from fractions import Fraction

import numpy as np
import pytest

from collegium.models import personalism, power_sharing, selectorate
from helpers import published_data

F = Fraction


def threat(b: str, mu: str, rho: str, p1: str, p0: str) -> power_sharing.Threat[Fraction]:
    return power_sharing.Threat(F(b), F(mu), F(rho), F(p1), F(p0))


@pytest.mark.parametrize(
    ("numbers", "contested", "hazard"),
    [
        (("1/2", "1/10", "3/5", "1", "0"), True, "0"),
        (("1/2", "1/10", "3/5", "9/10", "1/10"), True, "3/85"),
        (("1/2", "1/10", "1/2", "9/10", "1/10"), False, "0"),
        (("2/5", "1/5", "7/10", "4/5", "1/5"), True, "7/55"),
        (("3/10", "1/10", "3/5", "9/10", "1/10"), False, "0"),
    ],
)
def test_regimes(numbers: tuple[str, ...], contested: bool, hazard: str) -> None:
    found = threat(*numbers)
    assert found.contested == contested == (found.success >= found.needed_success)
    assert found.coup_hazard == F(hazard)


def test_nothing_would_deter_him() -> None:
    found = threat("1/10", "1/10", "1/10", "1", "0")
    assert found.needed_resolve is None
    assert not found.contested
    assert found.coup_hazard == 0


def test_hazards_fall_with_tenure() -> None:
    tenure = power_sharing.ladder(0.4, 0.1, 0.8, 0.2, 1 / 3, 10)
    assert list(tenure.hazards) == sorted(tenure.hazards, reverse=True)
    assert tenure.removed == pytest.approx(194 / 405)


def test_precise_signals_leave_one_threshold() -> None:
    assert power_sharing.coordination(0.25, 0.0) == (0.75, 0.75)
    with pytest.raises(ValueError, match="cost"):
        power_sharing.coordination(1.0, 0.1)


def test_selectorate_beyond_the_cases() -> None:
    spent = [selectorate.private_goods_root(F(100), F(5), F(s), F(1, 2)) for s in (50, 10)]
    assert spent == [F(10000, 361), F(400, 9)]
    loyalty = [selectorate.loyalty_norm(w, 1) for w in (0.25, 0.5, 0.75, 1)]
    assert loyalty == pytest.approx([0.250356, 0.500712, 0.751068, 1.001425], abs=5e-7)
    assert selectorate.loyalty_norm(0.25, 0.5) == pytest.approx(0.276952, abs=5e-7)


@pytest.mark.parametrize(
    ("answers", "published"),
    [("00000000", -1.3213), ("11111110", 1.4252), ("01000000", -0.7912), ("01000100", -0.5402), ("10110000", 0.0098),
     ("11111000", 0.7132), ("11111111", 1.8286)],
)  # fmt: skip
def test_scores_distributed_with_the_data(answers: str, published: float) -> None:
    assert personalism.score([int(c) for c in answers]) == pytest.approx(published, abs=0.005)


def test_single_items_and_information() -> None:
    only = [[int(i == j) for j in range(8)] for i in (0, 5)]
    assert [personalism.score(a) for a in only] == pytest.approx([-0.5396, -0.9635], abs=1e-3)
    assert personalism.presence(0.0)[0] == pytest.approx(0.771587, abs=5e-6)
    assert personalism.information([-1, 0, 1]) == pytest.approx([2.5568, 4.9798, 3.7886], abs=2e-3)


def test_stalin_after_the_war_in_the_released_data() -> None:
    with published_data.path("data", "gwf-leader-years.csv").open(encoding="utf-8") as file:
        years = [row for row in csv.DictReader(file) if row["gwf_leadername"] == "Stalin"]
    assert len(years) == 8
    for row in years:
        answers = [int(float(row[item])) for item in list(personalism.ITEMS)[:2]]
        answers += [int(float(row["milmerit_pers"]) == 2)]
        answers += [int(float(row[item])) for item in list(personalism.ITEMS)[3:7]]
        answers += [int(float(row["militparty_newparty"]))]
        assert answers == [1, 1, 1, 1, 1, 1, 1, 0]


def test_every_item_adds() -> None:
    scores = [personalism.score([1] * k + [0] * (8 - k)) for k in range(9)]
    assert np.all(np.diff(scores) > 0)
