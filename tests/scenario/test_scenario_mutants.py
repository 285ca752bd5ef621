"""A hundred of the mutants of which ``make validate`` tries a hundred thousand, and what is counted as a problem there."""

from __future__ import annotations

import warnings
from collections import Counter
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mutants
import mutations
from collegium.errors import Mistake, ScenarioError
from mutants import mutant


@pytest.mark.slow
@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_any_mutant_is_refused_with_a_remedy_or_can_be_run(number: int) -> None:
    outcome = mutations.judge(mutant(number), play=False)
    assert not outcome.problem, f"python validate/mutations.py --only {number}"
    assert outcome.end in ("refused", "passed")


def test_the_number_is_all_the_luck_of_a_mutant() -> None:
    made = [mutant(number) for number in range(40)]
    assert made == [mutant(number) for number in range(40)]
    assert len({(one.scenario, *one.recipe) for one in made}) > 30
    assert all(one.files != mutants.original(one.scenario) for one in made if len(one.recipe) > 2)


def test_some_mutants_pass_and_all_is_done_to_them() -> None:
    """A mutator that only wrecks would never reach what lies behind the reader."""
    ends = Counter(mutations.judge(made, play=False).end for made in map(mutant, range(60)) if made.scenario == "council")
    assert ends["passed"] > 2
    assert ends["refused"] > 2


def says(*mistakes: Mistake) -> NoReturn:
    raise ScenarioError(mistakes)


def endless() -> NoReturn:
    while True:
        pass


GONE_WRONG = {
    "KeyError": lambda: {}["x"],
    "refused without a mistake": lambda: says(),
    "it says too little": lambda: says(Mistake("people.csv", 1, "", "wrong", " ")),
    "it cannot be read": lambda: says(Mistake("people.csv", 1, "", "two\nlines", "write one")),
    "the file has": lambda: says(Mistake("people.csv", 10_000, "", "wrong", "right it")),
    "UserWarning": lambda: warnings.warn("beware", stacklevel=1),
    "printed: hello": lambda: print("hello") or says(Mistake("people.csv", 1, "", "wrong", "right it")),
    "seconds of computing": endless,
}


@pytest.mark.parametrize("told", GONE_WRONG)
def test_what_counts_as_a_problem(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutations, "LIMIT", 0.2)
    monkeypatch.setattr(mutations, "load", lambda _: GONE_WRONG[told]())
    assert told in mutations.judge(mutant(1), play=False).problem
