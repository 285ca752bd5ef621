"""Theories of what moves leaders (docs/odd.md, section 5.6): what follows from each of them exactly, in histories of the shipped cases."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from collegium.engine import goals as G
from collegium.engine import layout as L
from collegium.engine import theories
from collegium.scenario import kinds as K
from helpers.bench import RECORDED, Bench, copied, model, quiet

FULL, CLIENTELE, SPATIAL, OFFICE, COALITIONS, CONTESTED = range(len(theories.NAMES))
RIVALS = (CLIENTELE, SPATIAL, OFFICE, COALITIONS, CONTESTED)
RESTLESS = {"activity": 2.0, "review": 1e9}
"""Everybody acts often, and thinks again about what to pursue whenever they act."""
AT_PERSONS = (G.SURVIVE, G.ADVANCE, G.PROTECT, G.RETALIATE)
HISTORIES = 6


def told(theory: int, *kinds: int, name: str = "council") -> Counter[int]:
    """How often rows of these kinds come up in some histories."""
    bench = Bench(model(name), theta=RESTLESS | {"theory": theory}, tracing=True)
    found: Counter[int] = Counter()
    for number in range(HISTORIES):
        log = bench.play(number).log["log_kind"]
        found.update({kind: int((log == kind).sum()) for kind in kinds})
    return found


def goals(theory: int) -> Counter[int]:
    """Goals and occasions on which a move was made, in some histories."""
    bench = Bench(model("council"), theta=RESTLESS | {"theory": theory}, tracing=True)
    found: Counter[int] = Counter()
    for number in range(HISTORIES):
        log = bench.play(number).log
        found.update(log["log_flag"][log["log_kind"] == K.L_MOVE].tolist())
    return found


def test_in_spatial_nobody_ever_moves_against_a_person() -> None:
    """Nor for one: all that is moved is policy, and nobody is in a caucus, accused, denounced or struck."""
    made = goals(SPATIAL)
    assert made[G.SHAPE] > 0
    assert not any(made[goal] for goal in (*AT_PERSONS, G.ACCUSED, G.INVITATION))
    motions = told(SPATIAL, *range(L.M), K.L_DENOUNCED, K.L_ARREST, K.L_CASE, K.L_CAUCUS)
    assert {kind for kind, count in motions.items() if count} == {K.POLICY}


@pytest.mark.parametrize("theory", [CLIENTELE, OFFICE, COALITIONS, CONTESTED])
def test_without_an_interest_in_issues_nobody_moves_policy(theory: int) -> None:
    assert told(theory, K.POLICY, K.L_PLATFORM) == {K.POLICY: 0, K.L_PLATFORM: 0}
    assert told(FULL, K.POLICY)[K.POLICY] > 0


WANTED = {CLIENTELE: (G.ADVANCE, G.PROTECT), OFFICE: (G.ADVANCE,), COALITIONS: (G.ADVANCE, G.SURVIVE), CONTESTED: (G.ADVANCE, G.SURVIVE)}


@pytest.mark.parametrize("theory", WANTED)
def test_a_theory_knows_no_goals_but_its_own(theory: int) -> None:
    made = goals(theory)
    assert {goal for goal in range(G.NOTHING) if made[goal]} <= set(WANTED[theory])
    assert made[G.ADVANCE] > 0


# --- contested autocracy --------------------------------------------------------------------------------------------


def attacks(standing: float) -> tuple[Counter[str], set[bool]]:
    """Who was after whom in some histories in which one person begins with such a standing, and whether they held half of all power."""
    found, above = Counter[str](), set[bool]()
    bench = Bench(model("council"), theta=RESTLESS | {"theory": CONTESTED}, tracing=True)
    for number in range(HISTORIES):
        bench.open(number)
        bench.st["standing"][1] = standing
        over = False
        while not over:
            over = bench.step()
            strongest, share = int(bench.st["foremost"]), float(bench.st["share"].max())
            assert bench.st["share"][strongest] == share
            above.add(share >= 0.5)
            for row in bench.rows(K.L_MOVE):
                if row["flag"] == G.ADVANCE:
                    found["by the strongest" if row["actor"] == strongest else "by another"] += 1
                if row["flag"] == G.SURVIVE:
                    found["against the strongest" if row["target"] == strongest else "against another"] += 1
                    assert share < 0.5
    return found, above


def test_the_strongest_attacks_and_the_others_resist_while_they_hold_half_of_all_power() -> None:
    found, above = attacks(0.3)
    assert False in above
    assert set(found) == {"by the strongest", "against the strongest"}


def test_from_half_of_all_power_on_nobody_attacks_the_strongest() -> None:
    found, above = attacks(30.0)
    assert above == {True}
    assert set(found) == {"by the strongest"}


# --- coalitions -----------------------------------------------------------------------------------------------------


def sitting(powers: tuple[float, ...]) -> tuple[Bench, list[int]]:
    """The council with so many full members of these powers; seats, posts and followings weigh nothing. Everybody is about to act."""
    bench = quiet(theta={"theory": COALITIONS, "activity": 99.0, "precision": 50.0, "consideration": 9.0, "caution_floor": 0.0})
    st, top = bench.st, int(bench.st["top"])
    st["seat_weight"], st["office_weight"], st["cons_weight"], st["followed"], st["standing"] = 0.0, 0.0, 0.0, 0.0, 0.0
    who = np.flatnonzero(st["seat"][top] == L.FULL)[: len(powers)]
    st["seat"][top] = L.NO_SEAT
    st["seat"][top, who], st["standing"][who], st["caution"] = L.FULL, powers, 0.0
    return bench, [int(i) for i in who]


def test_of_three_four_five_and_ten_the_strongest_is_the_target() -> None:
    """The three others can rule together, and each of them would be lost beside the strongest if another of them fell."""
    bench, who = sitting((3.0, 4.0, 5.0, 10.0))
    st, strongest = bench.st, who[-1]
    bench.step()
    assert st["part"][who] == pytest.approx(np.array([3, 4, 5, 10]) / 22)
    assert st["prospect"][np.ix_(who, who)] == pytest.approx(np.array([[0, 0, 0, 1]] * 3 + [[3 / 12, 4 / 12, 5 / 12, 0]]))
    for i in who[:-1]:
        assert st["aimed_at"][i] == strongest
    assert st["aim"][strongest] == G.ADVANCE


def test_of_two_the_stronger_has_nothing_to_fear() -> None:
    """Alone, either would rule; whoever sits elsewhere is nobody's concern, and pursues nothing."""
    bench, who = sitting((2.0, 3.0))
    st, people = bench.st, len(bench.model.people)
    bench.step()
    assert st["prospect"][who[0], who[1]] == st["prospect"][who[1], who[0]] == 1.0
    others = [i for i in range(people) if i not in who]
    assert set(st["aim"][others]) == {G.NOTHING}
    assert st["aimed_at"][who].tolist() == who[::-1]


# --- what a theory does not touch -----------------------------------------------------------------------------------


@pytest.mark.parametrize("theory", [FULL, CLIENTELE, SPATIAL, OFFICE, CONTESTED])
def test_only_who_looks_ahead_sees_coalitions(theory: int) -> None:
    """Whatever stands where coalitions are worked out changes nothing."""
    bench, dice = Bench(model("council"), theta={"theory": theory, "activity": 1.0}), np.random.default_rng(1)
    plain = bench.play(3).bytes()
    bench.open(3)
    bench.st["part"], bench.st["prospect"] = dice.random(bench.st["part"].shape), dice.random(bench.st["prospect"].shape)
    assert bench.finish().bytes() == plain


@pytest.mark.parametrize("theory", RIVALS)
def test_where_nobody_acts_and_power_weighs_nothing_all_theories_are_one(theory: int) -> None:
    """A theory speaks of what leaders do and what their own power is worth to them; all else is the same, to the byte."""
    still = {"activity": 0.0, "stake": 0.0}
    one, other = (Bench(model("bolsheviks"), theta=still | {"theory": x}).play(2).bytes(RECORDED) for x in (FULL, theory))
    assert one == other
    loud = (Bench(model("bolsheviks"), theta={"theory": x}).play(2).bytes(RECORDED) for x in (FULL, theory))
    assert len(set(loud)) == 2


@pytest.mark.parametrize(("theory", "parameter"), [*((theory, "balancing") for theory in RIVALS), (SPATIAL, "stake")])
def test_what_a_theory_leaves_out_weighs_nothing(theory: int, parameter: str) -> None:
    """The fear of a stronger person's gain belongs to the full model; in spatial, power is worth nothing."""
    few, many = (Bench(model("council"), theta={"theory": theory, "activity": 1.0, parameter: x}).play(1).bytes() for x in (0.0, 5.0))
    assert few == many
    few, many = (Bench(model("council"), theta={"activity": 1.0, parameter: x}).play(1).bytes() for x in (0.0, 5.0))
    assert few != many


def test_in_clientele_nobody_acts_against_kin() -> None:
    """With everybody bound to everybody in full, nobody is in the way of anybody: whoever acts protects, or does nothing."""
    m = copied(model("council"))
    bench = Bench(m, theta=RESTLESS | {"theory": CLIENTELE, "clientage": 1.0}, tracing=True).open(0)
    people = len(m.people)
    for _ in range(20):
        bench.st["client"][:people, :people] = 1.0 - np.eye(people)
        bench.step()
        assert {row["flag"] for row in bench.rows(K.L_MOVE)} <= {G.PROTECT}
