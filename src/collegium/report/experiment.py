"""The page of one experiment: what is changed, what that makes of each measure, and the pairs in pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from collegium import figures
from collegium.analysis import Contrast, ExperimentPage
from collegium.analysis.columns import span
from collegium.figures import style
from collegium.language import numeral, say
from collegium.report import paired, pictures, words
from collegium.report.fill import fill
from collegium.results.sentences import spaced


def write(page: ExperimentPage, path: str | Path) -> Path:
    """Write the page of an experiment to ``path`` (one HTML file without any other file or address) and return it."""
    from collegium.scoring import shipped  # loads the engine

    first, last = page.run.provenance["histories"]
    n = last - first + 1
    return fill("experiment.html.j2", {
        "page": page, "heading": spaced(page.name[:1].upper() + page.name[1:]), "scenario": page.run.scenario, "span": span(page.run),
        "n": n, "seed": page.run.provenance["seed"], "answer": [sentence(effect) for effect in page.effects], "pictures": drawn(page),
        "beside_record": shipped.of_run(page.run),
        "blocked": page.per_draw > 1, "fixed": n <= page.per_draw, "held": {one.sentence: f"({one})" for one in page.took_hold},
    }, path)  # fmt: skip


def sentence(effect: Contrast) -> str:
    """One effect in words, with its interval."""
    unit = effect.unit
    before, after = (words.number(level.value, unit) for level in (effect.before, effect.after))
    label = effect.label if unit == "share" else f"{effect.label} ({say(unit)})"
    parts = {"label": label, "before": numeral(before), "after": numeral(after)}
    if effect.changed.value == 0:
        n = numeral(f"{effect.changed.n:,}")
        return say("{label}: {before} as it was, {after} changed; not one of {n} pairs differs.", n=n, **parts)
    parts |= {"gap": words.gap(effect.difference.value, unit), "interval": words.gap_interval(effect.difference, unit)}
    if effect.difference.low > 0 or effect.difference.high < 0:
        return say("{label}: {before} as it was, {after} changed, a difference of {gap} ({interval}).", **parts)
    return say("{label}: {before} as it was, {after} changed, a difference of {gap} ({interval}), so the sign is uncertain.", **parts)


def drawn(page: ExperimentPage) -> list[pictures.Picture]:
    """Every picture for which there are numbers."""
    run = page.run
    found = [pictures.picture(f"fans-{one.person}", *_both(figures.fans, run, one), paired.fans(run, one)) for one in page.fans]
    found += [pictures.picture(f"flips-{one.by}", *_both(figures.flips, run, one), paired.flips(run, one)) for one in page.flips]
    if page.parting:
        found.append(pictures.picture("parting", *_both(figures.parting, run, page.parting), paired.parting(page.parting)))
    return found


def _both(draw: Any, *numbers: Any) -> tuple[Any, Any]:
    return draw(*numbers, width=style.WIDE), draw(*numbers, width=style.NARROW)
