"""Draws every picture of the report from a run of the flagship and writes ``docs/gallery.md`` around them: ``make gallery``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import collegium
from collegium import report
from collegium.figures.style import PAPER
from collegium.report.pictures import Picture

HERE = Path(__file__).parent
SCENARIO, HISTORIES, SEED = "bolsheviks", 500, 1
HEAD = "<svg "
SPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def drawing(picture: Picture) -> str:
    """The wide drawing as a file of its own: it names its kind and brings its paper, since no page does."""
    root, body = str(picture.wide).split(">", 1)
    return f'{root.replace(HEAD, HEAD + SPACE, 1)}><rect width="100%" height="100%" fill="{PAPER}"/>{body}\n'


def page(pictures: Iterable[Picture], histories: int) -> str:
    parts = [
        "# Gallery: the pictures of a report",
        f"Written by `make gallery` from {histories:,} histories of `{SCENARIO}`, seed {SEED}; nothing here is typed by hand. "
        "Every picture is one that `collegium run` draws into its report, in the report's colours, which were chosen to be told "
        "apart by the colour-blind too. A number is a share of simulated histories, never a forecast. The losses on record that "
        "are shown here befell real people.",
        *(part for picture in pictures for part in entry(picture)),
        "To draw one yourself, from any run: `collegium.figures` has a function for each, and `figures.save(chart, path)` writes "
        "SVG, PNG or PDF ([the Python interface](reference/api.md#figures)).",
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def entry(picture: Picture) -> list[str]:
    name = picture.id.replace("_", " ").capitalize()
    read = f"*How to read it.* {picture.see} {picture.reading}".rstrip()
    return [f"## {name}", f"**{picture.title}.**", f"![{picture.title}](gallery/{picture.id}.svg)", read]


def main() -> None:
    results = collegium.run(SCENARIO, histories=HISTORIES, seed=SEED)
    collegium.permutation(results)
    pictures = report.drawn(results)
    for old in HERE.glob("*.svg"):
        old.unlink()
    for name, picture in pictures.items():
        (HERE / f"{name}.svg").write_text(drawing(picture), encoding="utf-8")
    (HERE.parent / "gallery.md").write_text(page(pictures.values(), HISTORIES), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
