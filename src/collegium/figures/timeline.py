"""One simulated history beside the real one: a lane a person, the simulated losses above, the real ones below."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from collegium.analysis import inner_circle, losses_of, real_losses
from collegium.analysis.columns import Source, span
from collegium.figures import style
from collegium.results.sentences import short_names

MARKS = {
    "lost_office": ("loses an office", "diamond"),
    "lost_top": ("loses the seat in the {top}", "triangle-down"),
    "lost_committee": ("loses the seat in the {electing}", "square"),
    "sent_away": ("is sent away", "triangle-right"),
    "expelled": ("is expelled", "cross"),
    "died": ("dies", "circle"),
}
"""Rung -> words and shape."""


CLOSE = 11
"""Marks of one person nearer to each other than so many pixels are put one below the other."""

Told = dict[str, list[tuple[str, str, date]]]
"""Side (simulated, real) -> (person, rung, day) of every loss, by date."""


def timeline(results: Source, k: int, *, width: int = style.WIDE) -> Any:
    """History ``k`` beside what happened. KeyError where there is no such history."""
    import altair as alt

    start, end = span(results)
    names, circle = short_names(results.scenario), inner_circle(results.scenario)
    top, electing = style.bodies(results.scenario)
    marks = {rung: words.format(top=top, electing=electing) for rung, (words, _) in MARKS.items()}
    real = [(person, rung, day) for person, rung, day, _ in real_losses(results.scenario, start, end)]
    told: Told = {
        side: [loss for loss in found if loss[0] in circle] for side, found in (("simulated", losses_of(results, k)), ("real", real))
    }
    room = width - 130
    lanes = {side: _lanes(found, (end - start).days * CLOSE / room) for side, found in told.items()}
    rows = [
        {"slot": f"{names[person]}|{side} {lane}", "what": marks[rung], "date": style.moment(day), "told": side}
        for side, found in told.items()
        for (person, rung, day), lane in zip(found, lanes[side], strict=True)
    ]
    see = (
        "In every lane the filled marks above are the losses of this one simulated history, the hollow marks below "
        f"those that really occurred; only those are shown who ever sat in the {top}. Marks that would cover each other stand one "
        "below the other. One history is an example, not a forecast."
    )
    title = _title(k, told)
    if not rows:
        chart = style.nothing("Neither this history nor the record holds a loss of these people.", width)
        return style.finish(chart, title=title, see=see, results=results, width=width)
    place = {names[person]: n for n, person in enumerate(style.cast(results.scenario))}
    slots = sorted({row["slot"] for row in rows}, key=lambda slot: (place[slot.split("|")[0]], "|real" in slot, slot))
    last = {slot.split("|")[0]: slot for slot in slots}
    first = {slot.split("|")[0]: slot for slot in reversed(slots)}
    label = f"indexof({json.dumps(list(first.values()), ensure_ascii=False)}, datum.value) < 0 ? '' : split(datum.value, '|')[0]"
    axis = alt.Axis(title="Person", ticks=False, domain=False, grid=False, labelLimit=110, labelExpr=label)
    y = alt.Y("slot:N", sort=slots, scale=alt.Scale(domain=slots), axis=axis)
    words = list(marks.values())
    shape = alt.Scale(domain=words, range=[shape for _, shape in MARKS.values()])
    colour = alt.Scale(domain=list(told), range=[style.BLUE, style.INK])
    wide = width >= 600
    sides = alt.Legend(orient="top", title=None, symbolType="stroke", symbolStrokeWidth=4) if wide else None
    key = alt.Legend(orient="top", title=None, columns=2 if wide else 1, labelLimit=260)
    points = alt.Chart(style.data(rows)).mark_point(size=70, opacity=1, strokeWidth=1.6).encode(
        x=style.time_axis(results),
        y=y,
        shape=alt.Shape("what:N", scale=shape, sort=words, legend=key),
        stroke=alt.Color("told:N", scale=colour, legend=sides),
        fill=alt.condition("datum.told == 'simulated'", alt.value(style.BLUE), alt.value("transparent")),
    )  # fmt: skip
    edge = alt.Y("slot:N", sort=slots, scale=alt.Scale(domain=slots), axis=axis, bandPosition=1)
    edges = alt.Chart(style.data([{"slot": slot} for slot in last.values()])).mark_rule(color=style.RULE).encode(y=edge)
    chart = alt.layer(edges, points, width=room, height=alt.Step(17))
    return style.finish(chart, title=title, see=see, reading=_reading(names, told), results=results, width=width)


def _lanes(losses: list[tuple[str, str, date]], days: float) -> list[int]:
    """For every loss the first lane in which no mark of the same person lies within so many days."""
    last: dict[tuple[str, int], date] = {}
    found = []
    for person, _, day in losses:
        lane = next(n for n in range(len(losses)) if (person, n) not in last or (day - last[person, n]).days >= days)
        last[person, lane] = day
        found.append(lane)
    return found


def _reading(names: dict[str, str], told: Told) -> str:
    """The first loss by decision on either side."""
    firsts = {side: next((loss for loss in found if loss[1] != "died"), None) for side, found in told.items()}
    parts = {side: f"{names[loss[0]]}’s, on {style.day(loss[2])}" for side, loss in firsts.items() if loss}
    if len(parts) < 2:
        return ""
    return f"Reading: the first loss by decision is {parts['simulated']} in this history, and in truth was {parts['real']}."


def _title(k: int, told: Told) -> str:
    """How many losses each side counts, deaths apart."""
    found = {side: sum(rung != "died" for _, rung, _ in losses) for side, losses in told.items()}
    losses = "loss" if found["simulated"] == 1 else "losses"
    return f"History {k:,} beside the real one: {found['simulated']} {losses} by decision simulated, {found['real']} on record"
