"""The moves of the account against the moves of the model: every instance is encoded or has a reason, and the page says so."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import moves as coded
from collegium.engine import moves
from collegium.errors import ScenarioError
from collegium.interventions.planning import Planner
from collegium.scenario import find, load
from helpers import published_data

ROOT = Path(__file__).resolve().parents[2]
CASE = load(find("bolsheviks"))
COUNTS = {"1917-1922": (50, 47), "1922-1927": (105, 86)}
"""Ledger -> its instances and its types."""


INSTANCES, TYPES, REASONS = coded.instances(), {one.type: one for one in coded.types()}, coded.reasons()
ENCODED = [one for one in INSTANCES if one.move]
PLANNER = Planner(CASE, coded.START, coded.END)


def test_all_instances_and_all_types_are_there() -> None:
    assert len(INSTANCES) == len({one.id for one in INSTANCES}) == 155
    assert len(coded.types()) == len(TYPES) == 133
    found = {
        ledger: (sum(TYPES[one.type].ledger == ledger for one in INSTANCES), sum(one.ledger == ledger for one in TYPES.values()))
        for ledger in coded.LEDGERS
    }
    assert found == COUNTS


def test_every_row_has_a_move_or_a_reason() -> None:
    for one in (*INSTANCES, *TYPES.values()):
        assert bool(one.move) != bool(one.reason), one
        assert set(one.move.split(";")) <= {*moves.NAMES, ""}, one
        assert one.reason in {*REASONS, ""}, one
    for one in INSTANCES:
        assert bool(one.move) == bool(one.who) == bool(one.day), one
    assert {one.reason for one in INSTANCES} == {*REASONS, ""}, "a reason that nobody gives"


def test_instances_agree_with_their_types() -> None:
    mine = defaultdict[str, list[Any]](list)
    for one in INSTANCES:
        mine[one.type].append(one)
    assert mine.keys() == TYPES.keys()
    for name, kind in TYPES.items():
        for one in mine[name]:
            assert one.reason == kind.reason if kind.reason else one.reason or one.move in kind.move.split(";"), one
        if kind.reason:
            assert REASONS[kind.reason].lacking == "menu", kind
        elif len(mine[name]) == 1 and not mine[name][0].move:
            assert REASONS[mine[name][0].reason].lacking == "record", "the menu has the move of this type"


@pytest.mark.parametrize("one", ENCODED, ids=[one.id for one in ENCODED])
def test_the_grammar_accepts_every_encoded_instance(one: Any) -> None:
    said = coded.sentences(one, CASE)
    assert PLANNER.plan(said).sentences == tuple(said)
    assert len(said) == len(one.who.split(";")) * len(one.against.split(";"))


def test_what_the_grammar_does_not_accept_is_noticed() -> None:
    good = next(one for one in ENCODED if one.move == "denounce")
    for wrong in ({"who": "nobody"}, {"move": "praise"}, {"against": "crowd"}, {"day": "1919-03-24"}, {"day": "1928-01-01"}):
        with pytest.raises(ScenarioError):
            PLANNER.plan([sentence_of(good._replace(**wrong))])


def sentence_of(one: Any) -> str:
    return f"force {one.who} to {one.move} against {one.against} on {one.day}"


def test_what_a_move_is_about_is_in_the_case() -> None:
    groups = (CASE.issues, CASE.offices, CASE.bodies, CASE.documents, CASE.statutes)
    known = {thing.id for group in groups for thing in group}
    assert {one.about for one in ENCODED} <= {*known, ""}


def test_the_page_is_as_written() -> None:
    assert coded.PAGE.read_text(encoding="utf-8") == coded.page(CASE), "run validate/moves.py"


@pytest.mark.parametrize("ledger", coded.LEDGERS)
def test_the_tables_agree_with_the_ledger(ledger: str) -> None:
    """The ledgers are data beside the project; where they are not at hand, this is skipped."""
    text = published_data.path("ledger", f"{ledger}.jsonl").read_text(encoding="utf-8")
    said = [row for row in map(json.loads, text.splitlines()) if row["kind"] == "move"]
    mine = [one for one in INSTANCES if TYPES[one.type].ledger == ledger]
    assert [(one.id, one.type) for one in mine] == [(row["id"], row["detail"]["move_type"]) for row in said]
    for one, row in zip(mine, said, strict=True):
        if one.move:
            first, last = (date.fromisoformat(row[end]) for end in ("date_from", "date_to"))
            assert first <= date.fromisoformat(one.day) <= last, one
            assert {*one.who.split(";")} <= {name.lower() for name in row["detail"].get("initiator", row["actors"])}, one
