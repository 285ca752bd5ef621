"""Paired histories, without and with a change: one person's power, from which outcome to which, and when the pairs part.

Every function takes the results of the unchanged arm (for names and the source line) and the numbers of :mod:`collegium.analysis.pairs`.
"""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np

from collegium.analysis import KIND_LABELS, Fan, Flips, Parting
from collegium.analysis.columns import Recorded, source
from collegium.analysis.pairs import NOBODY, OTHERS
from collegium.arguments import instance, takes
from collegium.figures import style
from collegium.language import marked, say
from collegium.results.sentences import short_names

WITHOUT, WITH = (marked("as it was"), style.INK, (1, 0)), (marked("changed"), style.BLUE, (6, 3))
"""Arm -> words, colour, dashes of its line."""

STEPS = (0.005, 0.05, 0.15, 0.3)
"""Shares of all pairs at which the shade of a cell changes."""

LARGEST = 46
"""Pixels of the largest cell."""

BESIDE, LINE = 110, 17
"""At most so many pixels for names beside the table, and letters of a kind of rule that fit there; longer ones take two lines."""

REST = {OTHERS: (marked("Others"), marked("others")), NOBODY: (marked("Nobody"), marked("nobody"))}
"""Outcomes that are no person and no kind of rule, and how they are written within a sentence."""

ALTERS = {
    "strongest": (
        marked("In {share} of pairs the change alters who is the strongest at the end"),
        marked("In {share} of pairs the change alters who is the strongest at the end, most often from {one} to {other}"),
    ),
    "rule": (
        marked("In {share} of pairs the change alters who rules at the end"),
        marked("In {share} of pairs the change alters who rules at the end, most often from {one} to {other}"),
    ),
}
"""By what pairs are sorted -> the title, without and with the way that most of those go which change."""


@takes(results=source, found=instance(Fan), width=style.WIDTH)
def fans(results: Recorded, found: Fan, *, width: int = style.WIDE) -> Any:
    """One person's share of power in both arms, and beneath it the mean paired difference with its 95% interval."""
    import altair as alt

    name = short_names(results.scenario)[found.person]
    see = say(
        "The upper panel shows the share of all power as it was (grey) and changed (blue, broken lines). The share is 0 in a "
        "history in which the person has no seat. The thick line is the median; the inner band holds the middle half of the histories; the "
        "outer band, and the two thin lines, hold nine in ten. The lower panel shows the mean paired difference (changed minus "
        "as it was) and its 95% confidence interval."
    )
    if not found.dates:
        title = say("{who} has no share of power to show", who=name)
        return _framed(style.nothing(say("Nobody was seated."), width), results, width, (title, ""), see)
    size = width - 66
    chart = alt.vconcat(_levels(results, found, size), _difference(results, found, size), spacing=14)
    return _framed(chart, results, width, _fan_words(name, found), see)


def _fan_words(name: str, found: Fan) -> tuple[str, str]:
    medians = [style.percent(float(arm[-1, 2])) for arm in (found.before, found.after)]
    title = say(
        "At the end {who}’s median share of power is {before} as it was and {after} changed", who=name, before=medians[0], after=medians[1]
    )
    gap, low, high = (style.signed_points(float(bound[-1])) for bound in (found.difference, found.low, found.high))
    reading = say(
        "Reading: on {day} the change makes a mean difference of {gap} percentage points ({low} to {high}) to {who}’s share.",
        day=style.day(found.dates[-1]), gap=gap, low=low, high=high, who=name,
    )  # fmt: skip
    return title, reading


def _levels(results: Recorded, found: Fan, size: int) -> Any:
    """Both fans: the unchanged one filled, the changed one mostly in lines, so that neither hides the other."""
    import altair as alt

    words = [say(name) for name, *_ in (WITHOUT, WITH)]
    _, colours, dashes = (list(column) for column in zip(WITHOUT, WITH, strict=True))
    key = alt.Legend(orient="top", title=None, symbolType="stroke", symbolSize=700, symbolStrokeWidth=2.5)
    colour = alt.Color("arm:N", sort=words, scale=alt.Scale(domain=words, range=colours), legend=key)
    dash = alt.StrokeDash("arm:N", sort=words, scale=alt.Scale(domain=words, range=[list(d) for d in dashes]), legend=key)
    top = max(0.05, float(max(found.before.max(), found.after.max())))
    share = {"axis": style.share_axis(say("Share of power (%)"), top), "scale": alt.Scale(domain=[0, top], nice=False)}
    time = style.time_axis(results, named=False, short=size < 400)
    fields = ("p5", "p25", "p50", "p75", "p95")
    before, after = (
        alt.Chart(style.data([
            {"date": style.moment(day), "arm": arm, **dict(zip(fields, map(float, quantiles[t]), strict=True))}
            for t, day in enumerate(found.dates)
        ])).encode(x=time)
        for arm, quantiles in zip(words, (found.before, found.after), strict=True)
    )  # fmt: skip
    thin = after.mark_line(color=style.BLUE, strokeWidth=1, strokeDash=[3, 2])
    return alt.layer(
        before.mark_area(color=style.REST, opacity=0.22).encode(y=alt.Y("p5:Q", **share), y2=alt.Y2("p95:Q")),
        before.mark_area(color=style.REST, opacity=0.4).encode(y=alt.Y("p25:Q"), y2=alt.Y2("p75:Q")),
        after.mark_area(color=style.BLUE, opacity=0.22).encode(y=alt.Y("p25:Q"), y2=alt.Y2("p75:Q")),
        *(thin.encode(y=alt.Y(f"{field}:Q")) for field in ("p5", "p95")),
        *(arm.mark_line(strokeWidth=2.5).encode(y=alt.Y("p50:Q"), color=colour, strokeDash=dash) for arm in (before, after)),
        width=size, height=round(70 + size * 0.25),
    )  # fmt: skip


def _difference(results: Recorded, found: Fan, size: int) -> Any:
    import altair as alt

    rows = [
        {"date": style.moment(day), "gap": 100 * float(gap), "low": 100 * float(low), "high": 100 * float(high)}
        for day, gap, low, high in zip(found.dates, found.difference, found.low, found.high, strict=True)
    ]
    axis = alt.Axis(title=say("Difference (points)"), labelExpr=style.SIGNED, tickCount=4, minExtent=30, maxExtent=30)
    base = alt.Chart(style.data(rows)).encode(x=style.time_axis(results, short=size < 400))
    return alt.layer(
        alt.Chart(style.data([{"zero": 0}])).mark_rule(color=style.INK).encode(y=alt.Y("zero:Q")),
        base.mark_area(color=style.BLUE, opacity=0.3).encode(y=alt.Y("low:Q", axis=axis), y2=alt.Y2("high:Q")),
        base.mark_line(color=style.BLUE, strokeWidth=2).encode(y=alt.Y("gap:Q")),
        width=size, height=round(60 + size * 0.08),
    )  # fmt: skip


@takes(results=source, found=instance(Flips), width=style.WIDTH)
def flips(results: Recorded, found: Flips, *, width: int = style.WIDE) -> Any:
    """How each pair ends without and with the change, as a table; beside it how much more often each outcome is met, with 95% intervals."""
    import altair as alt

    names = outcome_names(results, found)
    see = say(
        "Each cell is the percentage of pairs in which the history as it was ends as the row says, and the changed history as the "
        "column says. A stronger shade means more pairs, a blank cell none. On the diagonal (framed) the change alters "
        "nothing; the pairs off the diagonal are discordant. The dots show how many percentage points more often each outcome occurs with "
        "the change; bars are 95% confidence intervals, and have no width where no pair moves."
    )
    if found.by == "rule":
        names = ["\n".join(textwrap.wrap(name, LINE)) for name in names]
    wide = width >= 600
    beside = min(style.room_for(line for name in names for line in name.split("\n")), BESIDE)
    room = width * 3 // 5 if wide else width - 30
    cell = min(LARGEST, (room - beside - 30) // len(names))
    table = _table(names, found, cell, beside)
    if wide:
        chart = alt.hconcat(table, _gains(names, found, cell, 0, width - beside - cell * len(names) - 100), spacing=30)
    else:
        chart = alt.vconcat(table, _gains(names, found, 27 if _broken(names) else 22, beside, width - beside - 60), spacing=24)
    return _framed(chart, results, width, _flip_words(_in_sentences(results, found), found), see)


def outcome_names(results: Recorded, found: Flips) -> list[str]:
    """The outcomes in words."""
    words = short_names(results.scenario) if found.by == "strongest" else {kind: say(label) for kind, label in KIND_LABELS.items()}
    return [say(REST[one][0]) if one in REST else words.get(one, one) for one in found.outcomes]


def _in_sentences(results: Recorded, found: Flips) -> list[str]:
    """The same within a sentence: kinds of rule begin with a small letter, in languages that write them so."""
    if found.by == "strongest":
        return outcome_names(results, found)
    return [say(REST[one][1] if one in REST else KIND_LABELS.get(one, one).lower()) for one in found.outcomes]


def _flip_words(said: list[str], found: Flips) -> tuple[str, str]:
    """Title and reading; ``said`` are the outcomes within a sentence."""
    moved = found.counts.copy()
    np.fill_diagonal(moved, 0)
    most = int(np.abs(found.gain).argmax())
    gain, low, high = (style.signed_points(float(bound[most])) for bound in (found.gain, found.low, found.high))
    start, end = np.unravel_index(int(moved.argmax()), moved.shape)
    share = style.percent(float(moved.sum()) / found.n)
    plain, mostly = ALTERS[found.by]
    title = say(mostly, share=share, one=said[start], other=said[end]) if moved.any() else say(plain, share=share)
    reading = say(
        "Reading: the change moves the share of histories with the outcome {outcome} by {gap} percentage points ({low} to {high}).",
        outcome=said[most], gap=gain, low=low, high=high,
    )  # fmt: skip
    return title, reading


def _table(names: list[str], found: Flips, cell: int, room: int) -> Any:
    import altair as alt

    rows = [
        {"without": names[i], "with": names[j], "share": share, "stay": int(i == j),
         "text": "<1" if 0 < share < 0.005 else f"{100 * share:.0f}"}
        for (i, j), count in np.ndenumerate(found.counts)
        for share in (float(count) / found.n,)
        if count or i == j
    ]  # fmt: skip
    look = {"domain": False, "ticks": False, "labelLimit": room, **_broken(names)}
    above = {**look, **_joined(names)}
    high = 20 + above["labelLimit"] * 3 // 4
    base = alt.Chart(style.data(rows)).encode(
        x=alt.X("with:N", sort=names, scale=alt.Scale(domain=names),
                axis=alt.Axis(title=say("Changed (% of pairs)"), orient="top", labelAngle=-60, minExtent=high, maxExtent=high, **above)),
        y=alt.Y("without:N", sort=names, scale=alt.Scale(domain=names),
                axis=alt.Axis(title=say("As it was (% of pairs)"), minExtent=room, maxExtent=room, **look)),
    )  # fmt: skip
    shade = alt.Color("share:Q", scale=alt.Scale(type="threshold", domain=list(STEPS), range=list(style.SHADES)), legend=None)
    text = alt.condition(f"datum.share >= {STEPS[2]}", alt.value(style.ON_DEEP), alt.value(style.ON_PALE))
    return alt.layer(
        base.mark_rect(stroke=style.PAPER).encode(color=shade),
        base.transform_filter("datum.stay == 1").mark_rect(filled=False, stroke=style.INK, strokeWidth=1.5),
        base.mark_text(fontSize=11).encode(text=alt.Text("text:N"), color=text),
        width=cell * len(names), height=cell * len(names),
    )  # fmt: skip


def _broken(names: list[str]) -> dict[str, Any]:
    """How an axis prints names of several lines, if there are any."""
    return {"labelExpr": "split(datum.label, '\\n')", "labelLineHeight": 11} if any("\n" in name for name in names) else {}


def _joined(names: list[str]) -> dict[str, Any]:
    """The same for an axis with slanting names, which have room for one line only."""
    limit = style.room_for(names)
    return {"labelExpr": "replace(datum.label, '\\n', ' ')", "labelLimit": limit} if _broken(names) else {}


def _gains(names: list[str], found: Flips, step: int, room: int, size: int) -> Any:
    """``room`` pixels for names beside the dots; 0 where the table beside them has the names."""
    import altair as alt

    rows = [
        {"outcome": name, "gain": 100 * float(gain), "low": 100 * float(low), "high": 100 * float(high)}
        for name, gain, low, high in zip(names, found.gain, found.low, found.high, strict=True)
    ]
    axis = (
        alt.Axis(title=say("Outcome"), domain=False, ticks=False, labelLimit=room, minExtent=room, maxExtent=room, **_broken(names))
        if room
        else None
    )
    base = alt.Chart(style.data(rows)).encode(y=alt.Y("outcome:N", sort=names, scale=alt.Scale(domain=names), axis=axis))
    points = alt.Axis(title=say("More often with the change (points)"), labelExpr=style.SIGNED, tickCount=4)
    return alt.layer(
        alt.Chart(style.data([{"zero": 0}])).mark_rule(color=style.INK).encode(x=alt.X("zero:Q")),
        base.mark_rule(color=style.BLUE, strokeWidth=2).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
        base.mark_point(color=style.BLUE, size=55, filled=True, opacity=1).encode(x=alt.X("gain:Q", axis=points)),
        width=size, height=step * len(names),
    )  # fmt: skip


@takes(results=source, found=instance(Parting), width=style.WIDTH)
def parting(results: Recorded, found: Parting, *, width: int = style.WIDE) -> Any:
    """The share of pairs whose events have begun to differ, month by month, with 95% intervals."""
    import altair as alt

    rows = [
        {"date": style.moment(day), "share": float(share), "low": float(low), "high": float(high)}
        for day, share, low, high in zip(found.dates, found.share, found.low, found.high, strict=True)
    ]
    base = alt.Chart(style.data(rows)).encode(x=style.time_axis(results, short=width < 600))
    axis = style.share_axis(say("Pairs that have parted (%)"))
    layers = [
        base.mark_area(color=style.BLUE, opacity=0.3).encode(
            y=alt.Y("low:Q", axis=axis, scale=alt.Scale(domain=[0, 1])), y2=alt.Y2("high:Q")
        ),
        base.mark_line(color=style.BLUE, strokeWidth=2, point=len(rows) == 1).encode(y=alt.Y("share:Q")),
    ]
    if found.median:
        text = say("half: {day}", day=style.day(found.median))
        half = alt.Chart(style.data([{"date": style.moment(found.median), "text": text}]))
        late = found.median > found.dates[len(found.dates) // 2]
        layers += [
            half.mark_rule(color=style.INK, strokeDash=[4, 3]).encode(x=alt.X("date:T")),
            half.mark_text(align="right" if late else "left", dx=-5 if late else 5, y=8).encode(x=alt.X("date:T"), text=alt.Text("text:N")),
        ]
    see = say(
        "The two histories of a pair use common random numbers, so they have the same events until the change makes a difference. The line "
        "is the share of pairs in which some event has differed by then; the band is its 95% confidence interval."
    )
    chart = alt.layer(*layers, width=width - 66, height=round(90 + width * 0.22))
    return _framed(chart, results, width, _parting_words(found), see)


def _parting_words(found: Parting) -> tuple[str, str]:
    never, low, high = (style.percent(bound) for bound in (found.never.value, found.never.low, found.never.high))
    if not found.median:
        title = say("Fewer than half of the pairs ever part")
    elif found.never.value:
        title = say("Half of the pairs have parted by {day}; {share} never do", day=style.day(found.median), share=never)
    else:
        title = say("Half of the pairs have parted by {day}; every pair does before the end", day=style.day(found.median))
    return title, say(
        "Reading: in {share} of the pairs ({low} to {high}) not one event differs up to the end.", share=never, low=low, high=high
    )


def _framed(chart: Any, results: Recorded, width: int, words: tuple[str, str], see: str) -> Any:
    """Title and theme; ``words`` are the title and the reading."""
    title, reading = words
    return style.framed(chart, title=title, see=see, source=style.source_line(results, paired=True), width=width, reading=reading)
