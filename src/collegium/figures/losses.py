"""Who has lost what by when, one panel for each person, with the losses on record marked on the curves."""

from __future__ import annotations

from typing import Any

from collegium.analysis import LossCurves, RealLoss, by_real_date, loss_curves
from collegium.analysis.columns import Recorded, source, span
from collegium.arguments import instance, instances, optional, takes
from collegium.figures import style
from collegium.results.sentences import short_names

FEWEST = 0.05
"""Who is not of the top body at the start and has no loss of its seat on record is shown from this share of histories with a loss."""

LINES = {
    "lost_office": ("an office", [1, 3], style.MUTED),
    "lost_top": ("the seat in the {top} (in colour)", [1, 0], ""),
    "lost_committee": ("the seat in the {electing}", [6, 3], style.MUTED),
    "sent_away": ("sent away", [8, 2, 1, 2], style.MUTED),
    "expelled": ("expelled", [1, 0], style.INK),
}
"""Rung -> words, dash, colour ('' is the person's own). Dashes tell lines apart where colour cannot."""

MONTHS = 3
"""A point of the curve every so many months."""


@takes(results=source, width=style.WIDTH, curves=optional(instance(LossCurves)), real=optional(instances(RealLoss)))
def losses(results: Recorded, *, width: int = style.WIDE, curves: LossCurves | None = None, real: list[RealLoss] | None = None) -> Any:
    """Cumulative incidence of losses with 95% intervals. ``curves`` and ``real`` are the numbers, if at hand."""
    import altair as alt

    curves = loss_curves(results) if curves is None else curves
    real = by_real_date(results) if real is None else real
    columns = 3 if width >= 600 else 2
    people = shown(results, curves, real)
    size = (width - columns * 36 - (columns - 1) * 14 - 16) // columns
    top = _top(curves, people)
    panels = [
        _panel(results, curves, real, person, size, top, first=place % columns == 0, last=place >= len(people) - columns)
        for place, person in enumerate(people)
    ]
    see = _see(results, curves, people)
    apart = alt.Resolve(scale=alt.ScaleResolveMap(color="independent", strokeDash="independent"))
    body = alt.concat(*panels, columns=columns, spacing=14, resolve=apart)
    chart = alt.vconcat(_key(results, width), body, spacing=12)
    title, reading = _words(results, curves, people)
    return style.finish(chart, title=title, see=see, reading=reading, results=results, width=width)


def _see(results: Recorded, curves: LossCurves, people: list[str]) -> str:
    names, risk = short_names(results.scenario), _at_risk(curves)
    hidden = [names[person] for person in style.cast(results.scenario) if person not in people and risk[person] > 0.0]
    return (
        "Each line is the share of simulated histories in which the person has suffered that loss by then; bands are 95% confidence "
        "intervals. A ring marks a loss on record: its height is the share of histories in which the same loss (of offices: of any "
        "office) had happened by that date. A bar through the ring covers the days that an uncertain date may mean. The dashed vertical "
        "line is the death on record; the share above each panel says in how many histories the person dies before the end."
        + style.left_out(hidden, f"who lose a seat in the {style.bodies(results.scenario)[0]} in at most {100 * FEWEST:.0f}% of histories")
    )


def _words(results: Recorded, curves: LossCurves, people: list[str]) -> tuple[str, str]:
    """Title and reading: who loses the seat in the top body most often."""
    ends = {person: [float(bound[-1]) for bound in _curve(curves, person, "lost_top")] for person in people}
    most = max(ends, key=lambda person: ends[person][0], default="")
    seat = f"seat in the {style.bodies(results.scenario)[0]}"
    if not most or not ends[most][0]:
        return f"Nobody loses the {seat} in any history ({style.bound(curves.n)})", ""
    name = short_names(results.scenario)[most]
    share, low, high = (style.percent(bound) for bound in ends[most])
    return (
        f"{name} loses the {seat} most often, in {share} of histories",
        f"Reading: by {style.day(curves.dates[-1])} {name} has lost the {seat} in {share} of histories ({low} to {high}).",
    )


def _at_risk(curves: LossCurves) -> dict[str, float]:
    """In what share of histories each person loses a seat in the top body."""
    return dict(zip(curves.people, map(float, curves.share[:, curves.rungs.index("lost_top"), -1]), strict=True))


def shown(results: Recorded, curves: LossCurves, real: list[RealLoss]) -> list[str]:
    """The top body on the first day of the run, whoever lost a seat in it on record, and whoever often loses one in the histories; in the
    usual order."""
    ever = {*style.seated(results.scenario, span(results)[0]), *(loss.person for loss in real if loss.rung == "lost_top")}
    risk = _at_risk(curves)
    return [person for person in style.cast(results.scenario) if person in ever or risk[person] > FEWEST]


def _curve(curves: LossCurves, person: str, rung: str) -> tuple[Any, Any, Any]:
    """(share, low, high) over time."""
    p, r = curves.people.index(person), curves.rungs.index(rung)
    return curves.share[p, r], curves.low[p, r], curves.high[p, r]


def _drawn(curves: LossCurves, person: str) -> list[str]:
    """The rungs drawn for a person: the seat in the top body, and whatever else the person ever loses."""
    return [rung for rung in LINES if rung == "lost_top" or _curve(curves, person, rung)[0][-1] > 0]


def _top(curves: LossCurves, people: list[str]) -> float:
    """The height of every panel: the highest bound drawn, on to the next tenth."""
    bounds = (float(_curve(curves, person, rung)[2].max()) for person in people for rung in _drawn(curves, person))
    highest = max(bounds, default=0.0)
    return min(1.0, round(10 * highest + 0.5) / 10)


def _panel(
    results: Recorded, curves: LossCurves, real: list[RealLoss], person: str, size: int, top: float, *, first: bool, last: bool
) -> Any:
    import altair as alt

    own = style.colours(results.scenario)[person]
    rows = [
        {"rung": rung, "date": style.moment(curves.dates[t]), "share": float(share[t]), "low": float(low[t]), "high": float(high[t])}
        for rung in _drawn(curves, person)
        for share, low, high in (_curve(curves, person, rung),)
        for t in range(len(curves.dates) - 1, -1, -MONTHS)
    ]
    time = style.time_axis(results, named=last, short=True)
    axis = style.share_axis("Histories (%)" if first else None, top)
    share = alt.Y("share:Q", axis=axis, scale=alt.Scale(domain=[0, top], nice=False))
    rungs = list(LINES)
    colours = [colour or own for _, _, colour in LINES.values()]
    paint = alt.Color("rung:N", legend=None, scale=alt.Scale(domain=rungs, range=colours))
    dashes = [dash for _, dash, _ in LINES.values()]
    dash = alt.StrokeDash("rung:N", legend=None, scale=alt.Scale(domain=rungs, range=dashes))
    widths = [2.4 if rung == "lost_top" else 1.3 for rung in rungs]
    weight = alt.StrokeWidth("rung:N", legend=None, scale=alt.Scale(type="ordinal", domain=rungs, range=widths))
    base = alt.Chart(style.data(rows))
    layers = [
        base.mark_area(opacity=0.2).encode(x=time, y=alt.Y("low:Q"), y2=alt.Y2("high:Q"), color=paint),
        base.mark_line(point=len(curves.dates) == 1).encode(x=time, y=share, color=paint, strokeDash=dash, strokeWidth=weight),
        *_really(real, person, time, share),
    ]
    dead = style.percent(float(_curve(curves, person, "died")[0][-1]))
    head = alt.TitleParams(short_names(results.scenario)[person], subtitle=f"dead by the end: {dead}",
                           fontSize=12, subtitleFontSize=11, anchor="start", frame="group", offset=4)  # fmt: skip
    return alt.layer(*layers, width=size, height=round(40 + size * 0.4), title=head)


def _really(real: list[RealLoss], person: str, time: Any, share: Any) -> list[Any]:
    """Rings at the losses on record, with a bar as long as the date is uncertain; a dashed line at the death on record."""
    import altair as alt

    own = [loss for loss in real if loss.person == person]
    rings = [{**style.stretch(loss.when), "share": loss.share} for loss in own if loss.rung in LINES]
    bars = [row for row in rings if row["first"] != row["last"]]
    death = [style.stretch(loss.when) for loss in own if loss.rung == "died"]
    ring = alt.Chart(style.data(rings)).mark_point(size=55, stroke=style.INK, strokeWidth=1.6, fill=style.PAPER, opacity=1)
    bar = alt.Chart(style.data(bars)).mark_rule(color=style.INK, strokeWidth=2.5)
    line = alt.Chart(style.data(death)).mark_rule(color=style.INK, strokeDash=[4, 3], strokeWidth=1.2)
    return (
        [bar.encode(x=alt.X("first:T"), x2=alt.X2("last:T"), y=share)] * bool(bars)
        + [ring.encode(x=time, y=share)] * bool(rings)
        + [line.encode(x=time)] * bool(death)
    )


def _key(results: Recorded, width: int) -> Any:
    """What the dashes mean, drawn as a chart so that it looks as the lines do."""
    import altair as alt

    columns, room = 2 if width >= 600 else 1, width - 66
    top, electing = style.bodies(results.scenario)
    entries = [
        *(
            (words.format(top=top, electing=electing), dash, colour or style.BLUE)
            for words, dash, colour in style.possible(results.scenario, LINES).values()
        ),
        ("on record", [], style.INK),
    ]
    places = [(place % columns * room / columns, place // columns * 18 + 8) for place in range(len(entries))]
    rows = [{"words": entry[0], "x": x, "end": x + 26, "ring": x + 13, "text": x + 32, "y": y}
            for entry, (x, y) in zip(entries, places, strict=True)]  # fmt: skip
    names = [entry[0] for entry in entries]
    size = {"width": room, "height": -(-len(entries) // columns) * 18}
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, size["height"]], reverse=True))

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, size["width"]]))

    dashes = alt.Scale(domain=names[:-1], range=[entry[1] for entry in entries[:-1]])
    paint = alt.Color("words:N", legend=None, scale=alt.Scale(domain=names, range=[entry[2] for entry in entries]))
    line = alt.Chart(style.data(rows[:-1])).mark_rule(strokeWidth=2)
    ring = alt.Chart(style.data(rows[-1:])).mark_point(size=55, stroke=style.INK, strokeWidth=1.6, opacity=1)
    text = alt.Chart(style.data(rows)).mark_text(align="left", baseline="middle")
    return alt.layer(
        line.encode(x=x("x"), x2=alt.X2("end:Q"), y=y, strokeDash=alt.StrokeDash("words:N", legend=None, scale=dashes), color=paint),
        ring.encode(x=x("ring"), y=y),
        text.encode(x=x("text"), y=y, text=alt.Text("words:N")),
        **size,
    )
