"""A game: the person is asked whatever the model decided for them, and nothing else; everything else stays the same."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import collegium
from collegium.errors import DataError, RunError, ScenarioError, SettingError
from collegium.explorer import Case, Game, choices, ending
from collegium.explorer.question import MOST, Question
from collegium.scenario import find, load

LIVELY = {"activity": "1"}
END = "2001-09-30"


@pytest.fixture(scope="module")
def case() -> Case:
    return Case("council", end=END, changes=LIVELY)


def to_the_end(game: Game, rng: np.random.Generator | None = None) -> Game:
    """Play on, with the first option or any."""
    while game.question:
        game.choose(0 if rng is None else int(rng.integers(len(game.question.options))))
    return game


def as_the_model(game: Game, case: Case, k: int, person: str) -> Game:
    """Choose whatever the model chose in this chair."""
    for choice in choices(case, k, person):
        if not choice.forced:
            question = game.question
            assert question is not None and (question.day, question.occasion) == (choice.day, choice.occasion)
            game.choose(choice.options[choice.made].sentence)
    return game


@pytest.mark.parametrize("person", ["boris", "clara"])
def test_who_chooses_as_the_model_did_gets_its_history(case: Case, person: str) -> None:
    """Every act, answer and vote is asked, in order, and the outcome is the same to the last digit."""
    for k in (0, 4):
        game = as_the_model(Game(case, person, history=k), case, k, person)
        assert game.over and game.outcome() == case.history(k).outcome()


def test_the_command_line_repeats_a_game(case: Case) -> None:
    """Any answers: the same history from the sentences alone, votes and answers of one step among them."""
    rng = np.random.default_rng(4)
    for k, person in ((1, "boris"), (2, "anna")):
        game = to_the_end(Game(case, person, history=k), rng)
        again = case.under(*game.sentences).history(k)
        assert again.outcome() == game.outcome() and len(game.sentences) > 10
        run = collegium.run("council", end=END, changes=LIVELY, histories=1, first=k, interventions=list(game.sentences))
        assert run.history(k).outcome() == game.outcome()


def test_an_answer_changes_what_it_says_and_the_past_stays(case: Case) -> None:
    """Two answers to one question: the same events before, and each is what was chosen."""
    first, second = (Game(case, "boris", history=1) for _ in range(2))
    for _ in range(3):
        first.choose(0)
        second.choose(0)
    assert first.question == second.question and first.question is not None
    day, (one, other) = first.question.day, (first.question.options[0], first.question.options[1])
    first.choose(0)
    second.choose(1)
    told = [case.under(*game.sentences).history(1) for game in (first, second)]
    before = [[row for row in each.events() if row["date"] < day] for each in told]
    assert before[0] == before[1]
    done = [[c.options[c.made].sentence for c in choices(case.under(*game.sentences), 1, "boris")] for game in (first, second)]
    assert one.sentence in done[0] and other.sentence in done[1] and other.sentence not in done[0]


def test_undo_is_as_if_it_had_never_been_said(case: Case) -> None:
    rng = np.random.default_rng(7)
    game = Game(case, "boris", history=2)
    seen: list[tuple[Question | None, str]] = []
    for _ in range(6):
        assert game.question is not None
        seen.append((game.question, json.dumps(game.brief())))
        game.choose(int(rng.integers(len(game.question.options))))
    for question, brief in reversed(seen):
        assert game.undo() == question and json.dumps(game.brief()) == brief
    assert game.sentences == ()
    with pytest.raises(SettingError, match="there is no answer to take back"):
        game.undo()


def test_forced_answers_go_with_the_answer_before_them(case: Case) -> None:
    """Each undo takes back one answer of the player, and with it what nobody could have answered otherwise."""
    game = to_the_end(Game(case, "boris", history=4), np.random.default_rng(1))
    forced = len(game.sentences) - len(game.answers)
    assert forced
    while len(game.sentences) - len(game.answers) == forced:
        before = len(game.answers)
        game.undo()
        assert len(game.answers) == before - 1 and game.question is not None


def test_a_game_is_kept_in_a_small_file(case: Case, tmp_path: Path) -> None:
    scenario = case.scenario
    game = Game(scenario, "boris", history=2, end=END)
    for _ in range(4):
        game.choose(1)
    path = game.save(tmp_path / "game.json")
    assert path.stat().st_size < 3000
    again = Game.load(path, scenario)
    assert again.question == game.question and again.sentences == game.sentences and again.brief() == game.brief()
    assert to_the_end(again).outcome() == to_the_end(game).outcome()
    with pytest.raises(DataError, match="is no longer that of the game"):
        Game.load(path, "council")
    with pytest.raises(RunError, match="played this game"):
        Game.restored(game.saved() | {"engine": "0123"}, scenario)
    for bad in ({}, {"format": 0}):
        with pytest.raises(DataError, match="no saved game"):
            Game.restored(bad)
    (tmp_path / "torn.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="is no saved game"):
        Game.load(tmp_path / "torn.json")


def test_a_few_options_are_offered(case: Case) -> None:
    game = Game(case, "clara", history=3)
    sizes = []
    while game.question:
        question = game.question
        sizes.append(len(question.options))
        assert 2 <= len(question.options) <= MOST and set(question.options) <= set(question.all)
        moves = [option.move for option in question.options]
        assert max(map(moves.count, moves)) <= 2
        assert ("stay_silent" in moves) == ("stay_silent" in [option.move for option in question.all])
        assert question.as_dict()["others"] == len(question.all) - len(question.options)
        game.choose(0)
    assert max(sizes) == MOST
    with pytest.raises(SettingError, match="the game is over"):
        game.choose(0)


def test_what_is_not_open_cannot_be_chosen(case: Case) -> None:
    game = Game(case, "boris")
    assert game.question is not None
    for wrong in (99, "let boris choose coup against anna on 2001-01-01"):
        with pytest.raises(SettingError, match="there is no option"):
            game.choose(wrong)
    with pytest.raises(SettingError, match="the game is not over"):
        game.outcome()
    with pytest.raises(ScenarioError, match="nobody is called 'zoe'"):
        Game(case, "zoe")


def test_the_record_names_offices_and_keeps_doubtful_days() -> None:
    rows = {(row["date"], row["what"]) for row in ending.record_of(load(find("bolsheviks")), "kamenev")}
    assert ("1924-02-02", "Chairman of the Council of Labour and Defence") in rows
    assert any(" to " in date for date, what in rows if what == "the three against Trotsky")


def test_a_brief_tells_only_what_the_person_could_know() -> None:
    """Boris has a caucus against him and Anna has written a paper: he learns of neither, and they of both."""
    said = ["found caucus of clara, david against boris on 2001-02-05", "write letter against boris on 2001-02-05"]
    case = Case("council", end="2001-06-30", changes={"activity": "3"}, interventions=said)

    def later(person: str) -> Game:
        game = Game(case, person)
        while game.question and game.day.isoformat() < "2001-02-12":
            game.choose(0)
        return game

    boris, clara, anna = (later(person) for person in ("boris", "clara", "anna"))
    scene = case.history(0).scene("2001-02-05")
    assert scene["caucuses"] and [one["id"] for one in scene["documents"]] == ["letter"]
    assert boris.brief()["caucuses"] == [] and boris.brief()["documents"] == []
    assert {one["against"] for one in clara.brief()["caucuses"]} == {"boris"}
    assert [one["id"] for one in anna.brief()["documents"]] == ["letter"]
    own = {one["id"]: one["tie"] for one in boris.brief()["people"]}
    ties = {row["to"]: row["tie"] for row in case.history(0).scene(boris.day)["ties"] if row["from"] == "boris"}
    assert own and set(own) <= {"anna", "clara", "david", "elena", "felix"} and set(ties)
    text = json.dumps(boris.brief())
    assert "aim" not in text and "letter" not in text and "caution" in text


def test_news_is_what_becomes_known() -> None:
    """A founded caucus is news to its members alone; a death is news to all; what an experiment sets is none."""
    said = ["found caucus of clara, david against boris on 2001-02-05", "let felix die on 2001-02-12"]
    case = Case("council", end="2001-06-30", changes={"activity": "3"}, interventions=said)

    def heard(person: str) -> str:
        game, found = Game(case, person), ""
        while True:
            found += " ".join(row["date"] + row["text"] for row in game.news())
            if game.question is None or game.day.isoformat() > "2001-03-01":
                return found
            game.choose(0)

    boris, david = heard("boris"), heard("david")
    assert "forms a caucus against Boris" in david and "caucus" not in boris
    assert [heard_by.count("Felix dies") for heard_by in (boris, david)] == [1, 1], "news are told once"
    assert "Felix dies" in boris and "Felix dies" in david and "Set from outside" not in boris + david


def test_the_end_is_beside_the_model_and_the_record(case: Case) -> None:
    game = as_the_model(Game(case, "anna"), case, 0, "anna")
    shown = game.comparison(20, threads=1)
    assert shown["histories"] == 20 and shown["record"] == []
    for row in shown["rows"]:
        assert row["you"] == row["same_draws"] and row["low"] <= row["model"] <= row["high"], row["what"]
    others = case.forks(0, case.start, 20).histories()
    rows = {row["what"]: row["model"] for row in shown["rows"]}
    assert rows["share of all power at the end"] == pytest.approx(sum(others["share:anna"].to_pylist()) / 20)
    assert rows["the strongest at the end"] == others["strongest"].to_pylist().count("anna") / 20 > 0.0


def test_who_died_is_said_first() -> None:
    game = Game("bolsheviks", "trotsky", end="1922-06-30")
    died = {one["id"] for one in game.warning["died"]}
    assert "lenin" in died and "trotsky" not in died and "arrest" in game.warning["grave"]
    assert {"seat", "expelled"} <= {row["type"] for row in ending.record_of(game.case.scenario, "trotsky")}
    assert Game("council", "anna", end=END).warning == {"died": [], "grave": []}
