"""The share of votes that each forecast of the court predicts, block by block."""

from __future__ import annotations

from typing import Any

from collegium.figures import style
from discrimination.values import Values, number

from .study import BLOCK, SAYING

COLOURS = {"full": style.BLUE, "strict": style.BRICK, "logit": style.REST}
WORDS = {"full": "rule with memory of cases", "strict": "rule, strict form", "logit": "plain online logit"}


def picture(found: Values) -> Any:
    """Three lines of points, one for each forecast."""
    import altair as alt

    rows: list[dict[str, Any]] = [
        {"case": int(key.split("/")[0].split()[1]) + BLOCK // 2, "forecast": WORDS[name], "share": value.value}
        for name in SAYING
        for key, value in found.items()
        if key.startswith("block ") and key.endswith(f"/{name}")
    ]
    colour = alt.Color(
        "forecast:N",
        title=None,
        legend=alt.Legend(orient="top"),
        scale=alt.Scale(domain=list(WORDS.values()), range=list(COLOURS.values())),
    )
    low, high = min(row["share"] for row in rows), max(row["share"] for row in rows)
    y = alt.Y("share:Q", axis=style.share_axis("Votes predicted"), scale=alt.Scale(domain=[low - 0.02, high + 0.02], zero=False))
    x = alt.X("case:Q", title="Case, in the order of time", scale=alt.Scale(nice=False), axis=alt.Axis(grid=False, tickCount=8))
    shape = alt.Shape("forecast:N", title=None, legend=None, scale=alt.Scale(domain=list(WORDS.values())))
    base = alt.Chart(style.data(rows)).encode(x=x, y=y, color=colour)
    chart = (base.mark_line(strokeWidth=1.5) + base.mark_point(filled=True, size=34, opacity=1).encode(shape=shape)).properties(
        width=style.WIDE - 60, height=260
    )
    shares = {name: number(found[f"{name}/accuracy"].value, "share") for name in SAYING}
    scored = [key for key in found if key.startswith("block ") and key.endswith("/full")]
    wins = sum(found[key].value > found[key.replace("/full", "/logit")].value for key in scored)
    return style.framed(
        chart,
        title=f"With a memory of cases, the rule predicts more votes than a plain logit in {wins} of {len(scored)} blocks",
        see=f"Votes of justices of the Supreme Court, one case ahead, in blocks of {BLOCK} cases.",
        reading=f"Over all blocks: {shares['full']} with memory, {shares['strict']} in the strict form, {shares['logit']} for the logit.",
        source="Source: Martin and Quinn; validate/committees.py",
        width=style.WIDE,
    )
