"""The removal grid: who could have whom out, at the first and the last report date."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.analysis import GridMeans, grid_means
from collegium.analysis.columns import Source
from collegium.figures import style
from collegium.results.sentences import short_names

STEPS = (0.01, 0.05, 0.2, 0.5)
"""Chances at which the shade changes; above 0.05 rule counts as contested."""

FEW, ROUGH = 20, 0.03
"""A cell that rests on fewer histories, or whose standard error is greater, is left blank."""

MEMBERS, PRESENT = 10, 0.05
"""At most so many members are shown, and none who is there in a smaller part of the histories than this."""

LARGEST = 34
"""Pixels of the largest cell."""


def grid(results: Source, *, width: int = style.WIDE, means: list[GridMeans] | None = None) -> Any:
    """Mean chances of removal as shaded tables. ``means`` are the numbers, where the caller has them already."""
    import altair as alt

    means = [one for one in (grid_means(results) if means is None else means) if _firm(one).any()]
    top, _ = style.bodies(results.scenario)
    see = (
        "Each cell is the mean chance, in percent, that the member in the row could have the member in the column out "
        f"of the {top} within {style.horizon(results.scenario)}, over the histories in which both still sit; the stronger "
        f"the shade, the greater the chance. Blank: fewer than {FEW} such histories, or a standard error of the simulation "
        f"above {100 * ROUGH:.0f} percentage points; it is smaller in every cell shown."
    )
    if not means:
        chart = style.nothing("Too few histories for any cell: run more of them.", width)
        return style.finish(chart, title="Who could remove whom", see=see, results=results, width=width)
    wide = width >= 600
    members = [_members(results, one) for one in means]
    room = (width - 20) // 2 if wide else width - 30
    names = short_names(results.scenario)
    beside = style.room_for(names[person] for order in members for person in order)
    cell = min(LARGEST, (room - beside - 24) // max(map(len, members)))
    panels = [_panel(results, one, order, cell, beside) for one, order in zip(means, members, strict=True)]
    chart = alt.hconcat(*panels, spacing=20) if wide else alt.vconcat(*panels, spacing=24)
    title, reading = _words(results, means[-1], members[-1])
    return style.finish(chart, title=title, see=see, reading=reading, results=results, width=width)


def _firm(means: GridMeans) -> NDArray[np.bool_]:
    """The cells that are shown."""
    return (means.n >= FEW) & (means.error <= ROUGH)


def _words(results: Source, means: GridMeans, order: list[str]) -> tuple[str, str]:
    """Title and reading: the likeliest removal at the last date, of pairs that are seated about as often as any."""
    places = [means.people.index(person) for person in order]
    often = means.n >= means.n.max() / 2
    chance = np.where(_firm(means) & often, means.mean, -1.0)[np.ix_(places, places)]
    mover, target = np.unravel_index(int(chance.argmax()), chance.shape)
    names = short_names(results.scenario)
    pair = f"{names[order[mover]]} against {names[order[target]]}"
    chances = style.percent(float(chance.max()))
    top, _ = style.bodies(results.scenario)
    return (
        f"Who could remove whom: at the last date, of the pairs most often seated, likeliest {pair}, {chances}",
        f"Reading: on {style.day(means.when)} {names[order[mover]]} could have had {names[order[target]]} out of the {top} within "
        f"{style.horizon(results.scenario)} with a chance of {chances} on average.",
    )


def _members(results: Source, means: GridMeans) -> list[str]:
    """Those with a cell to show, the most often seated, in the order of all figures."""
    firm = _firm(means)
    present = np.where(firm, means.n, 0).max(axis=1, initial=0)
    weight = dict(zip(means.people, present.tolist(), strict=True))
    enough = PRESENT * present.max()
    often = sorted(means.people, key=lambda person: -weight[person])[:MEMBERS]
    return [person for person in style.cast(results.scenario) if person in often and weight[person] >= enough]


def _panel(results: Source, means: GridMeans, order: list[str], cell: int, room: int) -> Any:
    import altair as alt

    names, firm = short_names(results.scenario), _firm(means)
    places = {person: means.people.index(person) for person in order}
    rows = [
        {"mover": names[mover], "target": names[target], "chance": float(means.mean[m, t]), "text": _short(float(means.mean[m, t]))}
        for mover, m in places.items()
        for target, t in places.items()
        if firm[m, t]
    ]
    people = [names[person] for person in order]
    look = {"domain": False, "ticks": False, "labelLimit": room, "minExtent": room, "maxExtent": room}
    above = alt.Axis(title="Who would be removed", orient="top", labelAngle=-60, **look)
    beside = alt.Axis(title="Who moves it", **look)
    base = alt.Chart(style.data(rows)).encode(
        x=alt.X("target:N", sort=people, scale=alt.Scale(domain=people), axis=above),
        y=alt.Y("mover:N", sort=people, scale=alt.Scale(domain=people), axis=beside),
    )
    shade = alt.Color("chance:Q", scale=alt.Scale(type="threshold", domain=list(STEPS), range=list(style.SHADES)), legend=None)
    text = alt.condition(f"datum.chance >= {STEPS[2]}", alt.value(style.ON_DEEP), alt.value(style.ON_PALE))
    head = alt.TitleParams(style.day(means.when), fontSize=12, anchor="start", frame="group", offset=4)
    chart = alt.layer(base.mark_rect(stroke=style.PAPER).encode(color=shade), base.mark_text(fontSize=11).encode(text="text:N", color=text))
    return chart.properties(width=cell * len(order), height=cell * len(order), title=head)


def _short(chance: float) -> str:
    """Percent in two or three letters: '<1' for what is rare but not impossible."""
    return "<1" if 0 < chance < 0.005 else f"{100 * chance:.0f}"
