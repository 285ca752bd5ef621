"""What all histories of a run share: names, colours, the record, and the bands over all histories, ready for JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from typing import Any

import numpy as np

from collegium import analysis
from collegium.analysis import by_decision
from collegium.analysis.columns import EPOCH, Recorded, span
from collegium.figures.style import DARK, cast, colours, listed
from collegium.language import marked, say
from collegium.report.citations import names
from collegium.report.words import RECORDED, VALUES, recorded
from collegium.results.folder import Folder
from collegium.results.sentences import short_names
from collegium.scenario.kinds import TERM_KINDS
from collegium.scenario.model import Record, Scenario

MARKS = {
    "vote": "vote", "seat_lost": "loss", "office_lost": "loss", "sent_away": "loss", "expelled": "loss", "died": "death",
    "caucus": "", "seat": "", "appeal": "", "platform": "", "capitulation": "", "congress": "", "resignation": "",
}  # fmt: skip
"""Kind of row in the record that the page tells -> its mark on the scrubber."""
SIDE = re.compile(r"\b(for|against|abstained|absent|yes|no):([\w,]+)(\s+(?=\w+:))?")
"""One side of a vote in the record, and the blanks before the next."""
PLAIN = {
    "vote": marked("vote: {what} ({value})"),
    "appeal": marked("{who}: appeal, {value} ({what})"),
    "platform": marked("{who}: platform ({what})"),
    "capitulation": marked("{who}: capitulation ({what})"),
    "congress": marked("{body}: {what}"),
    "resignation": marked("{who}: resignation, {value} ({what})"),
}
"""Kind of row -> its sentence, where the report has none."""


def case(results: Folder) -> dict[str, Any]:
    """The run for the page.

    Parameters
    ----------
    results
        A run with series and events.

    Returns
    -------
    dict
        Lists in the order that films count by.
    """
    scenario = results.scenario
    start, end = span(results)
    bands = band(results)
    return {
        "title": scenario.title, "start": ordinal(start), "end": ordinal(end), "step": scenario.step,
        "base": start.toordinal() // scenario.step * scenario.step - EPOCH.toordinal(), "people": people(scenario),
        "bodies": bodies(scenario), "offices": [office.name for office in scenario.offices],
        "constituencies": [one.name for one in scenario.constituencies],
        "populations": [n for n, one in enumerate(scenario.constituencies) if one.peopled],
        "theatres": [one.name for one in scenario.theatres], "terms": [term.name for term in TERM_KINDS],
        "record": on_record(results), "dates": [ordinal(day) for day in bands.dates], "bands": in_thousandths(bands, scenario),
        "n": bands.n,
    }  # fmt: skip


def ordinal(day: date) -> int:
    """Days since 1970, which JavaScript counts by."""
    return (day - EPOCH).days


def people(scenario: Scenario) -> list[dict[str, str]]:
    """Everyone, members of the top body first: id, name, short name, label, colour on white and on dark paper, ink on each."""
    whole = {person.id: person.name for person in scenario.people}
    short, paint = short_names(scenario), colours(scenario)
    label = labels([short[one] for one in cast(scenario)])
    return [
        {"id": one, "name": whole[one], "short": short[one], "l": label[short[one]],
         "c": paint[one], "d": DARK[paint[one]], "i": ink(paint[one]),
         "j": ink(DARK[paint[one]])}
        for one in cast(scenario)
    ]  # fmt: skip


def labels(names: Sequence[str]) -> dict[str, str]:
    """A label of two letters for each name, no two alike: the initials, or the first two letters. Names that would share one get the first
    letter and the next that the others with it do not have at this place."""
    wished: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        words = re.split(r"[\s-]+", name)
        wished.setdefault("".join(word[:1] for word in words)[:2] if len(words) > 1 else name[:2], []).append(name)
    found = {some[0]: label for label, some in wished.items() if len(some) == 1}
    for some in wished.values():
        for name in some if len(some) > 1 else []:
            taken = {*wished, *found.values()}
            found[name] = next(label for label in spellings(name, some) if label not in taken)
    return found


def spellings(name: str, rivals: Sequence[str]) -> Iterator[str]:
    """Labels that a name could have: with letters that tell it from its rivals first, then with any, then with numbers."""
    letters = [(n, letter) for n, letter in enumerate(name) if n and letter.isalpha()]
    telling = [(n, letter) for n, letter in letters if all(letter != other[n : n + 1] for other in rivals if other != name)]
    yield from (name[0] + letter for _, letter in (*telling, *letters))
    yield from (f"{name[0]}{n}" for n in count(1))


def ink(colour: str) -> str:
    """Black or white, whichever is easier to read on a colour (WCAG 2, relative luminance)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else "#000000"


def bodies(scenario: Scenario) -> list[dict[str, Any]]:
    """Every body: its name, its chair (an office by its place, -1 nobody), whether it is the top body."""
    place = {office.id: n for n, office in enumerate(scenario.offices)}
    return [
        {"id": body.id, "name": body.name, "chair": place.get(body.chair, -1), "top": body.id == scenario.top_body}
        for body in scenario.bodies
    ]  # fmt: skip


def on_record(results: Folder) -> list[list[Any]]:
    """What really happened in the time of the run: first day, last day that the date may mean, mark, sentence, source."""
    scenario, (start, end) = results.scenario, span(results)
    known = names(scenario)
    rows = [row for row in scenario.record if row.type in MARKS and row.span.start and start <= row.span.start.earliest <= end]
    told = [
        [ordinal(when.earliest), ordinal(when.latest), mark_of(row), sentence(row, known), row.source.id]
        for row in rows
        if (when := row.span.start)
    ]
    return sorted(told)


def mark_of(row: Record) -> str:
    """The mark of a row; a seat that death or another post ended is no loss."""
    return MARKS[row.type] if row.type not in ("seat_lost", "office_lost") or by_decision(row) else ""


def sentence(row: Record, known: dict[str, str]) -> str:
    """A row of the record in words."""
    if row.type in RECORDED:
        return recorded(row, known)
    who = listed([known.get(one.strip(), one.strip()) for one in row.who.split(";")]) if row.who else ""
    value = say(row.value) if row.value in VALUES else counted(row.value, known)
    said = say(PLAIN[row.type], who=who, what=known.get(row.what, row.what), value=value, body=known.get(row.body, row.body))
    return said.replace(" ()", "").replace(", ,", ",").strip(": ")


def counted(value: str, known: dict[str, str]) -> str:
    """How a vote went, in words: 'for:102 against:2' is 'for 102, against 2', and 'yes:anna,boris' is 'yes: Anna and Boris'."""

    def side(found: re.Match[str]) -> str:
        names = found[2].split(",")
        said = f" {found[2]}" if found[2].isdecimal() else ": " + listed([known.get(one, one) for one in names])
        return found[1] + said + ("; " if found[3] and not found[2].isdecimal() else ", " if found[3] else "")

    return SIDE.sub(side, value)


def band(results: Recorded) -> analysis.ShareBands:
    """Bands of the share of power over all histories."""
    return analysis.share_bands(results)


def in_thousandths(bands: analysis.ShareBands, scenario: Scenario) -> dict[int, list[list[int]]]:
    """Place of a person who ever sits in the top body -> quantile -> month; -1 where nobody knows."""
    place = {person: n for n, person in enumerate(cast(scenario))}
    found = {}
    for p, person in enumerate(bands.people):
        if len(bands.dates) and bands.seated[:, p].max() > 0:
            values = bands.quantiles[:, p, :].T
            found[place[person]] = np.where(np.isnan(values), -1, np.rint(1000 * np.nan_to_num(values))).astype(int).tolist()
    return found
