"""Histories in memory are those of a run, and a fork is what its sentence makes of the history."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

import pytest

import collegium
from collegium import analysis, cli
from collegium.errors import DataError, NoHistoryError, ScenarioError
from collegium.experiments.measures import measure
from collegium.explain import account, text
from collegium.explorer import Case, Futures

END = "2002-12-31"
DAY = "2001-06-04"
K = 3
KEPT = ("series", "events")


@pytest.fixture(scope="module")
def case() -> Case:
    return Case("council", end=END)


@pytest.fixture(scope="module")
def forks(case: Case) -> Futures:
    return case.forks(K, DAY, 24, record=KEPT)


def same(one: Futures, other: collegium.Results, table: str) -> bool:
    """The same rows; words may have other numbers."""
    return one.table(table).to_pylist() == other.table(table).to_pylist()


def test_histories_in_memory_are_those_of_a_run(case: Case) -> None:
    run = collegium.run("council", end=END, histories=30, first=2)
    for threads in (1, 2):
        found = case.futures(30, 2, record=KEPT, threads=threads)
        assert found.tables == [*dict.fromkeys(run.tables)] or set(found.tables) == set(run.tables)
        assert all(same(found, run, table) for table in run.tables)
    assert [one.estimate for one in analysis.outcomes(found)] == [one.estimate for one in run.outcomes()]


def test_a_history_in_memory_is_explained_as_from_a_folder(case: Case) -> None:
    run = collegium.run("council", end=END, histories=5)
    told = case.history(K)
    assert told.entries() == account(run, K) and told.text(person="boris") == text(account(run, K, person="boris"))
    assert told.outcome() == run.history(K).outcome()
    events = told.events()
    assert [{name: value for name, value in row.items() if name != "text"} for row in events] == run.history(K).events()
    assert [row["text"] for row in events] == [row["text"] for row in run.history(K).timeline()]


def test_the_case_of_a_folder_is_the_run() -> None:
    run = collegium.run("council", end=END, histories=3, seed=9, per_draw=2, interventions=["let anna die on 2001-05-07", "set shock = 0"])
    found = Case.of(run)
    assert same(found.futures(3), run, "histories") and found.sentences == tuple(run.provenance["interventions"])


def test_a_change_of_the_case_of_results_is_made() -> None:
    """What the results' scenario holds already is not done again, and what is new is: as one list of interventions does."""
    said, more = ["set body.council.agenda = rotation", "let felix die on 2001-02-12"], "set body.council.term = 26"
    run = collegium.run("council", end=END, histories=2, interventions=said)
    changed, direct = Case.of(run).under(more), Case("council", end=END, interventions=[*said, more])
    assert changed.scenario == direct.scenario != Case.of(run).scenario
    for k in range(2):
        assert changed.history(k).outcome() == direct.history(k).outcome()
    assert changed.under("let clara die on 2001-03-05").command(1) == direct.under("let clara die on 2001-03-05").command(1)


def test_a_fork_is_what_its_sentence_makes_of_the_history(case: Case, forks: Futures) -> None:
    """The same bytes, from the first day on, by any number of threads and from any piece."""
    assert forks.numbers == range(1, 25)
    for number in (1, 2, 17):
        run = collegium.run("council", end=END, histories=1, first=K, interventions=[f"reseed from {DAY} with {number}"])
        for table in run.tables:
            mine = [{**row, "history": K} for row in forks.table(table).to_pylist() if row["history"] == number]
            assert mine == run.table(table).to_pylist(), (number, table)
    for threads, size in ((1, 24), (2, 5)):
        pieces = list(case.stream(K, DAY, 24, size=size, threads=threads, record=KEPT))
        assert [len(piece) for piece in pieces] == [min(size, 24 - n) for n in range(0, 24, size)]
        assert [row for piece in pieces for row in piece.histories().to_pylist()] == forks.histories().to_pylist()


def test_forks_part_on_the_day_and_not_before(case: Case, forks: Futures) -> None:
    """Shares of power by month: one past, many futures, and the past is that of the history."""
    plain = case.futures(1, K, record=KEPT).series("shares").to_pylist()
    past = [(row["date"], row["person"], row["share"]) for row in plain if row["date"] <= date.fromisoformat(DAY)]
    rows = forks.series("shares").to_pylist()
    for number in forks.numbers:
        own = [(row["date"], row["person"], row["share"]) for row in rows if row["history"] == number]
        assert own[: len(past)] == past and past
    ends = {tuple(row["share"] for row in rows if row["history"] == number)[-5:] for number in forks.numbers}
    assert len(ends) > 20


def test_forks_of_a_changed_history_have_its_change(case: Case) -> None:
    """The sentence holds in the past of all futures."""
    dead = case.under("let boris die on 2001-03-05").forks(K, DAY, 5).histories()
    assert {str(day) for day in dead["died:boris"].to_pylist()} == {"2001-03-04"}
    with pytest.raises(ScenarioError, match="there is no person 'borys'"):
        case.under("let borys die")
    with pytest.raises(ScenarioError, match="1999-01-01 lies outside the run"):
        case.forks(K, "1999-01-01", 5)


def test_futures_are_read_as_results_are(forks: Futures) -> None:
    lost = forks.histories()["losses"].to_pylist()
    outcomes = {one.label: one.estimate for one in analysis.outcomes(forks)}
    assert outcomes["Full seats lost by decision"] == pytest.approx(sum(lost) / 24)
    strongest = measure("strongest boris", forks.scenario, date(2001, 1, 1), date.fromisoformat(END)).values(forks)
    assert strongest.mean() == sum(row == "boris" for row in forks.histories()["strongest"].to_pylist()) / 24
    assert forks.history(4) == forks.histories().to_pylist()[3]
    with pytest.raises(NoHistoryError, match="choose a number from 1 to 24"):
        forks.history(0)
    with pytest.raises(DataError, match="do not hold the table 'flows'"):
        forks.table("flows")


def test_the_command_line_is_complete(case: Case, tmp_path: Path) -> None:
    """It is typed as it stands, and writes the history of the fork."""
    changed = case.under("let anna die on 2001-05-07")
    line = changed.command(K, f"reseed from {DAY} with 2")
    assert cli.main([*shlex.split(line)[1:], "--no-report", "--out", str(tmp_path / "fork")]) == 0
    (found,) = collegium.Results(tmp_path / "fork").histories().to_pylist()
    assert {**changed.forks(K, DAY, 1, first=2).histories().to_pylist()[0], "history": K} == found


def test_a_scene_is_the_state_of_its_day(case: Case) -> None:
    """On the first day everybody sits and serves as the scenario says; later the shares are those of the series."""
    told = case.history(K)
    opened = told.scene("2001-01-01")
    council = next(body for body in opened["bodies"] if body["id"] == "council")
    seats = {seat.person: seat.rank for seat in case.scenario.seats if seat.body == "council"}
    assert {one["id"]: one["rank"] for one in council["members"]} == seats and (council["keeper"], council["chair"]) == ("boris", "anna")
    assert {row["id"]: row["holder"] for row in opened["offices"]} == {one.office: one.person for one in case.scenario.tenures}
    monthly = case.futures(1, K, record=KEPT).series("shares").to_pylist()
    day = monthly[-1]["date"]
    shares = {row["person"]: row["share"] for row in monthly if row["date"] == day}
    scene = {one["id"]: one["share"] for one in told.scene(day)["people"]}
    assert {who: scene[who] for who in shares} == pytest.approx(shares, abs=1e-4)
    for one in told.scene(day)["followings"]:
        assert sum(one["follow"].values()) + one["unaligned"] == pytest.approx(1.0, abs=0.06)
    with pytest.raises(ScenarioError, match="choose a day from 2001-01-01"):
        told.scene("1999-01-01")
