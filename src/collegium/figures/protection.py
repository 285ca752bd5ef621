"""What keeps members in their seats at the end: the votes, the agenda, or nothing."""

from __future__ import annotations

from typing import Any

from collegium.analysis import Protection
from collegium.analysis import protection as counted
from collegium.analysis.columns import Recorded, source, span
from collegium.arguments import instances, optional, takes
from collegium.figures import style
from collegium.results.sentences import short_names

LOOKS = {"votes": ("by votes", style.BLUE), "agenda": ("by the agenda only", style.PEOPLE[2]), "exposed": ("not protected", style.BRICK)}
"""Kind of protection -> words, colour."""

FEW = 20
"""Who is not of the top body at the start and sits there at the end in fewer histories than this is not shown."""


@takes(results=source, width=style.WIDTH, found=optional(instances(Protection)))
def protection(results: Recorded, *, width: int = style.WIDE, found: list[Protection] | None = None) -> Any:
    """One panel a kind of protection, dots with 95% intervals, one row a member. ``found`` are the numbers, where the caller has them."""
    import altair as alt

    every = counted(results) if found is None else found
    found = shown(results, every)
    top, _ = style.bodies(results.scenario)
    see = _see(results, every, found, top)
    if not found:
        title = "Too few histories to say what keeps members in their seats"
        chart = style.nothing("Too few histories: run more of them.", width)
        return style.finish(chart, title=title, see=see, results=results, width=width)
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
                base.mark_rule(color=colour, strokeWidth=2).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
                base.mark_point(color=colour, size=55, filled=True, opacity=1).encode(x=share),
                width=size, height=20 * len(order),
                title=alt.TitleParams(words[:1].upper() + words[1:], fontSize=12, anchor="start", frame="group", offset=4),
            )
        )  # fmt: skip
    chart = alt.concat(*panels, columns=columns, spacing=24)
    return style.finish(chart, title=_title(names, found), see=see, reading=_reading(names, found), results=results, width=width)


def shown(results: Recorded, found: list[Protection]) -> list[Protection]:
    """The top body on the first day of the run, and whoever else sits there at the end in enough histories."""
    first = style.seated(results.scenario, span(results)[0])
    enough = any(one.n >= FEW for one in found)
    return [one for one in found if one.n >= FEW or (enough and one.person in first)]


def _see(results: Recorded, every: list[Protection], found: list[Protection], top: str) -> str:
    names = short_names(results.scenario)
    counts = {one.person: one.n for one in found}
    gone = [names[p] for p in style.seated(results.scenario, span(results)[0]) if p not in counts]
    rare = [names[one.person] for one in every if one.person not in counts]
    return (
        f"The dots cover the histories in which the person sits in the {top} at the end. By votes: even without comradeship the other "
        "members lack the votes for a removal. By the agenda only: they have the votes, but the keeper of the agenda would hardly "
        "admit the motion. Not protected: neither holds. Bars are 95% confidence intervals."
        + style.left_out(gone, f"who never share the {top} with another member at the end")
        + style.left_out(rare, f"who sit there at the end in fewer than {FEW} histories")
    )


def _title(names: dict[str, str], found: list[Protection]) -> str:
    """Whom votes and whom the agenda protects most, among those who are there in at least half as many histories as anyone."""
    found = [one for one in found if 2 * one.n >= max(one.n for one in found)]
    safest = max(found, key=lambda one: one.kept["votes"].value)
    shielded = max(found, key=lambda one: one.kept["agenda"].value)
    votes, agenda = (one.kept[kind] for one, kind in ((safest, "votes"), (shielded, "agenda")))
    first = f"Votes protect {names[safest.person]} in {style.percent(votes.value)} of histories"
    if not votes.value:
        first = "Votes protect nobody in any history"
    second = f"only the agenda protects {names[shielded.person]} in {style.percent(agenda.value)}"
    if not agenda.value:
        second = "the agenda alone protects nobody"
    return f"{first}; {second}"


def _reading(names: dict[str, str], found: list[Protection]) -> str:
    """How often nothing protects the least protected of the same people."""
    found = [one for one in found if 2 * one.n >= max(one.n for one in found)]
    one = max(found, key=lambda one: one.kept["exposed"].value)
    share, low, high = (style.percent(bound) for bound in (one.kept["exposed"].value, one.kept["exposed"].low, one.kept["exposed"].high))
    name = names[one.person]
    return f"Reading: nothing protects {name} in {share} of the histories in which {name} sits there at the end ({low} to {high})."
