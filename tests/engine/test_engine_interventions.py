"""What an experiment lays down happens, and nothing else does: each kind of intervention on the council."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from collegium.engine import goals, moves
from collegium.engine import layout as L
from collegium.engine.compile import Intervention, Model, compile_scenario
from collegium.interventions import plan
from collegium.scenario import at, kinds
from collegium.scenario import kinds as K
from collegium.scenario.kinds import INTERVENTIONS
from helpers.bench import CALM, SEED, Bench, model, scenario
from helpers.oracle import draws as oracle

START = date(2001, 1, 1)
RESTLESS = {"activity": 20.0, "precision": 1.0, "effort": -9.0, "review": 50.0}
"""Everybody acts all the time, and does anything."""
M = model("council")
ANNA, BORIS, CLARA, DAVID, ELENA, FELIX = (M.people.index(name) for name in ("anna", "boris", "clara", "david", "elena", "felix"))
COUNCIL, SECRETARY, EDITOR = M.bodies.index("council"), M.offices.index("secretary"), M.offices.index("editor")
LETTER = M.documents.index("letter")


@cache
def changed(*sentences: str) -> Model:
    case = scenario("council")
    return compile_scenario(at(case, START), plan(case, sentences, START, case.end, edited=True).during)


def bench(*sentences: str, **theta: float) -> Bench:
    """History 0 of the council under these interventions, opened; nobody acts of his own accord unless ``activity`` says so."""
    found = Bench(changed(*sentences), theta=CALM | theta).open()
    found.st["death_week"] = L.FOREVER
    return found


def on(steps: int) -> date:
    return START + timedelta(days=7 * steps)


STRIP = (f"force anna to strip_office against boris on {on(1)}", "forbid boris to hold_back")
"""A motion against the man who keeps the agenda, which he must let pass."""


def test_the_engine_knows_every_kind_by_its_place() -> None:
    for place, name in enumerate(INTERVENTIONS):
        assert getattr(kinds, f"V_{name.upper()}") == place


def test_a_seat_is_given_taken_and_kept() -> None:
    b = bench(
        f"give seat council to felix on {on(2)}", f"take seat council from anna on {on(3)} until {on(5)}", "keep boris in seat council"
    )
    b.step(2)
    assert b.st["seat"][COUNCIL, FELIX] == L.CANDIDATE
    b.step()
    assert b.st["seat"][COUNCIL, FELIX] == L.FULL
    b.step()
    assert b.st["seat"][COUNCIL, ANNA] == L.NO_SEAT and b.io["losses"] == 0, "what an intervention takes is no loss by decision"
    b.st["seat"][COUNCIL, BORIS] = L.NO_SEAT
    b.step()
    assert b.st["seat"][COUNCIL, BORIS] == L.FULL and b.st["seat"][COUNCIL, ANNA] == L.NO_SEAT


def test_nobody_comes_back_while_he_is_kept_out() -> None:
    """The assembly fills the council's empty seat at its next meeting: never with Anna, whom it likes best."""
    for sentence, back in ((f"take seat council from anna until {on(2)}", True), ("take seat council from anna", False)):
        b = bench(sentence, lottery=1000.0)
        b.st["seat"][M.bodies.index("assembly"), :] = L.FULL
        b.st["tie"][:, ANNA] = 1.0
        b.st["next_meeting"][M.bodies.index("assembly")] = b.week + 4
        b.step(6)
        assert (b.st["seat"][COUNCIL, ANNA] == L.FULL) == back


def test_an_office_changes_hands_and_is_held_for_him() -> None:
    b = bench(f"give office secretary to elena on {on(1)}", f"keep david in office editor from {on(2)} until {on(4)}")
    b.step(2)
    assert b.st["holder"][SECRETARY] == ELENA and b.io["lost_office"][BORIS] == L.NEVER
    b.step()
    assert b.st["holder"][EDITOR] == DAVID
    b.st["holder"][EDITOR] = FELIX
    b.step()
    assert b.st["holder"][EDITOR] == DAVID
    b.st["holder"][EDITOR] = FELIX
    b.step()
    assert b.st["holder"][EDITOR] == FELIX, "the intervention is over"


def test_whoever_is_kept_out_of_an_office_is_not_chosen() -> None:
    b = bench("take office secretary from boris", lottery=1000.0)
    b.st["tie"][:, BORIS] = 1.0
    b.step(12)
    assert b.st["holder"][SECRETARY] not in (L.NOBODY, BORIS)


def test_the_dead_and_the_expelled_are_given_nothing() -> None:
    b = bench(f"give office editor to anna on {on(3)}", f"give seat council to felix on {on(3)}", f"let anna die on {on(1)}")
    b.st["next_meeting"] = L.FOREVER
    b.st["member"][FELIX] = 0
    b.step(4)
    assert b.st["alive"][ANNA] == 0 and b.st["holder"][EDITOR] != ANNA and b.st["seat"][COUNCIL, FELIX] == L.CANDIDATE


def test_illness_and_death_are_put_off() -> None:
    b = bench(f"keep anna healthy until {on(6)}", f"keep boris absent from {on(1)} until {on(3)}")
    fever = M.events.index("fever")
    b.st["event_due"][fever], b.st["incapable"][ANNA], b.st["death_week"][ANNA] = b.week + 2, b.week + 50, b.week + 3
    b.step(2)
    assert b.st["incapable"][ANNA] <= b.week and b.st["incapable"][BORIS] == b.week + 1
    b.step(4)
    assert b.st["event_week"][fever] == L.NEVER and b.st["alive"][ANNA] == 1 and b.st["incapable"][BORIS] <= b.week
    b.step(1)
    assert b.st["event_week"][fever] != L.NEVER and b.st["alive"][ANNA] == 0


def test_two_exchange_all_their_traits() -> None:
    plain, swapped = bench(), bench("swap traits of anna and boris")
    for trait in ("ambition", "caution", "apparatus", "public"):
        want = plain.st[trait].copy()
        want[[ANNA, BORIS]] = want[[BORIS, ANNA]]
        assert np.array_equal(swapped.st[trait], want)


def test_numbers_are_set_on_their_day() -> None:
    guilds, taxes = M.constituencies.index("guilds"), M.issues.index("taxes")
    b = bench(
        "make ambition of anna 4", f"make tie of boris to clara -0.7 on {on(2)}", "make allegiance of guilds to felix 0.4",
        "make policy of taxes 0.5", "make weight of secretary 2", "make weight of council 3", "make weight of guilds 1", turnover=0.0,
        susceptibility=0.0,
    )  # fmt: skip
    before = b.st["allegiance"][guilds].copy()
    b.step()
    now = b.st["allegiance"][guilds]
    assert b.st["ambition"][ANNA] == 1.0 and b.st["policy"][taxes] == 0.5 and b.st["tie"][BORIS, CLARA] != -0.7
    assert b.st["office_weight"][SECRETARY] == 2.0 and b.st["seat_weight"][COUNCIL] == 3.0 and b.st["cons_weight"][guilds] == 1.0
    assert now[FELIX] == pytest.approx(0.4) and now.sum() == pytest.approx(1.0)
    others = np.delete(before, FELIX)
    assert np.delete(now, FELIX) == pytest.approx(others * 0.6 / others.sum())
    b.step(2)
    assert b.st["tie"][BORIS, CLARA] == pytest.approx(-0.7, abs=0.01)


def test_a_move_is_forced_once_as_soon_as_it_may_be_made() -> None:
    b = bench(f"force anna to denounce against boris on {on(2)}", f"force felix to write_document against boris on {on(1)} until {on(4)}")
    b.step(2)
    assert not b.rows(K.L_DENOUNCED)
    b.step(3)
    assert len(b.rows(K.L_DENOUNCED)) == 1 and b.rows(K.L_DENOUNCED)[0]["actor"] == ANNA
    assert not b.st["written"].any(), "he has nothing to write"


def test_whoever_is_forbidden_to_act_makes_no_move() -> None:
    def moves_of(*sentences: str) -> list[int]:
        m = changed(*sentences)
        b = Bench(m, theta=CALM | RESTLESS, tracing=True).open()
        b.step(20)
        return [int(row["actor"]) for row in b.rows(K.L_MOVE) if moves.NAMES[row["subject"]] not in ("stay_silent", "decline_caucus")]

    free, bound = moves_of(), moves_of("forbid anna to act")
    assert ANNA in free and ANNA not in bound and BORIS in bound


def test_only_the_move_and_the_target_that_are_meant_are_forbidden() -> None:
    m = changed("forbid anybody to denounce against boris")
    b = Bench(m, theta=CALM | RESTLESS, tracing=True).open()
    b.step(30)
    hit = {int(row["target"]) for row in b.rows(K.L_DENOUNCED)}
    assert hit and BORIS not in hit


@pytest.mark.parametrize(("sentence", "carried"), [("carry strip against boris", True), ("defeat strip against boris in council", False),
                                                    ("defeat strip against clara", None), ("defeat strip in assembly", None)])  # fmt: skip
def test_motions_are_decided_whatever_the_votes(sentence: str, carried: bool | None) -> None:
    results = []
    for told in (STRIP, (*STRIP, sentence)):
        b = bench(*told, status_quo=20.0 if carried else -20.0, dependence=0.0)
        b.step(12)
        results.append([bool(row["flag"] & 1) for row in b.rows(K.STRIP)])
    plain, decreed = results
    assert plain and decreed == (plain if carried is None else [carried] * len(decreed))


def test_a_motion_waits_as_long_as_it_is_held() -> None:
    heard = []
    for told in (STRIP, (*STRIP, f"hold any against boris until {on(15)}")):
        b = bench(*told)
        while not b.rows(K.STRIP) and b.week < b.last:
            b.step()
        heard.append(b.week - int(b.sc["first"]) - 1)
    assert heard[0] < 15 <= heard[1] < 20


def test_a_vow_binds_his_vote_and_no_lobby_turns_him() -> None:
    for answer, vote in (("yes", 1), ("no", 0)):
        m = changed(*STRIP, f"bind clara to {answer} on strip against boris", f"bind david to {answer} on any")
        b = Bench(m, theta=CALM | {"status_quo": 20.0 if vote else -20.0, "shock": 0.0, "dependence": 0.0}, tracing=True).open()
        b.step(8)
        cast = {int(row["actor"]): row["yes"] for row in b.rows(K.T_VOTE) if row["target"] == BORIS}
        assert cast[CLARA] == cast[DAVID] == vote and cast[ELENA] == 1 - vote


def test_a_caucus_is_founded_with_all_its_members() -> None:
    b = bench(f"found caucus of boris, clara, david against anna on {on(1)}", caucus_cost=-1.0)
    b.step(2)
    (g,) = np.flatnonzero(b.st["g_on"])
    assert b.st["g_target"][g] == ANNA
    assert set(np.flatnonzero(b.st["g_member"][g] == L.MEMBER)) == {BORIS, CLARA, DAVID}


@pytest.mark.parametrize(("manner", "force"), [("in plenary", 1.0), ("by delegations", 0.5)])
def test_a_document_is_read_out_in_the_way_laid_down(manner: str, force: float) -> None:
    b = bench(f"disclose letter {manner} on {on(2)}", rumour_half_life=1e9)
    b.st["written"][LETTER] = 1
    b.step(2)
    assert b.st["read_out"][LETTER] == 0
    b.step()
    assert b.st["read_out"][LETTER] == 1 and b.st["knows"][LETTER, ELENA] == force and b.io["disclosed"] == 1


def test_a_document_is_written_even_if_its_author_cannot() -> None:
    b = bench(f"write letter against boris on {on(2)}", f"let anna die on {on(1)}")
    b.st["tie"][ANNA, BORIS], b.st["tie"][ANNA, CLARA] = 0.5, 0.5
    b.step(3)
    assert b.st["written"][LETTER] == 1 and b.st["content"][LETTER, BORIS] <= 0.0 < b.st["content"][LETTER, CLARA]


def test_a_document_is_locked_away_for_a_time() -> None:
    b = bench(f"suppress letter until {on(3)}")
    b.step(3)
    assert b.st["locked"][LETTER] == 1
    b.step()
    assert b.st["locked"][LETTER] == 0


def test_the_members_keep_the_agenda_in_turn() -> None:
    """Whoever has to choose what becomes of a new item is the member whose turn it is, a meeting each."""
    m = changed()
    b = Bench(m, theta=CALM | {"activity": 5.0}, tracing=True).open()
    b.st["agenda"][COUNCIL] = L.ROTATION
    b.st["event_due"], b.st["death_week"] = L.FOREVER, L.FOREVER
    try:
        kept = []
        for _ in range(60):
            expected = in_turn(b)
            b.step()
            asked = {int(row["actor"]) for row in b.rows(K.T_OPTION) if row["flag"] == goals.KEEPER}
            assert asked <= {expected}
            kept += sorted(asked)
        assert len(set(kept)) > 2, "too few items to see anybody's turn"
    finally:
        b.st["agenda"][COUNCIL] = M.template[0]["agenda"][COUNCIL]


def in_turn(b: Bench) -> int:
    """Whose turn it is, worked out in plain Python from the state before a step."""
    able = [i for i in range(len(M.people)) if b.st["seat"][COUNCIL, i] == L.FULL and b.st["incapable"][i] <= b.week and b.st["alive"][i]]
    return able[int(b.st["sittings"][COUNCIL]) % len(able)]


def test_a_term_limit_sends_the_holder_and_keeps_him_out_as_long() -> None:
    m = changed()
    b = Bench(m, theta=CALM | {"lottery": 1000.0}).open()
    b.sc["tenure"][SECRETARY] = 10
    try:
        b.st["tie"][:, BORIS] = 1.0
        held = []
        for _ in range(60):
            b.step()
            held.append(int(b.st["holder"][SECRETARY]))
        assert held[9] == BORIS and BORIS not in held[10:20] and BORIS in held[20:40], held
        assert b.io["lost_office"][BORIS] == L.NEVER
    finally:
        b.sc["tenure"][SECRETARY] = 0


# other random draws


def test_other_draws_leave_the_past_alone() -> None:
    """Up to the day everything is the same to the byte; afterwards it is not. The same seed gives the same."""
    steps = 30
    plain, first, again, second = (bench(*(f"reseed from {on(20)} with {n}" for n in some), activity=5.0) for some in ([], [7], [7], [8]))
    told = []
    for b in (plain, first, again, second):
        b.step(20)
        told.append(b.kept())
        b.step(steps)
        told.append(b.kept())
    before, after = told[::2], told[1::2]
    assert len(set(before)) == 1
    assert after[1] == after[2] and len(set(after)) == 3


def test_draws_of_different_seeds_are_independent() -> None:
    """The keys of a thousand seeds: each bit is set half of the time, and neighbours agree as often as by chance."""
    draws = np.array([lucks(n) for n in range(1000)], np.uint64)
    bits = (draws[:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
    assert np.abs(bits.mean(axis=0) - 0.5).max() < 4.5 * 0.5 / np.sqrt(len(draws))
    assert abs((bits[1:] == bits[:-1]).mean() - 0.5) < 4.5 * 0.5 / np.sqrt(bits[1:].size)
    assert len(set(draws.tolist())) == len(draws)


def lucks(number: int) -> int:
    """The key of a history after its draws were changed in its first step, by plain integers."""
    return oracle.absorb(oracle.luck(SEED, 0), oracle.RESEED, number)


def test_the_key_is_the_one_that_is_written_down() -> None:
    for number in (0, 1, 10**9):
        b = bench(f"reseed from {on(0)} with {number}")
        b.step()
        assert int(b.st["luck"]) == lucks(number)


def test_what_has_not_come_gets_a_new_date_and_what_has_come_keeps_its_own() -> None:
    """With many seeds in the middle of its span, fever never comes before that day, and falls everywhere in what is left."""
    fever, drought = M.events.index("fever"), M.events.index("drought")
    low, high = int(M.sc[0]["event_low"][fever]), int(M.sc[0]["event_high"][fever])
    begin = (low + high) // 2 - int(M.sc[0]["first"])
    due = []
    for number in range(40):
        b = bench(f"reseed from {on(begin)} with {number}")
        b.st["event_due"][fever], b.st["event_week"][drought], b.st["event_due"][drought] = high, b.week, b.week
        b.st["death_week"][ANNA], b.st["death_week"][BORIS] = b.week + begin + 5, b.week - 1
        alive = b.st["alive"].copy()
        for _ in range(begin):
            b.st["week"] += 1
        b.step()
        due.append(int(b.st["event_due"][fever]))
        assert b.st["event_due"][drought] == b.st["event_week"][drought], "what has come keeps its date"
        assert b.st["death_week"][ANNA] >= b.week - 2 and alive[ANNA]
    start = int(M.sc[0]["first"]) + begin
    assert min(due) >= start and max(due) <= high and len(set(due)) > min(5, high - start)


# a turn, an answer, a vote


def choices_of(who: int, *sentences: str, steps: int = 20, **theta: float) -> list[tuple[int, str, int, int]]:
    """What somebody does in a restless council: step, move, target, goal or occasion."""
    b = Bench(changed(*sentences), theta=CALM | RESTLESS | theta, tracing=True).open()
    found = []
    for n in range(steps):
        b.step()
        mine = [row for row in b.rows(K.L_MOVE) if row["actor"] == who]
        found += [(n, moves.NAMES[row["subject"]], int(row["target"]), int(row["flag"])) for row in mine]
    return found


def test_a_choice_that_was_made_anyway_changes_nothing() -> None:
    """Whatever Clara did is made the choice of an intervention, answers included: every history stays what it was, to the byte."""
    plain = Bench(changed(), theta=CALM | RESTLESS, tracing=True).open()
    plain.step(40)
    said = []
    for n, move, target, goal in choices_of(CLARA, steps=40):
        aimed = "" if move == "stay_silent" or goal >= goals.INVITATION else f"against {M.people[target]}"
        aimed = f"on {M.issues[target]}" if goal == goals.SHAPE and aimed else aimed
        said.append(f"let clara choose {move} {aimed} on {on(n)}")
    assert len(said) > 30 and len({sentence.split()[3] for sentence in said}) > 3
    same = Bench(changed(*said), theta=CALM | RESTLESS, tracing=True).open()
    same.step(40)
    without = [name for name in plain.state.dtype.names if name not in ("v_done", "tracing")]
    assert [name for name in without if not np.array_equal(plain.st[name], same.st[name])] == []
    assert same.st["v_done"][: len(said)].all() and not same.st["v_done"][len(said) :].any()


def test_a_choice_brings_its_aim_with_it() -> None:
    """Clara's turn comes in every step. She courts whom she is made to court, though she aims at somebody else, and goes on with that."""
    free = choices_of(CLARA, steps=2)
    n = next(step for step, _, _, goal in free if goal < goals.INVITATION)
    for j in (ANNA, BORIS, DAVID, ELENA):
        done = choices_of(CLARA, f"let clara choose court against {M.people[j]} on {on(n)}", steps=n + 1)
        assert [(move, target) for step, move, target, goal in done if step == n and goal < goals.INVITATION] == [("court", j)]
    b = Bench(changed(f"let clara choose propose_policy on taxes on {on(n)}"), theta=CALM | RESTLESS, tracing=True).open()
    b.step(n + 1)
    assert (b.st["aim"][CLARA], b.st["aimed_at"][CLARA]) == (goals.SHAPE, M.issues.index("taxes"))


def test_silence_is_chosen_whatever_was_worth_more() -> None:
    """In each step in which Boris did something at his turn he can be silent instead."""
    sharp = {"precision": 30.0}
    free = [step for step, move, _, goal in choices_of(BORIS, steps=25, **sharp) if move != "stay_silent" and goal < goals.INVITATION]
    assert len(free) > 10
    for n in free:
        silenced = choices_of(BORIS, f"let boris choose stay_silent on {on(n)}", steps=n + 1, **sharp)
        assert [move for step, move, _, goal in silenced if step == n and goal < goals.INVITATION] == ["stay_silent"]


def test_what_is_forbidden_or_not_open_is_not_chosen() -> None:
    for sentences in (
        [f"let clara choose denounce against anna on {on(0)}", "forbid clara to denounce"],
        [f"let clara choose arrest against anna on {on(0)}"],
    ):
        done = choices_of(CLARA, *sentences, steps=1)
        assert not [move for _, move, _, _ in done if move in ("denounce", "arrest")]


def test_each_vote_serves_one_ballot_and_the_last_all_others() -> None:
    """Two motions of one kind in one step: with a yes and a no the first ballot gets the yes; one sentence alone serves both."""

    def cast(*answers: str) -> list[int]:
        said = [f"let clara vote {answer} on strip against boris on {on(2)}" for answer in answers]
        b = bench("force anna to strip_office against boris", "forbid anybody to hold_back", "give office editor to boris", *said)
        b.step()
        q = int(np.flatnonzero(b.st["q_kind"] == K.STRIP)[0])
        for field in [name for name in b.state.dtype.names if name.startswith("q_")]:
            b.st[field][q + 1] = b.st[field][q]
        b.st["q_arg"][q + 1], b.st["q_key"][q + 1] = EDITOR, b.st["q_key"][q] + np.uint64(1)
        b.st["tracing"] = 1
        b.step(2)
        return [int(row["yes"]) for row in b.rows(K.T_VOTE) if row["actor"] == CLARA and row["target"] == BORIS]

    for answers, votes in ((("yes", "no"), [1, 0]), (("no", "yes"), [0, 1]), (("no",), [0, 0]), (("yes",), [1, 1])):
        assert cast(*answers) == votes, answers


def test_a_survey_changes_nothing_and_holds_the_choice_that_was_made() -> None:
    """With the trace on, whatever Clara could do is written down; the moves that she made are among it, with the same worth."""
    model = changed()
    looked = compile_scenario(at(scenario("council"), START), [Intervention("survey", START, date(9999, 1, 1), who="clara")])
    plain, seen = (Bench(m, theta=CALM | RESTLESS, tracing=True).open() for m in (model, looked))
    for _ in range(12):
        plain.step()
        seen.step()
        assert plain.kept() == seen.kept()
        opened = {(row["subject"], row["target"], row["flag"] & 1 << goals.SHAPE > 0): row["value"] for row in seen.rows(K.T_OPEN)}
        own = [row for row in seen.rows(K.T_OPTION) if row["actor"] == CLARA and row["flag"] < goals.INVITATION]
        for row in own:
            assert opened[row["subject"], row["target"], row["flag"] == goals.SHAPE] == pytest.approx(row["value"])
        assert {row["actor"] for row in seen.rows(K.T_OPEN, K.T_AIM, K.T_COUNT)} <= {CLARA} and not plain.rows(K.T_OPEN, K.T_AIM, K.T_COUNT)
    assert own and opened
