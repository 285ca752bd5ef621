"""Who has lost what by when, one panel a person, with the real dates marked on the curves."""

from __future__ import annotations

from typing import Any

from collegium.analysis import LossCurves, RealLoss, by_real_date, loss_curves
from collegium.analysis.columns import Source, span
from collegium.figures import style

PANELS = 12

LINES = {
    "lost_office": ("office", [1, 3], style.MUTED),
    "lost_top": ("seat in the top body, in colour", [1, 0], ""),
    "lost_committee": ("seat in the electing body", [6, 3], style.MUTED),
    "expelled": ("expelled", [1, 0], style.INK),
    "died": ("dead", [8, 2, 1, 2], style.REST),
}
"""Rung -> words, dash, colour ('' is the person's own). Dashes tell lines apart where colour cannot."""


def losses(
    results: Source, *, width: int = style.WIDE, curves: LossCurves | None = None, real: list[RealLoss] | None = None
) -> Any:
    """Cumulative incidence of losses with 95% intervals. ``curves`` and ``real`` are the numbers, if at hand."""
    import altair as alt

    curves = loss_curves(results) if curves is None else curves
    real = by_real_date(results) if real is None else real
    columns = 3 if width >= 600 else 2
    shown = _shown(results, curves, real)
    size = (width - columns * 36 - (columns - 1) * 14 - 16) // columns
    panels = [
        _panel(results, curves, real, person, size, first=place % columns == 0, last=place >= len(shown) - columns)
        for place, person in enumerate(shown)
    ]
    see = (
        "Each line is the share of simulated histories in which the person has suffered that loss by then; bands are "
        "95% intervals of the simulation. A ring stands on the day of the real loss; its height is the share of "
        "histories in which the same loss had come by that day."
    )
    apart = alt.Resolve(scale=alt.ScaleResolveMap(color="independent", strokeDash="independent"))
    body = alt.concat(*panels, columns=columns, spacing=14, resolve=apart)
    chart = alt.vconcat(_key(width), body, spacing=12)
    return style.finish(chart, title="Losses over time, person by person", see=see, results=results, width=width)


def _shown(results: Source, curves: LossCurves, real: list[RealLoss]) -> list[str]:
    """People with a recorded loss, then those who lose seats most often; at most :data:`PANELS`, in the usual order."""
    at_risk = curves.share[:, [curves.rungs.index("lost_top"), curves.rungs.index("died")], -1].sum(axis=1)
    order = style.cast(results.scenario)
    first = set(order[:7]) | {loss.person for loss in real if loss.rung == "lost_top"}
    weight = {person: float(at_risk[curves.people.index(person)]) + 2 * (person in first) for person in order}
    chosen = sorted(order, key=lambda person: -weight[person])[:PANELS]
    return [person for person in order if person in chosen and weight[person] > 0.05]


def _panel(
    results: Source, curves: LossCurves, real: list[RealLoss], person: str, size: int, *, first: bool, last: bool
) -> Any:
    import altair as alt

    own, p = style.colours(results.scenario)[person], curves.people.index(person)
    rows = [
        {
            "rung": rung,
            "date": style.moment(curves.dates[t]),
            **dict(zip(("share", "low", "high"), map(float, triple), strict=True)),
        }
        for rung in LINES
        for r in (curves.rungs.index(rung),)
        if curves.share[p, r, -1] > 0
        for t in range(len(curves.dates) - 1, -1, -3)
        for triple in ((curves.share[p, r, t], curves.low[p, r, t], curves.high[p, r, t]),)
    ]
    time = alt.X("date:T", axis=style.time_axis("Year" if last else None, labelExpr="timeFormat(datum.value, '’%y')"),
                 scale=alt.Scale(domain=[style.moment(day) for day in span(results)]))  # fmt: skip
    share = alt.Y("share:Q", axis=style.share_axis("Histories (%)" if first else None), scale=alt.Scale(domain=[0, 1]))
    rungs = list(LINES)
    paint = alt.Color(
        "rung:N", legend=None, scale=alt.Scale(domain=rungs, range=[colour or own for _, _, colour in LINES.values()])
    )
    dash = alt.StrokeDash(
        "rung:N", legend=None, scale=alt.Scale(domain=rungs, range=[dash for _, dash, _ in LINES.values()])
    )
    widths = [2.4 if rung == "lost_top" else 1.3 for rung in rungs]
    weight = alt.StrokeWidth("rung:N", legend=None, scale=alt.Scale(type="ordinal", domain=rungs, range=widths))
    base = alt.Chart(style.data(rows))
    bands = base.mark_area(opacity=0.2).encode(x=time, y=alt.Y("low:Q"), y2="high:Q", color=paint)
    lines = base.mark_line().encode(x=time, y=share, color=paint, strokeDash=dash, strokeWidth=weight)
    rings = [{"date": style.moment(x.day), "share": x.share} for x in real if x.person == person and x.rung in LINES]
    ring = alt.Chart(style.data(rings)).mark_point(
        size=55, stroke=style.INK, strokeWidth=1.6, fill=style.PAPER, opacity=1
    )
    head = alt.TitleParams(
        style.short_names(results.scenario)[person], fontSize=12, anchor="start", frame="group", offset=4
    )
    rings_drawn = ring.encode(x=time, y=share)
    return alt.layer(bands, lines, rings_drawn, width=size, height=round(40 + size * 0.4), title=head)


def _key(width: int) -> Any:
    """What the dashes mean, drawn as a chart so that it looks as the lines do."""
    import altair as alt

    columns, step = (3, width / 3) if width >= 600 else (1, width)
    entries = [
        *((words, dash, colour or style.PEOPLE[1]) for words, dash, colour in LINES.values()),
        ("really happened", [], style.INK),
    ]
    places = [(place % columns * step, place // columns * 18 + 8) for place in range(len(entries))]
    rows = [{"words": entry[0], "x": x, "end": x + 26, "ring": x + 13, "text": x + 32, "y": y}
            for entry, (x, y) in zip(entries, places, strict=True)]  # fmt: skip
    names = [entry[0] for entry in entries]
    size = {"width": width - 20, "height": -(-len(entries) // columns) * 18}
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, size["height"]], reverse=True))

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, size["width"]]))

    dash = alt.StrokeDash(
        "words:N", legend=None, scale=alt.Scale(domain=names[:-1], range=[entry[1] for entry in entries[:-1]])
    )
    paint = alt.Color("words:N", legend=None, scale=alt.Scale(domain=names, range=[entry[2] for entry in entries]))
    line = (
        alt.Chart(style.data(rows[:-1]))
        .mark_rule(strokeWidth=2)
        .encode(x=x("x"), x2="end:Q", y=y, strokeDash=dash, color=paint)
    )
    ring = (
        alt.Chart(style.data(rows[-1:]))
        .mark_point(size=55, stroke=style.INK, strokeWidth=1.6, opacity=1)
        .encode(x=x("ring"), y=y)
    )
    text = (
        alt.Chart(style.data(rows)).mark_text(align="left", baseline="middle").encode(x=x("text"), y=y, text="words:N")
    )
    return alt.layer(line, ring, text, **size)
