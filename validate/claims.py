"""The verdict on every claim of the flagship, written into docs/claims.md. Up to an hour on two cores; it runs no experiment twice.

python validate/claims.py [PAIRS]
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from pathlib import Path

import collegium
from collegium import figures
from collegium.analysis.verdict import NO_POWER, VERDICTS, Judged
from collegium.cli.progress import Progress
from collegium.ensemble.variants import RIVALS
from collegium.experiments.arms import PAIRS, Design
from collegium.experiments.claims import claims
from collegium.experiments.claims import page as page_of
from collegium.report.words import gap, gap_interval

ROOT = Path(__file__).parent.parent
PAGE, KEPT = ROOT / "docs" / "claims.md", ROOT / "runs" / "claims"
BEGIN, END = "<!-- written by validate/claims.py -->\n", "<!-- end -->\n"


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    case, design, begun = collegium.load("bolsheviks"), Design(pairs=pairs), time.monotonic()
    with Progress("histories") as progress:
        judged = claims(case, design, out=KEPT, progress=progress)
    shown = page_of(case, judged, design)
    figures.save(figures.forest(figures.forest_rows(judged), source=shown.source), PAGE.with_suffix(".svg"))
    page = PAGE.read_text(encoding="utf-8")
    before, after = page[: page.index(BEGIN) + len(BEGIN)], page[page.index(END) :]
    PAGE.write_text(before + "\n".join([*counts(judged, design), *table(judged)]) + "\n" + after, encoding="utf-8")
    took, memory = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{PAGE} written; {took / 60:.1f} minutes, {memory:,.0f} MB")


def counts(judged: list[Judged], design: Design) -> list[str]:
    """How many claims have each verdict, and the design of the experiments."""
    found = Counter(one.verdict for one in judged)
    return [
        f"{len(judged)} claims, each with {design.pairs:,} pairs in the full model and {design.pairs // 2:,} in each of {len(RIVALS)} "
        f"rival variants, {design.per_draw} pairs per draw, seed {design.seed}.", "",
        "| verdict | claims |", "| --- | --- |", *(f"| {name} | {found[name]} |" for name in VERDICTS), "",
        f"![Forest of effects: {found['supported']} supported, {found['opposed']} opposed, {found['fragile']} fragile, "
        f"{found[NO_POWER]} with no power](claims.svg)", "",
        "Each line is an effect with its 95% confidence interval, in standard deviations of its measure. "
        "The arrow shows the sign of the claim.", "",
    ]  # fmt: skip


def table(judged: list[Judged]) -> list[str]:
    """A row a claim, verdict by verdict."""
    lines = ["| claim | sentence | measure | expected | difference (95% interval) | draws up / down | variants up / down | verdict |",
             "| --- | --- | --- | --- | --- | --- | --- | --- |"]  # fmt: skip
    for name in VERDICTS:
        lines += [row(one) for one in judged if one.verdict == name]
    return lines


def row(one: Judged) -> str:
    e = one.effect
    if e is None:
        return f"| {one.id} | {one.claim} | set aside: {one.reason} | | | | | {one.verdict} |"
    told = f"{gap(e.difference.value, one.unit)} ({gap_interval(e.difference, one.unit)})"
    rivals = ", ".join(f"{name} {c.draws_up:.0%}/{c.draws_down:.0%}" for name, c in one.variants.items())
    draws = f"{e.draws_up:.0%} / {e.draws_down:.0%}"
    return f"| {one.id} | {one.claim} | {one.label} | {one.sign} | {told} | {draws} | {rivals} | {one.verdict} |"


if __name__ == "__main__":
    main()
