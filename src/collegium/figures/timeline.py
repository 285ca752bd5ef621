"""One simulated history beside the real one: a lane a person, the simulated losses above, the real ones below."""

from __future__ import annotations

from datetime import date
from typing import Any

from collegium.analysis import inner_circle, losses_of, real_losses
from collegium.analysis.columns import Source, span
from collegium.figures import style
from collegium.telling import short_names

MARKS = {
    "lost_office": ("loses an office", "diamond"),
    "lost_top": ("loses the seat in the {top}", "triangle-down"),
    "lost_committee": ("loses the seat in the {electing}", "square"),
    "sent_away": ("is sent away", "triangle-right"),
    "expelled": ("is expelled", "cross"),
    "died": ("dies", "circle"),
}
"""Rung -> words and shape."""

SIMULATED = "#0072b2"


def timeline(results: Source, k: int, *, width: int = style.WIDE) -> Any:
    """History ``k`` beside what happened. KeyError where there is no such history."""
    import altair as alt

    start, end = span(results)
    names, circle = short_names(results.scenario), inner_circle(results.scenario)
    top, electing = style.bodies(results.scenario)
    marks = {rung: words.format(top=top, electing=electing) for rung, (words, _) in MARKS.items()}
    told = {
        "simulated": losses_of(results, k),
        "real": [(person, rung, day) for person, rung, day, _ in real_losses(results.scenario, start, end)],
    }
    rows = [
        {"person": names[person], "what": marks[rung], "date": style.moment(day), "told": side}
        for side, found in told.items()
        for person, rung, day in found
        if person in circle
    ]
    see = (
        "In every lane the filled marks above are the losses of this one simulated history, the hollow marks below "
        f"those that really occurred; only those are shown who ever sat in the {top}. One history is an example, "
        "not a forecast."
    )
    title = _title(k, told, circle)
    if not rows:
        chart = style.nothing("Neither this history nor the record holds a loss of these people.", width)
        return style.finish(chart, title=title, see=see, results=results, width=width)
    people = [names[p] for p in style.cast(results.scenario) if any(row["person"] == names[p] for row in rows)]
    words = list(marks.values())
    lane = alt.Axis(title="Person", ticks=False, domain=False, grid=True, labelLimit=110)
    shape = alt.Scale(domain=words, range=[shape for _, shape in MARKS.values()])
    colour = alt.Scale(domain=list(told), range=[SIMULATED, style.INK])
    wide = width >= 600
    sides = alt.Legend(orient="top", title=None, symbolType="stroke", symbolStrokeWidth=4) if wide else None
    key = alt.Legend(orient="top", title=None, columns=2 if wide else 1, labelLimit=260)
    chart = alt.Chart(style.data(rows)).mark_point(size=70, opacity=1, strokeWidth=1.6).encode(
        x=style.time_axis(results),
        y=alt.Y("person:N", sort=people, axis=lane),
        yOffset=alt.YOffset("told:N", sort=list(told), scale=alt.Scale(paddingOuter=0.6)),
        shape=alt.Shape("what:N", scale=shape, sort=words, legend=key),
        stroke=alt.Color("told:N", scale=colour, legend=sides),
        fill=alt.condition("datum.told == 'simulated'", alt.value(SIMULATED), alt.value("transparent")),
    ).properties(width=width - 130, height=alt.Step(15))  # fmt: skip
    return style.finish(chart, title=title, see=see, results=results, width=width)


def _title(k: int, told: dict[str, list[tuple[str, str, date]]], circle: frozenset[str]) -> str:
    """How many losses each side counts, deaths apart."""
    found = {
        side: sum(person in circle and rung != "died" for person, rung, _ in losses) for side, losses in told.items()
    }
    losses = "loss" if found["simulated"] == 1 else "losses"
    return f"History {k:,} beside the real one: {found['simulated']} {losses} by decision simulated, {found['real']} on record"
