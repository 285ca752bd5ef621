"""Runs every shipped scenario and writes its report for the site, and ``docs/reports.md``, which links them: ``make gallery``.

The reports take some megabytes, so they are built (``build/site``) and not kept in the repository; the page is kept.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import collegium
from collegium.analysis import Outcome, outcomes
from collegium.scenario import shipped

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "build" / "site" / "reports"
"""Sphinx copies ``build/site`` to the root of the site."""
HISTORIES, SEED = 200, 1


def entry(name: str, title: str, top: str, rows: Iterable[Outcome]) -> str:
    """A link to the report, and one sentence with its numbers."""
    found = {row.name: row for row in rows}
    safe, leader = found["no_loss"], next((row for row in found.values() if row.name.startswith("strongest:")), None)
    said = (
        f"{leader.label.split(' is ')[0]} is most often the strongest at the end, in {share(leader)} of the histories. " if leader else ""
    )
    link = f'<a href="../reports/{name}.html">{title}</a>'
    return f"- {link} (`{name}`): {said}In {share(safe)} nobody loses a full seat in the {top} by decision."


def share(row: Outcome) -> str:
    return f"{100 * row.estimate:.0f}% ({100 * row.low:.0f}% to {100 * row.high:.0f}%)"


def page(entries: Mapping[str, str]) -> str:
    return "\n\n".join([
        "# The reports of the shipped cases",
        f"Each scenario in the package, simulated {HISTORIES} times with seed {SEED}, with the permutation test. Percentages are shares of "
        "simulated histories with their 95% intervals, not forecasts.",
        "\n".join(entries[name] for name in shipped()),
        "`make docs` builds the reports into the site, where the links above work. To write one yourself:",
        f"```\ncollegium run council --histories {HISTORIES} --seed {SEED} --out runs/council\n```",
        "[The gallery](gallery.md) explains each chart. `make gallery` writes this page; nothing here is typed by hand.",
    ]) + "\n"  # fmt: skip


def write(name: str, folder: Path, histories: int = HISTORIES) -> str:
    """Write the report of a scenario into ``folder``; its entry on the page."""
    with tempfile.TemporaryDirectory() as place:
        results = collegium.run(name, histories=histories, seed=SEED, out=Path(place) / name)
        collegium.permutation(results)
        results.report(folder / f"{name}.html")
        case = results.scenario
        top = next(body.name for body in case.bodies if body.id == case.top_body)
        return entry(name, case.title, top, outcomes(results))


def main() -> None:
    BUILT.mkdir(parents=True, exist_ok=True)
    entries = {name: write(name, BUILT) for name in shipped()}
    (ROOT / "docs" / "reports.md").write_text(page(entries), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
