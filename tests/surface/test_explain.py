"""One history explained: it is the history that was run, and every line of it adds up."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import pytest

import collegium
from collegium import Results, cli
from collegium.errors import DataError
from collegium.explain.replay import account
from helpers.folders import renote

END = date(2003, 6, 30)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return collegium.run("council", histories=12, end=END, out=tmp_path_factory.mktemp("explain") / "council")


def test_the_events_told_are_those_recorded(results: Results) -> None:
    for k in (0, 5):
        told = [entry["text"] for entry in account(results, k)[1:] if entry["type"] != "move" and entry.get("kind") != "confirmed"]
        assert told == [row["text"] for row in results.history(k).timeline()]


def test_the_greatest_sum_is_chosen(results: Results) -> None:
    moves = [entry for entry in account(results, 2) if entry["type"] == "move"]
    assert moves
    for entry in moves:
        for stage in ("goals", "minds", "options"):
            chosen = [option for option in entry[stage] if option["chosen"]]
            if chosen:
                assert chosen[0] == max(entry[stage], key=lambda option: option["value"] + option["luck"])


def test_motions_come_with_the_odds_that_were_seen(results: Results) -> None:
    options = [option for k in range(6) for entry in account(results, k) if entry["type"] == "move" for option in entry["options"]]
    motions = {"propose policy", "remove from body", "strip office", "send away"}
    seen = [option["odds"] for option in options if option["name"] in motions]
    assert seen and all(0.0 <= odds <= 1.0 for odds in seen) and len(set(seen)) > 1
    assert all(option["odds"] is None for option in options if option["name"] in {"stay silent", "court", "denounce"})
    assert "[" in results.history(2).explain()


def test_the_re_elected_are_named(tmp_path: Path) -> None:
    """A history with a congress: who is re-elected to the Politburo sits in it afterwards."""
    short = collegium.run("bolsheviks", histories=1, end=date(1923, 8, 1), out=tmp_path / "short")
    told = [entry for entry in account(short, 0) if entry.get("kind") == "confirmed" and "Politburo" in entry["text"]]
    seated = {row["person"] for row in short.series("shares").to_pylist()}
    assert told and all(entry["people"] and set(entry["people"]) <= seated for entry in told)


def test_terms_add_up_to_the_chance(results: Results) -> None:
    votes = [vote for k in range(4) for entry in account(results, k) if entry["type"] == "vote" for vote in entry["votes"]]
    assert votes
    for vote in votes:
        if vote["terms"]:
            assert vote["chance"] == pytest.approx(1.0 / (1.0 + math.exp(-sum(vote["terms"].values()))), abs=1e-6)


def test_members_votes_make_the_tally(results: Results) -> None:
    for entry in account(results, 3):
        if entry["type"] == "vote":
            named = [vote["vote"] for vote in entry["votes"]]
            blocs = [tuple(map(int, cast.split(":"))) for cast in named if ":" in cast]
            assert named.count("yes") + sum(yes for yes, _ in blocs) == entry["yes"]
            assert named.count("no") + sum(no for _, no in blocs) == entry["no"]


def test_time_and_person_narrow_it_down(results: Results) -> None:
    some = account(results, 1, date(2001, 3, 1), date(2001, 9, 1), "Boris")
    assert all(date(2001, 3, 1) <= entry["date"] <= date(2001, 9, 1) and "boris" in entry["people"] for entry in some[1:])
    assert len(some) < len(account(results, 1))
    with pytest.raises(collegium.ScenarioError, match="write 'boris'"):
        account(results, 1, person="borys")


def test_text_from_python_and_from_the_command_line(results: Results, capsys: pytest.CaptureFixture[str]) -> None:
    text = results.history(4).explain(person="anna")
    assert text.startswith("A council of five: history 4 of seed 1")
    assert cli.main(["explain", str(results.dir), "--history", "4", "--person", "anna"]) == 0
    assert capsys.readouterr().out == text + "\n"
    assert cli.main(["explain", str(results.dir), "--history", "4", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["history"] == 4


def test_numbers_beyond_reckoning_are_an_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Absurd parameters are refused, each with its limit, and never end in shares that are no numbers."""
    run = ["run", "council", "--histories", "2", "--no-report", "--out", str(tmp_path / "a")]
    absurd = [f"--set={name}=100000" for name in ("growth", "infighting_cost", "policy_swing_cost")]
    assert cli.main([*run, *absurd]) == 2
    assert capsys.readouterr().err.count("reaches outside 0..") == 3
    assert cli.main([*run, "--set", "denunciation=1.5"]) == 2
    assert "reaches outside 0..1" in capsys.readouterr().err


def test_numbers_that_are_not_there(results: Results, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DataError, match="from 0 to 11"):
        results.history(12)
    assert cli.main(["explain", str(results.dir), "--history", "12"]) == 2
    assert "choose from 0 to 11" in capsys.readouterr().err


def test_arms_with_other_traits_are_explained_too(tmp_path: Path) -> None:
    arm = collegium.run("council", histories=3, end=date(2001, 6, 30), traits="shuffled", out=tmp_path / "arm")
    assert account(arm, 2)


def test_another_engine_and_a_changed_folder_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a"
    collegium.run("council", histories=3, end=END, out=out)
    noted = json.loads((out / "provenance.json").read_text(encoding="utf-8"))
    renote(out, engine="0" * 16)
    assert cli.main(["explain", str(out), "--history", "1"]) == 1
    assert "0000000000000000" in capsys.readouterr().err
    renote(out, engine=noted["engine"])
    people = out / "scenario" / "people.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("Anna", "Hanna"), encoding="utf-8")
    assert cli.main(["explain", str(out), "--history", "1"]) == 1
    assert "is no longer what was run" in capsys.readouterr().err
    people.write_text(people.read_text(encoding="utf-8").replace("Hanna", "Anna"), encoding="utf-8")
    renote(out, seed=2)
    assert cli.main(["explain", str(out), "--history", "1"]) == 1
    assert "differs from the recorded one" in capsys.readouterr().err
