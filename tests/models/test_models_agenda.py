"""Agenda trees against the published values; the setter; elections; bargaining."""

from __future__ import annotations

import gzip
import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.models import agenda, bargaining, elections, expected_utility, setter
from helpers import published_data


def tree(x: int | list[object]) -> agenda.Tree:
    return x if isinstance(x, int) else (tree(x[0]), tree(x[1]))  # type: ignore[arg-type]


class Published:
    """One of the two published tables: values (actors x options), weights, agendas with their worth to every actor."""

    def __init__(self, name: str) -> None:
        with gzip.open(published_data.path("data", f"ktab-agenda-prop-{name}.txt.gz"), "rt", encoding="utf-8") as file:
            lines = [line.strip() for line in file]
        values, weights = lines.index("Value matrix"), lines.index("Capability matrix")
        self.values = np.array([[float(x) for x in line.split()] for line in lines[values + 1 : weights - 1]])
        self.weights = np.array([float(line) for line in lines[weights + 1 : weights + 1 + len(self.values)]])
        rows = [line.split(maxsplit=2) for line in lines if line[:1].isdigit() and "[" in line]
        self.trees = [tree(json.loads(row[1].replace(":", ","))) for row in rows]
        self.worth = np.array([[float(x) for x in row[2].split()] for row in rows])


@pytest.fixture(scope="module", params=["free", "balanced"])
def published(request: pytest.FixtureRequest) -> Published:
    return Published(request.param)


def test_all_published_agendas(published: Published) -> None:
    assert len(published.trees) == 8000
    found = np.array([agenda.agenda_value(t, published.values, published.weights) for t in published.trees])
    assert np.abs(found - published.worth).max() < 0.01


def shape(t: agenda.Tree) -> frozenset[object] | int:
    return t if isinstance(t, int) else frozenset(shape(side) for side in t)


@pytest.mark.parametrize(("name", "count", "drawn", "best"), [("free", 10395, 8.02, 8.03), ("balanced", 315, 6.39, 6.39)])
def test_the_chairs_best_agenda(name: agenda.Balance, count: int, drawn: float, best: float) -> None:
    """The published optimum is that of the 8,000 agendas drawn. Under free agendas one that was not drawn is better."""
    table = Published(name)
    trees, worth = agenda.all_agendas(table.values, table.weights, name)
    assert len({shape(t) for t in trees}) == len(trees) == count
    seen = {shape(t) for t in table.trees}
    assert max(w for t, w in zip(trees, worth[:, 0], strict=True) if shape(t) in seen) == pytest.approx(drawn, abs=0.005)
    assert agenda.best_agenda(0, table.values, table.weights, name)[1] == pytest.approx(best, abs=0.005)


@pytest.mark.parametrize(
    ("balance", "voting", "best"), [("moderate", "proportional", 6.93), ("moderate", "binary", 7.51), ("balanced", "binary", 6.93)]
)
def test_other_rules(balance: agenda.Balance, voting: agenda.Voting, best: float) -> None:
    table = Published("free")
    found, worth = agenda.best_agenda(0, table.values, table.weights, balance, voting)
    assert worth == pytest.approx(best, abs=0.005)
    assert agenda.agenda_value(found, table.values, table.weights, voting)[0] == pytest.approx(worth)


def test_nobody_cares() -> None:
    assert agenda.agenda_value((0, 1), [[2, 2], [3, 3]], [1, 1]).tolist() == [2, 3]


ONE = Fraction(1)
IDEALS = [Fraction(x) for x in range(-2, 3)]


@pytest.mark.parametrize(
    ("need", "outcomes", "stuck"),
    [
        (4, [1, 0, -1, 0, 1, 2, 2], (-ONE, ONE)),
        (5, [-1, -2, -1, 0, 1, 2, 2], (-2 * ONE, 2 * ONE)),
        (3, [2, 2, 1, 0, 1, 2, 2], (0 * ONE, 0 * ONE)),
    ],
)
def test_setter_and_gridlock(need: int, outcomes: list[int], stuck: tuple[Fraction, Fraction]) -> None:
    assert [setter.setter_outcome(IDEALS, need, Fraction(q), Fraction(2)) for q in range(-3, 4)] == outcomes
    assert setter.gridlock(IDEALS, need) == stuck


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=7), st.integers(-20, 20), st.integers(-20, 20))
def test_what_the_setter_gets_would_pass(ideals: list[int], status_quo: int, own: int) -> None:
    for need in range(len(ideals) // 2 + 1, len(ideals) + 1):
        y = setter.setter_outcome(ideals, need, status_quo, own)
        assert sum(abs(y - x) <= abs(status_quo - x) for x in ideals) >= need
        assert abs(y - own) <= abs(status_quo - own)


def test_gatekeeping() -> None:
    keeper, half = Fraction(1), Fraction(1, 2)

    def closed(q: Fraction) -> Fraction:
        return setter.setter_outcome([Fraction(0)], 1, q, keeper)

    assert setter.gatekeeping(half, keeper, Fraction(0)) == half
    assert setter.gatekeeping(Fraction(-1), keeper, Fraction(0)) == 0
    assert setter.gatekeeping(Fraction(-1, 4), keeper, closed(Fraction(-1, 4))) == Fraction(1, 4)
    assert setter.gatekeeping(Fraction(2), keeper, Fraction(0)) == 2
    assert setter.gatekeeping(Fraction(2), keeper, closed(Fraction(2))) == 1


def test_bargaining_beyond_the_cases() -> None:
    with pytest.raises(ValueError, match="recognised too seldom"):
        bargaining.favoured_proposer(Fraction(1, 4), Fraction(1))
    offer = bargaining.open_rule(0.73)
    assert offer.partners == 2
    assert offer.proposer + 2 * offer.partner == pytest.approx(1)


SUPPORT = [[0, 12.099, 54.921], [10.333, 0, 27.079], [5.007, 55.047, 0]]


@pytest.mark.parametrize(
    ("method", "chances"),
    [
        ("conditional", [0.8659, 0.1241, 0.0100]),
        ("markov_uniform", [0.6351, 0.2148, 0.1501]),
        ("markov_incentive", [0.5094, 0.2796, 0.2110]),
    ],
)
def test_published_elections(method: elections.Method, chances: list[float]) -> None:
    assert elections.condorcet_election(SUPPORT, method=method) == pytest.approx(chances, abs=6e-5)


def test_an_election_of_two() -> None:
    assert elections.condorcet_election([[0, 51.212], [19.714, 0]])[0] == pytest.approx(0.8709, abs=6e-5)


EMISSION = np.array(
    [
        [4, 7, 4, 4, 10, 10, 10, 7, 4, 7],
        [0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08],
        [0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7],
    ]
)


def test_emission_standards_by_the_sober_baseline_and_by_the_papers_equations() -> None:
    median, mean = expected_utility.forecast(*EMISSION)
    assert median == 7
    assert mean == pytest.approx(5003 / 677)
    position, capability, salience = EMISSION.tolist()
    rounds = expected_utility.replicate(position, capability, salience, rounds=4, variant="paper")
    assert (rounds[0].positions, rounds[0].median, rounds[0].mean) == (tuple(position), median, mean)
    assert [found.median for found in rounds] == [7] * 5
    assert [found.mean for found in rounds] == pytest.approx([5003 / 677, 7.603787, 7.026588, 7, 7], abs=5e-7)
    assert rounds[-1].positions == pytest.approx([7] * 10)
