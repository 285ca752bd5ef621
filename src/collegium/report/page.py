"""The page itself: collects numbers once, draws every figure twice, fills the template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from collegium import analysis, figures
from collegium.analysis.columns import Source, span
from collegium.figures import style
from collegium.figures.ties import shown
from collegium.report import assumptions, numbers, people, pictures, words
from collegium.report.fill import fill
from collegium.results.sentences import short_names
from collegium.scenario.model import CERTAINTIES

EVENTS = 80
"""Above so many entries of one history the kinds of :data:`ROUTINE` are left out, one after another."""

ROUTINE = {
    "denounced": "denunciations", "lapsed": "motions that lapsed", "policy": "votes on policy", "harvest": "harvests",
    "appoint": "votes on appointments", "pack": "votes on enlarging a body", "written": "documents written",
    "suppress": "votes on locking a document away", "congress": "congresses", "crisis": "foreign crises",
    "recovery": "recoveries", "illness": "illnesses", "took_office": "offices filled",
}  # fmt: skip
"""Kind of event -> its plural, the most dispensable first."""

ByDay = list[tuple[str, list[str]]]
"""Entries of a timeline under their days."""


def write(results: Source, path: str | Path) -> Path:
    """Write the report of ``results`` to ``path`` (one HTML file without any other file or address) and return it."""
    return fill("page.html.j2", _contents(results), path)


def drawn(results: Source) -> dict[str, pictures.Picture]:
    """Every picture of the report by name, for use outside of it."""
    found: dict[str, pictures.Picture] = _contents(results)["pictures"]
    return found


def _contents(results: Source) -> dict[str, Any]:
    rows = analysis.outcomes(results)
    circle = analysis.inner_circle(results.scenario)
    every = analysis.by_real_date(results)
    real = [loss for loss in every if loss.person in circle]
    arms = analysis.permutation(results)
    k = analysis.typical(results)
    scenario = results.scenario
    names = short_names(scenario)
    put_in = {event.on for event in scenario.events if event.kind == "death"}
    return {
        "scenario": scenario,
        "top": style.bodies(scenario)[0],
        "span": span(results),
        "answer": words.short_answer(results, rows, real, arms),
        "groups": _grouped(rows),
        "total": rows[0].n,
        "real": [(words.befell(loss, names), loss.rung == "died" and loss.person in put_in, loss) for loss in real],
        "others": len(every) - len(real),
        "k": k,
        "told": _told(results, k),
        "record": _record(results),
        "arms": [(names[arms[0].leader], names[arm.leader], arm) for arm in arms],
        "verdict": words.verdict(results, arms) if arms else "",
        "who": people.who_is_who(results),
        "few": people.few_acts(results),
        "drawn": assumptions.drawn(results),
        "fixed": assumptions.fixed(results),
        "certainties": CERTAINTIES,
        "sources": assumptions.sources_by_certainty(results),
        "facts": assumptions.facts(results),
        "nearness": words.nearness(results),
        "limits": assumptions.limits(results),
        "horizon": style.horizon(scenario),
        "again": assumptions.again(results),
        "pictures": _pictures(results, real, arms, k),
    }


def _grouped(rows: list[analysis.Outcome]) -> list[tuple[str, list[analysis.Outcome]]]:
    names = dict.fromkeys(row.group for row in rows)
    return [(name, [row for row in rows if row.group == name]) for name in names]


def _told(results: Source, k: int) -> tuple[ByDay, list[str]]:
    """(history ``k`` as it is printed, what was left out for its length)."""
    told, left_out = results.history(k).timeline(), []
    for kind, plural in ROUTINE.items():
        kept = told if len(told) <= EVENTS else [entry for entry in told if entry["kind"] != kind]
        if len(kept) < len(told):
            left_out.append(f"{len(told) - len(kept)} {plural}")
        told = kept
    return _by_day((style.day(entry["date"]), entry["text"]) for entry in told), left_out


def _record(results: Source) -> ByDay:
    """What is on record, in words."""
    scenario = results.scenario
    names = short_names(scenario) | {body.id: body.name for body in scenario.bodies}
    names |= {office.id: office.name for office in scenario.offices}
    rows = analysis.real_timeline(results)
    return _by_day((words.dated(row.span.start) if row.span.start else "", words.recorded(row, names)) for row in rows)


def _by_day(entries: Iterable[tuple[str, str]]) -> ByDay:
    return [(when, [text for _, text in found]) for when, found in groupby(entries, key=lambda entry: entry[0])]


def _pictures(results: Source, real: list[analysis.RealLoss], arms: list[analysis.Arm], k: int) -> dict[str, pictures.Picture]:
    """Every figure, wide and narrow, and its table, from numbers counted once."""
    counts, bands = analysis.rule_by_quarter(results), analysis.share_bands(results)
    curves, means = analysis.loss_curves(results), analysis.grid_means(results)
    followed, networks = analysis.following_bands(results), shown(analysis.tie_means(results))
    camps, kept = [analysis.camps(results, one) for one in networks], analysis.protection(results)
    draw: dict[str, tuple[Callable[[int], Any], list[numbers.Table]]] = {
        "rule": (lambda width: figures.rule(results, width=width, counts=counts), numbers.rule(counts)),
        "shares": (lambda width: figures.shares(results, width=width, bands=bands), numbers.shares(results, bands)),
        "followings": (lambda width: figures.followings(results, width=width, bands=followed), numbers.followings(results, followed)),
        "ties": (
            lambda width: figures.ties(results, width=width, networks=networks, divided=camps), numbers.ties(results, networks, camps),
        ),
        "losses": (lambda width: figures.losses(results, width=width, curves=curves, real=real), numbers.losses(results, curves)),
        "grid": (lambda width: figures.grid(results, width=width, means=means), numbers.grid(results, means)),
        "protection": (lambda width: figures.protection(results, width=width, found=kept), numbers.protection(results, kept)),
        "timeline": (lambda width: figures.timeline(results, k, width=width), numbers.timeline(results, k)),
    }  # fmt: skip
    if arms:
        draw["permutation"] = (lambda width: figures.permutation(results, width=width, arms=arms), numbers.permutation(results, arms))
    return {name: pictures.picture(name, chart(figures.WIDE), chart(figures.NARROW), tables) for name, (chart, tables) in draw.items()}
