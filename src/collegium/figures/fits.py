"""A fit: what each parameter was before and after, and counts on record beside those that are simulated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from collegium.arguments import takes, text
from collegium.figures import style

Span = tuple[float, float, float]
"""Mean, and the ends of the 90% interval."""
LOOKS = (("prior", style.MUTED, "square"), ("posterior", style.BLUE, "circle"))
"""Distribution, its colour and its mark."""
UNIFORM = (0.5, 0.05, 0.95)
"""The prior in its own quantiles."""


@takes(source=text, width=style.WIDTH)
def parameters(found: Sequence[tuple[str, Span, bool]], *, source: str, width: int = style.WIDE) -> Any:
    """Rows of name, posterior and whether it was learned. The posterior has the quantiles of the prior as its unit."""
    rows = [
        {"parameter": name, "which": which, "mean": mean, "low": low, "high": high}
        for name, posterior, _ in found for (which, *_), (mean, low, high) in zip(LOOKS, (UNIFORM, posterior), strict=True)
    ]  # fmt: skip
    names = [name for name, *_ in found]
    chart = spans(rows, "parameter", names, "Quantile of the prior", width)
    title = f"{sum(yes for *_, yes in found)} of {len(names)} fitted parameters were learned"
    see = "Each mark is a mean, each line a 90% interval, by the place that a value has in the prior: at 0.5 lies its median."
    name, (mean, low, high), _ = found[0]
    told = f"Reading: the posterior of {name} has its mean at {mean:.2f} of the prior; 90% of it lie between {low:.2f} and {high:.2f}."
    return style.framed(chart, title=title, see=see, reading=told, source=source, width=width)


@takes(source=text, width=style.WIDTH)
def counts(found: Sequence[tuple[str, float, Span, Span, bool]], *, source: str, width: int = style.WIDE) -> Any:
    """Rows of name, count on record, prior, posterior and whether the count is out of reach, each count in units of the one on record."""
    import altair as alt

    rows = [
        {"count": name, "which": which, "mean": span[0], "low": span[1], "high": span[2]}
        for name, _, prior, posterior, _ in found for (which, *_), span in zip(LOOKS, (prior, posterior), strict=True)
    ]  # fmt: skip
    names = [name for name, *_ in found]
    chart = spans(rows, "count", names, "Count in a history", width)
    real = alt.Chart(style.data([{"count": name, "seen": seen} for name, seen, *_ in found])).mark_tick(
        color=style.BRICK, thickness=3, size=22
    ).encode(y=alt.Y("count:N", sort=names), x=alt.X("seen:Q"))  # fmt: skip
    beyond = sum(one[-1] for one in found)
    title = f"{beyond} of {len(found)} counts on record are out of reach of the model"
    see = "The thick red line is the count on record. Each mark is the mean of simulated histories, each thin line holds 90% of them."
    name, seen, _, posterior, _ = found[0]
    told = f"Reading: {name}: {seen:g} on record; 90% of histories of the posterior have {posterior[1]:g} to {posterior[2]:g}."
    return style.framed(alt.layer(chart, real), title=title, see=see, reading=told, source=source, width=width)


def spans(rows: list[dict[str, Any]], field: str, names: Sequence[str], axis: str, width: int) -> Any:
    """Means with their intervals, a row each, prior above posterior."""
    import altair as alt

    kinds, colours, marks = (list(column) for column in zip(*LOOKS, strict=True))
    room = min(style.room_for(names), width // 2)
    key = alt.Legend(orient="top", title=None)
    base = alt.Chart(style.data(rows)).encode(
        y=alt.Y(f"{field}:N", sort=list(names), axis=alt.Axis(title=None, ticks=False, domain=False, minExtent=room, maxExtent=room,
                labelLimit=room)),
        yOffset=alt.YOffset("which:N", sort=kinds, scale=alt.Scale(paddingInner=0.6)),
        color=alt.Color("which:N", sort=kinds, scale=alt.Scale(domain=kinds, range=colours), legend=key),
        tooltip=[alt.Tooltip(f"{name}:N") for name in (field, "which", "mean", "low", "high")],
    )  # fmt: skip
    return alt.layer(
        base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
        base.mark_point(filled=True, size=60, opacity=1).encode(
            x=alt.X("mean:Q", axis=alt.Axis(title=axis)),
            shape=alt.Shape("which:N", sort=kinds, scale=alt.Scale(domain=kinds, range=marks), legend=key)),
        width=width - room - 40, height=30 * len(names),
    )  # fmt: skip
