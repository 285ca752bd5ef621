"""What an experiment lays down happens, and nothing else does: each kind of intervention on the council."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from collegium.engine import goals, moves
from collegium.engine import layout as L
from collegium.engine.compile import Model, compile_scenario
from collegium.interventions import plan
from collegium.scenario import at, kinds
from collegium.scenario import kinds as K
from collegium.scenario.kinds import INTERVENTIONS
from helpers.bench import CALM, Bench, model, scenario

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
    b.sc["agenda"][COUNCIL] = L.ROTATION
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
        b.sc["agenda"][COUNCIL] = M.sc[0]["agenda"][COUNCIL]


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
