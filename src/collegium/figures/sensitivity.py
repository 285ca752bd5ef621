"""Sensitivity: which inputs decide which outcomes, as a heat map."""

from __future__ import annotations

from typing import Any

from collegium.analysis.first_order import LEVEL, POWER
from collegium.analysis.sensitivity import Sensitivity
from collegium.arguments import instance, takes
from collegium.figures import style

STEPS = (0.02, 0.05, 0.1, 0.2)
"""Indices at which the shade changes."""
SHOWN = 25
"""Inputs that are drawn at most."""
ROOM, DEEP = 210, 105
"""Pixels for the names of inputs and of outcomes."""
LARGEST, LEGIBLE, HEIGHT = 50, 24, 20
"""Pixels: the widest cell, the narrowest that holds its number, and the height of each."""


@takes(found=instance(Sensitivity), width=style.WIDTH)
def sensitivity(found: Sensitivity, *, width: int = style.WIDE) -> Any:
    """Indices above the threshold as shaded cells: a row for each input that matters for some outcome, a column for each outcome.

    Parameters
    ----------
    found
        What :func:`collegium.sensitivity` returns.
    width
        Width in pixels.

    Returns
    -------
    altair.Chart
        The chart; its description is the text that takes its place for those who cannot see it.
    """
    chosen, left = leading(found)
    title, reading = _title(found, chosen), _reading(found, chosen)
    chart = _cells(found, chosen, width) if chosen else style.nothing(f"None of {len(found.inputs):,} inputs exceeds a threshold.", width)
    chart = style.finish(chart, title=title, see=_see(found, left), reading=reading, results=found.results, width=width)
    chart.title.frame = "bounds"  # the text begins at the left edge, not where the cells begin
    chart.description = f"{title}. {reading}".removesuffix(" ")
    return chart


def leading(found: Sensitivity) -> tuple[list[int], int]:
    """Places of the inputs that are drawn, the greatest index first, and how many others exceed a threshold too."""
    acts, greatest = [any(row) for row in found.acts.tolist()], found.index.max(axis=1, initial=0.0)
    every = sorted((k for k in range(len(found.inputs)) if acts[k]), key=lambda k: -greatest[k])
    return every[:SHOWN], len(every[SHOWN:])


def _title(found: Sensitivity, chosen: list[int]) -> str:
    many = f"{len(found.inputs) - len(found.inert)} of {len(found.inputs):,} inputs visibly affect a main outcome"
    return many + (f"; {found.inputs[chosen[0]].label} has the largest index" if chosen else "")


def _reading(found: Sensitivity, chosen: list[int]) -> str:
    if not chosen:
        return ""
    i, k = chosen[0], int(found.index[chosen[0]].argmax())
    share, low, high = (style.percent(float(part[i, k])) for part in (found.index, found.low, found.high))
    return (
        f"Reading: {found.inputs[i].label} alone explains {share} ({low} to {high}) of the variance of this outcome: "
        f"{found.outcomes[k].label[0].lower()}{found.outcomes[k].label[1:]}."
    )


def _see(found: Sensitivity, left: int) -> str:
    low, high = (style.percent(float(edge(found.detectable))) for edge in (min, max))
    words = (
        "Each number is the share of the variance of an outcome, in percent, that an input explains on its own (first-order sensitivity "
        "index). A cell is blank where the index is below the threshold. If no input mattered, an index would exceed some threshold in "
        f"{LEVEL:.0%} of runs. {POWER:.0%} of runs of this size find an index of {low} to {high}, depending on the outcome; they may miss "
        "smaller effects."
    )
    if found.ranged:
        words += f" This run draws {len(found.ranged)} parameters from their ranges that have one value by default."
    return words + (f" Not shown: {left} input{'s' * (left > 1)} with smaller indices." if left else "")


def _cells(found: Sensitivity, chosen: list[int], width: int) -> Any:
    import altair as alt

    acts, names = found.acts, [found.inputs[i].label for i in chosen]
    heads = [target.short for target in found.outcomes]
    rows = [
        {"input": found.inputs[i].label, "outcome": head, "index": float(found.index[i, k]), "text": f"{100 * found.index[i, k]:.0f}"}
        for i in chosen
        for k, head in enumerate(heads)
        if acts[i, k]
    ]
    room = min(ROOM, width // 2, style.room_for(names))
    cell = min(LARGEST, (width - room - 40) // len(heads))
    look = {"domain": False, "ticks": False}
    above = alt.Axis(title="Outcome", orient="top", labelAngle=-60, labelLimit=DEEP, **look)
    beside = alt.Axis(title="Input", labelLimit=room, minExtent=room, maxExtent=room, **look)
    base = alt.Chart(style.data(rows)).encode(
        x=alt.X("outcome:N", sort=heads, scale=alt.Scale(domain=heads), axis=above),
        y=alt.Y("input:N", sort=names, scale=alt.Scale(domain=names), axis=beside),
    )
    shade = alt.Color("index:Q", scale=alt.Scale(type="threshold", domain=list(STEPS), range=list(style.SHADES)), legend=None)
    ink = alt.condition(f"datum.index >= {STEPS[2]}", alt.value(style.ON_DEEP), alt.value(style.ON_PALE))
    layers = [base.mark_rect(stroke=style.PAPER).encode(color=shade)]
    if cell >= LEGIBLE:
        layers.append(base.mark_text(fontSize=11).encode(text=alt.Text("text:N"), color=ink))
    return alt.layer(*layers, width=cell * len(heads), height=HEIGHT * len(names))
