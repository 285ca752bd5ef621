"""Positive controls: where the answer is obvious the model gives it (the made-up cases of tests/cases/contest).

An autocracy is seen, a collective is not; whoever appoints comes to rule, and who may not appoint does not.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import collegium
from collegium import Results
from collegium.scenario import find, from_files
from collegium.scenario.model import Scenario

CASES = Path(__file__).parents[1] / "cases" / "contest"
SIZE = 1e-4
"""Chance with which each test would fail if the truth lay at its bound; keys are fixed, so it fails always or never."""
REGIONS = "north", "south", "east", "west"
RIGHTS = {
    "whole": (),
    "divided": tuple(f"give right over {region} to {n}secretary 0.2" for region in REGIONS for n in ("", "second_", "third_")),
    "limited": ("set office.secretary.term = 104",),
    "none": ("take right over everything from secretary",),
}
"""The party's secretary fills six posts in ten; or three fill two each; or the secretary's term is two years; or nobody fills any."""


@cache
def case(name: str) -> Scenario:
    return collegium.load(find(CASES / name))


def played(scenario: Scenario, histories: int, do: tuple[str, ...] = ()) -> Results:
    return collegium.run(scenario, histories=histories, seed=1, interventions=do, record=("outcomes", "series"))


def rulers(results: Results) -> list[str | None]:
    """Who first rules alone in each history."""
    found: list[str | None] = results.histories(["one_man_by"])["one_man_by"].to_pylist()
    return found


@cache
def party(right: str) -> Results:
    """A hundred histories of fifteen years."""
    return played(case("party"), 100, RIGHTS[right])


def ruled(results: Results) -> int:
    """In how many histories somebody rules alone at some time."""
    return sum(one is not None for one in rulers(results))


def bounds(hits: int, n: int) -> tuple[float, float]:
    """Exact interval of a share (Clopper and Pearson), each end missed with chance ``SIZE``."""
    found = stats.binomtest(hits, n).proportion_ci(1.0 - 2.0 * SIZE, "exact")
    return float(found.low), float(found.high)


def test_an_obvious_autocracy_is_seen() -> None:
    """The member with every office, right and client is found to rule alone in 19 of 20 histories or more, and by nearly all readings
    that can find it: from the third on."""
    results = played(case("autocracy"), 60)
    assert stats.binomtest(rulers(results).count("anna"), 60, 0.95, "less").pvalue > SIZE
    rule = results.series("rule", ["history", "rule"])
    history, kinds = np.array(rule["history"].to_pylist()), np.array(rule["rule"].to_pylist())
    later = np.arange(len(history)) - np.searchsorted(history, history) >= 2
    seen = np.isin(kinds, ["one_man", "sole_survivor"])
    by_history = [seen[later & (history == k)].mean() for k in np.unique(history)]
    assert len(by_history) == 60 and np.mean(by_history) >= 0.95


def test_an_obvious_collective_is_not_taken_for_an_autocracy() -> None:
    """Seven equals without offices or followings: one-man rule in one history of a hundred, or fewer."""
    found = ruled(played(case("collective"), 200))
    assert stats.binomtest(found, 200, 0.01, "greater").pvalue > SIZE


def test_without_the_right_of_appointment_one_man_rule_is_at_most_half_as_frequent() -> None:
    """The greatest share that agrees with what is found without it is less than half of the least with it."""
    assert 2.0 * bounds(ruled(party("none")), 100)[1] < bounds(ruled(party("whole")), 100)[0]


@pytest.mark.parametrize("right", ["divided", "limited"])
def test_a_right_that_is_divided_or_limited_makes_it_rarer(right: str) -> None:
    """Rarer than with the whole right, and no rarer than without any."""
    some, whole, none = (ruled(party(name)) for name in (right, "whole", "none"))
    assert stats.fisher_exact([[some, 100 - some], [whole, 100 - whole]], "less").pvalue < SIZE
    assert stats.fisher_exact([[some, 100 - some], [none, 100 - none]], "less").pvalue > SIZE


def test_the_secretary_is_who_rules() -> None:
    """In the party nobody but who appoints has anything that the others have not."""
    found = rulers(party("whole"))
    others = [one for one in found if one not in (None, "anna")]
    assert stats.binomtest(found.count("anna"), found.count("anna") + len(others), 0.9, "less").pvalue > SIZE


def test_the_camp_that_cannot_appoint_loses_its_seats() -> None:
    """The two of seven lose theirs more often, a head, than the five who fill posts."""
    results = played(case("camps"), 200)

    def lost(*people: str) -> list[int]:
        table = results.histories([f"lost_top:{one}" for one in people])
        gone = sum(day is not None for name in table.column_names for day in table[name].to_pylist())
        return [gone, 200 * len(people) - gone]

    table = [lost("felix", "greta"), lost("anna", "boris", "clara", "david", "elena")]
    assert stats.fisher_exact(table, "greater").pvalue < SIZE


def test_bystanders_change_no_outcome() -> None:
    """Twenty more people without seat, post, following or tie: as many histories with one-man rule, and as many seats lost."""
    alone = case("party")
    more = "".join(f"bystander_{n},Bystander {n},0.4,2,2,2,2,0\n" for n in range(1, 21))
    crowd = from_files(alone.name, {**alone.files, "people.csv": alone.files["people.csv"] + more})
    few, many = party("whole"), played(crowd, 100)
    assert stats.fisher_exact([[ruled(results), 100 - ruled(results)] for results in (few, many)]).pvalue > SIZE
    losses = [results.histories(["losses"])["losses"].to_numpy() for results in (few, many)]
    assert stats.ttest_ind(*losses, equal_var=False).pvalue > SIZE
