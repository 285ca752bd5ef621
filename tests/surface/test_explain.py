"""One history explained: it is the history that was run, and every line of it adds up."""

from __future__ import annotations

import json
import math
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import collegium
from collegium import Results, cli
from collegium.errors import DataError
from collegium.explain.replay import account, replayed
from collegium.explain.story import story, told
from helpers.folders import renote

END = date(2003, 6, 30)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return collegium.run("council", histories=12, end=END, out=tmp_path_factory.mktemp("explain") / "council")


def test_the_events_told_are_those_recorded(results: Results) -> None:
    for k in (0, 5):
        told = [entry for entry in account(results, k)[1:] if entry["type"] != "move" and entry.get("kind") != "confirmed"]
        recorded = results.history(k).timeline()
        assert [(entry["date"], entry["kind"]) for entry in told] == [(row["date"], row["kind"]) for row in recorded]
        same = [entry["kind"] for entry, row in zip(told, recorded, strict=True) if entry["text"] == row["text"]]
        assert set(same) >= {entry["kind"] for entry in told} - SEEN, "a replay adds nothing to the others"


# what only a replay sees

SEEN = {"lapsed", "resigned_seat", "caucus_formed", "caucus_dissolved", "refused_order", "capitulated", "not_elected", "policy", "platform"}
"""Kinds of event of which it knows more than the record."""
CASES = {"bolsheviks": date(1924, 12, 31), "derg": date(1977, 6, 30)}


Replays = list[tuple[list[dict[str, Any]], list[dict[str, Any]]]]


@pytest.fixture(scope="module")
def replays() -> Replays:
    """Histories of two cases: the rows of a replay, and those recorded."""
    found = []
    for case, end in CASES.items():
        run = collegium.run(case, histories=6, end=end, record=("outcomes", "events"))
        for k in run.numbers:
            replay = replayed(run, k)
            found.append((list(replay.events()), run.history(k).events()))
            replay.check(run)
    return found


def rows_of(replays: Replays, *kinds: str) -> list[dict[str, Any]]:
    found = [row for rows, _ in replays for row in rows if row["kind"] in kinds]
    assert found, f"no history has {kinds}: take more"
    return found


def test_a_replay_adds_to_the_recorded_rows_and_changes_none(replays: Replays) -> None:
    for rows, recorded in replays:
        assert [{name: row[name] for name in recorded[0]} for row in rows if row["kind"] != "held_back"] == recorded


def test_what_lapses_is_named_with_whoever_kept_it_off_the_agenda(replays: Replays) -> None:
    for row in rows_of(replays, "lapsed"):
        motion = row["motion"]
        assert all(motion[part] == row[part] for part in ("actor", "target", "body")) and motion["kind"].endswith(row["subject"])
    for rows, _ in replays:
        held = [
            (row["motion"]["kind"], row["motion"]["actor"], row["motion"]["target"], row["actor"])
            for row in rows
            if row["kind"] == "held_back"
        ]
        assert all(mover != keeper for _, mover, _, keeper in held)
        lapsed = [row for row in rows if row["kind"] == "lapsed" and row["keeper"]]
        assert all((row["motion"]["kind"], row["actor"], row["target"], row["keeper"]) in held for row in lapsed)


def test_a_seat_is_given_up_because_of_somebodys_motion(replays: Replays) -> None:
    for row in rows_of(replays, "resigned_seat"):
        assert row["movers"] and row["actor"] not in row["movers"]


def test_the_members_of_a_caucus(replays: Replays) -> None:
    for row in rows_of(replays, "caucus_formed"):
        assert row["members"][0] == row["actor"] and row["target"] not in row["members"] and len(set(row["members"])) == len(row["members"])
    assert any(len(row["members"]) == 3 for row in rows_of(replays, "caucus_formed"))
    assert all(row["target"] not in row["members"] for row in rows_of(replays, "caucus_dissolved"))


def test_who_is_left_off_the_list(replays: Replays) -> None:
    """Whoever sits in the top body never is (docs/odd.md, section 6.7)."""
    rows = rows_of(replays, "not_elected")
    assert any(row["listed"] is False for row in rows) and all(row["listed"] for row in rows if row["subject"] in ("politburo", "lead"))


def test_the_line_before_a_motion_is_that_of_the_start_or_was_carried(replays: Replays) -> None:
    """Not always the last one carried: whoever must carry it out may refuse or delay."""
    for rows, _ in replays:
        lines: dict[str, list[float]] = {}
        for row in rows:
            if row["kind"].endswith("policy") and "motion" not in row:
                known = lines.setdefault(row["subject"], [row["before"]])
                assert any(row["before"] == pytest.approx(line) for line in known)
                if row["passed"]:
                    known.append(row["value"])


def test_a_record_without_a_replay_says_so(results: Results, tmp_path: Path) -> None:
    shutil.copytree(results.dir, tmp_path / "old")
    renote(tmp_path / "old", engine="0" * 16)
    old = Results(tmp_path / "old")
    assert story(results, 3)[0]["replayed"] and not story(old, 3)[0]["replayed"]
    assert "rests on the record alone" in " ".join(told(story(old, 3)).split())
    assert "rests on the record alone" not in " ".join(told(story(results, 3)).split())
    there, here = ([kind for entry in story(one, 3)[1:] for kind in entry["kinds"]] for one in (old, results))
    assert [kind for kind in here if kind != "held_back"] == there


def test_the_greatest_sum_is_chosen(results: Results) -> None:
    moves = [entry for entry in account(results, 2) if entry["type"] == "move"]
    assert moves
    for entry in moves:
        for stage in ("goals", "minds", "options"):
            chosen = [option for option in entry[stage] if option["chosen"]]
            if chosen:
                open_to_choice = [option for option in entry[stage] if option.get("worth_it", True)]
                assert chosen[0] == max(open_to_choice, key=lambda option: option["value"] + option["luck"])


def test_a_turn_in_pursuit_of_an_old_aim_says_so(results: Results) -> None:
    """Nobody's first turn does; later ones do where no goal was weighed, and the goal and target are those of the turn before."""
    kept = 0
    for k in range(6):
        aims: dict[str, tuple[str, str]] = {}
        for entry in account(results, k):
            if entry["type"] != "move" or (entry["move"] is not None and not (entry["goals"] or entry["as_before"])):
                continue
            aim = entry["goal"], entry["about"]
            if entry["as_before"]:
                assert aim == aims[entry["actor"]] and not entry["minds"]
                kept += 1
            aims[entry["actor"]] = aim
        assert (", as before): " in results.history(k).explain()) == any(entry.get("as_before") for entry in account(results, k))
    assert kept > 10


def test_what_is_not_worth_the_trouble_is_in_parentheses(results: Results) -> None:
    """It is never chosen where silence is open, though its sum may be the greatest."""
    options = [(entry, o) for k in range(6) for entry in account(results, k) if entry["type"] == "move" for o in entry["options"]]
    assert not [o for _, o in options if o["chosen"] and not o["worth_it"]]
    tempting = [
        o
        for e, o in options
        if not o["worth_it"] and o["value"] + o["luck"] > max(x["value"] + x["luck"] for x in e["options"] if x["chosen"])
    ]
    assert tempting and f"({tempting[0]['name']} " in results.history(0).explain() + "".join(
        results.history(k).explain() for k in range(1, 6)
    )


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
