"""How forecasts fare beside the record: a reliability diagram, and what the model gains over others, block by block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from collegium.analysis import wilson
from collegium.arguments import takes, text
from collegium.figures import style

Bins = Sequence[tuple[float, float, int, int]]
"""Mean forecast, share that came true, number that came true, number of forecasts."""
LOOKS = (("circle", style.BLUE, (1, 0)), ("square", style.BRICK, (6, 3)), ("triangle-up", style.MUTED, (2, 2)))
"""Shape, colour and dashes of the first, second and third forecast."""
LEAST = 0.001
"""Where the axes of the reliability diagram begin: they are logarithmic, since losses are rare."""


@takes(source=text, width=style.WIDTH)
def reliability(found: Mapping[str, Bins], *, source: str, width: int = style.WIDE) -> Any:
    """Of statements with like chances, the share that came true; on the diagonal both agree. At most three forecasts."""
    import altair as alt

    names = list(found)[: len(LOOKS)]
    rows = [row for name in names for row in bins_of(name, found[name])]
    if not rows:
        return style.framed(style.nothing("Nothing was foretold.", width), title="No forecasts", see="", source=source, width=width)
    size = min(width - 80, 440)
    axis = alt.Axis(format="~%", values=[0.001, 0.01, 0.1, 0.5, 1.0])
    scale = alt.Scale(type="log", domain=[LEAST, 1.0], nice=False, clamp=True)
    shapes, colours, _ = (list(column) for column in zip(*LOOKS[: len(names)], strict=True))
    key = alt.Legend(orient="top", title=None)
    base = alt.Chart(style.data(rows)).encode(
        x=alt.X("chance:Q", scale=scale, axis=axis, title="Chance that was given"),
        color=alt.Color("forecast:N", sort=names, scale=alt.Scale(domain=names, range=colours), legend=key),
        tooltip=[alt.Tooltip(f"{field}:N") for field in ("forecast", "statements", "happened", "given", "seen")],
    )
    shape = alt.Shape("forecast:N", sort=names, scale=alt.Scale(domain=names, range=shapes), legend=key)
    diagonal = alt.Chart(style.data([{"x": LEAST, "y": LEAST}, {"x": 1.0, "y": 1.0}])).mark_line(color=style.MUTED, strokeDash=[4, 4])
    chart = alt.layer(
        diagonal.encode(x=alt.X("x:Q", scale=scale), y=alt.Y("y:Q", scale=scale)),
        base.mark_rule(strokeWidth=1.5).encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q")),
        base.mark_point(filled=True, size=70, opacity=1).encode(
            y=alt.Y("share:Q", scale=scale, axis=axis, title="Share that came true"), shape=shape),
        width=size, height=size,
    )  # fmt: skip
    told = {"title": "What came true of statements with like chances", "see": SEE, "reading": reading(names[0], found[names[0]])}
    return style.framed(chart, **told, source=source, width=width)


SEE = (
    "Each mark is for all statements that were given about the same chance; its height is the share of them that came true, with a 95% "
    "interval that takes them for independent. On the broken line chances and shares agree; below it the forecast says too much."
)


def bins_of(name: str, bins: Bins) -> list[dict[str, Any]]:
    rows = []
    for chance, share, hits, n in bins:
        low, high = wilson(hits, n)
        rows.append({
            "forecast": name, "chance": max(chance, LEAST), "share": max(share, LEAST), "low": max(float(low), LEAST), "high": float(high),
            "statements": n, "happened": hits, "given": style.percent(chance), "seen": style.percent(share),
        })  # fmt: skip
    return rows


def reading(name: str, bins: Bins) -> str:
    chance, _, hits, n = max(bins, key=lambda one: one[3])
    return f"Reading: the forecast “{name}” gave {n:,} statements a chance of about {style.percent(chance)}; {hits:,} of them came true."


@takes(source=text, width=style.WIDTH)
def gains(found: Sequence[tuple[str, str, float, float]], *, source: str, width: int = style.WIDE) -> Any:
    """What the model gains over other forecasts: rows of forecast, block, gain and standard error; a line spans two errors each way."""
    import altair as alt

    others = list(dict.fromkeys(row[0] for row in found))[: len(LOOKS)]
    blocks = list(dict.fromkeys(row[1] for row in found if row[0] in others))
    rows = [
        {"over": over, "block": block, "gain": gain, "low": gain - 2 * error, "high": gain + 2 * error}
        for over, block, gain, error in found if over in others and error == error
    ]  # fmt: skip
    if not rows:
        return style.framed(style.nothing("Nothing can be compared.", width), title="No comparison", see="", source=source, width=width)
    shapes, colours, _ = (list(column) for column in zip(*LOOKS[: len(others)], strict=True))
    room = style.room_for(blocks)
    key = alt.Legend(orient="top", title="over")
    base = alt.Chart(style.data(rows)).encode(
        y=alt.Y("block:N", sort=blocks, axis=alt.Axis(title=None, ticks=False, domain=False, minExtent=room, maxExtent=room)),
        yOffset=alt.YOffset("over:N", sort=others),
        color=alt.Color("over:N", sort=others, scale=alt.Scale(domain=others, range=colours), legend=key),
        tooltip=[alt.Tooltip(f"{field}:N") for field in ("over", "block", "gain", "low", "high")],
    )
    gain = alt.X("gain:Q", axis=alt.Axis(title="Gain in log loss (nats a statement)", labelExpr=style.SIGNED, tickCount=5))
    chart = alt.layer(
        alt.Chart(style.data([{"zero": 0}])).mark_rule(color=style.INK).encode(x=alt.X("zero:Q")),
        base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
        base.mark_point(filled=True, size=60, opacity=1).encode(
            x=gain, shape=alt.Shape("over:N", sort=others, scale=alt.Scale(domain=others, range=shapes), legend=key)),
        width=width - room - 40, height=24 * len(others) * len(blocks),
    )  # fmt: skip
    better = sum(gain > 2 * error for _, _, gain, error in found)
    title = f"The model is better by two standard errors in {better} of {len(found)} comparisons"
    see = "To the right of zero the model is better. A line spans two standard errors each way, by a jackknife over periods."
    over, block, value, error = found[0]
    told = f"Reading: over “{over}”, in “{block}”, the model gains {style.minus(f'{value:+.3f}')} nats a statement (error {error:.3f})."
    return style.framed(chart, title=title, see=see, reading=told, source=source, width=width)
