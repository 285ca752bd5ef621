"""War: what ground is won with, what an army is good for, and what two fronts cost."""

from __future__ import annotations

import numpy as np
import pytest

from collegium.engine import layout as L
from collegium.scenario import kinds as K
from helpers.bench import CALM, Bench
from helpers.island import FRONT, island, model

SECOND = "north,The war in the north,2001-02-01,,0.6,1,0,garrison\n"


def bench(theatres: str = FRONT, line: float = 0.0, number: int = 0, **theta: float) -> Bench:
    scenario = island(theatres=theatres, changes={"issue.army.status_quo": str(line), "issue.grain.status_quo": "-1"})
    return opened(Bench(model(scenario), theta=CALM | {"growth": 0.0, "revolt": 0.0} | theta), number)


def opened(b: Bench, number: int) -> Bench:
    """A history in which no event happens."""
    b.open(number)
    b.st["event_due"] = L.FOREVER
    return b


def test_ground_follows_the_ratio_of_forces() -> None:
    """Without luck: control rises by war_pace x log(own / enemy) a year."""
    b = bench(line=0.4, war_luck=0.0, war_pace=0.8, war_floor=0.3)
    b.step(6)
    before = float(b.st["control"][0])
    b.step(10)
    own = 0.3 + 0.7 * 0.7
    assert b.st["control"][0] - before == pytest.approx(10 * 0.8 * np.log(own / 0.6) / float(b.sc["per_year"]))


def test_a_front_opens_on_its_day_and_ends_when_all_is_won_or_lost() -> None:
    for enemy, end in ((0.01, K.L_FRONT_WON), (9.0, K.L_FRONT_LOST)):
        b = bench(FRONT.replace(",0.6,1,0,", f",{enemy},1,0,"), war_luck=0.0, war_pace=5.0)
        told = b.finish()
        week = told.log["log_week"]
        [opened], [closed] = told.kinds(K.L_FRONT), told.kinds(end)
        assert week[opened] < week[closed]
        assert b.st["front"][0] == (L.WON if end == K.L_FRONT_WON else L.LOST)


def test_an_enemy_who_leaves_ends_it() -> None:
    b = bench(FRONT.replace("2001-02-01,,", "2001-02-01,2001-06-04,"), war_luck=0.0, war_pace=0.0)
    told = b.finish()
    assert len(told.kinds(K.L_FRONT_CLOSED)) == 1 and b.st["front"][0] == L.CLOSED
    assert b.st["hardship"][b.model.constituencies.index("peasants")] == pytest.approx(0.0, abs=0.3)


def test_war_threatens_the_centre_as_far_as_ground_is_lost() -> None:
    b = bench(war_luck=0.0, war_pace=0.0)
    b.step(8)
    b.st["control"][0], b.st["threat"] = -0.6, 0.0
    b.step()
    assert b.st["threat"] == pytest.approx(0.8)


def held(theatres: str, line: float, count: int = 200) -> float:
    """Share of histories in which the first front is not pushed back within 26 weeks."""
    good, b = 0, bench(theatres, line)
    for number in range(count):
        opened(b, number).step(5 + 26)
        good += b.st["control"][b.model.theatres.index("south")] >= 0.0
    return good / count


def test_specialists_hold_a_front_against_regulars() -> None:
    """The acid test of the design: specialists +.7 against -.7 are worth at least 20 points (first-five-years.md, C5)."""
    assert held(FRONT, 0.7) - held(FRONT, -0.7) >= 0.2


def test_zeal_holds_it_against_bands() -> None:
    bands = FRONT.replace(",0.6,1,0,", ",0.6,0,0,")
    assert held(bands, -0.7) - held(bands, 0.7) >= 0.2


def test_two_fronts_at_once_cost_more() -> None:
    """At least 15 points (C5)."""
    assert held(FRONT, 0.7) - held(FRONT + SECOND, 0.7) >= 0.15


def test_the_army_follows_the_line() -> None:
    b = bench(army_half_life=0.5)
    k = b.model.issues.index("army")
    assert b.st["skill"] == pytest.approx(0.5)
    b.st["policy"][k] = 1.0
    b.step(round(float(b.sc["per_year"]) / 2))
    assert b.st["skill"] == pytest.approx(0.75, abs=0.01)
