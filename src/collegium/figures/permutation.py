"""The permutation test of traits: who ends as the strongest, with traits as coded, equal and shuffled."""

from __future__ import annotations

from typing import Any

from collegium.analysis import Arm
from collegium.analysis import permutation as test
from collegium.analysis.columns import Recorded, source, span
from collegium.arguments import instances, optional, refuse, takes
from collegium.figures import style
from collegium.results.sentences import short_names

LOOKS = {
    "real": ("traits as coded", "circle", style.INK),
    "equal": ("traits equal", "square", style.BLUE),
    "shuffled": ("traits shuffled", "triangle-up", style.PEOPLE[0]),
}
"""Arm -> words, shape, colour."""

RARE = 0.005
"""Who is not of the top body at the start is shown from this share of histories as the strongest, in some arm."""


@takes(results=source, width=style.WIDTH, arms=optional(instances(Arm)))
def permutation(results: Recorded, *, width: int = style.WIDE, arms: list[Arm] | None = None) -> Any:
    """Dots with 95% intervals. ``arms`` are the numbers, where the caller has them already. ValueError without a permuted arm."""
    import altair as alt

    arms = test(results) if arms is None else arms
    if not arms:
        refuse("results", results, "no arms equal or shuffled", "add them with collegium.permutation(results)")
    names = short_names(results.scenario)
    most = {person: max(arm.strongest[person].value for arm in arms) for person in names}
    first = style.seated(results.scenario, span(results)[0])
    order = sorted((p for p in names if most[p] >= RARE or p in first), key=lambda p: -arms[0].strongest[p].value)
    hidden = [names[p] for p in names if p not in order and most[p] > 0]
    words = [LOOKS[arm.name][0] for arm in arms]
    rows = [
        {"person": names[p], "arm": LOOKS[arm.name][0], "share": arm.strongest[p].value, "low": arm.strongest[p].low,
         "high": arm.strongest[p].high}
        for arm in arms
        for p in order
    ]  # fmt: skip
    colour = alt.Scale(domain=words, range=[LOOKS[arm.name][2] for arm in arms])
    shape = alt.Scale(domain=words, range=[LOOKS[arm.name][1] for arm in arms])
    key = alt.Legend(orient="top", title=None, direction="horizontal" if width >= 600 else "vertical", symbolSize=80)
    base = alt.Chart(style.data(rows)).encode(
        y=alt.Y("person:N", sort=[names[p] for p in order], axis=alt.Axis(title="Person", ticks=False, domain=False, labelLimit=110)),
        yOffset=alt.YOffset("arm:N", sort=words, scale=alt.Scale(paddingOuter=0.5)),
        color=alt.Color("arm:N", scale=colour, sort=words, legend=key),
    )
    share = alt.X("share:Q", axis=alt.Axis(title="Histories in which the person ends as the strongest (%)", format=".0%", tickCount=5))
    chart = alt.layer(
        base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
        base.mark_point(size=55, filled=True, opacity=1).encode(x=share, shape=alt.Shape("arm:N", scale=shape, sort=words, legend=key)),
    ).properties(width=width - 130, height=40 * len(order) + 10)
    see = (
        "People who know the ending coded the traits. Here the same histories run with equal traits for everybody, and with the traits of "
        "the leaders dealt out at random. If the same person still leads, offices and following explain the lead; if not, the coded "
        "traits do. Bars are 95% confidence intervals."
        + style.left_out(hidden, f"who are the strongest in fewer than {100 * RARE:.1f}% of histories in every arm")
    )
    return style.finish(chart, title=_title(names, arms), see=see, reading=_reading(names, arms), results=results, width=width)


def _reading(names: dict[str, str], arms: list[Arm]) -> str:
    arm, leader = arms[-1], arms[0].leader
    found = arm.strongest[leader]
    share, low, high = (style.percent(bound) for bound in (found.value, found.low, found.high))
    return f"Reading: with {LOOKS[arm.name][0]} {names[leader]} ends as the strongest in {share} of histories ({low} to {high})."


def _title(names: dict[str, str], arms: list[Arm]) -> str:
    """How often the leader with traits as coded leads in every arm."""
    leader = arms[0].leader
    often = [f"{style.percent(arm.strongest[leader].value)} with {LOOKS[arm.name][0]}" for arm in arms]
    return f"{names[leader]} ends as the strongest in {style.percent(arms[0].strongest[leader].value)} of histories with " + style.listed(
        [LOOKS[arms[0].name][0], *often[1:]]
    )
