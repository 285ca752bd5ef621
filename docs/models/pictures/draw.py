"""Draws the pictures on the pages of published models: ``make theory``. Every number comes from a call of ``collegium.models``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np

from collegium import models as theory
from collegium.committee import figures as committee
from collegium.committee import summaries as measures
from collegium.figures import style

HERE = Path(__file__).parent
COLOURS = (style.BLUE, style.BRICK, style.PEOPLE[2], style.PEOPLE[0], style.PEOPLE[4])
WIDTH, HEIGHT = style.WIDE - 200, 220
Rows = list[tuple[float, float, str]]


def lines(rows: Rows, x: str, y: str, *, share: bool = True, step: bool = False) -> Any:
    """A line for every name, x along, y up; told apart by colour and by dash."""
    names = list(dict.fromkeys(name for _, _, name in rows))
    legend = alt.Legend(title=None, symbolType="stroke", symbolSize=400, labelLimit=220)
    chart = alt.Chart(style.data([{"x": a, "y": b, "name": name} for a, b, name in rows]))
    return chart.mark_line(strokeWidth=2, interpolate="step-after" if step else "linear").encode(
        x=alt.X("x:Q", axis=alt.Axis(title=x, grid=False), scale=alt.Scale(zero=False, nice=False)),
        y=alt.Y("y:Q", axis=style.share_axis(y) if share else alt.Axis(title=y, tickCount=5)),
        color=alt.Color("name:N", scale=alt.Scale(domain=names, range=COLOURS[: len(names)]), sort=names, legend=legend),
        strokeDash=alt.StrokeDash("name:N", scale=alt.Scale(domain=names, range=[[1, 0], [6, 3], [2, 2], [8, 2, 2, 2]][: len(names)]),
                                  sort=names, legend=legend),
    ).properties(width=WIDTH, height=HEIGHT)  # fmt: skip


def framed(chart: Any, title: str, see: str, source: str) -> Any:
    return style.framed(chart, title=title, see=see, source=f"Source: {source}", width=style.WIDE)


def voting_power() -> Any:
    names = ["Germany", "France", "Italy", "Belgium", "Netherlands", "Luxembourg"]
    return committee.power(measures.power(names, [Fraction(votes) for votes in (4, 4, 4, 2, 2, 1)], 12))


def coalitions() -> Any:
    rows: Rows = [
        (n, len(theory.ultimate_ruling_coalition([10**6 + 2**i for i in range(n)], alpha)[0]), f"more than {alpha} of the power")
        for alpha in (Fraction(1, 2), Fraction(2, 3)) for n in range(1, 17)
    ]  # fmt: skip
    chart = lines(rows, "Members at the start, of nearly equal power", "Members who rule in the end", share=False, step=True)
    see = "Groups of 8 to 14 shrink to 7 where a bare majority wins: smaller groups of other sizes would break up in turn."
    return framed(chart, "How many remain", see, "ultimate_ruling_coalition (Acemoglu, Egorov and Sonin 2008)")


def setter() -> Any:
    ideals = [-2.0, -1.0, 0.0, 1.0, 2.0]
    names = {3: "three of five", 4: "four of five", 5: "all five"}
    rows = [(q, theory.setter_outcome(ideals, need, q, 2.0), names[need]) for need in names for q in np.linspace(-4, 4, 81).tolist()]
    chart = lines(rows, "Status quo", "What the setter gets", share=False)
    see = "Five members at -2 ... 2, the setter at 2. The farther the status quo is on the other side, the more the setter gets."
    return framed(chart, "A bad status quo gives the setter power", see, "setter_outcome (Romer and Rosenthal 1978)")


def leading_agenda() -> Any:
    voters = [(0, 0), (6, 0), (3, 6)]
    path = theory.leading_agenda(voters, (3, 2), (20, 20))
    points = [{"x": x, "y": y, "n": n, "what": "proposal"} for n, (x, y) in enumerate(path)]
    corners = [{"x": float(x), "y": float(y), "n": 0, "what": "voter"} for x, y in voters]
    encode = {"x": alt.X("x:Q", axis=alt.Axis(title=None, grid=False)), "y": alt.Y("y:Q", axis=alt.Axis(title=None, grid=False))}
    base = alt.Chart(style.data(points)).encode(**encode)
    chart = alt.layer(
        base.mark_line(color=style.BLUE, strokeWidth=1.5).encode(order="n:Q"),
        base.mark_point(color=style.BLUE, filled=True, size=40),
        base.mark_text(dx=10, dy=-6).encode(text="n:Q"),
        alt.Chart(style.data(corners)).mark_point(color=style.BRICK, shape="triangle-up", filled=True, size=90).encode(**encode),
        width=WIDTH, height=HEIGHT + 120,
    )  # fmt: skip
    see = f"Triangles are voters. Two of them prefer each of the {len(path) - 1} steps; none prefers the end to the start."
    return framed(chart, "A majority led astray, step by step", see, "leading_agenda (after McKelvey 1976)")


def agenda() -> Any:
    utilities, weights = np.random.default_rng(7).random((5, 6)), [1, 2, 2, 3, 3]
    rows = []
    for balance in ("free", "moderate", "balanced"):
        _, worth = theory.all_agendas(utilities, weights, balance)
        low, middle, high = np.quantile(worth[:, 0], [0, 0.5, 1]).tolist()
        rows.append({"rule": f"{balance} ({len(worth)} agendas)", "low": low, "middle": middle, "high": high})
    base = alt.Chart(style.data(rows)).encode(y=alt.Y("rule:N", sort=[row["rule"] for row in rows],
                                                      axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=220)))  # fmt: skip
    scale = alt.Scale(zero=False)
    chart = alt.layer(
        base.mark_bar(color=style.SHADES[2], height=12).encode(x=alt.X("low:Q", title="Worth to the chair", scale=scale), x2="high:Q"),
        base.mark_tick(color=style.INK, thickness=3, height=18).encode(x=alt.X("middle:Q", scale=scale)),
        width=WIDTH, height=110,
    )  # fmt: skip
    see = "All agendas over six options, five invented members. The bar is what the chair can make of it, the mark is a middling agenda."
    return framed(chart, "A rule on the shape of agendas cuts what the chair can gain", see, "all_agendas (the form of KTAB)")


def cascades() -> Any:
    rows: Rows = []
    for p in np.linspace(0.5, 1, 51).tolist():
        right, wrong = theory.eventual_cascades(p)
        rows += [(p, right, "everybody right in the end"), (p, wrong, "everybody wrong in the end"),
                 (p, theory.cascade_chances(p, 2)[1], "undecided after two")]  # fmt: skip
    rows.sort(key=lambda row: row[2], reverse=True)
    chart = lines(rows, "Chance that one hint is right", "Chance")
    see = "If hints are right in 60% of cases, more than a third of all groups end wrong for good."
    return framed(chart, "Following those who went before", see, "cascade_chances (Bikhchandani, Hirshleifer and Welch 1992)")


def ballots() -> Any:
    rows: Rows = []
    for p in np.linspace(0, 1, 51).tolist():
        rows.append((p, theory.secret_removal(9, 5, p), "secret"))
        rows += [(p, theory.open_removal(9, 5, p, 0.2, company), f"open, the timid wait for {company}") for company in (1, 2)]
    rows.sort(key=lambda row: row[2], reverse=True)
    chart = lines(rows, "Chance that a member wants the leader gone", "Chance of removal")
    see = "Nine members, five votes remove. In the open one opponent in five speaks first; the others wait."
    return framed(chart, "The same wishes, two kinds of ballot", see, "secret_removal, open_removal (ours, after Kuran 1995)")


def turnover() -> Any:
    size = 27
    fillings = {"in proportion": theory.appointed(Fraction(0)), "by three delegates": theory.delegated(3), "by nine": theory.delegated(9)}
    rows: Rows = [
        (k, float(chance), name) for name, filling in fillings.items() for k, chance in enumerate(theory.control_chances(size, filling))
    ]
    chart = lines(rows, f"Loyal seats at the start, of {size}", "Chance of full control")
    see = "One seat after another is refilled. If a majority of delegates fills it, a lead grows into full control."
    return framed(chart, "Refilling seats one by one", see, "control_chances (Moran 1958; the reading is ours)")


def urn() -> Any:
    sizes = range(27, 64, 2)
    rows: Rows = []
    for bias in (Fraction(0), Fraction(1, 4), Fraction(1, 2)):
        for seats in sizes:
            chances = theory.grown(8, 19, seats - 27, theory.appointed(bias))
            rows.append((seats, float(theory.majority_chance(8, 19, chances)), f"appointed: {bias} of new seats"))
    chart = lines(rows, "Seats, from 27", "Chance of a loyal majority")
    see = "Eight of 27 seats are loyal at the start; the eight are an example. Growth alone favours nobody, appointment does."
    return framed(chart, "A committee that grows", see, "grown, majority_chance (Polya's urn; the reading is ours)")


def balance() -> Any:
    ties = [[0, 0.5, -0.2], [0.5, 0, 0.1], [-0.2, 0.1, 0]]
    end = theory.blow_up_time(ties)
    rows: Rows = []
    for time in np.linspace(0, 0.93 * end, 60).tolist():
        now = theory.ties_at(ties, time)
        rows += [(time, float(now[i, j]), f"{'ABC'[i]} and {'ABC'[j]}") for i, j in ((0, 1), (0, 2), (1, 2))]
    rows.sort(key=lambda row: row[2])
    chart = lines(rows, f"Time; ties grow without bound at {end:.2f}", "Tie", share=False)
    see = "A and B are friends, A and C enemies, B and C friends at first. The last tie turns late: two camps remain."
    return framed(chart, "Ties that feed on each other", see, "ties_at (Marvel, Kleinberg, Kleinberg and Strogatz 2011)")


def triads() -> Any:
    n, start = 12, np.eye(12) - 1
    rows: Rows = []
    for run, seed in enumerate((0, 1, 2, 3), 1):
        steps = theory.triad_dynamics(start, seed=seed).steps
        for step in range(0, min(steps, 60) + 1, 2):
            now = theory.triad_dynamics(start, seed=seed, most=step).ties if step else start
            rows.append((step, float((1 + theory.energy(now)) / 2), f"run {run}"))
    chart = lines(rows, "Steps", "Unbalanced triangles")
    see = f"{n} members, all enemies at first, so that no triangle is balanced; four runs of the same dynamics. Most steps come early."
    return framed(chart, "One sign after another", see, "triad_dynamics (Antal, Krapivsky and Redner 2005)")


def influence() -> Any:
    weights = [[0.22, 0.12, 0.36, 0.3], [0.147, 0.215, 0.344, 0.294], [0, 0, 1, 0], [0.09, 0.178, 0.446, 0.286]]
    openness, initial = [0.78, 0.785, 0, 0.714], [25, 25, 75, 85]
    rows = [(t, float(x), f"member {k}") for t in range(11) for k, x in enumerate(theory.positions_after(weights, openness, initial, t), 1)]
    rows.sort(key=lambda row: row[2])
    chart = lines(rows, "Rounds", "Position", share=False)
    see = "The third member gives nobody any weight and stays; the others come near, but not all the way."
    return framed(chart, "Positions under influence", see, "positions_after (Friedkin and Johnsen 1990)")


PICTURES: tuple[Callable[[], Any], ...] = (
    voting_power, coalitions, agenda, setter, leading_agenda, cascades, ballots, turnover, urn, balance, triads, influence,
)  # fmt: skip


def main(folder: Path = HERE) -> None:
    for old in folder.glob("*.svg"):
        old.unlink()
    for picture in PICTURES:
        style.save(picture(), folder / f"{picture.__name__}.svg")


if __name__ == "__main__":
    sys.exit(main())
