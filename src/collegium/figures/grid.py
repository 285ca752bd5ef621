"""The removal grid: who could remove whom, at the first and the last report date."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.analysis import GridMeans, grid_means
from collegium.analysis.columns import Recorded, source, span
from collegium.arguments import instances, optional, takes
from collegium.figures import style
from collegium.results.sentences import short_names

STEPS = (0.01, 0.05, 0.2, 0.5)
"""Chances at which the shade changes; above 0.05 rule counts as contested."""

FEW, ROUGH = 20, 0.03
"""A cell that rests on fewer histories, or whose standard error is greater, is left blank."""

SELDOM = 0.05
"""Who is not of the top body at the start is shown from this share of the histories of the most frequent member."""

LARGEST, LEGIBLE = 34, 20
"""Pixels of the largest cell, and of the smallest that holds its number; the panels of larger bodies lie one below the other."""


@takes(results=source, width=style.WIDTH, means=optional(instances(GridMeans)))
def grid(results: Recorded, *, width: int = style.WIDE, means: list[GridMeans] | None = None) -> Any:
    """Mean chances of removal as shaded tables. ``means`` are the numbers, where the caller has them already."""
    import altair as alt

    means = [one for one in (grid_means(results) if means is None else means) if _firm(one).any()]
    top, _ = style.bodies(results.scenario)
    members = [_members(results, one) for one in means]
    see = _see(results, means, members, top)
    if not means:
        chart = style.nothing("Too few histories for any cell: run more of them.", width)
        return style.finish(chart, title="Too few histories to say who could remove whom", see=see, results=results, width=width)
    names, most = short_names(results.scenario), max(map(len, members))
    beside = style.room_for(names[person] for order in members for person in order)
    half = (width - 20) // 2 - beside - 24
    wide = width >= 600 and half >= LEGIBLE * most
    cell = min(LARGEST, (half if wide else width - 30 - beside - 24) // most)
    panels = [_panel(results, one, order, cell, beside) for one, order in zip(means, members, strict=True)]
    chart = alt.hconcat(*panels, spacing=20) if wide else alt.vconcat(*panels, spacing=24)
    title, reading = _words(results, means[-1], members[-1])
    return style.finish(chart, title=title, see=see, reading=reading, results=results, width=width)


def _see(results: Recorded, means: list[GridMeans], members: list[list[str]], top: str) -> str:
    names, seated = short_names(results.scenario), {p for one in means for p in one.people if one.n[one.people.index(p)].any()}
    hidden = [names[p] for p in style.cast(results.scenario) if p in seated and not any(p in order for order in members)]
    return (
        f"Each cell is the mean chance that the member in the row could remove the member in the column from the {top} within "
        f"{style.horizon(results.scenario)}, in percent, over the histories in which both still sit. The stronger the shade, the greater "
        f"the chance. A cell is blank where fewer than {FEW} histories have both members, or where the Monte Carlo standard error is above "
        f"{100 * ROUGH:.0f} percentage points." + style.left_out(hidden, f"who sit in the {top} too seldom on these dates")
    )


def _firm(means: GridMeans) -> NDArray[np.bool_]:
    """The cells that are shown."""
    return (means.n >= FEW) & (means.error <= ROUGH)


def _words(results: Recorded, means: GridMeans, order: list[str]) -> tuple[str, str]:
    """Title and reading: the likeliest removal at the last date, of pairs that are seated about as often as any."""
    places = [means.people.index(person) for person in order]
    often = means.n >= means.n.max() / 2
    chance = np.where(_firm(means) & often, means.mean, -1.0)[np.ix_(places, places)]
    mover, target = np.unravel_index(int(chance.argmax()), chance.shape)
    names = short_names(results.scenario)
    chances, whom = style.percent(float(chance.max())), names[order[target]]
    top, _ = style.bodies(results.scenario)
    horizon = style.horizon(results.scenario)
    return (
        f"Of the pairs most often seated at the end, {names[order[mover]]} against {whom} has the highest chance of removal: {chances}",
        f"Reading: on {style.day(means.when)} {names[order[mover]]} could remove {whom} from the {top} within {horizon} with a mean chance "
        f"of {chances}.",
    )


def _members(results: Recorded, means: GridMeans) -> list[str]:
    """Those with a cell to show, in the order of all figures: the top body at the start, and whoever else sits there often enough."""
    present = np.where(_firm(means), means.n, 0).max(axis=1, initial=0)
    weight = dict(zip(means.people, present.tolist(), strict=True))
    first, enough = style.seated(results.scenario, span(results)[0]), SELDOM * present.max()
    return [p for p in style.cast(results.scenario) if weight[p] and (weight[p] >= enough or p in first)]


def _panel(results: Recorded, means: GridMeans, order: list[str], cell: int, room: int) -> Any:
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
    above = alt.Axis(title="Who would be removed (chance in %)", orient="top", labelAngle=-60, **look)
    beside = alt.Axis(title="Who moves the removal", **look)
    base = alt.Chart(style.data(rows)).encode(
        x=alt.X("target:N", sort=people, scale=alt.Scale(domain=people), axis=above),
        y=alt.Y("mover:N", sort=people, scale=alt.Scale(domain=people), axis=beside),
    )
    shade = alt.Color("chance:Q", scale=alt.Scale(type="threshold", domain=list(STEPS), range=list(style.SHADES)), legend=None)
    text = alt.condition(f"datum.chance >= {STEPS[2]}", alt.value(style.ON_DEEP), alt.value(style.ON_PALE))
    head = alt.TitleParams(style.day(means.when), fontSize=12, anchor="start", frame="group", offset=4)
    layers = [base.mark_rect(stroke=style.PAPER).encode(color=shade)]
    if cell >= LEGIBLE:
        layers.append(base.mark_text(fontSize=11).encode(text=alt.Text("text:N"), color=text))
    return alt.layer(*layers, width=cell * len(order), height=cell * len(order), title=head)


def _short(chance: float) -> str:
    """Percent in two or three letters: '<1' for what is rare but not impossible."""
    return "<1" if 0 < chance < 0.005 else f"{100 * chance:.0f}"
