"""The page of a fit: what it has learned, the counts on record beside simulated ones, and what speaks against it."""

from __future__ import annotations

from pathlib import Path

from collegium.figures import fits, style
from collegium.fitting.found import CONTRACTED, Compared, Fit, Span
from collegium.fitting.regression import REACH
from collegium.report import pictures
from collegium.report.cells import Cell, Table
from collegium.report.fill import fill


def write(found: Fit, path: str | Path) -> Path:
    """Write the page of a fit to ``path`` (one HTML file without any other file or address) and return it."""
    return fill("fit.html.j2", {
        "fit": found, "parameters": parameters(found), "counts": counts(found), "between": between, "rate": rate,
        "contracted": style.percent(CONTRACTED), "reach": style.percent(REACH),
    }, path)  # fmt: skip


def parameters(found: Fit) -> pictures.Picture:
    """Prior and posterior of every fitted parameter, drawn and as a table."""
    rows = [(one.name, one.place, one.learned) for one in found.parameters]
    wide, narrow = (fits.parameters(rows, source=found.source, width=width) for width in (style.WIDE, style.NARROW))
    cells = [[one.name, *(Cell(f"{value:.2f}", value) for value in one.place), "yes" if one.learned else "no"] for one in found.parameters]
    table = Table("Posteriors in quantiles of the prior", ["Parameter", "Mean", "5%", "95%", "Learned"], cells)
    return pictures.picture("parameters", wide, narrow, [table])


def counts(found: Fit) -> pictures.Picture:
    """Every count on record beside those of prior and posterior, drawn and as a table."""
    several = len({one.case for one in found.compared}) > 1
    rows = [
        (f"{one.case}: {one.label}" if several else one.label, float(one.seen), one.prior, one.posterior, one.beyond)
        for one in found.compared
    ]
    wide, narrow = (fits.counts(rows, source=found.source, width=width) for width in (style.WIDE, style.NARROW))
    cells = [[name, Cell(f"{seen:g}", seen), between(prior), between(posterior)] for name, seen, prior, posterior, _ in rows]
    table = Table("Counts: on record, and mean and 90% interval of histories", ["Count", "On record", "Prior", "Posterior"], cells)
    return pictures.picture("counts", wide, narrow, [table])


def between(span: Span) -> str:
    """A mean with its 90% interval."""
    mean, low, high = span
    return f"{mean:.1f} ({low:g} to {high:g})"


def rate(one: Compared) -> str:
    """The count on record as a rate."""
    return f"{one.seen / one.exposed:.3f} per {one.per}"
