"""What somebody could do: chances that add up, the choice that was made among the options, and sentences that lead to each of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from collegium.engine import goals, moves
from collegium.errors import ScenarioError
from collegium.explorer import Case, Choice, choices, options
from collegium.explorer.choosing import Turn, shares
from collegium.explorer.words import OCCASIONS, PHRASES

LIVELY = {"activity": "2", "consideration": "5"}
END = "2001-06-30"


@pytest.fixture(scope="module")
def case() -> Case:
    return Case("council", end=END, changes=LIVELY)


@pytest.fixture(scope="module")
def found(case: Case) -> list[Choice]:
    """All choices of four people in two histories."""
    return [choice for k in range(2) for who in ("anna", "boris", "clara", "elena") for choice in choices(case, k, who)]


def test_chances_add_up(found: list[Choice]) -> None:
    assert {choice.kind for choice in found} == {"act", "answer", "vote"} and len(found) > 80
    for choice in found:
        assert sum(option.chance for option in choice.options) == pytest.approx(1.0)
        assert all(0.0 <= option.chance <= 1.0 and option.text for option in choice.options)
        assert list(choice.options) == sorted(choice.options, key=lambda option: -option.chance)
        assert len({option.sentence for option in choice.options}) == len(choice.options)


def test_what_promises_less_than_silence_has_no_chance(found: list[Choice]) -> None:
    """Nobody does what is not worth the trouble where silence is open, whatever the shock."""
    turns = [choice for choice in found if choice.kind == "act"]
    poor = [option for choice in turns for option in choice.options if option.move != "stay_silent" and (option.worth or 0.0) <= 0.0]
    assert len(poor) > 100 and not any(option.chance for option in poor)


def test_what_is_made_is_made_as_often_as_its_chance_says(found: list[Choice]) -> None:
    """Over all choices the chances of what was done add up to what the chances promise: a logit is as good as its word."""
    free = [choice for choice in found if not choice.forced]
    expected = sum(sum(option.chance**2 for option in choice.options) for choice in free)
    spread = sum(sum(o.chance**3 for o in c.options) - sum(o.chance**2 for o in c.options) ** 2 for c in free) ** 0.5
    assert abs(sum(choice.options[choice.made].chance for choice in free) - expected) < 4.0 * spread


def test_the_moves_made_are_those_of_the_account(case: Case) -> None:
    """Turn by turn and answer by answer, as explain tells them."""
    told = [entry for entry in case.history(1).entries(person="Clara") if entry["type"] == "move" and entry["actor"] == "Clara"]
    done = [(entry["date"], entry["move"] or "stay silent") for entry in told]
    mine = [choice for choice in choices(case, 1, "clara") if choice.kind != "vote"]
    made = [(choice.day, choice.options[choice.made].move.replace("_", " ")) for choice in mine]
    idle = [one for one in made if one not in done]
    assert [one for one in made if one not in idle] == done and all(move == "stay silent" for _, move in idle)


@pytest.mark.parametrize("kind", ["act", "answer", "vote"])
def test_every_option_can_be_taken(case: Case, kind: str) -> None:
    """The sentence of each option of a choice leads to it, in the same step, and the past stays as it was."""
    choice = max((c for c in choices(case, 2, "boris") if c.kind == kind), key=lambda c: len(c.options))
    before = [one for one in choices(case, 2, "boris") if one.day < choice.day]
    for option in choice.options[:5]:
        after = choices(case.under(option.sentence), 2, "boris")
        taken = [one.options[one.made] for one in after if one.day == choice.day and one.kind == kind]
        assert (option.move, option.target) in [(one.move, one.target) for one in taken], option.sentence
        assert [one for one in after if one.day < choice.day] == before


def test_a_held_aim_leaves_the_rest_without_a_chance() -> None:
    """And an aim just taken shares out by goal, then by target: independent of the order of the rows."""

    class Line:
        def __init__(self, subject: int, target: int, flag: int, value: float) -> None:
            self.subject, self.target, self.flag, self.value = subject, target, flag, value

    held = Turn(Line(goals.ADVANCE, 4, 0, 0.0))  # type: ignore[arg-type]
    assert held.aims() == {(goals.ADVANCE, 4): 1.0}
    for goal in (goals.NOTHING, goals.SHAPE):
        idle = Turn(Line(goal, -1, 0, 0.0))  # type: ignore[arg-type]
        assert idle.aims() == {(goals.NOTHING, -1): 1.0}, "an aim without a target leads to nothing"
    fresh = Turn(Line(goals.ADVANCE, 4, 1, 0.0))  # type: ignore[arg-type]
    fresh.goals += [Line(g, -1, 2, value) for g, value in ((goals.SURVIVE, -1e9), (goals.ADVANCE, 0.0), (goals.NOTHING, 0.0))]  # type: ignore[misc]
    fresh.targets += [Line(goals.ADVANCE, j, 3, value) for j, value in ((4, 1.0), (5, 1.0), (6, 0.0))]  # type: ignore[misc]
    assert fresh.aims() == {(goals.ADVANCE, 4): 0.25, (goals.ADVANCE, 5): 0.25, (goals.NOTHING, -1): 0.5}
    assert shares({}) == {} and shares({"a": 700.0, "b": 700.0}) == {"a": 0.5, "b": 0.5}


def test_votes_come_with_reasons_and_headcounts(found: list[Choice]) -> None:
    votes = [choice for choice in found if choice.kind == "vote"]
    for choice in votes:
        assert {option.move for option in choice.options} == {"yes", "no"}
        counts = {option.headcount for option in choice.options}
        assert len(counts) == 1 and all(count is not None and 0.0 <= count <= 1.0 for count in counts)
        assert bool(choice.terms) != choice.forced
    assert any(choice.forced for choice in votes) and any(not choice.forced for choice in votes)


def test_a_choice_against_somebody_far_from_mind_is_shown() -> None:
    """An intervention may name anybody: the move is among the options then, without a chance."""
    case = Case("council", end=END, changes={"activity": "2", "consideration": "3"})
    turns = [choice for choice in choices(case, 1, "boris") if choice.kind == "act"]
    everybody = {"anna", "clara", "david", "elena", "felix"}
    near = [{option.target for option in turn.options if option.move == "court"} for turn in turns]
    turn, absent = next((turn, far) for turn, some in zip(turns, near, strict=True) for far in sorted(everybody - some))
    sentence = f"let boris choose court against {absent} on {turn.day}"
    after = next(one for one in choices(case.under(sentence), 1, "boris") if one.day == turn.day and one.kind == "act")
    made = after.options[after.made]
    assert (made.move, made.target, made.chance) == ("court", absent, 0.0)


def test_a_move_aimed_at_nobody_is_one_option(case: Case) -> None:
    """To tender a resignation is one thing, whoever was aimed at, and it is found again when it is made."""
    for k in range(6):
        for choice in choices(case, k, "anna"):
            tendered = [option for option in choice.options if option.move == "tender_resignation"]
            if choice.kind == "act" and tendered:
                assert len(tendered) == 1
                after = choices(case.under(tendered[0].sentence), k, "anna")
                turn = next(one for one in after if one.day == choice.day and one.kind == "act")
                assert turn.options[turn.made].move == "tender_resignation"
                assert [option.move for option in turn.options].count("tender_resignation") == 1
                return
    raise AssertionError("nobody could tender a resignation")


def test_who_is_absent_is_asked_nothing() -> None:
    """While Clara is away the council votes without her; before and after she votes."""
    away = Case("council", end=END, changes=LIVELY, interventions=["keep clara absent from 2001-02-05 until 2001-06-18"])
    asked = {str(choice.day) for k in range(8) for choice in choices(away, k, "clara") if choice.kind == "vote"}
    events = [row for k in range(8) for row in away.history(k).events() if row["body"] == "council"]
    held = {str(row["date"]) for row in events if row["yes"] + row["no"]}
    spring = [{day for day in days if "2001-02-05" < day < "2001-06-15"} for days in (held, asked)]
    assert spring[0] and not spring[1] and asked


def test_one_step(case: Case, found: list[Choice]) -> None:
    choice = found[0]
    assert options(case, 0, choice.day, "Anna") == [one for one in choices(case, 0, "anna") if one.day == choice.day]
    assert choice.as_dict()["day"] == choice.day.isoformat()
    with pytest.raises(ScenarioError, match="lies outside the run"):
        options(case, 0, "1999-01-01", "anna")
    with pytest.raises(ScenarioError, match="nobody is called 'zoe'"):
        options(case, 0, choice.day, "zoe")


def test_every_move_has_words_and_its_price_is_that_of_the_table() -> None:
    page = (Path(__file__).parents[2] / "docs" / "moves.md").read_text(encoding="utf-8")
    prices = dict(re.findall(r"^\| (\w+) \| .+? \| (.+?) \| .+ \| [\d, -]+ \|$", page, re.MULTILINE))
    assert {move: phrase.price for move, phrase in PHRASES.items()} == prices
    assert tuple(sorted(PHRASES)) == tuple(sorted(moves.NAMES)) and set(OCCASIONS) == set(range(goals.INVITATION, goals.RISEN + 1))
