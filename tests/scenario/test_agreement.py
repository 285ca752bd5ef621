"""Two codings of the flagship's acts: the measure against published cases, and every figure that is told of it against the codings."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from collegium.scenario import cells, codebook, find, load
from collegium.scenario.model import ACTS, TRAITS

ROOT = Path(__file__).resolve().parents[2]
COHEN = np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]])
"""Two hundred diagnoses by two judges, as shares (Cohen 1960 and 1968)."""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("agreement", ROOT / "validate" / "agreement.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["agreement"] = module
    spec.loader.exec_module(module)
    return module


def test_kappa_as_published(script: ModuleType) -> None:
    assert script.kappa(COHEN, script.unequal(3)) == pytest.approx(0.492, abs=5e-4)
    assert script.kappa(COHEN, np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]])) == pytest.approx(0.348, abs=5e-4)
    assert script.kappa(COHEN, np.array([[0, 1, 4], [1, 0, 6], [2, 2, 0]])) == pytest.approx(0.353, abs=5e-4)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=40))
def test_quadratic_weights_make_it_a_correlation_of_agreement(script: ModuleType, pairs: list[tuple[int, int]]) -> None:
    """Fleiss and Cohen (1973): 2 cov / (var + var + the squared difference of the means)."""
    one, two = np.array(pairs, float).T
    spread = one.var() + two.var() + (one.mean() - two.mean()) ** 2
    assume(spread > 0)
    rated = np.zeros((5, 5))
    np.add.at(rated, tuple(np.array(pairs).T), 1)
    assert script.kappa(rated, script.squared(5)) == pytest.approx(2 * np.cov(one, two, bias=True)[0, 1] / spread)


def test_where_all_got_one_class_there_is_no_kappa(script: ModuleType) -> None:
    assert np.isnan(script.kappa(np.diag([0.0, 7.0]), script.unequal(2)))


def test_repeated_rows_are_no_further_evidence(script: ModuleType) -> None:
    """Each row ten times over: the interval stays what it was, unless the copies are taken for findings of their own."""
    rows = [(n % 3, (n + (n % 4 == 0)) % 3) for n in range(24)]

    def wide(copies: int, together: bool) -> float:
        rated = [script.Rated(*row, n if together else (n, copy)) for n, row in enumerate(rows) for copy in range(copies)]
        found = script.agreement(rated, script.unequal(3))
        return found.high - found.low

    assert wide(10, together=True) == wide(1, together=True)
    assert wide(10, together=False) < wide(1, together=True) / 2


def test_each_wording_counts_once(script: ModuleType) -> None:
    """Nine rows of one wording on which both agree weigh no more than the single row on which they do not."""
    rated = [script.Rated(0, 0, "sat together")] * 9 + [script.Rated(1, 0, "a speech"), script.Rated(1, 1, "a report")]
    once = [script.Rated(0, 0, ""), script.Rated(1, 0, "a speech"), script.Rated(1, 1, "a report")]
    cost = script.unequal(2)
    assert script.agreement(rated, cost, once=True).value == pytest.approx(script.agreement(once, cost).value)
    assert script.agreement(rated, cost).value > script.agreement(rated, cost, once=True).value


def test_below_three_acts_the_formula_says_nothing(script: ModuleType) -> None:
    counts = {person: codebook.count(script.FIRST, person, "caution", script.DAY) for person in script.PEOPLE}
    found = script.levels(script.FIRST, "caution")
    assert {person for person, level in found.items() if level is None} == {person for person, n in counts.items() if n < 3}
    assert {level for person, level in found.items() if counts[person] == 3} == {2}
    assert len(script.known(found, dict.fromkeys(script.PEOPLE, 1))) == sum(n >= 3 for n in counts.values())


@pytest.mark.parametrize(
    ("strength", "expected"), [("enemy", -2), ("rival", -1), ("neutral", 0), ("friend", 1), ("ally", 2), ("0.19", 0), ("0.21", 1), ("1", 2)]
)
def test_five_classes_of_ties_are_the_levels_of_the_format(script: ModuleType, strength: str, expected: int) -> None:
    values = cells.parse(strength, cells.STRENGTH).values
    assert script.tie_class(values[len(values) // 2]) == expected


def test_the_second_coding_is_of_these_acts_people_and_pairs(script: ModuleType) -> None:
    by_the_day = {act.id for act in script.CASE.acts if act.span.start.earliest <= script.DAY}
    assert set(script.KIND) == {row["id"] for row in script.table("key.csv")}
    assert set(script.KIND) <= by_the_day
    assert set(script.KIND.values()) <= {*ACTS, "none"}
    assert set(script.PEOPLE) <= {person.id for person in script.CASE.people}
    acted = {pair for act in script.FIRST if act.other for pair in ((act.person, act.other), (act.other, act.person))}
    assert set(script.TIE) == acted
    assert len(script.LEADERS) == 10


def test_the_scenario_says_what_the_codings_say(script: ModuleType) -> None:
    assert load(find("bolsheviks")).agreement == script.ruling()


def test_the_page_says_what_the_codings_say(script: ModuleType) -> None:
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert script.renewed(page) == page, "run python validate/agreement.py"


def test_the_verdicts_on_traits_do_not_hang_on_who_is_compared(script: ModuleType) -> None:
    """The page says so: with the formula used below three acts too, the same fields fall below the mark."""
    for trait in TRAITS:
        wider = script.agreement(script.known(script.levels(script.FIRST, trait, fewest=0), script.judged(trait)), script.squared(5))
        assert (wider.value < codebook.ENOUGH) == (script.ruling()[trait] < codebook.ENOUGH)
