"""Readings of who rules are taken only where somebody asks for them, and no history depends on them."""

from __future__ import annotations

import pytest

import collegium
from collegium.experiments.measures import ask_who_rules, measure
from collegium.results.columns import RULED

CASE = collegium.load("council")


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("losses", False), ("output", False), ("strongest anna", False), ("anna loses seat", False),
        ("sanctions - sanctions_carried", False),
        ("rule contested", True), ("rule contested on 2002-01-01", True), ("ever bloc", True), ("quarters locked", True),
        ("vulnerability", True), ("strongest anna - rule contested", True),
    ],
)  # fmt: skip
def test_which_measures_rest_on_readings(sentence: str, asks: bool) -> None:
    assert ask_who_rules([measure(sentence, CASE, CASE.start, CASE.end)]) == asks


def test_no_history_depends_on_the_readings() -> None:
    def arm(*measures: str) -> collegium.Results:
        return collegium.whatif(CASE, do=["forbid anybody to court"], measure=measures, pairs=6, per_draw=3).after

    asked, unasked = arm("losses", "ever bloc").histories(), arm("losses").histories()
    assert set(asked.column_names) - set(unasked.column_names) == set(RULED)
    assert asked.select(unasked.column_names).equals(unasked)


def test_whoever_keeps_tables_keeps_who_rules() -> None:
    kept = collegium.whatif(CASE, do=["forbid anybody to court"], measure=["losses"], pairs=3, per_draw=3, record=["series"])
    assert set(RULED) <= set(kept.before.histories().column_names)
    assert kept.before.table("rule").num_rows > 0
