"""Shares of power over time, one panel for each person."""

from __future__ import annotations

from typing import Any

import numpy as np

from collegium.analysis import ShareBands, real_losses, share_bands
from collegium.analysis.columns import Recorded, source, span
from collegium.arguments import instance, optional, takes
from collegium.figures import style
from collegium.results.sentences import short_names

SELDOM = 0.05
"""Who is not of the top body at the start is shown from this share of histories with a seat in it at some time."""

END = 0.02
"""A band ends where the person sits in a smaller share of histories than this: too few to have quantiles."""


@takes(results=source, width=style.WIDTH, bands=optional(instance(ShareBands)))
def shares(results: Recorded, *, width: int = style.WIDE, bands: ShareBands | None = None) -> Any:
    """Bands of every member's share of power, among the histories in which the member still has a seat.

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
    see = _see(results, bands, shown, name)
    chart = alt.concat(*panels, columns=columns, spacing=14) if panels else style.nothing("Nobody was seated.", width)
    most = _most(bands, shown)
    told = {"title": _title(results, bands, most, name), "see": see, "reading": _reading(results, bands, most, name)}
    return style.finish(chart, **told, results=results, width=width)


def _see(results: Recorded, bands: ShareBands, shown: list[str], body: str) -> str:
    names, ever = short_names(results.scenario), _ever(bands)
    hidden = [names[person] for person in style.cast(results.scenario) if person not in shown and ever[person] > 0.0]
    return (
        f"The line is the median share of power among the histories in which the person sits in the {body}. The dark band holds the middle "
        "half of these histories, the pale band nine in ten. The share above each panel says in how many histories the person has a seat "
        f"at the end; a band ends where fewer than {100 * END:.0f}% have one. A dashed line is a loss of the seat, or the death, on "
        "record; a grey stripe is one with an uncertain date."
        + style.left_out(hidden, f"who sit in the {body} in fewer than {100 * SELDOM:.0f}% of histories at any time")
    )


def _most(bands: ShareBands, shown: list[str]) -> str | None:
    """Who holds most at the end, among those with a seat in half of the histories."""
    places = {person: bands.people.index(person) for person in shown}
    last = {person: float(bands.quantiles[-1, p, 2]) for person, p in places.items() if bands.seated[-1, p] >= 0.5}
    return max(last, key=lambda person: last[person], default=None)


def _title(results: Recorded, bands: ShareBands, most: str | None, body: str) -> str:
    if most is None:
        return f"At the end nobody has a seat in the {body} in half of the histories"
    name, median = short_names(results.scenario)[most], float(bands.quantiles[-1, bands.people.index(most), 2])
    return f"At the end {name} holds the largest share of power in the {body}: the median is {style.percent(median)}"


def _reading(results: Recorded, bands: ShareBands, most: str | None, body: str) -> str:
    if most is None:
        return ""
    low, _, _, _, high = (style.percent(float(share)) for share in bands.quantiles[-1, bands.people.index(most)])
    when, name = style.day(bands.dates[-1]), short_names(results.scenario)[most]
    return (
        f"Reading: on {when} {name}’s share of power is between {low} and {high} in nine of ten histories in which {name} still sits in "
        f"the {body}."
    )


def _ever(bands: ShareBands) -> dict[str, float]:
    """The greatest share of histories, at any time, in which each person has a seat."""
    return dict(zip(bands.people, bands.seated.max(axis=0, initial=0.0).tolist(), strict=True))


def _shown(results: Recorded, bands: ShareBands) -> list[str]:
    """The top body on the first day of the run, and whoever else often has a seat in it; in the order of all figures."""
    first, ever = style.seated(results.scenario, span(results)[0]), _ever(bands)
    return [p for p in style.cast(results.scenario) if ever[p] >= SELDOM or (p in first and ever[p] > 0.0)]


def _panel(results: Recorded, bands: ShareBands, person: str, top: float, size: int, *, first: bool, last: bool) -> Any:
    import altair as alt

    p = bands.people.index(person)
    fields = ("p5", "p25", "p50", "p75", "p95")
    rows = [
        {"date": style.moment(day), **dict(zip(fields, map(float, bands.quantiles[t, p]), strict=True))}
        for t, day in enumerate(bands.dates)
        if bands.seated[t, p] >= END
    ]
    colour = style.colours(results.scenario)[person]
    time = style.time_axis(results, named=last, short=True)
    power = style.share_axis("Share (%)" if first else None, top)
    height = alt.Y("p5:Q", axis=power, scale=alt.Scale(domain=[0, top], nice=False))
    base = alt.Chart(style.data(rows)).encode(x=time)
    layers = [
        base.mark_area(color=colour, opacity=0.2).encode(y=height, y2=alt.Y2("p95:Q")),
        base.mark_area(color=colour, opacity=0.4).encode(y=alt.Y("p25:Q"), y2=alt.Y2("p75:Q")),
        base.mark_line(color=style.INK, strokeWidth=1.5, point=len(rows) == 1).encode(y=alt.Y("p50:Q")),
        *_real(results, person),
    ]
    seat = style.percent(float(bands.seated[-1, p]) if bands.dates else 0.0)
    head = alt.TitleParams(short_names(results.scenario)[person], subtitle=f"seated at the end: {seat}",
                           fontSize=12, subtitleFontSize=11, anchor="start", frame="group", offset=4)  # fmt: skip
    return alt.layer(*layers, width=size, height=round(40 + size * 0.4), title=head)


def _real(results: Recorded, person: str) -> list[Any]:
    """Dashed lines, or stripes as wide as a date is uncertain, at the losses of a seat and the death on record."""
    import altair as alt

    found = [
        style.stretch(when)
        for who, rung, when, _ in real_losses(results.scenario, *span(results))
        if who == person and rung in ("lost_top", "died")
    ]
    exact = [row for row in found if row["first"] == row["last"]]
    fuzzy = [row for row in found if row not in exact]
    line = alt.Chart(style.data(exact)).mark_rule(color=style.INK, strokeDash=[4, 3], strokeWidth=1.2).encode(x=alt.X("date:T"))
    stripe = alt.Chart(style.data(fuzzy)).mark_rect(color=style.REST, opacity=0.4).encode(x=alt.X("first:T"), x2=alt.X2("last:T"))
    return [stripe] * bool(fuzzy) + [line] * bool(exact)
