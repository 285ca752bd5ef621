"""The vocabulary of all charts: colours, names, sizes, titles, and saving.

Charts are drawn for white paper. The dark form is the same chart with every colour replaced by its
counterpart in :data:`DARK`, so nothing is drawn twice and a page can do the replacement by CSS.
"""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from collegium.analysis import wilson
from collegium.analysis.columns import Recorded, span
from collegium.arguments import Reader, flag, real, refuse, takes, whole
from collegium.arguments import path as a_path
from collegium.files.writing import write
from collegium.language import PERCENT, POINT, THOUSAND, current, marked, numeral, say, say_many
from collegium.results.grammar import series
from collegium.scenario import dates
from collegium.scenario.model import Scenario, When

if TYPE_CHECKING:
    import altair as alt

T = TypeVar("T")

WIDE, NARROW = 720, 344
"""Widths in pixels: a page, and a phone."""
WIDTH: Reader = partial(whole, low=100, high=10_000)
"""A width, as an argument."""

INK, MUTED, RULE, REST, PAPER = "#1a1a1a", "#595959", "#dcdcdc", "#8a8a8a", "#ffffff"
"""Text and totals; secondary text; axis lines; people without a colour of their own; paper."""

PEOPLE = ("#c2860f", "#004fa5", "#00845c", "#be4d13", "#8963a1", "#0099de", "#4f4700")
"""Colours for people, near those of Okabe and Ito. All keep a contrast of three to one with the paper, which four of theirs do not,
and stay apart for eyes that lack one kind of cone."""

BLUE, BRICK = PEOPLE[1], PEOPLE[3]
"""What is simulated, and friendly ties; hostile ties. The shape also shows the sign."""

SHADES = ("#f1f4f6", "#cfe0ec", "#94bfdb", "#2f77a9", "#0a5287")
"""Five steps of one hue, pale to deep, for chances."""

ON_PALE, ON_DEEP = "#1b1b1b", "#fefefe"
"""Numbers printed on pale and on deep shades."""

DARK = {
    INK: "#ececec", MUTED: "#b4b4b4", RULE: "#3f4347", REST: "#9a9a9a", PAPER: "#16181a",
    "#c2860f": "#edb00a", "#004fa5": "#4a7cb7", "#00845c": "#39bba1", "#be4d13": "#d57221", "#8963a1": "#b693ff",
    "#0099de": "#58dff5", "#4f4700": "#ffeb88",
    "#f1f4f6": "#202427", "#cfe0ec": "#1c3a50", "#94bfdb": "#24597d", "#2f77a9": "#4794c8", "#0a5287": "#a5d4f5",
    ON_PALE: "#f0f0f1", ON_DEEP: "#0d0d0e",
}  # fmt: skip
"""Colour on white paper -> the same colour on a dark page. Every colour of a figure is named here."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"


def seated(scenario: Scenario, day: date) -> dict[str, str]:
    """Who sits in the top body on a day by the scenario's seats, and how: person -> rank."""
    return {
        seat.person: seat.rank
        for seat in scenario.seats
        if seat.body == scenario.top_body
        and (seat.span.start is None or seat.span.start.earliest <= day)
        and (seat.span.end is None or seat.span.end.earliest > day)
    }


def cast(scenario: Scenario) -> list[str]:
    """Everyone, in the order of figures: full members of the top body when the scenario starts, candidates, then the
    rest; within each in the order of the scenario."""
    rank = seated(scenario, scenario.start)
    place = {"full": 0, "candidate": 1}
    ids = [person.id for person in scenario.people]
    return sorted(ids, key=lambda person: place.get(rank.get(person, ""), 2))


def colours(scenario: Scenario) -> dict[str, str]:
    """One colour for each person, the same in every figure: the first seven of :func:`cast` have their own."""
    own = dict(zip(cast(scenario), PEOPLE, strict=False))
    return {person.id: own.get(person.id, REST) for person in scenario.people}


def bodies(scenario: Scenario) -> tuple[str, str]:
    """The names of the top body and of the body that elects it; '' if no other body does."""
    names = {body.id: body.name for body in scenario.bodies}
    return names[scenario.top_body], names.get(scenario.electorate, "")


def possible(scenario: Scenario, rungs: Mapping[str, T]) -> dict[str, T]:
    """The rungs of losses that a scenario can have: where no other body elects the top body, there is no seat in it to lose."""
    return {rung: found for rung, found in rungs.items() if scenario.electorate or rung != "lost_committee"}


def horizon(scenario: Scenario) -> str:
    """Within what time somebody must fall for the fall to count."""
    prior = scenario.parameters["horizon"]
    return f"{52 * prior.args[0]:.0f} weeks" if prior.family == "point" else "the horizon drawn for a history"


def percent(share: float) -> str:
    """A share as a percentage, with a decimal where it is small or large, so that an interval around it keeps two ends. It never claims
    0% or 100% of what is only rare or frequent."""
    if 0 < share < 0.0005:
        return say("under {share}", share=numeral("0.1%"))
    if 0.9995 <= share < 1:
        return say("over {share}", share=numeral("99.9%"))
    return numeral(f"{share:.1%}" if 0 < share < 0.0995 or 0.9005 < share < 1 else f"{share:.0%}")


SIGNED = "datum.value == 0 ? '0' : format(datum.value, '+~r')"
"""Labels of an axis of differences."""


def signed_points(share: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    # What rounds to nothing has no minus.
    return numeral(minus(f"{round(100 * share, 1) + 0.0:+.1f}"))


def minus(text: str) -> str:
    """A printed number with the minus sign of typography (U+2212), which is as wide as the plus."""
    return text.replace("-", "−")


def often(share: float, n: int) -> str:
    """'38% of histories'; where nothing was counted, the upper end of its 95% interval too."""
    return say("{share} of histories", share=percent(share)) if share > 0 or n == 0 else say("no history ({bound})", bound=bound(n))


def bound(n: int) -> str:
    """How frequent an outcome may be that none of ``n`` histories has: the upper end of its 95% interval."""
    return say("95% upper bound: {share}", share=numeral(f"{100 * float(wilson(0, n)[1]):.2g}%"))


def listed(words: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return series(words)


NAMED = 8
"""At most so many people who are left out of a picture are named; of more, only the number."""


def left_out(who: Sequence[str], reason: str) -> str:
    """A sentence on those whom a picture does not show, and why; '' if it shows everybody. ``who`` are names."""
    if not who:
        return ""
    people = listed(who) if len(who) <= NAMED else say("{n} people", n=len(who))
    return " " + say("Not shown: {people}, {reason}.", people=people, reason=reason)


def day(when: date) -> str:
    """A day in words: 3 April 1922."""
    return say("{day} {month} {year}", day=when.day, month=_named(when), year=_era(when))


def month(when: date) -> str:
    """A month in words: April 1922."""
    return f"{_named(when)} {_era(when)}"


def _named(when: date) -> str:
    """The name of its month."""
    name = f"{when:%B}"
    return say(name)


def year(when: date) -> str:
    """The year of a day: 1922, or 43 BC."""
    return _era(when) if when.year < 1 else str(when.year)


def _era(when: date) -> str:
    """The year, as dates write it."""
    return say("{year} BC", year=1 - when.year) if when.year < 1 else f"{when:%Y}"


def dated(when: When) -> str:
    """A date as exactly as it is known: a day, a month, a year, about one of them, or from one to another."""
    if when.approximate:
        typed = dates.write(when)[1:]
        middle, exact = dates.plain(typed)[0], typed.lstrip("-").count("-")
        return say("about {date}", date=day(middle) if exact == 2 else month(middle) if exact else year(middle))
    first, last = when.earliest, when.latest
    if first == last:
        return day(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return say("{first} to {last} {month} {year}", first=first.day, last=last.day, month=_named(last), year=_era(last))
    return _from_to(day(first), day(last))


def _from_to(first: str, last: str) -> str:
    return say("{from} to {to}", **{"from": first, "to": last})


def _months(first: date, last: date) -> str:
    """Whole months, from the first day of one to the last day of another."""
    if first.month == 1 and last.month == 12:
        return year(first) if first.year == last.year else _from_to(year(first), year(last))
    if (first.year, first.month) == (last.year, last.month):
        return month(first)
    return _from_to(_named(first) if first.year == last.year else f"{_named(first)} {year(first)}", month(last))


def stretch(when: When) -> dict[str, str]:
    """The first, the middle and the last day that a date may mean, as a chart reads them."""
    middle = when.earliest + (when.latest - when.earliest) // 2
    return {"first": moment(when.earliest), "date": moment(middle), "last": moment(when.latest)}


def source_line(results: Recorded, *, paired: bool = False) -> str:
    """Where the numbers of a chart come from: a run, or two of the same histories."""
    noted = results.provenance
    first, last = noted.get("histories", (0, -1))
    versions = noted.get("versions", {})
    n = last - first + 1
    count = numeral(f"{n:,}")
    if paired:
        told = say("{n} pairs of simulated histories", n=count)
    else:
        told = say_many("{n} simulated history", "{n} simulated histories", n, n=count)
    seed, version = noted.get("seed", "?"), f"collegium {versions.get('collegium', '')}".rstrip()
    return say(
        "Source: {title}, {histories}, seed {seed}; {version}", title=results.scenario.title, histories=told, seed=seed, version=version
    )


def moment(day: date) -> str:
    """A date as Vega reads it without a time zone: noon keeps it on its day everywhere."""
    return f"{day.isoformat()}T12:00:00" if day.year > 0 else f"-{-day.year:06d}-{day.month:02d}-{day.day:02d}T12:00:00"


TICKS = (
    (70, marked("Day"), "week", 2, marked("%-d %b")),
    (150, marked("Month"), "month", 1, marked("%b ’%y")),
    (400, marked("Month"), "month", 3, marked("%b ’%y")),
    (800, marked("Month"), "month", 6, marked("%b ’%y")),
)
"""Runs of at most so many days: title of the time axis, ticks, format. Longer runs are marked by years."""
YEARS = marked("Year")


def _early() -> str:
    """The year on an axis that begins before the year 1."""
    before, after = say("{year} BC", year="|").split("|")
    early = f"'{before}' + (1 - year(datum.value))" if before else "1 - year(datum.value)"
    return f"year(datum.value) < 1 ? {early} + '{after}' : year(datum.value)"


def time_axis(results: Recorded, *, named: bool = True, short: bool = False) -> alt.X:
    """The days of the run along the x axis; ``short`` writes years with two digits."""
    import altair as alt

    first, last = span(results)
    years = (0, YEARS, "year", 1, "")
    _, title, unit, step, form = next((ticks for ticks in TICKS if (last - first).days <= ticks[0]), years)
    title, form = say(title), say(form) or ("’%y" if short else "%Y")
    ticks = {"interval": unit, "step": step}
    label = f"timeFormat(datum.value, '{form}')"
    if first.year < 1 and "y" in form.lower():
        month = form.rpartition(" ")[0]
        label = (f"timeFormat(datum.value, '{month} ') + " if month else "") + f"({_early()})"
        if short and not month and last.year < 1:
            label, title = "1 - year(datum.value)", say("Year BC")
    axis = alt.Axis(title=title if named else None, labelExpr=label, tickCount=ticks, grid=False)
    return alt.X("date:T", axis=axis, scale=alt.Scale(domain=[moment(first), moment(last)]))


def room_for(names: Iterable[str]) -> int:
    """Pixels that the longest of these names takes beside or above the cells of a table."""
    return 8 + 13 * max(map(len, names), default=0) // 2


def nothing(words: str, width: int) -> alt.Chart:
    """A sentence in place of a picture that would be empty."""
    import altair as alt

    lines = textwrap.wrap(words, width // 7)
    mark = alt.Chart(alt.InlineData(values=[{}])).mark_text(text=lines, x=0, y=12, align="left", fontSize=12, lineHeight=18)
    return mark.properties(width=width - 20, height=18 * len(lines) + 8)


def share_axis(title: str | None, top: float = 1.0) -> alt.Axis:
    """Percentages up to ``top`` along the y axis, in a margin of fixed width so that panels line up."""
    import altair as alt

    fine = top < 0.03
    margin = 36 if fine else 30
    return alt.Axis(title=title, format=".1%" if fine else ".0%", tickCount=4, minExtent=margin, maxExtent=margin)


def data(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Rows inside the chart itself: a chart needs no file and no network.

    They travel as one CSV text, because Altair copies a list of rows afresh for every layer it goes through.
    """
    import altair as alt

    if not rows or not rows[0]:
        return alt.InlineData(values=rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: f"{cell:.5g}" if isinstance(cell, float) else cell for key, cell in row.items()} for row in rows)
    return alt.InlineData(values=text.getvalue(), format=alt.CsvDataFormat(type="csv"))


def finish(chart: Any, *, title: str, see: str, results: Recorded, width: int, reading: str = "") -> Any:
    """Title, a subtitle that says what to see and reads one number of it aloud, source line and theme."""
    return framed(chart, title=title, see=see, source=source_line(results), width=width, reading=reading)


def framed(chart: Any, *, title: str, see: str, source: str, width: int, reading: str = "") -> Any:
    """The same for a chart that rests on no run; ``source`` says where its numbers come from."""
    import altair as alt

    # Words start at the left edge of the cells or curves, some 40 pixels in.
    letters = (width - 40) * 2 // 13
    lines = [line for words in (see, reading, source) for line in textwrap.wrap(words, letters)]
    head = alt.TitleParams(textwrap.wrap(title, (width - 40) // 10), subtitle=lines)
    # Set in place: ``properties`` would copy the chart with all its panels once more.
    chart.title, chart.config, chart.background = head, _config(), "transparent"
    chart.usermeta = {"title": title, "see": see, "reading": reading, "source": source}
    return chart


def _config() -> dict[str, Any]:
    label = {"labelColor": MUTED, "titleColor": MUTED, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal"}
    return {
        "font": FONT,
        "view": {"stroke": None},
        "title": {"anchor": "start", "color": INK, "subtitleColor": MUTED, "fontSize": 16, "subtitleFontSize": 12,
                  "subtitlePadding": 6, "offset": 14, "frame": "group"},
        "axis": {**label, "domainColor": RULE, "tickColor": RULE, "gridColor": RULE, "titlePadding": 6},
        "legend": {**label, "symbolStrokeColor": INK},
        "header": {"labelColor": INK, "titleColor": INK},
        "text": {"color": INK, "fontSize": 11},
        "concat": {"spacing": 18}, **_locale(),
    }  # fmt: skip


MONTHS = tuple(f"{date(2001, number, 1):%B}" for number in range(1, 13))
SHORT_MONTHS = tuple(f"{date(2001, number, 1):%b}" for number in range(1, 13))
"""Months as a catalogue has them, and as an axis does."""


def _locale() -> dict[str, Any]:
    """How an axis writes numbers and months, unless in English."""
    if current() == "en":
        return {}
    number = {"decimal": say(POINT)[1], "thousands": say(THOUSAND)[1], "grouping": [3], "currency": ["", ""], "percent": say(PERCENT)[1:]}
    days = [""] * 7  # no axis names a day of the week
    time = {"dateTime": "%x", "date": "%x", "time": "%X", "periods": ["", ""], "days": days, "shortDays": days,
            "months": [*map(say, MONTHS)], "shortMonths": [*map(say, SHORT_MONTHS)]}  # fmt: skip
    return {"locale": {"number": number, "time": time}}


def darkened(text: str) -> str:
    """Any text (a chart's specification, an SVG) with each colour replaced by its dark counterpart."""
    for light, dark in DARK.items():
        text = text.replace(light, dark.upper())
    return text


def drawn(name: str, value: Any) -> Any:
    """A chart, as an argument."""
    if not callable(getattr(value, "to_dict", None)):
        refuse(name, value, "not a chart", "give what a function of collegium.figures returns")
    return value


@takes(chart=drawn, path=a_path, dark=flag, scale=partial(real, low=0, high=100, strict=True))
def save(chart: Any, path: str | Path, *, dark: bool = False, scale: float = 2.0) -> Path:
    """Write a chart as .svg, .png or .pdf, by the ending of ``path``; ``scale`` is pixels a point in a PNG.

    ``dark`` draws it for a dark page (and paints the page). ArgumentError for any other ending.
    """
    import vl_convert

    path = Path(path)
    specification = chart.to_dict()
    specification["background"] = PAPER
    if dark:
        specification = json.loads(darkened(json.dumps(specification)))
    if path.suffix == ".svg":
        write(path, vl_convert.vegalite_to_svg(specification))
    elif path.suffix == ".png":
        write(path, vl_convert.vegalite_to_png(specification, scale=scale))
    elif path.suffix == ".pdf":
        write(path, vl_convert.vegalite_to_pdf(specification))
    else:
        refuse("path", str(path), "no ending of a picture", "end it in .svg, .png or .pdf")
    return path
