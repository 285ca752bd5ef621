"""The page of a score: the verdict, the model beside its baselines, reliability, block by block, target by target."""

from __future__ import annotations

from pathlib import Path

from collegium.figures import scores, style
from collegium.report import pictures
from collegium.report.cells import Cell, Table
from collegium.report.fill import fill
from collegium.scoring.result import ALL, ARMS, MEANINGS, RISKS, Score
from collegium.scoring.verdict import of_score

SHOWN = ("full", "blank", "logit")
"""What the pictures show."""


def write(found: Score, path: str | Path) -> Path:
    """Write the page of a score to ``path`` (one HTML file without any other file or address) and return it."""
    targets = [(one, {arm: found.chances[arm][k] for arm in ARMS}) for k, one in enumerate(found.statements) if one.sentence]
    return fill("score.html.j2", {
        "score": found, "told": of_score(found).sentences, "warnings": found.warnings,
        "meanings": MEANINGS, "arms": ARMS, "targets": targets, "reliability": calibrated(found), "gains": gained(found),
        "whole": [row for row in found.rows if row.block == RISKS], "blocks": [row for row in found.rows if row.block != RISKS],
        "skills": {(one.over, one.block): one for one in found.skills}, "risks": RISKS, "all": ALL, "minus": style.minus,
    }, path)  # fmt: skip


def source(found: Score) -> str:
    """Where the numbers come from."""
    about = found.about
    days = f"{about['from']} to {about['to']}"
    return f"Source: {found.title}, {about['histories']:,} simulated histories a period, {days}, seed {about['seed']}"


def calibrated(found: Score) -> pictures.Picture:
    """The reliability diagram, drawn and as a table."""
    shown = {name: found.reliability[name] for name in SHOWN}
    wide, narrow = (scores.reliability(shown, source=source(found), width=width) for width in (style.WIDE, style.NARROW))
    rows = [
        [name, Cell(style.percent(chance), chance), Cell(f"{n:,}", n), Cell(f"{hits:,}", hits), Cell(style.percent(share), share)]
        for name, bins in found.reliability.items() for chance, share, hits, n in bins
    ]  # fmt: skip
    table = Table("Statements by the chance they were given", ["Forecast", "Mean chance", "Statements", "Came true", "Share"], rows)
    return pictures.picture("reliability", wide, narrow, [table])


def gained(found: Score) -> pictures.Picture:
    """What the model gains over its baselines, drawn and as a table."""
    drawn = [(one.over, one.block, one.gain, one.error) for one in found.skills if one.over in ("blank", "chance", "logit")]
    wide, narrow = (scores.gains(drawn, source=source(found), width=width) for width in (style.WIDE, style.NARROW))
    rows = [
        [one.over, one.block, Cell(style.minus(f"{one.gain:+.4f}"), one.gain), Cell(f"{one.error:.4f}", one.error)] for one in found.skills
    ]
    table = Table("What the model gains in log loss over each forecast", ["Over", "Block", "Gain", "Standard error"], rows)
    return pictures.picture("gains", wide, narrow, [table])
