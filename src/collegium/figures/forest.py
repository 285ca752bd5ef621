"""Effects of many experiments on one scale, by the verdict on the claim that each puts to the test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from collegium.analysis import VERDICTS, Estimate, Judged
from collegium.analysis.detection import FLOOR
from collegium.analysis.verdict import NO_POWER
from collegium.arguments import instances, takes, text
from collegium.figures import style

LOOKS = {
    "supported": ("circle", style.BLUE, True),
    "opposed": ("square", style.BRICK, True),
    "fragile": ("triangle-up", style.MUTED, False),
    NO_POWER: ("cross", style.REST, False),
    "built in": ("diamond", style.PEOPLE[0], False),
}
"""Verdict -> shape, colour, whether the shape is filled. Where there is no experiment there is nothing to draw."""

ARROWS = {"up": "↑", "down": "↓", "none": "="}
"""What a claim says -> its mark."""

LIMIT = 2.0
"""Standard deviations at which the axis ends; what lies beyond is marked at its edge."""


@dataclass(frozen=True, slots=True)
class Row:
    """One effect: ``difference`` in ``unit`` (None: no experiment), the standard deviation of its measure, ``scale``, what the claim said
    (``sign``) and the ``verdict``."""

    id: str
    label: str
    unit: str
    difference: Estimate | None
    sign: str
    verdict: str
    scale: float

    @property
    def drawn(self) -> bool:
        """There is an effect, and the measure varies, so that the effect can be put on the common scale."""
        return self.difference is not None and self.difference.n > 0 and self.scale > 0


@takes(judged=instances(Judged))
def forest_rows(judged: Iterable[Judged]) -> list[Row]:
    """The rows of the figure for claims that have been judged."""
    return [
        Row(one.id, one.label, one.unit, one.effect.difference if one.effect else None, one.sign, one.verdict, one.scale) for one in judged
    ]


@takes(rows=instances(Row), source=text, width=style.WIDTH)
def forest(rows: Iterable[Row], *, source: str, width: int = style.WIDE) -> Any:
    """Every effect in standard deviations of its measure, with its 95% interval, in one panel for each verdict; ``source`` says
    where the numbers come from."""
    import altair as alt

    found = list(rows)
    groups = {verdict: sorted((row for row in found if row.verdict == verdict and row.drawn), key=_size, reverse=True) for verdict in LOOKS}
    bounds = [abs(bound) for group in groups.values() for row in group for bound in _scaled(row)]
    top = min(LIMIT, max([3 * FLOOR, *bounds]))
    tight = sum(map(len, groups.values())) > 30
    shown = [verdict for verdict, group in groups.items() if group]
    panels = [_panel(verdict, groups[verdict], top, width, tight, last=verdict == shown[-1]) for verdict in shown]
    chart = alt.vconcat(*panels, spacing=12) if panels else style.nothing("No effect can be drawn.", width)
    chart = chart.resolve_scale(shape="independent", color="independent") if panels else chart
    told = {"title": _title(found), "see": _see(found), "reading": _reading(groups)}
    framed = style.framed(chart, **told, source=source, width=width)
    # The labels are wider than the panels: words begin above them.
    framed.title.frame = "bounds"
    return framed


def _scaled(row: Row) -> tuple[float, float, float]:
    """Effect, low and high in standard deviations."""
    assert row.difference is not None
    return row.difference.value / row.scale, row.difference.low / row.scale, row.difference.high / row.scale


def _size(row: Row) -> float:
    return _scaled(row)[0]


def _panel(verdict: str, group: list[Row], top: float, width: int, tight: bool, *, last: bool) -> Any:
    import altair as alt

    wide = width >= 600
    room, step = (330 if wide else 104), (14 if tight else 20)
    names = [f"{ARROWS.get(row.sign, '')} {row.id}: {row.label}" if wide else f"{ARROWS.get(row.sign, '')} {row.id}" for row in group]
    rows = [_cells(row, name, top) for row, name in zip(group, names, strict=True)]
    shape, colour, filled = LOOKS[verdict]
    look = {"ticks": False, "domain": False, "labelLimit": room - 14, "labelPadding": 16, "minExtent": room, "maxExtent": room}
    base = alt.Chart(style.data(rows)).encode(
        y=alt.Y("claim:N", sort=names, axis=alt.Axis(title=None, labelFontSize=10 if tight else 11, **look)),
        tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in TOLD.items()],
    )
    title = "Effect (standard deviations)" if last else None
    scale = alt.Scale(domain=[-top, top], nice=False)
    effect = alt.X("effect:Q", scale=scale, axis=alt.Axis(title=title, labelExpr=style.SIGNED, tickCount=5, labels=last))
    band = alt.Chart(style.data([{"low": -FLOOR, "high": FLOOR}])).mark_rect(color=style.RULE, opacity=0.6)
    outside = alt.expr("datum.beyond == '›' ? 10 : -10")
    return alt.layer(
        band.encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
        alt.Chart(style.data([{"zero": 0}])).mark_rule(color=style.INK).encode(x=alt.X("zero:Q")),
        base.mark_rule(color=colour, strokeWidth=2).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
        base.mark_point(shape=shape, color=colour, size=40 if tight else 60, filled=filled, strokeWidth=2, opacity=1).encode(x=effect),
        base.transform_filter("datum.beyond != ''").mark_text(color=colour, fontSize=16, fontWeight="bold", dx=outside, dy=-1).encode(
            x=alt.X("edge:Q"), text=alt.Text("beyond:N")),
        width=width - room - 40, height=step * len(group),
        title=alt.TitleParams(f"{verdict[:1].upper()}{verdict[1:]} ({len(group)})", fontSize=12, anchor="start", frame="group", offset=4),
    )  # fmt: skip


TOLD = {"id": "Claim", "label": "Measure", "raw": "Effect", "between": "95% interval", "unit": "Unit"}
"""Field of a tooltip -> its title; the numbers are those before scaling."""


def _cells(row: Row, name: str, top: float) -> dict[str, Any]:
    """One line of the drawing; what lies beyond the axis is cut off at its edge and marked there."""
    effect, low, high = (min(max(bound, -top), top) for bound in _scaled(row))
    assert row.difference is not None
    beyond = "›" if _scaled(row)[2] > top else "‹" if _scaled(row)[1] < -top else ""
    return {
        "claim": name, "effect": effect, "low": low, "high": high, "beyond": beyond, "edge": top if beyond == "›" else -top,
        "id": row.id, "label": row.label, "raw": row.difference.value,
        "between": style.minus(f"{row.difference.low:.4g} to {row.difference.high:.4g}"),
        "unit": row.unit,
    }  # fmt: skip


def _title(rows: list[Row]) -> str:
    counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in VERDICTS}
    return f"Of {len(rows)} claims, " + style.listed([f"{count} {_verb(verdict, count)} {verdict}" for verdict, count in counts.items()])


def _verb(verdict: str, count: int) -> str:
    """A claim is supported, but has no power."""
    one, more = ("has", "have") if verdict == NO_POWER else ("is", "are")
    return one if count == 1 else more


def _see(rows: list[Row]) -> str:
    missing = sum(not row.drawn and row.verdict in LOOKS for row in rows)
    told = (
        "Each line is the effect of one experiment in standard deviations of its measure over histories. So effects in different units "
        "share one axis. Bars are 95% confidence intervals; the grey band is a tenth of a standard deviation either way. The arrow is "
        f"what the claim says ({ARROWS['up']} more, {ARROWS['down']} less, {ARROWS['none']} no difference); panel and shape are the "
        "verdict. A mark at the edge means that the effect, or its interval, goes beyond the axis."
    )
    return told + (f" Not drawn, because the measure does not vary: {missing}." if missing else "")


def _reading(groups: dict[str, list[Row]]) -> str:
    row = max((row for group in groups.values() for row in group), key=lambda row: abs(_size(row)), default=None)
    if row is None or row.difference is None:
        return ""
    size, low, high = (style.minus(f"{bound:+.2f}") for bound in _scaled(row))
    effect = f"{size} standard deviations ({low} to {high})"
    return f"Reading: the largest effect is that of {row.id}, {effect}; its verdict is: {row.verdict}."
