"""The removal grid: who could have whom out, at the first and the last report date."""

from __future__ import annotations

from typing import Any

import numpy as np

from collegium.analysis import GridMeans, grid_means
from collegium.analysis.columns import Source
from collegium.figures import style

STEPS = (0.01, 0.05, 0.2, 0.5)
"""Chances at which the shade changes; above 0.05 rule counts as contested."""

FEW = 20
"""A cell that rests on fewer histories is left blank."""

MEMBERS = 10
"""At most so many members are shown."""


def grid(results: Source, *, width: int = style.WIDE, means: list[GridMeans] | None = None) -> Any:
    """Mean chances of removal as shaded tables. ``means`` are the numbers, where the caller has them already."""
    import altair as alt

    means = grid_means(results) if means is None else means
    wide = width >= 600
    panels = [_panel(results, one, width if not wide else width // 2) for one in means] or [
        alt.Chart(style.data([])).mark_rect()
    ]
    errors = [float(one.error[one.n >= FEW].max(initial=0.0)) for one in means]
    see = (
        "Each cell is the mean chance, in percent, that the member in the row could have the member in the column "
        "out of the top body within 26 weeks, over the histories in which both still sit; blank: too few such "
        f"histories. The simulation's own standard error is at most {max(errors, default=0.0) * 100:.1f} percentage "
        "points."
    )
    chart = alt.hconcat(*panels, spacing=20) if wide else alt.vconcat(*panels, spacing=24)
    return style.finish(chart, title="Who could remove whom", see=see, results=results, width=width)


def _panel(results: Source, means: GridMeans, width: int) -> Any:
    import altair as alt

    names = style.short_names(results.scenario)
    present = np.maximum(means.n.max(axis=0, initial=0), means.n.max(axis=1, initial=0))
    weight = dict(zip(means.people, present, strict=True))
    enough = max(FEW, 0.05 * present.max(initial=0))
    often = sorted((p for p in means.people if weight[p] >= enough), key=lambda p: -weight[p])[:MEMBERS]
    order = [person for person in style.cast(results.scenario) if person in often]
    rows = []
    for mover in order:
        for target in order:
            m, t = means.people.index(mover), means.people.index(target)
            if means.n[m, t] >= FEW:
                chance = float(means.mean[m, t])
                rows.append({"mover": names[mover], "target": names[target], "chance": chance, "text": _short(chance)})
    people = [names[person] for person in order]
    cell = min(40, (width - 110) // max(len(order), 1))
    above = alt.Axis(
        title="Who would be removed", orient="top", labelAngle=-60, domain=False, ticks=False, labelLimit=90
    )
    beside = alt.Axis(title="Who moves it", domain=False, ticks=False, labelLimit=90)
    base = alt.Chart(style.data(rows)).encode(
        x=alt.X("target:N", sort=people, scale=alt.Scale(domain=people), axis=above),
        y=alt.Y("mover:N", sort=people, scale=alt.Scale(domain=people), axis=beside),
    )
    shade = alt.Color(
        "chance:Q", scale=alt.Scale(type="threshold", domain=list(STEPS), range=list(style.SHADES)), legend=None
    )
    text = alt.condition(f"datum.chance >= {STEPS[2]}", alt.value(style.ON_DEEP), alt.value(style.ON_PALE))
    head = alt.TitleParams(f"{means.when.day} {means.when:%B %Y}", fontSize=12, anchor="start", frame="group", offset=4)
    chart = alt.layer(
        base.mark_rect(stroke=style.PAPER).encode(color=shade),
        base.mark_text(fontSize=10).encode(text="text:N", color=text),
    )
    return chart.properties(width=cell * max(len(order), 1), height=cell * max(len(order), 1), title=head)


def _short(chance: float) -> str:
    """Percent in two or three letters: '<1' for what is rare but not impossible."""
    return "<1" if 0 < chance < 0.005 else f"{100 * chance:.0f}"
