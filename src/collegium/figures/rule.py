"""Who rules over time: one-man rule by whom, and every other kind of rule."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.analysis import KIND_LABELS, RuleCounts, rule_by_quarter
from collegium.analysis.columns import Source, span
from collegium.figures import style

Series = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]

RULERS = 5
"""At most so many rulers are drawn by name."""


def rule(results: Source, *, width: int = style.WIDE, counts: RuleCounts | None = None) -> Any:
    """Share of histories under each kind of rule, quarter by quarter, with 95% intervals.

    ``counts`` are the numbers, where the caller has them already.
    """
    import altair as alt

    counts = rule_by_quarter(results) if counts is None else counts
    others = [kind for kind in KIND_LABELS if kind != "one_man" and counts.kind(kind)[0].max(initial=0.0) >= 0.005]
    columns = min(3, len(others)) if width >= 600 else 1
    size = (width - columns * 36 - (columns - 1) * 18 - 16) // max(columns, 1)
    panels = [
        _kind(results, counts, kind, size, first=place % columns == 0, last=place >= len(others) - columns)
        for place, kind in enumerate(others)
    ]
    chart = alt.vconcat(_one_man(results, counts, width), alt.concat(*panels, columns=columns, spacing=18), spacing=22)
    see = (
        "Each line is the share of simulated histories under that kind of rule in that quarter; bands are 95% "
        "intervals of the simulation. One-man rule needs three quarterly readings running, so it cannot appear "
        "before the third."
    )
    return style.finish(chart, title="How the group is ruled, and by whom", see=see, results=results, width=width)


def _rows(results: Source, counts: RuleCounts, series: Series) -> list[dict[str, Any]]:
    return [
        {"date": style.moment(day), "share": float(share), "low": float(low), "high": float(high)}
        for day, share, low, high in zip(counts.dates, *series, strict=True)
    ]


def _line(
    results: Source, rows: list[dict[str, Any]], colour: str, top: float, x: str | None, y: str | None
) -> list[Any]:
    import altair as alt

    time = alt.X("date:T", axis=style.time_axis(x), scale=alt.Scale(domain=[style.moment(d) for d in span(results)]))
    share = alt.Y("share:Q", axis=style.share_axis(y), scale=alt.Scale(domain=[0, top], nice=False))
    base = alt.Chart(style.data(rows)).encode(x=time)
    return [
        base.mark_area(color=colour, opacity=0.25).encode(y=alt.Y("low:Q"), y2="high:Q"),
        base.mark_line(color=colour, strokeWidth=2).encode(y=share),
    ]


def _kind(results: Source, counts: RuleCounts, kind: str, size: int, *, first: bool, last: bool) -> Any:
    import altair as alt

    rows = _rows(results, counts, counts.kind(kind))
    lines = _line(results, rows, style.MUTED, 1.0, "Year" if last else None, "Histories (%)" if first else None)
    head = alt.TitleParams(KIND_LABELS[kind], fontSize=12, anchor="start", frame="group", offset=4)
    return alt.layer(*lines, width=size, height=110, title=head)


def _one_man(results: Source, counts: RuleCounts, width: int) -> Any:
    """One-man rule: the total in ink, every ruler in his colour, names at the line's end."""
    import altair as alt

    names, colour = style.short_names(results.scenario), style.colours(results.scenario)
    lines = [("all together", style.INK, counts.kind("one_man"))]
    lines += [(names[p], colour[p], counts.by(p)) for p in counts.rulers()[:RULERS]]
    top = max(0.1, float(max(series[2].max(initial=0.0) for _, _, series in lines)))
    height, margin = 220, 110
    layers = []
    for _, paint, series in lines:
        layers += _line(results, _rows(results, counts, series), paint, top, "Year", "Histories under one-man rule (%)")
    ends = [float(series[0][-1]) if len(series[0]) else 0.0 for _, _, series in lines]
    labels = [
        {"date": style.moment(counts.dates[-1]), "share": place, "text": f"{name} {style.percent(end)}"}
        for (name, _, _), end, place in zip(lines, ends, spread(ends, top * 14 / height), strict=True)
        if counts.dates
    ]
    text = alt.Chart(style.data(labels)).mark_text(align="left", dx=6, color=style.INK)
    layers.append(text.encode(x=alt.X("date:T"), y=alt.Y("share:Q"), text="text:N"))
    head = alt.TitleParams("One-man rule, by whom", fontSize=12, anchor="start", frame="group", offset=4)
    return alt.layer(*layers, width=width - margin - 52, height=height, title=head)


def spread(values: list[float], gap: float) -> list[float]:
    """The values moved up as little as needed for neighbours to lie ``gap`` apart, none below the lowest."""
    placed = list(values)
    order = sorted(range(len(values)), key=lambda place: (values[place], -place))
    for below, above in zip(order, order[1:], strict=False):
        placed[above] = max(placed[above], placed[below] + gap)
    return placed
