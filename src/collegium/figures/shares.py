"""Shares of power over time, one panel a person."""

from __future__ import annotations

from typing import Any

import numpy as np

from collegium.analysis import ShareBands, real_losses, share_bands
from collegium.analysis.columns import Source, span
from collegium.figures import style
from collegium.results.sentences import short_names

PANELS = 12
"""At most so many people; fewer where fewer ever sit in a twentieth of the histories."""


def shares(results: Source, *, width: int = style.WIDE, bands: ShareBands | None = None) -> Any:
    """Bands of every member's share of power, among the histories in which he still sits.

    ``bands`` are the numbers, where the caller has them already.
    """
    import altair as alt

    bands = share_bands(results) if bands is None else bands
    columns = 3 if width >= 600 else 2
    shown = _shown(results, bands)
    top = float(np.nanmax(bands.quantiles[:, [bands.people.index(p) for p in shown], -1], initial=0.1)) if shown else 1.0
    size = (width - columns * 36 - (columns - 1) * 14 - 8) // columns
    panels = [
        _panel(results, bands, person, top, size, first=place % columns == 0, last=place >= len(shown) - columns)
        for place, person in enumerate(shown)
    ]
    name, _ = style.bodies(results.scenario)
    see = (
        f"Line: median share of power among the histories in which the person sits in the {name}; dark band: the "
        "middle half of them, pale band: nine in ten. Above each panel: the histories in which the seat still stands "
        "at the end; a band ends where fewer than 1 in 50 do. Dashed: the day of the real loss of the seat, or of "
        "death."
    )
    chart = alt.concat(*panels, columns=columns, spacing=14) if panels else style.nothing("Nobody was seated.", width)
    most = _most(bands, shown)
    told = {"title": _title(results, bands, most, name), "see": see, "reading": _reading(results, bands, most, name)}
    return style.finish(chart, **told, results=results, width=width)


def _most(bands: ShareBands, shown: list[str]) -> str | None:
    """Who holds most at the end, among those whose seat stands in half of the histories."""
    places = {person: bands.people.index(person) for person in shown}
    last = {person: float(bands.quantiles[-1, p, 2]) for person, p in places.items() if bands.seated[-1, p] >= 0.5}
    return max(last, key=lambda person: last[person], default=None)


def _title(results: Source, bands: ShareBands, most: str | None, body: str) -> str:
    if most is None:
        return f"Shares of power in the {body}"
    name, median = short_names(results.scenario)[most], float(bands.quantiles[-1, bands.people.index(most), 2])
    return f"Shares of power in the {body}: at the end {name} holds most, by the median {median:.0%}"


def _reading(results: Source, bands: ShareBands, most: str | None, body: str) -> str:
    if most is None:
        return ""
    low, _, _, _, high = (style.percent(float(share)) for share in bands.quantiles[-1, bands.people.index(most)])
    when, name = style.day(bands.dates[-1]), short_names(results.scenario)[most]
    return (
        f"Reading: on {when}, in nine of ten histories in which {name} still sits in the {body}, the share of all power that is "
        f"{name}’s lies between {low} and {high}."
    )


def _shown(results: Source, bands: ShareBands) -> list[str]:
    """Those who sit most, at most :data:`PANELS`, in the order of all figures."""
    # A candidate's seat counts half, so that full members come first when there is not room for all.
    most = dict(zip(bands.people, np.maximum(bands.full, bands.seated / 2).max(axis=0, initial=0.0), strict=True))
    order = style.cast(results.scenario)
    chosen = sorted((p for p in order if most[p] >= 0.05), key=lambda p: -most[p])[:PANELS]
    return [person for person in order if person in chosen]


def _panel(results: Source, bands: ShareBands, person: str, top: float, size: int, *, first: bool, last: bool) -> Any:
    import altair as alt

    p = bands.people.index(person)
    fields = ("p5", "p25", "p50", "p75", "p95")
    rows = [
        {"date": style.moment(day), **dict(zip(fields, map(float, bands.quantiles[t, p]), strict=True))}
        for t, day in enumerate(bands.dates)
        if bands.seated[t, p] >= 0.02
    ]
    colour = style.colours(results.scenario)[person]
    time = style.time_axis(results, named=last, short=True)
    power = style.share_axis("Share (%)" if first else None, top)
    height = alt.Y("p5:Q", axis=power, scale=alt.Scale(domain=[0, top], nice=False))
    base = alt.Chart(style.data(rows)).encode(x=time)
    layers = [
        base.mark_area(color=colour, opacity=0.2).encode(y=height, y2="p95:Q"),
        base.mark_area(color=colour, opacity=0.4).encode(y=alt.Y("p25:Q"), y2="p75:Q"),
        base.mark_line(color=style.INK, strokeWidth=1.5, point=len(rows) == 1).encode(y=alt.Y("p50:Q")),
        *_real(results, person),
    ]
    seat = style.percent(float(bands.seated[-1, p]) if bands.dates else 0.0)
    head = alt.TitleParams(short_names(results.scenario)[person], subtitle=f"seated at the end: {seat}",
                           fontSize=12, subtitleFontSize=11, anchor="start", frame="group", offset=4)  # fmt: skip
    return alt.layer(*layers, width=size, height=round(40 + size * 0.4), title=head)


def _real(results: Source, person: str) -> list[Any]:
    """A dashed line at the real loss of the seat, or at death."""
    import altair as alt

    found = [
        {"date": style.moment(day)}
        for who, rung, day, _ in real_losses(results.scenario, *span(results))
        if who == person and rung in ("lost_top", "died")
    ]
    mark = alt.Chart(style.data(found[:1])).mark_rule(color=style.INK, strokeDash=[4, 3], strokeWidth=1.2)
    return [mark.encode(x=alt.X("date:T"))] if found else []
