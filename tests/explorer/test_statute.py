"""The statute as sentences: every rule of the format, what it says now, and what it could say."""

from __future__ import annotations

import re

import pytest

from collegium import load
from collegium.errors import ScenarioError
from collegium.explorer import Clause, allowed, changed, clauses
from collegium.explorer.rules import NO_RULE
from collegium.explorer.statute import SAYS, USUAL, Said, cadence, deadline
from collegium.scenario.columns import Number
from collegium.scenario.format import BODY, OFFICE
from collegium.scenario.library import shipped
from collegium.scenario.shape import Shares

COUNCIL = load("council")
STATUTE = {clause.name: clause for clause in clauses(COUNCIL)}


def test_every_rule_of_the_format_is_a_clause() -> None:
    """A new key of a body or an office needs a sentence, and a number needs usual values."""
    for group, section in (("body", BODY), ("office", OFFICE)):
        rules = set(section.columns) - NO_RULE
        assert set(SAYS[group]) == rules
        assert {clause.key for clause in STATUTE.values() if clause.group == group} == rules
        numbers = {key for key in rules if isinstance(section.columns[key], Number | Shares)}
        assert numbers <= set(USUAL)


@pytest.mark.parametrize("case", shipped())
def test_every_case_can_be_read(case: str) -> None:
    """Each sentence is a sentence, no two rules have one, and setting what is set already changes nothing."""
    scenario = load(case)
    found = clauses(scenario)
    sentences = [clause.sentence for clause in found]
    assert all(re.fullmatch(r"[A-Z].+\.", sentence) and "{" not in sentence and "the The" not in sentence for sentence in sentences)
    assert len({(clause.name, clause.sentence) for clause in found}) == len(found)
    for clause in found[:: max(1, len(found) // 10)]:
        assert clauses(changed(scenario, clause.setting(clause.value))) == found, clause.name


def test_what_a_clause_says() -> None:
    agenda = STATUTE["body.council.agenda"]
    assert (agenda.kind, agenda.value, agenda.title) == ("choice", "secretary", "Council")
    assert agenda.sentence == "The Secretary decides what comes before the Council."
    assert {one.value for one in agenda.alternatives} == {"chairman", "editor", "treasurer", "rotation", "none"}
    expel = STATUTE["body.assembly.thresholds.expel"]
    assert (expel.kind, expel.low, expel.high) == ("number", 0, 1)
    assert expel.sentence == "In the Assembly a motion to expel somebody needs more than half of the votes."
    assert STATUTE["office.secretary.appoints.clerks"].sentence == "The Secretary fills half of the posts of the clerks."
    assert STATUTE["body.assembly.cadence"].sentence == "The Assembly meets every 26 weeks."
    assert [STATUTE[f"body.{body}.ballot"].sentence[-10:] for body in ("council", "assembly")] == [" the open.", "in secret."]


def test_alternatives_differ_and_stay_in_range() -> None:
    for clause in STATUTE.values():
        values = [one.value for one in clause.alternatives]
        assert clause.value not in values and len(set(values)) == len(values)
        if clause.low is not None and clause.high is not None:
            assert all(clause.low <= float(value) <= clause.high for value in values)
        if clause.kind in ("choice", "flag"):
            assert {clause.value, *values} == set(clause.options)
        assert all(one.sentence != clause.sentence for one in clause.alternatives), clause.name


def test_what_is_allowed_can_be_set_and_is_what_the_statute_then_says() -> None:
    rules = "agenda", "thresholds.strip", "absentee", "tie", "term"
    for name in (f"body.council.{rule}" for rule in rules):
        clause = STATUTE[name]
        assert allowed(COUNCIL, clause)
        for other in allowed(COUNCIL, clause):
            then = {one.name: one for one in clauses(changed(COUNCIL, clause.setting(other.value)))}
            assert (then[name].value, then[name].sentence) == (other.value, other.sentence)


def test_what_needs_a_second_change_is_not_allowed_alone() -> None:
    tie = STATUTE["body.assembly.tie"]
    assert [one.value for one in tie.alternatives] == ["chair"] and allowed(COUNCIL, tie) == ()
    with pytest.raises(ScenarioError, match="no chair is named"):
        changed(COUNCIL, tie.setting("chair"))
    both = changed(COUNCIL, tie.setting("chair"), "body.assembly.chair = chairman")
    assert {clause.name: clause for clause in clauses(both)}["body.assembly.tie"].value == "chair"


def test_times_and_shares_in_words() -> None:
    def said(value: str, step: int = 7) -> Said:
        return Said("Council", value, {}, step, "", "council")

    times = [said("1"), said("52"), said("3", 1), said("1", 1)]
    assert [cadence(one)[:-1].partition("every ")[2] for one in times] == ["week", "52 weeks", "3 days", "day"]
    assert [deadline(one)[:-1].partition("in ")[2] for one in times] == [
        "a week before",
        "52 weeks before",
        "3 days before",
        "a day before",
    ]
    assert [said(value).share for value in ("0.5", "0.6667", "0.07", "1")] == ["half", "two thirds", "7%", "all"]


def test_a_clause_is_plain_data() -> None:
    clause: Clause = STATUTE["body.council.seats"]
    assert clause.as_dict()["alternatives"][0] == {"value": "3", "sentence": "The Council has 3 full seats."}
