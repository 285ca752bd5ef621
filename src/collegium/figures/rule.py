"""Who rules over time: one-man rule by whom, and every other kind of rule."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.analysis import KIND_LABELS, RuleCounts, rule_by_quarter
from collegium.analysis.columns import Recorded, source
from collegium.arguments import instance, optional, takes
from collegium.figures import style
from collegium.results.sentences import short_names

Series = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]

RULERS = 5
"""At most so many rulers are drawn by name."""

SOLID = (1, 0)
OTHER = {"strict": ("stricter", (2, 3)), "loose": ("looser", (7, 4))}
"""Other ways of taking the thresholds -> words, dashes."""

RARE = 0.005
"""A kind of rule that never reaches this share of histories is named and not drawn."""


@takes(results=source, width=style.WIDTH, counts=optional(instance(RuleCounts)))
def rule(results: Recorded, *, width: int = style.WIDE, counts: RuleCounts | None = None) -> Any:
    """Share of histories under each kind of rule, quarter by quarter, with 95% intervals.

    ``counts`` are the numbers, where the caller has them already.
    """
    import altair as alt

    counts = rule_by_quarter(results) if counts is None else counts
    often = {kind: float(counts.kind(kind)[0].max(initial=0.0)) for kind in KIND_LABELS}
    drawn = [kind for kind in KIND_LABELS if kind != "one_man" and often[kind] >= RARE]
    alone = bool(counts.rulers() or counts.other.any())
    parts = [_one_man(results, counts, width)] if alone else []
    if drawn:
        parts.append(_kinds(results, counts, drawn, width))
    chart = alt.vconcat(*(parts or [style.nothing("No quarter was reached.", width)]), spacing=22)
    title = _title(counts, often["one_man"])
    return style.finish(chart, title=title, see=_see(often, drawn, alone=alone), reading=_reading(counts), results=results, width=width)


def _title(counts: RuleCounts, peak: float) -> str:
    if not counts.dates:
        return "The run ends before the first quarterly reading of who rules"
    most = _most(counts)
    at_end = style.percent(float(counts.kind(most)[0][-1]))
    alone = f"one-man rule peaks at {style.percent(peak)}" if peak else f"one-man rule never occurs ({style.bound(int(counts.total[-1]))})"
    return f"{KIND_LABELS[most]} is the most frequent kind of rule at the end ({at_end} of histories); {alone}"


def _most(counts: RuleCounts) -> str:
    """The most frequent kind of rule at the last reading."""
    return max(KIND_LABELS, key=lambda kind: float(counts.kind(kind)[0][-1]))


def _reading(counts: RuleCounts) -> str:
    if not counts.dates:
        return ""
    most = _most(counts)
    share, low, high = (style.percent(float(series[-1])) for series in counts.kind(most))
    when, kind = style.day(counts.dates[-1]), KIND_LABELS[most].lower()
    return f"Reading: on {when} {share} of histories ({low} to {high}) are under {kind}."


def _see(often: dict[str, float], drawn: list[str], *, alone: bool) -> str:
    """``alone``: whether the panel of one-man rule is drawn."""
    rare = [KIND_LABELS[kind].lower() for kind in often if kind not in (*drawn, "one_man")]
    parts = [
        "Each line is the share of simulated histories under that kind of rule in that quarter; bands are 95% confidence intervals. "
        "One-man rule and bloc rule need several quarterly readings in a row, so they cannot appear at the start.",
        "Broken lines show one-man rule with stricter and with looser thresholds." if alone else "",
        "" if often["one_man"] else "One-man rule occurs in no history.",
        f"Not drawn, because they never reach {100 * RARE:.1f}% of histories: {', '.join(rare)}." if rare else "",
    ]
    return " ".join(filter(None, parts))


def _rows(counts: RuleCounts, series: Series) -> list[dict[str, Any]]:
    return [
        {"date": style.moment(day), "share": float(share), "low": float(low), "high": float(high)}
        for day, share, low, high in zip(counts.dates, *series, strict=True)
    ]


def _line(rows: list[dict[str, Any]], colour: str, time: Any, share: Any, dash: tuple[int, int] = (1, 0)) -> list[Any]:
    import altair as alt

    base = alt.Chart(style.data(rows)).encode(x=time)
    return [
        base.mark_area(color=colour, opacity=0.25).encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q")),
        base.mark_line(color=colour, strokeWidth=2, strokeDash=dash, point=len(rows) == 1).encode(y=share),
    ]


def _shares(title: str | None, top: float) -> Any:
    import altair as alt

    return alt.Y("share:Q", axis=style.share_axis(title, top), scale=alt.Scale(domain=[0, top], nice=False))


def _kinds(results: Recorded, counts: RuleCounts, kinds: list[str], width: int) -> Any:
    """One panel for each kind of rule, all on the same scale."""
    import altair as alt

    columns = min(3, len(kinds)) if width >= 600 else 1
    size = (width - columns * 36 - (columns - 1) * 18 - 16) // columns
    panels = []
    for place, kind in enumerate(kinds):
        time = style.time_axis(results, named=place >= len(kinds) - columns, short=columns > 1)
        share = _shares("Histories (%)" if place % columns == 0 else None, 1.0)
        head = alt.TitleParams(KIND_LABELS[kind], fontSize=12, anchor="start", frame="group", offset=4)
        lines = _line(_rows(counts, counts.kind(kind)), style.MUTED, time, share)
        panels.append(alt.layer(*lines, width=size, height=110, title=head))
    return alt.concat(*panels, columns=columns, spacing=18)


def _one_man(results: Recorded, counts: RuleCounts, width: int) -> Any:
    """One-man rule: a line in their colour for each ruler; the total, if there are several; and the lines for stricter and looser
    thresholds. Names are at the end of a line."""
    import altair as alt

    names, colour = short_names(results.scenario), style.colours(results.scenario)
    lines = [(names[p], colour[p], counts.by(p), SOLID) for p in counts.rulers()[:RULERS]]
    if len(lines) != 1:
        lines.insert(0, ("as defined", style.INK, counts.kind("one_man"), SOLID))
    lines += [(words, style.MUTED, counts.alone(way), dash) for way, (words, dash) in OTHER.items()]
    top = max(0.01, float(max(series[2].max(initial=0.0) for _, _, series, _ in lines)))
    height, margin = 150, 110
    time, share = style.time_axis(results), _shares("Histories (%)", top)
    layers = [layer for _, paint, series, dash in lines for layer in _line(_rows(counts, series), paint, time, share, dash)]
    ends = [float(series[0][-1]) for _, _, series, _ in lines]
    labels = [
        {"date": style.moment(counts.dates[-1]), "share": place, "text": f"{name} {f'{end:.1%}' if top < 0.03 else style.percent(end)}"}
        for (name, _, _, _), end, place in zip(lines, ends, spread(ends, top * 14 / height), strict=True)
    ]
    text = alt.Chart(style.data(labels)).mark_text(align="left", dx=6, color=style.INK)
    layers.append(text.encode(x=alt.X("date:T"), y=alt.Y("share:Q"), text=alt.Text("text:N")))
    head = alt.TitleParams("One-man rule, by whom", fontSize=12, anchor="start", frame="group", offset=4)
    return alt.layer(*layers, width=width - margin - 52, height=height, title=head)


def spread(values: list[float], gap: float) -> list[float]:
    """The values moved up as little as needed for neighbours to lie ``gap`` apart, none below the lowest."""
    placed = list(values)
    order = sorted(range(len(values)), key=lambda place: (values[place], -place))
    for below, above in zip(order, order[1:], strict=False):
        placed[above] = max(placed[above], placed[below] + gap)
    return placed
