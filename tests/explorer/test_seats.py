"""A game of several people: each is asked what the model decided for them, in the order of the trace, and knows only their own part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import collegium
from collegium.errors import ArgumentError, DataError, ScenarioError, SettingError
from collegium.explorer import Case, Choice, Game, choices
from collegium.explorer.play import PLAYERS
from collegium.explorer.question import MOST, Question

LIVELY = {"activity": "1"}
END = "2001-09-30"
PAIR = ["anna", "boris"]


@pytest.fixture(scope="module")
def case() -> Case:
    return Case("council", end=END, changes=LIVELY)


def at_random(game: Game, seed: int, answers: int = 10**6) -> Game:
    rng = np.random.default_rng(seed)
    while game.question and len(game.answers) < answers:
        game.choose(int(rng.integers(len(game.question.options))))
    return game


def as_the_model(game: Game, case: Case, k: int) -> Game:
    """Choose for everybody what the model chose for them."""
    left = {one: [choice for choice in choices(case, k, one) if not choice.forced] for one in game.people}
    while game.question:
        choice = left[game.question.person].pop(0)
        assert (game.question.day, game.question.occasion) == (choice.day, choice.occasion)
        game.choose(choice.options[choice.made].sentence)
    assert not any(left.values()), "everything is asked"
    return game


@pytest.mark.parametrize("people", [["boris", "clara"], ["elena", "david", "clara", "boris", "anna"]])
def test_who_choose_as_the_model_did_get_its_history(case: Case, people: list[str]) -> None:
    for k in (0, 4):
        game = as_the_model(Game(case, people, history=k), case, k)
        assert game.outcome() == case.history(k).outcome()


def test_the_command_line_repeats_a_game_of_several(case: Case) -> None:
    """Any answers of three people, votes on one motion among them: the same history from the sentences alone."""
    for k in (1, 2):
        game = at_random(Game(case, ["clara", "anna", "boris"], history=k), k)
        assert case.under(*game.sentences).history(k).outcome() == game.outcome() and len(game.sentences) > 20
        run = collegium.run("council", end=END, changes=LIVELY, histories=1, first=k, interventions=list(game.sentences))
        assert run.history(k).outcome() == game.outcome()
        assert len({(answer.day, answer.person) for answer in game.given}) > len({answer.day for answer in game.given}), "steps are shared"


def test_an_answer_of_one_leaves_earlier_questions_of_the_other_as_they_were(case: Case) -> None:
    """Two games that differ in one answer of Anna: Boris is asked the same until then."""
    first, second = (at_random(Game(case, PAIR, history=3), 5, 8) for _ in range(2))
    while first.question and first.person != "anna":
        first.choose(0)
        second.choose(0)
    assert first.question == second.question and first.question is not None
    kept = [answer for answer in first.given if answer.person == "boris"]
    first.choose(0)
    second.choose(1)
    assert [answer for answer in second.given if answer.person == "boris"][: len(kept)] == kept


@pytest.mark.parametrize("people", [["clara", "anna", "boris"], ["boris", "anna", "elena"]])
def test_what_was_asked_is_what_the_history_shows(case: Case, people: list[str]) -> None:
    """No later answer of anybody takes an earlier question away: they come in the order in which the model comes to them."""
    rng = np.random.default_rng(2)
    for k in (1, 3):
        game = Game(case, people, history=k)
        asked: dict[str, list[tuple[Any, str]]] = {one: [] for one in people}
        while game.question:
            asked[game.person].append((game.question.day, game.question.occasion))
            game.choose(int(rng.integers(len(game.question.options))))
        laid = case.under(*game.sentences)
        for one in people:
            assert asked[one] == [(choice.day, choice.occasion) for choice in choices(laid, k, one) if not choice.forced]


def test_the_order_of_the_names_changes_no_history(case: Case) -> None:
    one, other = Game(case, PAIR, history=1), Game(case, PAIR[::-1], history=1)
    assert as_the_model(one, case, 1).outcome() == as_the_model(other, case, 1).outcome()
    assert one.people == ("anna", "boris") and other.people == ("boris", "anna")


def test_one_who_is_named_alone_plays_the_game_of_one(case: Case) -> None:
    one, other = at_random(Game(case, "boris", history=2), 3), at_random(Game(case, ["Boris"], history=2), 3)
    assert one.saved() == other.saved() and one.person == other.person == "boris"


def test_each_brief_and_the_news_are_for_one_person(case: Case) -> None:
    """Clara and David have a caucus against Boris and Anna writes: all play, and each is told only their own part."""
    said = ["found caucus of clara, david against boris on 2001-02-05", "write letter against boris on 2001-02-05"]
    secret = Case("council", end="2001-06-30", changes={"activity": "3"}, interventions=said)
    game = Game(secret, ["boris", "clara", "anna"])
    heard = dict.fromkeys(game.people, "")
    while game.question and game.day.isoformat() < "2001-02-19":
        heard[game.person] += json.dumps(game.news())
        game.choose(len(game.question.options) - 1)  # silence, where it is open
    heard = {one: told + json.dumps(game.news(one)) for one, told in heard.items()}
    assert "forms a caucus against Boris" in heard["clara"] and "caucus" not in heard["boris"] + heard["anna"]
    assert game.brief("boris")["caucuses"] == [] and {one["against"] for one in game.brief("Clara")["caucuses"]} == {"boris"}
    assert game.brief("boris")["documents"] == [] and [one["id"] for one in game.brief("anna")["documents"]] == ["letter"]
    assert game.brief() == game.brief(game.person)
    with pytest.raises(SettingError, match="nobody plays david in this game"):
        game.brief("david")
    with pytest.raises(ScenarioError, match="nobody is called 'zoe'"):
        game.news("zoe")


def test_undo_gives_back_the_question_the_brief_and_the_news(case: Case) -> None:
    """Whoever is asked then, and whatever the others have heard."""
    rng = np.random.default_rng(7)
    game = Game(case, ["boris", "clara"], history=2)
    seen: list[tuple[Question | None, Any]] = []

    def told() -> tuple[Question | None, Any]:
        return game.question, [(one, game.brief(one), game.news(one)) for one in game.people]

    for _ in range(12):
        seen.append(told())
        game.choose(int(rng.integers(len(game.question.options))) if game.question else 0)
    assert len({question.person for question, _ in seen if question}) == 2 and any(news for _, rows in seen for _, _, news in rows)
    for one in reversed(seen):
        game.undo()
        assert told() == one
    assert game.given == []


def test_a_game_of_several_is_kept_in_a_file(case: Case, tmp_path: Path) -> None:
    game = at_random(Game(case.scenario, PAIR, history=3, end=END), 1, 9)
    again = Game.load(game.save(tmp_path / "game.json"), case.scenario)
    assert again.people == game.people and again.question == game.question and again.given == game.given
    assert [again.news(one) for one in PAIR] == [game.news(one) for one in PAIR]
    assert at_random(again, 2).outcome() == at_random(game, 2).outcome()
    strange = game.saved()
    strange["answers"][0]["person"] = "clara"
    with pytest.raises(DataError, match="answers of clara, who has no seat"):
        Game.restored(strange, case.scenario)


def test_a_game_of_one_is_written_as_before_and_old_files_load(case: Case) -> None:
    """The keys of a file that version 0.2 wrote, in their order."""
    game = at_random(Game(case.scenario, "boris", history=2, end=END), 1, 4)
    old = game.saved()
    assert old["format"] == 1 and old["person"] == "boris" and set(old["answers"][0]) == {"day", "sentence", "forced"}
    assert list(old) == [
        "format", "engine", "scenario", "hash", "from", "to", "seed", "history", "person", "changes", "variant", "interventions", "answers",
    ]  # fmt: skip
    assert Game.restored(json.loads(json.dumps(old)), case.scenario).question == game.question


def test_seats_that_cannot_be_taken(case: Case) -> None:
    with pytest.raises(SettingError, match="somebody is named twice"):
        Game(case, ["anna", "Anna"])
    with pytest.raises(ArgumentError, match=f"name {PLAYERS} at most"):
        Game(case, ["anna", "boris", "clara", "david", "elena", "felix"])
    with pytest.raises(ArgumentError, match="nothing is named"):
        Game(case, [])


def test_the_end_has_a_table_for_each_player(case: Case) -> None:
    """The 200 histories are those in which the model sat in all the chairs, and the work can be stopped on its way."""
    game = as_the_model(Game(case, PAIR), case, 0)
    steps: list[tuple[int, int]] = []
    shown = game.comparison(12, threads=1, progress=lambda *done: steps.append(done))
    assert steps == [(5, 12), (10, 12), (12, 12)] and shown["histories"] == 12
    alone = {one: Game(case, one) for one in PAIR}
    for one in PAIR:
        mine = [row for row in shown["rows"] if row["person"] == one]
        assert mine == as_the_model(alone[one], case, 0).comparison(12, threads=1)["rows"]
        assert all(row["you"] == row["same_draws"] for row in mine)

    class Enough(Exception):
        """The player has seen enough."""

    def enough(done: int, _: int) -> None:
        if done >= 5:
            raise Enough

    with pytest.raises(Enough):
        game.comparison(2000, threads=1, progress=enough)


def test_the_order_of_the_options_gives_nothing_away(case: Case) -> None:
    """The likeliest option comes at each place about as often as at any other; silence and votes have places of their own."""
    places: list[float] = []
    for k in range(12):
        rng, game = np.random.default_rng(k), Game(case, "boris", history=k)
        while game.question:
            options = game.question.options
            free = [option for option in options if option.move != "stay_silent"]
            if game.question.kind == "vote":
                assert [option.move for option in options] == ["yes", "no"]
            elif len(free) > 2:
                most = max(option.chance for option in free)
                if [option.chance for option in free].count(most) == 1:
                    places.append([option.chance for option in free].index(most) / (len(free) - 1))
                assert options[-1].move == "stay_silent" or free == list(options)
            assert [option.text for option in game.question.all] == sorted(option.text for option in game.question.all)
            game.choose(int(rng.integers(len(options))))
    error = 0.4 / len(places) ** 0.5
    assert len(places) > 60 and abs(float(np.mean(places)) - 0.5) < 4 * error and len(free) <= MOST


def test_the_order_of_the_options_is_the_same_in_a_repetition(case: Case) -> None:
    first, second = (Game(case, "boris", history=2) for _ in range(2))
    while first.question and len(first.answers) < 12:
        assert first.question == second.question
        first.choose(0)
        second.choose(0)


def test_who_must_carry_out_a_decision_against_themselves_can_refuse() -> None:
    """No sentence aims at its own subject: the answer is laid down without a target."""
    found = own_orders(Case("council", changes={"activity": "4", "consideration": "5"}))
    case, k, choice = found
    for option in choice.options:
        after = choices(case.under(option.sentence), k, choice.person)
        assert option.move in [one.options[one.made].move for one in after if one.day == choice.day and one.kind == "answer"]


def own_orders(case: Case) -> tuple[Case, int, Choice]:
    """The first answer about a decision against whoever answers."""
    for k in range(12):
        for who in ("anna", "boris", "clara"):
            for choice in choices(case, k, who):
                if choice.kind == "answer" and not choice.forced and {option.target for option in choice.options} & {who}:
                    return case, k, choice
    raise AssertionError("nobody answers a decision against themselves")
