"""The page of an ablation: what switching off each mechanism of a case changes, beside a placebo."""

from __future__ import annotations

from pathlib import Path

from collegium import figures
from collegium.analysis.ablation import MOVES, NO_HOLD, NOT_OFF, NOTHING_BEYOND, VERDICTS, AblationPage, OffEffect
from collegium.analysis.columns import span
from collegium.figures import style
from collegium.report import pictures, words
from collegium.report.cells import Cell, Table
from collegium.report.fill import fill

MEANINGS = {
    MOVES: "At least one outcome changes by more than under the placebo: its interval, widened for the number of outcomes, excludes zero, "
    "and the effect lies beyond the placebo's interval.",
    NOTHING_BEYOND: "Histories differ, but no outcome moves further than under the placebo. With more pairs a small effect may appear.",
    NO_HOLD: "The sentences change no history, or cannot be said of these days. The mechanism never acts here.",
    NOT_OFF: "No sentence of this version switches the mechanism off in this case. What is not modelled says why.",
}
"""Verdict -> what it means, in short."""


def write(page: AblationPage, path: str | Path) -> Path:
    """Write the page to ``path`` (one HTML file without any other file or address) and return it."""
    first, last = page.run.provenance["histories"]
    n = last - first + 1
    groups = {verdict: [row for row in page.rows if row.verdict == verdict] for verdict in VERDICTS}
    return fill("ablation.html.j2", {
        "page": page, "scenario": page.run.scenario, "span": span(page.run), "n": n, "seed": page.run.provenance["seed"],
        "groups": groups, "meanings": MEANINGS, "picture": drawn(page), "effect": effect, "floor": floor,
    }, path)  # fmt: skip


def drawn(page: AblationPage) -> pictures.Picture:
    """All effects in one picture."""
    wide, narrow = (figures.ablation(page.run, page.rows, width=width) for width in (style.WIDE, style.NARROW))
    return pictures.picture("ablation", wide, narrow, [table(page)])


def table(page: AblationPage) -> Table:
    """Every effect before scaling."""
    head = ["Mechanism", "Outcome", "Verdict", "Effect, 95% interval", "Placebo, 95% interval", "Unit", "Standard deviation"]
    rows = [
        [row.system.id, one.contrast.label, "moves" if one.moves else "no more than the placebo", _cell(one), floor(one),
         one.contrast.unit, Cell(words.number(one.scale, one.contrast.unit), one.scale)]
        for row in page.rows for one in row.effects
    ]  # fmt: skip
    return Table("Effects in the units of their outcomes, of shares in percentage points", head, rows)


def _cell(one: OffEffect) -> Cell:
    found = one.contrast.difference
    return Cell(effect(one), found.value, found.low, found.high)


def effect(one: OffEffect) -> str:
    """'+0.40 (+0.10 to +0.70)'."""
    return (
        f"{words.gap(one.contrast.difference.value, one.contrast.unit)} ({words.gap_interval(one.contrast.difference, one.contrast.unit)})"
    )


def floor(one: OffEffect) -> str:
    """The placebo's interval; of the share with another strongest person, the placebo's own share."""
    if one.placebo is None:
        return f"{words.number(one.contrast.before.value, one.contrast.unit)} of pairs"
    return words.gap_interval(one.placebo, one.contrast.unit)
