"""The first screen: the odds in a sentence, the verdict on the model, a hundred histories as dots, and what happened to people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from collegium import analysis
from collegium.analysis import KINDS, by_decision
from collegium.analysis.columns import listed, span
from collegium.report.words import interval, number
from collegium.results.folder import Folder
from collegium.results.sentences import short_names
from collegium.scoring import shipped
from collegium.web import messages

DOTS = 100
"""So many histories are shown as dots."""
ROW = 20
"""Dots in a row."""
HARMED = {"expelled": "expelled", "sent_away": "sent away", "died": "died", "exiled": "exiled", "arrested": "arrested"}


@dataclass(frozen=True)
class Dot:
    """One history among a hundred: its number, its ending, who is the strongest at the end, and whether the page can open it."""

    k: int
    kind: str
    strongest: str
    open: bool
    x: int
    y: int


def front(results: Folder, language: str, opened: set[int] | None = None) -> dict[str, Any]:
    """What the first screen shows.

    Parameters
    ----------
    results
        A run.
    language
        One of :func:`collegium.web.messages.languages`.
    opened
        Numbers of the histories that the page can open; None for all.
    """
    rows = {row.name: row for row in analysis.outcomes(results)}
    start, end = span(results)
    said = odds(rows, {one.id: one.name for one in results.scenario.people}, messages.catalogue(language).gettext)
    return {
        "scenario": results.scenario, "start": start, "end": end, "total": len(results), "odds": messages.local(said, language),
        "verdict": shipped.of_run(results).text, "dots": dots(results, opened), "kinds": kinds(results, rows),
        "typical": analysis.typical(results), "victims": victims(results),
    }  # fmt: skip


def odds(rows: dict[str, analysis.Outcome], names: dict[str, str], say: Callable[[str], str]) -> str:
    """One sentence: who is the strongest at the end how often, how often somebody lost a seat, and how often one person rules alone."""
    leader = next((row for row in rows.values() if row.name.startswith("strongest:")), None)
    kept, alone = rows["no_loss"], rows["one_man"]
    parts = {
        "lost": f"{number(1 - kept.estimate, 'share')} ({interval(1 - kept.high, 1 - kept.low, 'share')})",
        "alone": f"{number(alone.estimate, 'share')} ({interval(alone.low, alone.high, 'share')})",
    }
    if leader is None:
        text = say(
            "Somebody loses a full seat in the leading body in {lost} of the histories, and one person comes to rule alone in {alone}."
        )
        return text.format(**parts)
    parts |= {
        "who": names.get(leader.name.removeprefix("strongest:"), ""),
        "leads": f"{number(leader.estimate, 'share')} ({interval(leader.low, leader.high, 'share')})",
    }
    text = say(
        "{who} is the strongest at the end in {leads} of the histories; somebody loses a full seat in the leading body in {lost}, "
        "and one person comes to rule alone in {alone}."
    )
    return text.format(**parts)


def dots(results: Folder, opened: set[int] | None) -> list[Dot]:
    """The first hundred histories, put in order by their ending."""
    table = results[: min(DOTS, len(results))].histories(["history", "strongest", "rule"])
    names = short_names(results.scenario)
    found = list(zip(*(listed(table[name]) for name in ("history", "rule", "strongest")), strict=True))
    often = Counter(who for _, _, who in found)
    rank = {kind: n for n, kind in enumerate(("one_man", "bloc", "sole_survivor", "contested", "locked", "void"))}
    found.sort(key=lambda one: (rank.get(one[1], 9), -often[one[2]], one[2] or "", one[0]))
    return [
        Dot(k, kind or "void", names.get(who, ""), opened is None or k in opened, n % ROW, n // ROW)
        for n, (k, kind, who) in enumerate(found)
    ]


def kinds(results: Folder, rows: dict[str, analysis.Outcome]) -> list[tuple[str, analysis.Outcome]]:
    """Every ending that some history has, with its share of all histories."""
    return [(kind, rows[f"rule:{kind}"]) for kind in KINDS if f"rule:{kind}" in rows]


def victims(results: Folder) -> list[tuple[str, int]]:
    """What the record says was done to people of the case by the end of the run: kind of harm and number of rows, deaths included."""
    start, end = span(results)
    counted = Counter(
        row.type for row in results.scenario.record
        for _ in row.who.split(";")
        if row.type in HARMED and row.span.start and start <= row.span.start.earliest <= end and by_decision(row)
    )  # fmt: skip
    return [(kind, counted[kind]) for kind in HARMED if counted[kind]]
