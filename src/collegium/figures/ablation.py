"""Mechanisms of a case by outcomes: what switching each off changes, beside what the placebo changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from collegium.analysis.ablation import VERDICTS, Ablated, OffEffect
from collegium.analysis.columns import Recorded, source
from collegium.arguments import instances, takes
from collegium.figures import style

LIMIT = 2.0
"""Standard deviations at which the axis ends; what lies beyond is marked at its edge."""
TITLES = {
    "quarters contested + quarters locked": "Collective rule", "who is strongest": "Who is strongest", "losses": "Falls",
    "output": "Output", "lives lost": "Lives lost",
}  # fmt: skip
"""Sentence of an outcome that all mechanisms share -> the title of its panel."""
OWN = "Its own outcome"
LOOKS = {True: ("moves", style.BLUE, True), False: ("no more than the placebo", style.MUTED, False)}
"""Whether an effect goes beyond the placebo -> words, colour, whether the dot is filled."""


@takes(results=source, rows=instances(Ablated), width=style.WIDTH)
def ablation(results: Recorded, rows: Iterable[Ablated], *, width: int = style.WIDE) -> Any:
    """One panel an outcome, one row a mechanism: the effect in standard deviations with its 95% interval, and the placebo's behind it."""
    import altair as alt

    found = list(rows)
    shown = [row for row in found if row.effects]
    told = {"title": _title(found), "see": _see(found), "reading": _reading(shown)}
    if not shown:
        chart = style.nothing("No mechanism was switched off.", width)
        return style.finish(chart, **told, results=results, width=width)
    titles = [TITLES[effect.contrast.text] for effect in shown[0].effects if not effect.own]
    titles += [OWN] if any(effect.own for row in shown for effect in row.effects) else []
    wide = width >= 600
    room = 8 + 6 * max(len(row.system.id) for row in shown)
    size = (width - room - 30 - (len(titles) - 1) * 12) // len(titles) if wide else width - room - 40
    panels = [_panel(title, shown, size, room if place == 0 or not wide else 0, wide or place == len(titles) - 1)
              for place, title in enumerate(titles)]  # fmt: skip
    chart = alt.concat(*panels, columns=len(panels) if wide else 1, spacing=12)
    framed = style.finish(chart, **told, results=results, width=width)
    framed.title.frame = "bounds"  # the labels are wider than the panels: words begin above them
    return framed


def of_panel(row: Ablated, title: str) -> OffEffect | None:
    """The effect that a panel shows of a mechanism; of several outcomes of its own, the one that moves most."""
    found = [one for one in row.effects if (OWN if one.own else TITLES[one.contrast.text]) == title and one.scale > 0]
    return max(found, key=lambda one: abs(one.contrast.difference.value) / one.scale, default=None)


def _panel(title: str, rows: list[Ablated], size: int, room: int, last: bool) -> Any:
    import altair as alt

    cells = [_cells(row.system.id, effect) for row in rows if (effect := of_panel(row, title))]
    names = [row.system.id for row in rows]
    look = {"ticks": False, "domain": False, "labelLimit": room, "labelPadding": 6, "labelFontSize": 10}
    axis = alt.Axis(title=None, **look) if room else None
    scale = alt.Scale(domain=[-LIMIT, LIMIT], nice=False)
    base = alt.Chart(style.data(cells or [{}])).encode(y=alt.Y("mechanism:N", sort=names, scale=alt.Scale(domain=names), axis=axis))
    name = "Effect (SD)" if last else None
    effect = alt.X("effect:Q", scale=scale, axis=alt.Axis(title=name, labelExpr=style.SIGNED, values=[-1, 0, 1], labels=last))
    layers = [
        base.mark_rule(color=style.RULE, strokeWidth=8).encode(x=alt.X("floor_low:Q"), x2=alt.X2("floor_high:Q")),
        alt.Chart(style.data([{"zero": 0}])).mark_rule(color=style.INK).encode(x=alt.X("zero:Q", scale=scale)),
    ]
    for moves, (_, colour, filled) in LOOKS.items():
        some = base.transform_filter(f"datum.moves == '{'yes' if moves else 'no'}'")
        layers += [
            some.mark_rule(color=colour, strokeWidth=2).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
            some.mark_point(color=colour, size=36, filled=filled, opacity=1, strokeWidth=1.5).encode(x=effect),
        ]
    titled = alt.TitleParams(title, fontSize=11, anchor="start", frame="group", offset=4)
    return alt.layer(*layers, width=size, height=15 * len(names), title=titled)


def _cells(id: str, effect: OffEffect) -> dict[str, Any]:
    """One mark; what lies beyond the axis is cut off at its edge."""
    found, floor = effect.contrast.difference, effect.placebo
    low, high = (floor.low, floor.high) if floor else (0.0, 0.0)
    bounds = {"effect": found.value, "low": found.low, "high": found.high, "floor_low": low, "floor_high": high}
    cut = {name: min(max(bound / effect.scale, -LIMIT), LIMIT) for name, bound in bounds.items()}
    return {"mechanism": id, **cut, "moves": "yes" if effect.moves else "no"}


def _title(rows: list[Ablated]) -> str:
    counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in VERDICTS}
    move, nothing, hold, off = counts.values()
    rest = [f"{nothing} {'does' if nothing == 1 else 'do'} no more than a placebo"] if nothing else []
    rest += [f"{hold} could not take hold"] if hold else []
    rest += [f"{off} {'was' if off == 1 else 'were'} not switched off"] if off else []
    first = f"Of {len(rows)} mechanisms, {move} {'changes' if move == 1 else 'change'} something when switched off"
    return "; ".join([first, *rest])


def _see(rows: list[Ablated]) -> str:
    missing = [row.system.id for row in rows if not row.effects]
    told = (
        "Dots are mean paired differences in standard deviations of the outcome over histories, bars their 95% confidence intervals. Blue "
        "and filled: the effect goes beyond the placebo. Grey bands are the 95% intervals of the placebo; the share of pairs with another "
        "strongest person is that beyond the placebo's own share. Of several outcomes of its own, the last panel shows the one that "
        f"moves most. What lies beyond {LIMIT:g} standard deviations is at the edge. An outcome that does not vary has no dot."
    )
    return told + style.left_out(missing, "of which nothing was simulated")


def _reading(rows: list[Ablated]) -> str:
    found = [(row, one) for row in rows for one in row.effects if one.scale > 0 and one.moves and not one.own]
    if not found:
        return ""
    row, one = max(found, key=lambda pair: abs(pair[1].contrast.difference.value) / pair[1].scale)
    value, low, high = (one.contrast.difference.value, one.contrast.difference.low, one.contrast.difference.high)
    size, least, most = (style.minus(f"{bound / one.scale:+.2f}") for bound in (value, low, high))
    label, effect = one.contrast.label[:1].lower() + one.contrast.label[1:], f"{size} standard deviations ({least} to {most})"
    return f"Reading: the largest effect on a shared outcome is that of {row.system.id} on: {label}, {effect}."
