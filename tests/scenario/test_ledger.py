"""The table of the two ledgers: every record once, in the flagship or left out with a reason, and nothing named that does not exist."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

import ledger
from collegium.scenario import find, load
from helpers import published_data

CASE = load(find(ledger.SCENARIO))
KNOWN = ledger.Known(CASE)
ROWS = ledger.rows()

PLACED = {"1917 to 1922": 208, "1922 to 1927": 424}
LEFT_OUT = {
    "before the case": 141, "after the case": 25, "nobody named": 50, "no act towards a named person": 17,
    "a detail of another record": 42, "a judgement of the author": 38, "character or motive": 55, "not known or disputed": 37,
    "a mechanism that the model has not": 60, "no place in the format": 34, "a cause not tested": 18, "an outcome without a row": 1,
    "missing in a table": 7,
}  # fmt: skip
"""A change of these numbers is a change of the coding."""


def test_every_record_of_both_ledgers_has_one_row() -> None:
    assert len(ROWS) == len({row.id for row in ROWS}) == 1157
    assert all(re.fullmatch(r"p\d{3}-\d{2}", row.id) for row in ROWS)
    assert Counter(row.ledger for row in ROWS) == {"1917 to 1922": 530, "1922 to 1927": 627}


def test_a_record_is_either_placed_or_left_out() -> None:
    for line in ledger.lines(ledger.DATA.read_text(encoding="utf-8")):
        assert list(line) == ["id", "in", "excluded"]
        assert bool(line["in"]) != bool(line["excluded"]), line["id"]


def test_every_place_exists() -> None:
    missing = [(row.id, place.where, place.name) for row in ROWS for place in row.places if not KNOWN.has(place)]
    assert not missing


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("acts.csv", "lenin_support_999"), ("acts.csv", "lenin"), ("acts", "lenin_support_1"), ("positions.csv", "lenin"),
        ("positions.csv", "lenin nep 1922-03-28"), ("ties.csv", "lenin stalin enemy"), ("scenario.yaml", "bodies.politbureau"),
        ("scenario.yaml", "title.of"), ("rule", "strategies"), ("move", "resign"), ("parameter", "luck"), ("people.csv", ""),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_found(where: str, name: str) -> None:
    assert not KNOWN.has(ledger.Place(where, name))


def test_a_cell_without_a_table_is_no_place() -> None:
    assert not any(KNOWN.has(place) for place in ledger.places("outcomes of populations; comment at politburo"))


def test_how_many_are_placed_and_left_out() -> None:
    assert Counter(row.ledger for row in ROWS if row.places) == PLACED
    assert Counter(row.why for row in ROWS if not row.places) == LEFT_OUT


def test_every_reason_has_a_class_and_words() -> None:
    assert list(LEFT_OUT) == list(ledger.CLASSES)
    assert all(row.why in ledger.CLASSES and row.reason for row in ROWS if not row.places)


def test_a_claim_of_the_ledger_has_the_id_of_its_record() -> None:
    """The ids pNNN_NN of claims.csv are those of the ledger."""
    claims = {line["id"] for line in ledger.lines(CASE.files["claims.csv"]) if re.match(r"p\d{3}_\d{2}", line["id"])}
    for row in ROWS:
        own = {claim for claim in claims if claim.startswith(row.id.replace("-", "_"))}
        assert own <= {place.name for place in row.places if place.where == "claims.csv"}, row.id
        claims -= own
    assert not claims


def test_the_page_is_that_of_the_table() -> None:
    assert ledger.PAGE.read_text(encoding="utf-8") == ledger.page(CASE), "run python validate/ledger.py"


@pytest.mark.parametrize("name", ["1917-1922", "1922-1927"])
def test_the_ids_are_those_of_the_ledger(name: str) -> None:
    text = published_data.path("ledger", f"{name}.jsonl").read_text(encoding="utf-8")
    ids = {json.loads(line)["id"] for line in text.splitlines()}
    assert ids == {row.id for row in ROWS if row.ledger == name.replace("-", " to ")}
