"""The page itself: collects numbers once, draws every figure twice, fills the template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from collegium import analysis, figures
from collegium.analysis.columns import Recorded, source, span
from collegium.arguments import optional, takes
from collegium.arguments import path as a_path
from collegium.errors import DataError, argument, place
from collegium.figures import style
from collegium.figures.ties import shown
from collegium.report import assumptions, numbers, people, pictures, series, words
from collegium.report.cells import Table
from collegium.report.citations import Citations, Row, names
from collegium.report.fill import fill
from collegium.results.sentences import short_names
from collegium.scenario.model import CERTAINTIES

if TYPE_CHECKING:
    from collegium.scoring import Score

NEEDED = ("series", "events")
"""What a run must have recorded for a report."""
EVENTS = 80
"""Above so many entries of one history the kinds of :data:`ROUTINE` are left out, one after another."""

ROUTINE = {
    "denounced": "denunciations", "lapsed": "motions that lapsed", "policy": "votes on policy", "harvest": "harvests",
    "appoint": "votes on appointments", "pack": "votes on enlarging a body", "written": "documents written",
    "suppress": "votes on locking a document away", "congress": "congresses", "crisis": "foreign crises",
    "recovery": "recoveries", "illness": "illnesses", "took_office": "offices filled",
}  # fmt: skip
"""Kind of event -> its plural, the most dispensable first."""

Entry = tuple[str, Row | None]
"""A sentence, and the row of the scenario that it rests on."""

ByDay = list[tuple[str, list[Entry]]]
"""Entries of a timeline under their days."""

ABOUT = ("written", "disclose", "suppress", "illness", "death", "harvest", "crisis")
"""Kinds of event that rest on a row of the scenario: a document or an outside event."""


def kept(name: str, value: Any) -> Score:
    """A score in hand, or the one in a folder: a reader of arguments."""
    from collegium.scoring.store import given  # loads the engine, which commands that only use the words of the report do without

    return given(name, value)


@takes(results=source, path=a_path, score=optional(kept))
def write(results: Recorded, path: str | Path, score: Score | str | Path | None = None) -> Path:
    """Write the report of ``results`` to ``path`` (one HTML file without any other file or address) and return it. It begins with what a
    ``score`` of the case, or its folder, says; by default that of the shipped case."""
    from collegium.scoring import shipped

    return fill("page.html.j2", {"beside_record": shipped.of_run(results, cast("Score | None", score)), **_contents(results)}, path)


@takes(results=source)
def drawn(results: Recorded) -> dict[str, pictures.Picture]:
    """Every picture of the report by name, for use outside of it."""
    found: dict[str, pictures.Picture] = _contents(results)["pictures"]
    return found


def _contents(results: Recorded) -> dict[str, Any]:
    if lacking := [kind for kind in NEEDED if kind not in results.provenance["settings"]["record"]]:
        remedy = f"run again with {argument('overwrite', True)} and {', '.join(('outcomes', *NEEDED))} in {place('record')}"
        raise DataError(f"{results.dir} lacks the {' and '.join(lacking)} that a report shows: {remedy}")
    rows = analysis.outcomes(results)
    circle = analysis.inner_circle(results.scenario)
    every = analysis.by_real_date(results)
    real = [loss for loss in every if loss.person in circle]
    arms = analysis.permutation(results)
    k = analysis.typical(results)
    scenario = results.scenario
    short, cites = short_names(scenario), Citations(scenario)
    put_in = {event.on for event in scenario.events if event.kind == "death"}
    return {
        "scenario": scenario,
        "top": style.bodies(scenario)[0],
        "span": span(results),
        "answer": words.short_answer(results, rows, real, arms),
        "groups": _grouped(rows),
        "total": rows[0].n,
        "real": [
            (words.befell(loss, short), loss.rung == "died" and loss.person in put_in, loss, cites.cite(loss.record)) for loss in real
        ],
        "others": len(every) - len(real),
        "k": k,
        "told": _told(results, k, cites),
        "record": _record(results, cites),
        "arms": [(short[arms[0].leader], short[arm.leader], arm) for arm in arms],
        "verdict": words.verdict(results, arms) if arms else "",
        "who": people.who_is_who(results, cites),
        "few": people.few_acts(results),
        "coding": assumptions.coding(scenario),
        "drawn": assumptions.drawn(results),
        "fixed": assumptions.fixed(results),
        "certainties": CERTAINTIES,
        "sources": assumptions.sources_by_certainty(results),
        "facts": assumptions.facts(results),
        "nearness": words.nearness(results),
        "limits": assumptions.limits(results),
        "horizon": style.horizon(scenario),
        "again": assumptions.again(results),
        "pictures": _pictures(results, real, arms, k, cites),
        "cites": cites,
    }


def _grouped(rows: list[analysis.Outcome]) -> list[tuple[str, list[analysis.Outcome]]]:
    names = dict.fromkeys(row.group for row in rows)
    return [(name, [row for row in rows if row.group == name]) for name in names]


def _told(results: Recorded, k: int, cites: Citations) -> tuple[ByDay, list[str]]:
    """(history ``k`` as the page prints it, what it leaves out for its length)."""
    history = results.history(k)
    told, left_out = list(zip(history.timeline(), history.events(), strict=True)), []
    for kind, plural in ROUTINE.items():
        kept = told if len(told) <= EVENTS else [pair for pair in told if pair[0]["kind"] != kind]
        if len(kept) < len(told):
            left_out.append(f"{len(told) - len(kept)} {plural}")
        told = kept
    return _by_day((style.day(entry["date"]), (words.recode(entry["text"]), _about(row, cites))) for entry, row in told), left_out


def _about(event: dict[str, Any], cites: Citations) -> Row | None:
    return cites.of_event(event["subject"], event["target"]) if event["kind"] in ABOUT else None


def _record(results: Recorded, cites: Citations) -> ByDay:
    """What is on record, in words."""
    known = names(results.scenario)
    rows = analysis.real_timeline(results)
    return _by_day((style.dated(row.span.start) if row.span.start else "", (words.recorded(row, known), cites.cite(row))) for row in rows)


def _by_day(entries: Iterable[tuple[str, Entry]]) -> ByDay:
    return [(when, [text for _, text in found]) for when, found in groupby(entries, key=lambda entry: entry[0])]


def _pictures(
    results: Recorded, real: list[analysis.RealLoss], arms: list[analysis.Arm], k: int, cites: Citations
) -> dict[str, pictures.Picture]:
    """Every figure, wide and narrow, and its table, from numbers counted once."""
    counts, bands = analysis.rule_by_quarter(results), analysis.share_bands(results)
    curves, means = analysis.loss_curves(results), analysis.grid_means(results)
    followed, networks = analysis.following_bands(results), shown(analysis.tie_means(results))
    camps, kept = [analysis.camps(results, one) for one in networks], analysis.protection(results)
    begin = span(results)[0]
    draw: dict[str, tuple[Callable[[int], Any], list[Table], Table | None]] = {
        "rule": (lambda width: figures.rule(results, width=width, counts=counts), numbers.rule(counts), series.rule(counts)),
        "shares": (
            lambda width: figures.shares(results, width=width, bands=bands), numbers.shares(results, bands), series.shares(results, bands),
        ),
        "followings": (
            lambda width: figures.followings(results, width=width, bands=followed), numbers.followings(results, followed),
            series.followings(results, followed),
        ),
        "ties": (
            lambda width: figures.ties(results, width=width, networks=networks, divided=camps),
            numbers.ties(results, networks, camps, lambda one, other: cites.tie(one, other, begin)), None,
        ),
        "losses": (
            lambda width: figures.losses(results, width=width, curves=curves, real=real), numbers.losses(results, curves),
            series.losses(results, curves, real),
        ),
        "grid": (lambda width: figures.grid(results, width=width, means=means), numbers.grid(results, means), None),
        "protection": (lambda width: figures.protection(results, width=width, found=kept), numbers.protection(results, kept), None),
        "timeline": (lambda width: figures.timeline(results, k, width=width), numbers.timeline(results, k), None),
    }  # fmt: skip
    if arms:
        draw["permutation"] = (lambda width: figures.permutation(results, width=width, arms=arms), numbers.permutation(results, arms), None)
    with pictures.quickly():
        return {
            name: pictures.picture(name, chart(figures.WIDE), chart(figures.NARROW), tables, dates)
            for name, (chart, tables, dates) in draw.items()
        }
