"""One simulated history beside the record: a lane for each person, the simulated losses above, those on record below."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from collegium.analysis import inner_circle, losses_of, real_losses
from collegium.analysis.columns import Recorded, source, span
from collegium.arguments import takes, whole
from collegium.figures import style
from collegium.results.sentences import short_names
from collegium.scenario.model import When

MARKS = {
    "lost_office": ("loses an office", "diamond"),
    "lost_top": ("loses the seat in the {top}", "triangle-down"),
    "lost_committee": ("loses the seat in the {electing}", "square"),
    "sent_away": ("is sent away", "triangle-right"),
    "expelled": ("is expelled", "cross"),
    "died": ("dies", "circle"),
}
"""Rung -> words and shape."""


SIMULATED, RECORDED = "simulated", "on record"
"""The two sides."""

CLOSE = 11
"""Marks of one person nearer to each other than so many pixels are put one below the other."""

Loss = tuple[str, str, When]
"""Person, rung and date of a loss."""

Told = dict[str, list[Loss]]
"""Side (simulated, on record) -> every loss, by date."""


@takes(results=source, k=whole, width=style.WIDTH)
def timeline(results: Recorded, k: int, *, width: int = style.WIDE) -> Any:
    """History ``k`` beside the record. NoHistoryError where there is no such history."""
    import altair as alt

    start, end = span(results)
    names = short_names(results.scenario)
    top, electing = style.bodies(results.scenario)
    marks = {rung: words.format(top=top, electing=electing) for rung, (words, _) in style.possible(results.scenario, MARKS).items()}
    told = _told(results, k)
    room = width - 130
    lanes = {side: _lanes(found, (end - start).days * CLOSE / room) for side, found in told.items()}
    rows = [
        {"slot": f"{names[person]}|{side} {lane}", "what": marks[rung], **style.stretch(when), "told": side}
        for side, found in told.items()
        for (person, rung, when), lane in zip(found, lanes[side], strict=True)
    ]
    see = (
        "In every lane the filled marks above are the losses in this one simulated history, the hollow marks below are those on record. "
        "A line through a hollow mark covers the days that an uncertain date may mean. Marks that would cover each other are in lines of "
        f"their own. The picture shows all who ever sat in the {top} and lost something on either side. One history is an example, not a "
        "forecast."
    )
    title = _title(k, told)
    if not rows:
        chart = style.nothing("Neither this history nor the record has a loss of these people.", width)
        return style.finish(chart, title=title, see=see, results=results, width=width)
    place = {names[person]: n for n, person in enumerate(style.cast(results.scenario))}
    slots = sorted({row["slot"] for row in rows}, key=lambda slot: (place[slot.split("|")[0]], f"|{RECORDED} " in slot, slot))
    last = {slot.split("|")[0]: slot for slot in slots}
    first = {slot.split("|")[0]: slot for slot in reversed(slots)}
    label = f"indexof({json.dumps(list(first.values()), ensure_ascii=False)}, datum.value) < 0 ? '' : split(datum.value, '|')[0]"
    axis = alt.Axis(title="Person", ticks=False, domain=False, grid=False, labelLimit=110, labelExpr=label)
    y = alt.Y("slot:N", sort=slots, scale=alt.Scale(domain=slots), axis=axis)
    words = list(marks.values())
    shape = alt.Scale(domain=words, range=[MARKS[rung][1] for rung in marks])
    colour = alt.Scale(domain=list(told), range=[style.BLUE, style.INK])
    wide = width >= 600
    sides = alt.Legend(orient="top", title=None, symbolType="stroke", symbolStrokeWidth=4) if wide else None
    key = alt.Legend(orient="top", title=None, columns=2 if wide else 1, labelLimit=260)
    points = alt.Chart(style.data(rows)).mark_point(size=70, opacity=1, strokeWidth=1.6).encode(
        x=style.time_axis(results),
        y=y,
        shape=alt.Shape("what:N", scale=shape, sort=words, legend=key),
        stroke=alt.Color("told:N", scale=colour, legend=sides),
        fill=alt.condition(f"datum.told == '{SIMULATED}'", alt.value(style.BLUE), alt.value("transparent")),
    )  # fmt: skip
    edge = alt.Y("slot:N", sort=slots, scale=alt.Scale(domain=slots), axis=axis, bandPosition=1)
    edges = alt.Chart(style.data([{"slot": slot} for slot in last.values()])).mark_rule(color=style.RULE).encode(y=edge)
    fuzzy = [row for row in rows if row["first"] != row["last"]]
    bars = alt.Chart(style.data(fuzzy)).mark_rule(color=style.INK, strokeWidth=2).encode(x=alt.X("first:T"), x2=alt.X2("last:T"), y=y)
    chart = alt.layer(edges, *[bars] * bool(fuzzy), points, width=room, height=alt.Step(17))
    return style.finish(chart, title=title, see=see, reading=_reading(names, told), results=results, width=width)


def _told(results: Recorded, k: int) -> Told:
    """The losses of those who ever sat in the top body, simulated and on record."""
    circle, (start, end) = inner_circle(results.scenario), span(results)
    simulated = [(person, rung, When(day, day)) for person, rung, day in losses_of(results, k) if person in circle]
    real = [(person, rung, when) for person, rung, when, _ in real_losses(results.scenario, start, end) if person in circle]
    return {SIMULATED: simulated, RECORDED: real}


def _lanes(losses: list[Loss], days: float) -> list[int]:
    """For every loss the first lane in which no mark of the same person lies within so many days; a mark is as long as its date is
    uncertain."""
    last: dict[tuple[str, int], date] = {}
    found = []
    for person, _, when in losses:
        free = (n for n in range(len(losses)) if (person, n) not in last or (when.earliest - last[person, n]) >= timedelta(days=days))
        lane = next(free)
        last[person, lane] = when.latest
        found.append(lane)
    return found


def _reading(names: dict[str, str], told: Told) -> str:
    """The first loss by decision on either side."""
    firsts = {side: next((loss for loss in found if loss[1] != "died"), None) for side, found in told.items()}
    parts = {side: f"{names[loss[0]]}’s ({style.dated(loss[2])})" for side, loss in firsts.items() if loss}
    if len(parts) < 2:
        return ""
    return f"Reading: the first loss by decision in this history is {parts[SIMULATED]}; the first on record is {parts[RECORDED]}."


def _title(k: int, told: Told) -> str:
    """How many losses each side counts, deaths apart."""
    found = {side: sum(rung != "died" for _, rung, _ in losses) for side, losses in told.items()}
    losses = "loss" if found[SIMULATED] == 1 else "losses"
    return f"History {k:,} has {found[SIMULATED]} {losses} by decision, the record has {found[RECORDED]}"
