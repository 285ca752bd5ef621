"""What the command line prints of mechanisms and of an ablation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collegium.cli.message import put
from collegium.cli.output import columns, paragraph
from collegium.report.words import gap, gap_interval, number

if TYPE_CHECKING:
    from collegium.analysis import Ablated, Estimate, OffEffect
    from collegium.experiments.ablation import Ablation
    from collegium.scenario.model import System

HEADS = {
    "quarters contested + quarters locked": "collective rule", "who is strongest": "strongest", "losses": "falls", "output": "output",
    "lives lost": "lives lost",
}  # fmt: skip
"""Sentence of an outcome that all mechanisms share -> its column."""
UNTRIED = ("could not take hold", "not switched off")
"""Verdicts that ask for a reason."""
SIDES = ("value", "low", "high")


def system_table(rows: Sequence[System]) -> None:
    """A row a mechanism: what carries it, where it is described, what switches it off, and what of it is missing."""
    if not rows:
        paragraph("This case has no systems.csv: nobody has listed its mechanisms (docs/howto/systems.md shows how).")
        return
    columns([
        {"mechanism": f"{one.name} ({one.id})", "rules": ", ".join(one.rules) or "-", "moves": ", ".join(one.moves) or "-",
         "paragraphs": one.passages.replace(";", ", ") or "-", "switched off by": one.off or "-", "not modelled": one.missing or "-"}
        for one in rows
    ])  # fmt: skip
    off = sum(bool(one.off) for one in rows)
    put(f"\n{len(rows)} mechanisms, {off} with a switch. Add --json for all columns; 'collegium ablate' switches each of them off.")


def ablation_table(found: Ablation, folder: str | None) -> None:
    """The outcomes that all mechanisms share, first under the placebo; then the outcomes of each one's own; then what the numbers mean."""
    rows = [placebo_row(found), *map(system_row, found.rows)]
    heads = list(dict.fromkeys(name for row in rows for name in row))
    columns([{name: row.get(name, "") for name in heads} for row in rows])
    put()
    if own := [own_row(row, one) for row in found.rows for one in row.effects if one.own]:
        columns(own)
        put()
    for line in notes(found):
        paragraph(line)
    if folder:
        put(f"Report:  {Path(folder) / 'report.html'}")


def placebo_row(found: Ablation) -> dict[str, str]:
    cells = {HEADS[one.text]: cell(one.difference, one.unit) for one in found.placebo}
    strongest = next((one for row in found.rows for one in row.effects if one.placebo is None), None)
    first, *rest = cells.items()
    share = f"{number(strongest.contrast.before.value, 'share')} of pairs" if strongest else ""
    return {"mechanism": "(placebo)", "verdict": "", **dict([first]), "strongest": share, **dict(rest)}


def system_row(row: Ablated) -> dict[str, str]:
    shared = {HEADS[one.contrast.text]: marked(one) for one in row.effects if not one.own}
    return {"mechanism": row.system.id, "verdict": row.verdict, **shared}


def own_row(row: Ablated, one: OffEffect) -> dict[str, str]:
    """The effect on an outcome of the mechanism's own, beside the placebo's interval."""
    unit, found = one.contrast.unit, one.contrast.difference
    star, floor = "* " if one.moves else "", gap_interval(one.placebo, unit) if one.placebo else ""
    return {
        "mechanism": row.system.id, "its own outcome": one.contrast.text, "difference": f"{star}{gap(found.value, unit)}",
        "95% interval": gap_interval(found, unit), "placebo": floor,
    }  # fmt: skip


def marked(one: OffEffect) -> str:
    """An effect with a star if it goes beyond the placebo, below it its interval."""
    return f"{'* ' if one.moves else ''}{cell(one.contrast.difference, one.contrast.unit)}"


def cell(found: Estimate, unit: str) -> str:
    return f"{gap(found.value, unit)}\n{gap_interval(found, unit)}"


def notes(found: Ablation) -> list[str]:
    """What the numbers mean, and the counts of the verdicts."""
    d, counts = found.design, Counter(row.verdict for row in found.rows)
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    return [
        "The numbers compare the histories without the mechanism with the same histories as they were. Below each is its 95% interval.",
        "*: the effect goes beyond the placebo. Its interval, widened for the number of outcomes of the row, excludes zero. And the effect "
        "lies beyond the placebo's interval.",
        "collective rule: quarters in which rule is contested or locked. falls: full seats in the top body lost by decision.",
        "strongest: pairs in which another person is the strongest at the end, less those under the placebo.",
        "output: at the end, relative to the start.",
        f"{d.pairs:,} pairs of histories, {d.pairs // d.per_draw:,} draws of the parameters, {d.per_draw} pairs each; variant: "
        f"{d.variant}.",
        f"Placebo: {found.placebo_sentence}; under it {number(found.placebo_differing.value, 'share')} of the pairs end differently in "
        "something.",
        f"{len(found.rows)} mechanism{'s' * (len(found.rows) != 1)}: {told}.",
        *(f"{row.system.id}: {row.verdict}, {row.reason}. {missing(row)}" for row in found.rows if row.verdict in UNTRIED),
    ]


def missing(row: Ablated) -> str:
    """What the model lacks of a mechanism, as a sentence; '' if nobody has said so."""
    return f"Not modelled: {row.system.missing}." if row.system.missing else ""


def ablation_rows(found: Ablation) -> list[dict[str, Any]]:
    """One row an effect, for a CSV file; a mechanism without effects has one row."""
    return [flat(row, one) for row in found.rows for one in (row.effects or (None,))]


def flat(row: Ablated, one: OffEffect | None) -> dict[str, Any]:
    e = one.contrast if one else None
    numbers = {name: getattr(e.difference, name) if e else "" for name in SIDES}
    floor = {f"placebo_{name}": getattr(one.placebo, name) if one and one.placebo else "" for name in SIDES}
    return {
        "system": row.system.id, "verdict": row.verdict, "reason": row.reason, "off": row.system.off, "pairs_differ": row.differing.value,
        "outcome": e.text if e else "", "own": one.own if one else "", "unit": e.unit if e else "", "without": e.before.value if e else "",
        "with": e.after.value if e else "", **numbers, **floor, "scale": one.scale if one else "", "moves": one.moves if one else "",
        "pairs": e.difference.n if e else "", "draws": e.draws if e else "",
    }  # fmt: skip


def in_full(found: Ablation) -> dict[str, Any]:
    """Everything that an ablation showed, for JSON."""
    return {
        "design": found.design,
        "placebo": {"sentence": found.placebo_sentence, "differing": found.placebo_differing, "effects": found.placebo},
        "systems": found.rows,
    }
