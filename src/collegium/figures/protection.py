"""What keeps members in their seats at the end: the votes, the agenda, or nothing."""

from __future__ import annotations

from typing import Any

from collegium.analysis import Protection
from collegium.analysis import protection as counted
from collegium.analysis.columns import Source
from collegium.figures import style
from collegium.results.sentences import short_names

LOOKS = {"votes": ("by votes", style.BLUE), "agenda": ("by the agenda only", style.PEOPLE[2]), "exposed": ("not protected", style.BRICK)}
"""Kind of protection -> words, colour."""

FEW, PEOPLE = 20, 10
"""Nobody is shown who sits there in fewer histories; at most so many people are."""


def protection(results: Source, *, width: int = style.WIDE, found: list[Protection] | None = None) -> Any:
    """One panel a kind of protection, dots with 95% intervals, one row a member. ``found`` are the numbers, where the caller has them."""
    import altair as alt

    found = [one for one in (counted(results) if found is None else found) if one.n >= FEW][:PEOPLE]
    top, _ = style.bodies(results.scenario)
    see = (
        f"Of the histories in which the person sits in the {top} at the end: how often those who lay comradeship aside could "
        "not find the votes to bring him down; how often they could, but the keeper of the agenda would hardly let it be heard; "
        "and how often neither protects him. Bars are 95% intervals of the simulation."
    )
    if not found:
        return style.finish(style.nothing("Too few histories: run more of them.", width), title="What keeps members in their seats",
                            see=see, results=results, width=width)  # fmt: skip
    names = short_names(results.scenario)
    order = [names[one.person] for one in found]
    columns = 3 if width >= 600 else 1
    size = (width - 110 - (columns - 1) * 24) // columns
    panels = []
    for place, (kind, (words, colour)) in enumerate(LOOKS.items()):
        rows = [
            {"person": names[one.person], "share": one.kept[kind].value, "low": one.kept[kind].low, "high": one.kept[kind].high}
            for one in found
        ]
        first = columns == 1 or place == 0
        axis = alt.Axis(title="Person", ticks=False, domain=False, labelLimit=100, labelPadding=10) if first else None
        base = alt.Chart(style.data(rows)).encode(y=alt.Y("person:N", sort=order, axis=axis))
        last = columns > 1 or place == len(LOOKS) - 1
        share = alt.X("share:Q", scale=alt.Scale(domain=[0, 1]),
                      axis=alt.Axis(title="Histories (%)" if last else None, format=".0%", tickCount=4))  # fmt: skip
        panels.append(
            alt.layer(
                base.mark_rule(color=colour, strokeWidth=2).encode(x=alt.X("low:Q"), x2="high:Q"),
                base.mark_point(color=colour, size=55, filled=True, opacity=1).encode(x=share),
                width=size, height=20 * len(order),
                title=alt.TitleParams(words[:1].upper() + words[1:], fontSize=12, anchor="start", frame="group", offset=4),
            )
        )  # fmt: skip
    chart = alt.concat(*panels, columns=columns, spacing=24)
    return style.finish(chart, title=_title(names, found), see=see, reading=_reading(names, found), results=results, width=width)


def _title(names: dict[str, str], found: list[Protection]) -> str:
    """Who is best protected by votes, and whom the agenda shields most."""
    safest = max(found, key=lambda one: one.kept["votes"].value)
    shielded = max(found, key=lambda one: one.kept["agenda"].value)
    share = style.percent(shielded.kept["agenda"].value)
    agenda = f"{names[shielded.person]} by the agenda only in {share}" if shielded.kept["agenda"].value else "nobody by the agenda only"
    votes = f"{names[safest.person]} is safe by votes in {style.percent(safest.kept['votes'].value)} of histories"
    return f"What keeps members in their seats: {votes}, {agenda}"


def _reading(names: dict[str, str], found: list[Protection]) -> str:
    """How often the least protected is not protected at all."""
    one = max(found, key=lambda one: one.kept["exposed"].value)
    share, low, high = (style.percent(bound) for bound in (one.kept["exposed"].value, one.kept["exposed"].low, one.kept["exposed"].high))
    return f"Reading: where {names[one.person]} sits at the end, nothing protects the seat in {share} of histories ({low} to {high})."
