"""Counts of process: on record and in histories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import collegium
from collegium import Scenario, edit
from collegium.analysis.columns import numbers
from collegium.fitting.process import STATISTICS, given
from collegium.fitting.runs import Part, Plan, alike, counted, part, scores, shared, values
from collegium.scenario.model import Record, Source, Span, When


@pytest.fixture(scope="module")
def directory() -> Scenario:
    return collegium.load("directory")


def row(kind: str, who: str, day: date, value: str = "", what: str = "") -> Record:
    return Record(f"{kind}_{who}_{day}_{value}", kind, who, what, "", Span(When(day, day)), value, Source(""))


def test_the_flagship_has_the_counts_that_anybody_can_look_up() -> None:
    case = collegium.load("bolsheviks")
    found = given(case, case.start, case.end)
    assert (found["expelled"], found["sent_away"], found["offices_left"], found["caucuses"]) == (10, 8, 33, 8)
    assert (found["resignations"], found["resignations_accepted"], found["appeals"], found["appeals_won"]) == (2, 0, 5, 0)
    assert (found["platforms"], found["capitulations"], found["sanctions_failed"]) == (4, 2, 1)


def test_an_earlier_day_knows_less() -> None:
    case = collegium.load("bolsheviks")
    early, late = (given(case, case.start, until) for until in (date(1923, 12, 31), case.end))
    assert early.keys() == late.keys() and all(early[name] <= late[name] for name in late)
    assert (early["expelled"], early["appeals"], early["caucuses"]) == (0, 1, 3)


def test_what_a_record_does_not_give_is_left_out_and_none_is_zero(directory: Scenario) -> None:
    day = date(1797, 9, 5)
    assert "appeals" not in given(directory, directory.start, directory.end)
    silent = replace(directory, record=(*directory.record, row("appeal", "barras", day, "none")))
    assert given(silent, silent.start, silent.end)["appeals"] == 0
    told = replace(directory, record=(*directory.record, row("appeal", "barras", day, "won"), row("appeal", "barras", day, "lost")))
    found = given(told, told.start, told.end)
    assert (found["appeals"], found["appeals_won"]) == (2, 1)


def test_a_person_counts_once_and_death_is_nobody_s_decision(directory: Scenario) -> None:
    """Somebody who loses two offices has lost offices; both offices were left."""
    bare = replace(directory, record=())
    lost = row("office_lost", "barras", date(1797, 1, 1), "dismissed", directory.offices[0].id)
    again = row("office_lost", "barras", date(1798, 1, 1), "dismissed", directory.offices[1].id)
    dead = row("office_lost", "carnot", date(1798, 1, 1), "death", directory.offices[2].id)
    found = given(replace(bare, record=(lost, again, dead)), bare.start, bare.end)
    assert (found["lost_office"], found["offices_left"]) == (1, 3)


def test_no_name_of_a_person_matters(directory: Scenario) -> None:
    """Two leaders change places in the record: every count stays."""
    swapped = {"barras": "carnot", "carnot": "barras"}
    record = tuple(replace(one, who=";".join(swapped.get(who, who) for who in one.who.split(";"))) for one in directory.record)
    other = replace(directory, record=record)
    assert given(other, other.start, other.end) == given(directory, directory.start, directory.end)


@pytest.mark.engine
def test_histories_are_counted_as_their_tables_say() -> None:
    case = collegium.load("directory")
    until, plan = date(1796, 12, 31), Plan(20, 3, 1)
    one = Part(case, until, dict.fromkeys((each.name for each in STATISTICS), 0))
    found = dict(zip((each.name for each in STATISTICS), counted(one, plan, None).T, strict=True))
    results = collegium.run(case, end=until, histories=20, seed=3, threads=1)
    table, events = results.histories(), results.events(["history", "kind"])
    for name in ("resignations", "appeals_won", "platforms", "caucuses"):
        assert found[name].tolist() == numbers(table[name]).tolist()
    assert found["sanctions_failed"].tolist() == (numbers(table["sanctions"]) - numbers(table["sanctions_carried"])).tolist()
    gone = [k for k, kind in zip(events["history"].to_pylist(), events["kind"].to_pylist(), strict=True) if kind == "left_office"]
    left = [gone.count(k) for k in range(20)]
    assert found["offices_left"].tolist() == left and sum(left) > 0
    lost = [sum(table[f"lost_office:{person.id}"][k].as_py() is not None for person in case.people) for k in range(20)]
    assert found["lost_office"].tolist() == lost and sum(lost) > 0


@pytest.mark.engine
def test_scores_lead_back_to_the_parameters_of_the_histories() -> None:
    case = collegium.load("council")
    names = shared([case])
    found = values([case.parameters[name] for name in names], scores(names, Plan(30, 7, 1)))
    table = collegium.run(case, end="2001-03-01", histories=30, seed=7, threads=1, record=()).histories([f"theta:{name}" for name in names])
    assert found == pytest.approx(np.stack([numbers(table[f"theta:{name}"]) for name in names], axis=1), rel=1e-9)


def test_only_parameters_with_the_same_prior_are_shared() -> None:
    case = collegium.load("council")
    other, fixed = edit(case, {"tie": "uniform(0, 1)"}), edit(case, {"tie": "1"})
    assert "tie" in shared([case]) and "tie" not in shared([case, other]) and "tie" not in shared([fixed])
    assert set(shared([case])) - {"tie"} == set(shared([case, other]))
    assert alike(case.parameters["tie"], replace(case.parameters["tie"], source="another"))


def test_a_part_knows_what_makes_a_rate_of_its_counts(directory: Scenario) -> None:
    one = part(directory)
    years = (directory.end - directory.start).days / 365.25
    assert one.exposed["lost_top"] == pytest.approx(5 * years), "five directors"
    assert one.exposed["caucuses"] == pytest.approx(years)
    assert set(one.exposed) == set(one.seen)
