"""Pictures of the commands for published models: voting power, ruling coalition, balance of ties."""

from __future__ import annotations

from typing import Any

from collegium.arguments import instance, takes
from collegium.committee.summaries import Summary
from collegium.figures import style

MARKS = {
    "share": ("share of votes", "square", style.MUTED),
    "banzhaf": ("Banzhaf", "circle", style.BLUE),
    "shapley_shubik": ("Shapley-Shubik", "triangle-up", style.PEOPLE[0]),
}
"""Column -> words, shape, colour."""

SUMMARY = instance(Summary)
"""A summary, as an argument."""
STEP, SMALLEST, LARGEST = 20, 8, 22
"""Pixels of a row, and of a cell at least and at most."""
MOST = 100
"""Most members of whose ties a picture is drawn."""


@takes(found=SUMMARY, width=style.WIDTH)
def power(found: Summary, *, width: int = style.WIDE) -> Any:
    """Votes beside power, one row a member."""
    import altair as alt

    rows = [{"member": row["member"], "what": words, "value": row[column]} for row in found.rows for column, (words, _, _) in MARKS.items()]
    looks = list(MARKS.values())
    words, shapes, colours = ([look[n] for look in looks] for n in range(3))
    chart = alt.Chart(style.data(rows)).mark_point(size=60, filled=True, opacity=0.85).encode(
        x=alt.X("value:Q", axis=alt.Axis(title="Share (%)", format=".0%", tickCount=5), scale=alt.Scale(domainMin=0)),
        y=members(found),
        shape=alt.Shape("what:N", scale=alt.Scale(domain=words, range=shapes), legend=alt.Legend(title=None)),
        color=alt.Color("what:N", scale=alt.Scale(domain=words, range=colours), legend=alt.Legend(title=None)),
    ).properties(width=width - 280, height=STEP * len(found.rows))  # fmt: skip
    title = f"Votes and power: {found.facts['quota']} of {found.facts['votes']} votes decide"
    return framed(chart, title, "Power is how often the vote turns on a member. It need not follow their votes.", found, width)


@takes(found=SUMMARY, width=style.WIDTH)
def coalition(found: Summary, *, width: int = style.WIDE) -> Any:
    """Powers, the ruling coalition filled."""
    import altair as alt

    rows = [{"member": row["member"], "power": row["power"], "rules": row["rules"]} for row in found.rows]
    kinds = sorted({row["rules"] for row in rows}, key=lambda kind: ("yes", "no").index(kind) if kind in ("yes", "no") else 2)
    paint = {"yes": style.BLUE, "no": style.RULE}
    scale = alt.Scale(domain=kinds, range=[paint.get(kind, style.SHADES[2]) for kind in kinds])
    chart = alt.Chart(style.data(rows)).mark_bar(stroke=style.MUTED).encode(
        x=alt.X("power:Q", title="Power", scale=alt.Scale(domainMin=0)), y=members(found),
        color=alt.Color("rules:N", scale=scale, legend=alt.Legend(title="Rules in the end")),
    ).properties(width=width - 280, height=STEP * len(rows))  # fmt: skip
    see = "The cheapest group that can win and that nobody can break up."
    return framed(chart, "Who rules in the end, by power alone", see, found, width)


@takes(found=SUMMARY, width=style.WIDTH)
def balance(found: Summary, *, width: int = style.WIDE) -> Any:
    """Every tie as a cell, members ordered by camp; ties at odds are framed."""
    import altair as alt

    labels = [name for camp in found.facts["camps"] for name in camp]
    odd = {tuple(pair) for pair in found.facts["at_odds"]}
    rows = [
        {"row": one, "column": other, "tie": "friends" if sign > 0 else "enemies", "mark": "+" if sign > 0 else "−",
         "odd": int((one, other) in odd or (other, one) in odd)}
        for one, other, sign in found.facts["signs"]
    ]  # fmt: skip
    rows += [{**row, "row": row["column"], "column": row["row"]} for row in rows]
    cell = max(SMALLEST, min(LARGEST, (width - 260) // len(labels)))
    axis = {"ticks": False, "domain": False, "labelLimit": 110, "title": None}
    base = alt.Chart(style.data(rows)).encode(
        x=alt.X("column:N", sort=labels, scale=alt.Scale(domain=labels), axis=alt.Axis(orient="top", labelAngle=-60, **axis)),
        y=alt.Y("row:N", sort=labels, scale=alt.Scale(domain=labels), axis=alt.Axis(**axis)),
    )
    colour = alt.Scale(domain=["friends", "enemies"], range=[style.BLUE, style.BRICK])
    frame = alt.condition("datum.odd == 1", alt.value(style.INK), alt.value(style.PAPER))
    chart = alt.layer(
        base.mark_rect(strokeWidth=2).encode(fill=alt.Fill("tie:N", scale=colour, legend=alt.Legend(title=None)), stroke=frame),
        base.mark_text(color=style.ON_DEEP, fontSize=cell // 2).encode(text="mark:N"),
        width=cell * len(labels), height=cell * len(labels),
    )  # fmt: skip
    camps = "Two camps" if len(found.facts["camps"]) > 1 else "One camp"
    title = f"{camps}, {found.facts['frustration']} of {found.facts['ties']} ties at odds"
    return framed(chart, title, "Members are ordered by camp; a tie with a black frame is at odds with the camps.", found, width)


def members(found: Summary) -> Any:
    """One row a member, in the order of the table."""
    import altair as alt

    order = [row["member"] for row in found.rows]
    return alt.Y("member:N", sort=order, axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=150, labelPadding=8))


def framed(chart: Any, title: str, see: str, found: Summary, width: int) -> Any:
    return style.framed(chart, title=title, see=see, reading=found.words[0], source="", width=width)
