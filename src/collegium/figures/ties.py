"""The signed network of the top body at the start, midway and at the end, as ordered tables of pairs."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np

from collegium.analysis import COMMON, HOSTILE, Camps, TieMeans, camps, members, tie_means
from collegium.analysis.columns import Recorded, source, span
from collegium.arguments import instances, optional, refuse, takes
from collegium.figures import style
from collegium.results.sentences import short_names

STEPS = (0.05, 0.2, 0.5, 0.8)
"""Shares of hostile histories at which the shade changes."""

FEW = 20
"""No pair is shown that sits together in fewer histories."""

LARGEST, LEGIBLE = 30, 18
"""Pixels of the largest cell, and of the smallest that holds its number; the panels of larger bodies lie one below the other."""

SHAPES = ("circle", "M-1,-0.4H1V0.4H-1Z")
"""A disc for a friendly tie, a minus for a hostile one."""

FRIENDLY, ENEMY = "friendly on average", "hostile on average"
OPEN = "sign unclear (95% interval)"
"""What a mark's shape and its filling mean."""


def shown(networks: list[TieMeans]) -> list[TieMeans]:
    """The first, the middle and the last of the recorded dates (of few dates, each once)."""
    places = sorted({0, len(networks) // 2, len(networks) - 1}) if networks else []
    return [networks[place] for place in places if np.nanmax(networks[place].n, initial=0) >= FEW]


@takes(results=source, width=style.WIDTH, networks=optional(instances(TieMeans)), divided=optional(instances(Camps)))
def ties(results: Recorded, *, width: int = style.WIDE, networks: list[TieMeans] | None = None, divided: list[Camps] | None = None) -> Any:
    """Ties of every pair: below the diagonal how strong, above it how often hostile. ``networks`` (those of ``shown``) and
    ``divided`` (their camps) are the numbers, where the caller has them already."""
    import altair as alt

    networks = shown(tie_means(results)) if networks is None else networks
    divided = [camps(results, one) for one in networks] if divided is None else divided
    top, _ = style.bodies(results.scenario)
    if not networks:
        chart = style.nothing(f"Too few histories in which two people sit in the {top} together: run more of them.", width)
        return style.finish(chart, title=f"Too few histories to show ties in the {top}", see="", results=results, width=width)
    if len(networks) != len(divided):
        refuse("divided", divided, f"not as many as the {len(networks)} networks", "give one division for each network")
    people = [order(results, one, found) for one, found in zip(networks, divided, strict=True)]
    names, most = short_names(results.scenario), max(map(len, people))
    beside = style.room_for(names[person] for group in people for person in group)
    half = (width - 20) // 2 - beside - 24
    wide = width >= 600 and half >= LEGIBLE * most
    cell = min(LARGEST, (half if wide else width - 30 - beside - 24) // max(most, 1))
    panels = [_panel(results, one, found, cell, beside) for one, found in zip(networks, divided, strict=True)]
    key = _key(210)
    chart = alt.concat(*panels, key, columns=2, spacing=20) if wide else alt.vconcat(key, *panels, spacing=20)
    words = _words(results, networks[-1], divided[-1])
    return style.finish(chart, title=words[0], see=_see(results, networks, people, top), reading=words[1], results=results, width=width)


def order(results: Recorded, network: TieMeans, found: Camps) -> list[str]:
    """The members shown, each with a pair in enough histories: the top body at the start, and whoever sits there in at least half as many
    histories as the most frequent member. They come camp by camp if the camps are common, and within a camp as in all figures."""
    chosen = {*members(network, most=len(network.people)), *style.seated(results.scenario, span(results)[0])}
    firm = {person for person, often in zip(network.people, network.n.max(axis=1, initial=0), strict=True) if often >= FEW}
    cast = [person for person in style.cast(results.scenario) if person in chosen & firm]
    if not found.common:
        return cast
    return sorted(cast, key=lambda person: next((n for n, camp in enumerate(found.camps) if person in camp), len(found.camps)))


def _see(results: Recorded, networks: list[TieMeans], people: list[list[str]], top: str) -> str:
    names, shown = short_names(results.scenario), {person for group in people for person in group}
    seated = {person for one in networks for person in one.people if one.n[one.people.index(person)].any()}
    hidden = [names[person] for person in style.cast(results.scenario) if person in seated - shown]
    return (
        "A tie runs from −1 (enemies) to 1 (allies); it is the mean of what the two members of a pair feel for each other. Below the "
        "diagonal a disc is a friendly tie and a minus a hostile one, on average over the histories in which both sit in the "
        f"{top}; a larger mark is a stronger tie. Above the diagonal is the percentage of these histories in which the tie is hostile "
        f"(below −{-HOSTILE:g}). A thick line separates two camps. It is drawn only if more than {100 * COMMON:.0f}% of the histories "
        "divide into these two camps. The camps are the division with the least weight of friendly ties between camps and of hostile ties "
        "within them." + style.left_out(hidden, f"who sit in the {top} in fewer histories than the others")
    )


def _words(results: Recorded, network: TieMeans, found: Camps) -> tuple[str, str]:
    """Title and reading: the pair that is most often hostile at the last date."""
    names, people = short_names(results.scenario), order(results, network, found)
    top, _ = style.bodies(results.scenario)
    pairs = [(one, other) for n, one in enumerate(people) for other in people[:n] if _firm(network, one, other)]
    if not pairs:
        return f"Too few histories to show ties in the {top}", ""
    one, other = max(pairs, key=lambda pair: float(network.hostile[_place(network, *pair)]))
    place = _place(network, one, other)
    often, mean = style.percent(float(network.hostile[place])), signed(float(network.mean[place]))
    title = f"At the end {names[other]} and {names[one]} are the most often hostile pair in the {top}, in {often} of histories"
    low, high = signed(float(network.low[place])), signed(float(network.high[place]))
    reading = (
        f"Reading: on {style.day(network.when)} the mean tie of {names[other]} and {names[one]} is {mean} ({low} to {high}); it is hostile "
        f"in {often} of the histories in which both still sit."
    )
    return title, reading


def signed(value: float) -> str:
    """A tie with its sign."""
    return style.minus(f"{value:+.2f}")


def sides(results: Recorded, found: Camps) -> str:
    """The camps in a few words: who is apart, or how many are on either side, and in how many histories; only the share if it is small."""
    if not found.same.n:
        return "too few histories to look for camps"
    often = style.percent(found.same.value)
    if not found.common:
        return f"no common camps; the camps of the mean ties are in {style.often(found.same.value, found.same.n)}"
    names = short_names(results.scenario)
    small = min(found.camps, key=len)
    if len(found.camps) == 1:
        return f"one camp; in {often} of histories"
    apart = " and ".join(names[person] for person in small) if len(small) <= 2 else f"{len(small)}"
    return f"two camps, {apart} against {max(map(len, found.camps))}; in {often} of histories"


def _place(network: TieMeans, one: str, other: str) -> tuple[int, int]:
    return network.people.index(one), network.people.index(other)


def _firm(network: TieMeans, one: str, other: str) -> bool:
    return bool(network.n[_place(network, one, other)] >= FEW)


def _panel(results: Recorded, network: TieMeans, found: Camps, cell: int, room: int) -> Any:
    import altair as alt

    people, names = order(results, network, found), short_names(results.scenario)
    rows = [_pair(network, names, one, other) for n, one in enumerate(people) for other in people[:n] if _firm(network, one, other)]
    labels = [names[person] for person in people]
    look = {"domain": False, "ticks": False, "labelLimit": room, "minExtent": room, "maxExtent": room}
    scale, size = alt.Scale(domain=labels), cell * len(people)
    across = alt.X("column:N", scale=scale, sort=labels, axis=alt.Axis(title="Member", orient="top", labelAngle=-60, **look))
    down = alt.Y("row:N", scale=scale, sort=labels, axis=alt.Axis(title="Member", **look))
    turned = {"x": alt.X("row:N", scale=scale, sort=labels), "y": alt.Y("column:N", scale=scale, sort=labels)}
    base = alt.Chart(style.data(rows))
    text = alt.condition(f"datum.hostile >= {STEPS[2]}", alt.value(style.ON_DEEP), alt.value(style.ON_PALE))
    shades = alt.Scale(type="threshold", domain=list(STEPS), range=list(style.SHADES))
    diagonal = alt.Chart(style.data([{"row": name, "column": name} for name in labels]))
    layers = [
        diagonal.mark_rect(fill=style.RULE, opacity=0.5).encode(x=across, y=down),
        _marks(base, cell).encode(x=across, y=down),
        base.mark_rect(stroke=style.PAPER).encode(**turned, fill=alt.Fill("hostile:Q", scale=shades, legend=None)),
        *[base.mark_text(fontSize=11 if cell >= 22 else 10).encode(**turned, text=alt.Text("text:N"), color=text)] * (cell >= LEGIBLE),
        *_border(found, people, names, scale),
    ]
    told = [line for part in sides(results, found).split("; ") for line in textwrap.wrap(part, max(24, (size + room) // 6))]
    head = alt.TitleParams(style.day(network.when), subtitle=told, fontSize=12, subtitleFontSize=11, anchor="start",
                           frame="group", offset=4)  # fmt: skip
    return alt.layer(*layers, width=size, height=size, title=head)


def _pair(network: TieMeans, names: dict[str, str], one: str, other: str) -> dict[str, Any]:
    place = _place(network, one, other)
    mean, hostile = float(network.mean[place]), float(network.hostile[place])
    clear = not float(network.low[place]) <= 0.0 <= float(network.high[place])
    return {
        "row": names[one], "column": names[other], "strength": abs(mean), "sign": FRIENDLY if mean >= 0.0 else ENEMY,
        "clear": int(clear), "hostile": hostile, "text": "<1" if 0 < hostile < 0.005 else f"{100 * hostile:.0f}",
    }  # fmt: skip


def _marks(base: Any, cell: int) -> Any:
    """Disc or minus, filled where the sign is clear, as large as the tie is strong."""
    import altair as alt

    signs, paint = [FRIENDLY, ENEMY], [style.BLUE, style.BRICK]
    colour = alt.Scale(domain=signs, range=paint)
    shape = alt.Shape("sign:N", scale=alt.Scale(domain=signs, range=list(SHAPES)), legend=None)
    size = alt.Size("strength:Q", scale=alt.Scale(domain=[0, 1], range=[6, (0.82 * cell) ** 2]), legend=None)
    stroke = alt.Stroke("sign:N", scale=colour, legend=None)
    fill = alt.condition("datum.clear == 1", alt.Fill("sign:N", scale=colour, legend=None), alt.value(style.PAPER))
    return base.mark_point(strokeWidth=1.3, opacity=1).encode(shape=shape, size=size, stroke=stroke, fill=fill)


def _border(found: Camps, people: list[str], names: dict[str, str], scale: Any) -> list[Any]:
    """The lines that part the camps."""
    import altair as alt

    second = [person for person in people if found.common and len(found.camps) > 1 and person in found.camps[1]]
    if not second:
        return []
    mark = alt.Chart(style.data([{"at": names[second[0]]}])).mark_rule(color=style.INK, strokeWidth=2)
    edge = {"scale": scale, "sort": [names[person] for person in people], "bandPosition": 0}
    return [mark.encode(x=alt.X("at:N", **edge)), mark.encode(y=alt.Y("at:N", **edge))]


def _key(width: int) -> Any:
    """What the marks mean, drawn as a chart so that they look as they do in the tables."""
    import altair as alt

    entries = [(FRIENDLY, FRIENDLY, 1, 0.5), (ENEMY, ENEMY, 1, 0.5), (OPEN, FRIENDLY, 0, 0.5)]
    entries += [("weak, strong", FRIENDLY, 1, 0.05), ("", FRIENDLY, 1, 0.9)]
    places = [(8, 10), (8, 34), (8, 58), (8, 82), (24, 82)]
    rows = [
        {"words": words, "sign": sign, "clear": clear, "strength": strength, "x": x, "y": y, "text": 44}
        for (words, sign, clear, strength), (x, y) in zip(entries, places, strict=True)
    ]
    height = 96
    x = alt.Scale(domain=[0, width])
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], reverse=True))
    base = alt.Chart(style.data(rows))
    marks = _marks(base, 24).encode(x=alt.X("x:Q", axis=None, scale=x), y=y)
    text = base.mark_text(align="left", baseline="middle").encode(x=alt.X("text:Q", axis=None, scale=x), y=y, text=alt.Text("words:N"))
    return alt.layer(marks, text, width=width, height=height)
