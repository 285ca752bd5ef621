"""The screen of rules: the statute as sentences that can be changed, both arms compared at once, and a search for safer clauses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from markupsafe import Markup
from starlette.responses import Response

from collegium.analysis import mean
from collegium.analysis.columns import known, span
from collegium.errors import CollegiumError
from collegium.experiments.whatif import whatif
from collegium.explorer import Case, Clause, clauses
from collegium.language import current, numeral
from collegium.report.experiment import sentence
from collegium.report.words import points
from collegium.web.arms import Arms
from collegium.web.jobs import Job
from collegium.web.pages import render
from collegium.web.seating import case_of

if TYPE_CHECKING:
    from collegium.web.shelf import Entry
    from collegium.web.site import Ask

FIRST, SECOND = 200, 2000
"""Pairs that are simulated at once, and in the background after that."""
CHANGES = 12
"""At most so many clauses are changed at a time."""
TRIED, PAIRS = 24, 100
"""Clauses that the search for safer rules tries, and pairs for each."""
NUMBERS = ("number", "whole")


class NoChange(CollegiumError):
    """Nothing was changed, or something that cannot be."""


@dataclass(frozen=True)
class Line:
    """A clause, and its number in the form."""

    n: int
    clause: Clause


def statute(entry: Entry) -> list[Clause]:
    """The clauses of an entry, in the order of the statute."""
    return entry.once(("clauses", current()), lambda: list(clauses(entry.scenario)))


def groups(entry: Entry) -> list[tuple[str, str, list[Line]]]:
    """The clauses of each body and office: kind, name, lines; the leading body first, then the one that elects it."""
    scenario = entry.scenario
    lines = [Line(n, clause) for n, clause in enumerate(statute(entry))]
    found = [
        (key[0], key[2], list(some))
        for key, some in groupby(lines, key=lambda line: (line.clause.group, line.clause.whose, line.clause.title))
    ]
    first = {scenario.top_body: 0, scenario.electorate: 1}
    return sorted(found, key=lambda one: first.get(one[2][0].clause.whose, 2) if one[0] == "body" else 3)


def rules(ask: Ask) -> Response:
    """The screen."""
    entry = ask.entry
    asked = [line for line in ask.query.get("change", "").split(",") if line.isdecimal()]
    return ask.page(
        "rules.html.j2", "rules", groups=groups(entry), scenario=entry.scenario, numbers=NUMBERS, opened=asked, first=FIRST, second=SECOND
    )  # fmt: skip


def changes(ask: Ask) -> list[tuple[Clause, str]]:
    """The clauses that the form changes, and to what. Raises :class:`NoChange`."""
    found = []
    for n, clause in enumerate(statute(ask.entry)):
        value = ask.form.get(f"n{n}", "").strip() or ask.form.get(f"c{n}", "").strip()
        if value and value != clause.value:
            found.append((clause, fitting(ask, clause, value)))
    if not found:
        raise NoChange(ask.say("No clause is changed: choose another wording of at least one."))
    if len(found) > CHANGES:
        raise NoChange(ask.say("Change {n} clauses at most.").format(n=CHANGES))
    return found


def fitting(ask: Ask, clause: Clause, value: str) -> str:
    """The value, if it is one of the alternatives or a number in range. Raises :class:`NoChange`."""
    if value in [one.value for one in clause.alternatives]:
        return value
    number = as_float(value)
    low, high = (-np.inf if clause.low is None else clause.low), (np.inf if clause.high is None else clause.high)
    if clause.kind in NUMBERS and number is not None and low <= number <= high and (clause.kind == "number" or number == int(number)):
        return f"{number:g}"
    text = ask.say("{clause}: {value} is no value for it. Choose a number from {low} to {high}, or one of the list.")
    raise NoChange(text.format(clause=clause.name, value=value[:40], low=f"{low:g}", high=f"{high:g}"))


def as_float(text: str) -> float | None:
    """A plain number of a few digits, or None."""
    plain = text.replace(",", ".")
    return float(plain) if len(plain) <= 12 and plain.replace(".", "", 1).isdecimal() else None


def try_them(ask: Ask) -> str:
    """Compare both arms: on few pairs at once, then on many."""
    entry, site, language = ask.entry, ask.site, ask.language
    settings = [clause.setting(value) for clause, value in changes(ask)]
    start, end = span(entry.results) if entry.is_run else (None, None)

    def arms(pairs: int, job: Job, record: tuple[str, ...]) -> tuple[Any, Arms]:
        found = whatif(entry.scenario, settings, pairs=pairs, record=record, progress=job.tell, start=start, end=end)
        made = Arms.of(found)
        site.keep(entry, made)
        return found, made

    def part(found: Any, made: Arms) -> Markup:
        told = [sentence(effect) for effect in found.effects]
        return render("tried.html.j2", language, {"told": told, "arms": made, "root": f"/{entry.id}", "pairs": len(made.before)})

    def work(job: Job) -> str:
        job.partial = part(*arms(FIRST, job, ("series", "events")))
        job.partial = part(*arms(SECOND, job, ("series", "events")))
        return job.partial

    def show(job: Job, language: str) -> str:
        return render("job.html.j2", language, {"job": job, "csrf": site.keys.csrf, "done": "answer.html.j2"})

    return show(site.jobs.start(work, show), language)


def candidates(entry: Entry) -> Iterable[tuple[Clause, str, str]]:
    """Clauses and other values for the search: of the leading body, of the one that elects it, and who appoints, the widest first."""
    scenario = entry.scenario
    near = [scenario.top_body, scenario.electorate]
    keys = (
        "agenda",
        "term",
        "elected_by",
        "appeal_to",
        "suspensive",
        "quorum",
        "threshold",
        "ballot",
        "extraordinary",
        "tie",
        "seats",
        "chair",
    )
    rank = {key: n for n, key in enumerate(keys)}
    bodies = [one for one in statute(entry) if one.whose in near and one.key in rank]
    bodies.sort(key=lambda one: (near.index(one.whose), rank[one.key]))
    offices = [
        one
        for one in statute(entry)
        if one.group == "office" and (one.key.startswith("appoints") or one.key == "term") and one.value not in ("0", "none")
    ]
    firsts = [(one, other) for one in [*bodies[:16], *offices[:8]] for other in one.alternatives[:1]]
    seconds = [(one, other) for one in bodies for other in one.alternatives[-1:] if len(one.alternatives) > 1]
    for clause, other in [*firsts, *seconds][:TRIED]:
        yield clause, other.value, other.sentence


def safer(ask: Ask) -> str:
    """Try clauses one by one: which of them keeps power shared?"""
    entry, site, language = ask.entry, ask.site, ask.language
    base = entry.once("base", lambda: case_of(entry))
    found = list(candidates(entry))

    def alone(case: Case) -> tuple[Any, Any]:
        table = case.futures(PAIRS, threads=1).histories(["one_man_loose_from", "first_loss"])
        return known(table["one_man_loose_from"]).astype(float), known(table["first_loss"]).astype(float)

    def work(job: Job) -> str:
        before, rows = alone(base), list[dict[str, Any]]()
        for n, (clause, value, told) in enumerate(found):
            job.tell(n, len(found))
            try:
                after = alone(base.under(clause.setting(value)))
            except CollegiumError:
                continue
            ruled, lost = (mean(later - earlier) for earlier, later in zip(before, after, strict=True))
            rows.append({"sentence": told, "setting": clause.setting(value), "ruled": ruled.value, "gap": gap(ruled), "lost": gap(lost),
                         "level": numeral(f"{after[0].mean():.0%}")})  # fmt: skip
            rows.sort(key=lambda row: row["ruled"])
            contents = {"rows": rows, "before": numeral(f"{before[0].mean():.0%}"), "pairs": PAIRS, "n": len(found)}
            job.partial = render("safer.html.j2", language, contents)
        return job.partial

    def show(job: Job, language: str) -> str:
        return render("job.html.j2", language, {"job": job, "csrf": site.keys.csrf, "done": "answer.html.j2"})

    return show(site.jobs.start(work, show), language)


def gap(found: Any) -> str:
    """A difference in points with its interval."""
    told = f"{points(found.value)} ({points(found.low)} … {points(found.high)})" if found.error else points(found.value)
    return numeral(told)


GETS = {"/{id}/rules": rules}
POSTS = {"/{id}/rules/try": try_them, "/{id}/rules/safer": safer}
