"""The page itself: collects numbers once, draws every figure twice, fills the template."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from collegium import analysis, figures
from collegium.analysis.columns import Source, span
from collegium.figures import style
from collegium.report import assumptions, people, pictures, words

EVENTS = 60
"""At most so many entries of one history are printed."""

ROUTINE = frozenset({"policy", "lapsed", "elected", "congress", "appoint"})
"""Kinds of event left out first when a history is too long to print."""


def write(results: Source, path: str | Path) -> Path:
    """Write the report of ``results`` to ``path`` (one HTML file without any other file or address) and return it."""
    environment = Environment(
        loader=PackageLoader("collegium.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": words.number, "day": words.day, "of100": style.in_hundred}
    path = Path(path)
    path.write_text(environment.get_template("page.html.j2").render(_contents(results)), encoding="utf-8")
    return path


def _contents(results: Source) -> dict[str, Any]:
    rows = analysis.outcomes(results)
    circle = analysis.inner_circle(results.scenario)
    every = analysis.by_real_date(results)
    real = [loss for loss in every if loss.person in circle]
    arms = analysis.permutation(results)
    k = analysis.typical(results)
    scenario = results.scenario
    return {
        "scenario": scenario,
        "top": next((body.name for body in scenario.bodies if body.id == scenario.top_body), scenario.top_body),
        "span": span(results),
        "answer": words.short_answer(results, rows, real, arms),
        "groups": _grouped(rows),
        "total": rows[0].n,
        "real": [(style.short_names(scenario)[loss.person], words.LOST[loss.rung], loss) for loss in real],
        "others": len(every) - len(real),
        "k": k,
        "told": _told(results, k),
        "record": _record(results),
        "arms": [
            (style.short_names(scenario)[arms[0].leader], style.short_names(scenario)[arm.leader], arm) for arm in arms
        ],
        "verdict": words.verdict(results, arms) if arms else "",
        "who": people.who_is_who(results),
        "few": people.few_acts(results),
        "drawn": assumptions.drawn(results),
        "fixed": assumptions.fixed(results),
        "certainties": assumptions.CERTAINTIES,
        "sources": assumptions.sources_by_certainty(results),
        "facts": assumptions.facts(results),
        "again": assumptions.again(results),
        "pictures": _pictures(results, real, arms, k),
        "dark": pictures.dark_rules(),
    }


def _grouped(rows: list[analysis.Outcome]) -> list[tuple[str, list[analysis.Outcome]]]:
    names = dict.fromkeys(row.group for row in rows)
    return [(name, [row for row in rows if row.group == name]) for name in names]


def _told(results: Source, k: int) -> tuple[list[dict[str, Any]], int]:
    """(entries of history ``k`` to print, number left out)."""
    told = results.history(k).timeline()
    kept = told if len(told) <= EVENTS else [entry for entry in told if entry["kind"] not in ROUTINE][:EVENTS]
    return kept, len(told) - len(kept)


def _record(results: Source) -> list[tuple[str, str]]:
    """(when, what) of the rows on record, in words."""
    scenario = results.scenario
    names = style.short_names(scenario) | {body.id: body.name for body in scenario.bodies}
    names |= {office.id: office.name for office in scenario.offices} | {
        issue.id: issue.name for issue in scenario.issues
    }
    told = []
    for row in analysis.real_timeline(results)[:EVENTS]:
        who = (
            words.listed([names.get(person.strip(), person.strip()) for person in row.who.split(";")])
            if row.who
            else ""
        )
        of_what = [names.get(part, part) for part in (row.body, row.what) if part]
        about = f" ({'; '.join(of_what)})" if of_what else ""
        when = row.span.start
        text = words.RECORDED[row.type] + (f": {who}" if who else "") + about + (f", {row.value}" if row.value else "")
        told.append((words.dated(when) if when else "", text))
    return told


def _pictures(
    results: Source, real: list[analysis.RealLoss], arms: list[analysis.Arm], k: int
) -> dict[str, pictures.Picture]:
    """Every figure, wide and narrow, from numbers counted once."""
    counts, bands = analysis.rule_by_quarter(results), analysis.share_bands(results)
    curves, means = analysis.loss_curves(results), analysis.grid_means(results)
    draw: dict[str, Callable[[int], Any]] = {
        "rule": lambda width: figures.rule(results, width=width, counts=counts),
        "shares": lambda width: figures.shares(results, width=width, bands=bands),
        "losses": lambda width: figures.losses(results, width=width, curves=curves, real=real),
        "grid": lambda width: figures.grid(results, width=width, means=means),
        "timeline": lambda width: figures.timeline(results, k, width=width),
    }
    if arms:
        draw["permutation"] = lambda width: figures.permutation(results, width=width, arms=arms)
    return {name: pictures.picture(name, chart(figures.WIDE), chart(figures.NARROW)) for name, chart in draw.items()}
