"""Draws the picture of docs/howto/sensitivity.md and writes the table below it, from a run of the council and one of the flagship.

python validate/sensitivity.py
python validate/sensitivity.py runs/council runs/bolsheviks  # from runs that are there already
"""

from __future__ import annotations

import argparse
from pathlib import Path

import collegium
from collegium import figures
from collegium.analysis import Sensitivity
from collegium.analysis.numerals import interval, number

PAGE = Path(__file__).parent.parent / "docs" / "howto" / "sensitivity.md"
CASES = ("council", "bolsheviks")
MARKS = ("<!-- written by validate/sensitivity.py -->", "<!-- end -->")


def part(cases: dict[str, Sensitivity]) -> str:
    """What is computed: the picture of the first case, a table, and what is inert."""
    first = next(iter(cases.values()))
    title = " ".join(figures.sensitivity(first).title.text)
    lines = [f"![{title}]({PAGE.stem}.svg)", "The largest index of each outcome, with its 95% interval:"]
    return "\n\n".join([*lines, table(cases), *(inert(name, found) for name, found in cases.items())])


def table(cases: dict[str, Sensitivity]) -> str:
    rows = ["| case | outcome | input | index | 95% interval | others above the threshold |", "|---|---|---|---|---|---|"]
    for name, found in cases.items():
        for k, target in enumerate(found.outcomes):
            places = found.ranked(k)
            cells = ["none", "", "", ""]
            if places:
                i = places[0]
                others = ", ".join(found.inputs[n].label for n in places[1:])
                cells = [found.inputs[i].label, number(found.index[i, k], "share"),
                         interval(found.low[i, k], found.high[i, k], "share"), others]  # fmt: skip
            rows.append(f"| `{name}` | {' | '.join([target.label, *cells])} |")
    return "\n".join(rows)


def inert(name: str, found: Sensitivity) -> str:
    """How many inputs do nothing that can be seen, and which parameters are among them."""
    low, high = (number(float(edge(found.detectable)), "share") for edge in (min, max))
    parameters = [one.name for one in found.inert if one.kind == "parameter"]
    return (
        f"In `{name}`, with {found.draws:,} histories, {len(found.inert):,} of {len(found.inputs):,} inputs exceed no threshold. "
        f"{len(parameters)} of them are parameters: {', '.join(f'`{one}`' for one in parameters)}. A run of this size finds an index of "
        f"{low} to {high}, depending on the outcome, in 80% of cases."
    )


def written(text: str, computed: str) -> str:
    """The page with the computed part between its marks."""
    before, _, rest = text.partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    return f"{before}{MARKS[0]}\n\n{computed}\n\n{MARKS[1]}{after}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("runs", nargs="*", default=CASES, metavar="RUN", help="a run of each case (default: run them)")
    cases = dict(zip(CASES, (collegium.sensitivity(run, progress=True) for run in parser.parse_args().runs), strict=True))
    figures.save(figures.sensitivity(cases[CASES[0]]), PAGE.with_suffix(".svg"))
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), part(cases)), encoding="utf-8")


if __name__ == "__main__":
    main()
