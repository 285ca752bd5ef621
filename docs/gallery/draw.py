"""Draws every chart of the report from a run of the flagship, and those of an experiment, and writes ``docs/gallery.md`` around them:
``make gallery``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import collegium
from collegium import Results, analysis, report
from collegium.figures.style import PAPER
from collegium.report import experiment
from collegium.report.pictures import Picture

HERE = Path(__file__).parent
SCENARIO, HISTORIES, SEED = "bolsheviks", 500, 1
CHANGE = {"office.general_secretary.appoints": "none"}
WATCHED = "stalin"
HEAD = "<svg "
SPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def drawing(picture: Picture) -> str:
    """The wide drawing as a file of its own: it names its kind and brings its paper, since no page does."""
    root, body = str(picture.wide).split(">", 1)
    return f'{root.replace(HEAD, HEAD + SPACE, 1)}><rect width="100%" height="100%" fill="{PAPER}"/>{body}\n'


def page(pictures: Mapping[str, Picture], histories: int, pairs: Mapping[str, Picture]) -> str:
    change = ", ".join(f"`{name} = {value}`" for name, value in CHANGE.items())
    parts = [
        "# Gallery: the charts of a report",
        f"`make gallery` writes this page from {histories:,} [histories](glossary.md#what-happens-in-a-history) of `{SCENARIO}`, seed "
        f"{SEED}; nobody types a figure by hand. `collegium run` draws each of these charts into its report. Colour-blind readers can "
        "also tell the colours apart. A percentage is a share of simulated histories, not a forecast. The losses on record happened to "
        "real people.",
        "[The reports of the shipped cases](reports.md) show these charts on whole pages.",
        *(part for name, picture in pictures.items() for part in entry(name, picture)),
        f"The last charts show an experiment: the same histories without a change and with it ({change}). Both arms use "
        "[common random numbers](glossary.md#statistics).",
        *(part for name, picture in pairs.items() for part in entry(name, picture)),
        "You can draw each chart from any run. `collegium.figures` has a function for each, and `figures.save(chart, path)` writes SVG, "
        "PNG or PDF ([figures](reference/api/figures.md)).",
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def entry(name: str, picture: Picture) -> list[str]:
    heading = name.replace("_", " ").capitalize()
    read = f"*How to read it.* {picture.see} {picture.reading}".rstrip()
    return [f"## {heading}", f"**{picture.title}.**", f"![{picture.title}](gallery/{name}.svg)", read]


def paired(before: Results) -> dict[str, Picture]:
    """The pictures of the experiment that makes :data:`CHANGE`."""
    after = collegium.run(SCENARIO, histories=HISTORIES, seed=SEED, changes=CHANGE)
    told = analysis.Experiment(
        "", before, (), (), (), fans=(analysis.fan(before, after, WATCHED),), flips=(analysis.flips(before, after),),
        parting=analysis.parting(before, after),
    )  # fmt: skip
    # One of each kind, so the kind is name enough.
    return {picture.id.split("-")[0]: picture for picture in experiment.drawn(told)}


def main() -> None:
    results = collegium.run(SCENARIO, histories=HISTORIES, seed=SEED)
    collegium.permutation(results)
    pictures = report.drawn(results)
    for old in HERE.glob("*.svg"):
        old.unlink()
    pairs = paired(results)
    for name, picture in (pictures | pairs).items():
        (HERE / f"{name}.svg").write_text(drawing(picture), encoding="utf-8")
    (HERE.parent / "gallery.md").write_text(page(pictures, HISTORIES, pairs), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
