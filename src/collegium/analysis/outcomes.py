"""The outcome table: estimates over the histories, one row for each question.

A row is *emergent* when nothing in the scenario fixes it and *built-in* when it mostly repeats an
input (mortality, the statute's calendar), so that nobody mistakes the one for the other.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from collegium.analysis import answers, intervals, markup
from collegium.analysis.answers import Answer, Influence
from collegium.analysis.columns import Recorded, codes, known, numbers, source
from collegium.arguments import takes
from collegium.language import marked, say

KINDS = ("one_man", "bloc", "contested", "locked", "sole_survivor", "void")
"""Kinds of rule, in the order in which figures and tables show them."""

KIND_LABELS = {
    "one_man": "One-man rule",
    "bloc": "Bloc rule",
    "contested": "Contested rule",
    "locked": "Locked collective",
    "sole_survivor": "Sole survivor",
    "void": "Void",
}

FOREIGN_PURGES = (31, 998)
"""Purges and elite-years in collective leaderships abroad: 3.1% of elite-years ended in one."""

RARE = 0.005
"""Rulers met in fewer histories than this share are put together, but for the most frequent one."""

SHOWN = 5
"""So many people are named as the strongest at the end."""

COLUMNS = (
    "strongest", "strongest_share", "effective_leaders", "rule", "ruler", "one_man_from", "one_man_by", "one_man_strict_from",
    "one_man_loose_from", "bloc_from", "losses",
    "deaths", "member_years", "motions", "carried", "unanimous", "sanctions", "sanctions_carried", "appeals",
    "appeals_won", "resignations", "resignations_accepted", "documents", "disclosed", "suppressed", "caucuses",
    "congresses", "enlargements", "expelled", "arrests", "exiles", "platforms", "capitulations", "output",
)  # fmt: skip
TOLLS = {"died_of_hunger": "Dead of hunger", "died_of_war": "Dead of war", "died_in_revolts": "Dead in revolts",
         "died_of_terror": "Dead of terror"}  # fmt: skip
"""Column of deaths in thousands, where the case has populations -> what the table calls it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the outcome table.

    ``estimate``, ``low`` and ``high`` (95%) are shares 0..1 when ``unit`` is ``share``, else in
    ``unit``; ``error`` is the Monte-Carlo standard error; ``n`` the histories behind the row;
    ``marked`` is ``emergent`` or ``built-in``. NaN: no history speaks about it.
    """

    name: str
    group: str
    label: str
    estimate: float
    low: float
    high: float
    error: float
    n: int
    unit: str
    note: str
    marked: str

    def _repr_html_(self) -> str:
        return markup.outcomes([self])


Row = tuple[Outcome, Influence]
"""A row of the table, and what every history adds to its estimate."""


@takes(results=source)
def outcomes(results: Recorded) -> list[Outcome]:
    """The outcome table of ``results``, in reading order: seats, rule, power, procedure, and populations where the case has any."""
    return [row for row, _ in influences(results)]


def influences(results: Recorded, also: Collection[str] = ()) -> list[Row]:
    """The rows of the outcome table, each with the influence of every history on its estimate.

    Parameters
    ----------
    results
        A folder of results.
    also
        Names of rows about a person (``one_man:ID``, ``strongest:ID``) that are wanted even where few or no histories speak for them.

    Returns
    -------
    list of (Outcome, array of shape (histories,))
        In reading order.
    """
    peopled = any(one.peopled for one in results.scenario.constituencies)
    table = results.histories([*COLUMNS, *(("revolts", "put_down", "hunts", *TOLLS) if peopled else ())])
    names = {person.id: person.name for person in results.scenario.people}
    readings = results.scenario.parameters["readings"]
    running = f"{readings.args[0]:g}" if readings.family == "point" else "several"
    rows = [*_seats(table), *_rule(table, names, running, also), *_power(table, names, also), *_procedure(table)]
    return [*rows, *_populations(table)] if peopled else rows


def _row(name: str, group: str, label: str, found: Answer, unit: str = "share", note: str = "", marked: str = "emergent") -> Row:
    e = found.estimate
    return Outcome(name, say(group), label, e.value, e.low, e.high, e.error, e.n, unit, note, marked), found.influence


def _seats(table: pa.Table) -> list[Row]:
    group = marked("Seats")
    losses, deaths, years = (numbers(table[name]) for name in ("losses", "deaths", "member_years"))
    purges, exposure = FOREIGN_PURGES
    abroad = intervals.proportion(purges, exposure)
    comparison = (
        f"elsewhere {abroad.value:.1%} of elite-years ended in a purge ({purges} of {exposure}; {abroad.low:.1%} to {abroad.high:.1%})"
    )
    return [
        _row("no_loss", group, say("Nobody loses a full seat in the top body by decision"), answers.share(losses == 0),
             note="deaths apart"),
        _row("losses", group, say("Full seats lost by decision"), answers.count(losses), "a history"),
        _row("loss_rate", group, say("Full seats lost per member-year"), answers.ratio(losses, years),
             note=comparison),
        *(_row(name, group, label, answers.count(numbers(table[name])), "a history")
          for name, label in (("expelled", say("People expelled")), ("arrests", say("People arrested")), ("exiles", say("People exiled")))),
        _row("deaths", group, say("Full members who die in their seats"), answers.count(deaths), "a history",
             "follows from the mortality in the scenario", "built-in"),
    ]  # fmt: skip


def _rule(table: pa.Table, names: dict[str, str], running: str, also: Collection[str]) -> list[Row]:
    group = marked("Who rules")
    people = _asked("one_man", also)
    wanted = len(people)
    by = codes(table["one_man_by"], people)
    rows = [
        _row(
            "one_man",
            group,
            say("One-man rule at any time"),
            answers.share(known(table["one_man_from"])),
            note=f"{running} quarterly readings in a row",
        )
    ]
    counts = np.bincount(by[by >= 0], minlength=len(people))
    ranked = _ranked(counts, people)
    often = [place for n, place in enumerate(ranked) if n == 0 or counts[place] >= RARE * len(by)]
    named = [*often, *(place for place in range(wanted) if place not in often)]
    for place in named:
        found = answers.share(by == place)
        rows.append(_row(f"one_man:{people[place]}", group, say("first by {who}", who=names.get(people[place], people[place])), found))
    if set(ranked) - set(named):
        rows.append(_row("one_man_by_others", group, say("first by anyone else"), answers.share((by >= 0) & ~np.isin(by, named))))
    for name, label, note in (
        ("one_man_strict", say("with stricter thresholds"), "half the tolerated danger, a higher chance of removing others"),
        ("one_man_loose", say("with looser thresholds"), "twice the tolerated danger, half the chance of removing others"),
        ("bloc", say("Bloc rule at any time"), "a caucus that nobody outside can remove or bypass"),
    ):  # fmt: skip
        rows.append(_row(name, group, label, answers.share(known(table[f"{name}_from"])), note=note))
    kinds = list(KINDS)
    at_end = codes(table["rule"], kinds)
    for number, kind in enumerate(KINDS):
        rows.append(_row(f"rule:{kind}", group, say("{rule} at the end", rule=say(KIND_LABELS[kind])), answers.share(at_end == number)))
    return rows


def _asked(kind: str, also: Collection[str]) -> list[str]:
    """The people whose row of this kind is wanted in any case."""
    return list(dict.fromkeys(person for name in also for start, _, person in [name.partition(":")] if person and start == kind))


def _ranked(counts: np.ndarray, people: list[str]) -> list[int]:
    """Places of those counted at all, most often first; ties by name."""
    return sorted((int(place) for place in np.flatnonzero(counts)), key=lambda place: (-counts[place], people[place]))


def _power(table: pa.Table, names: dict[str, str], also: Collection[str]) -> list[Row]:
    group = marked("Power")
    people = _asked("strongest", also)
    wanted = len(people)
    strongest = codes(table["strongest"], people)
    counts = np.bincount(strongest[strongest >= 0], minlength=len(people))
    rows = []
    often = _ranked(counts, people)[:SHOWN]
    for place in [*often, *(place for place in range(wanted) if place not in often)]:
        label = say("{who} is strongest at the end", who=names.get(people[place], people[place]))
        rows.append(_row(f"strongest:{people[place]}", group, label, answers.share(strongest == place)))
    share = numbers(table["strongest_share"])
    rows.append(_row("strongest_share", group, say("Share of power of the strongest, median"), answers.quantile(share, 0.5)))
    leaders = numbers(table["effective_leaders"])
    note = "1 / sum of squared shares of power at the end"
    for q, word in ((0.05, say("5th percentile")), (0.5, say("median")), (0.95, say("95th percentile"))):
        found = answers.quantile(leaders, q)
        rows.append(
            _row(
                f"effective_leaders:{q}",
                group,
                say("Effective number of leaders, {quantile}", quantile=word),
                found,
                "people",
                note if q == 0.05 else "",
            )
        )
    rows.append(_row("output", group, say("Output at the end, relative to the start, median"),
                     answers.quantile(numbers(table["output"]), 0.5), "times",
                     "the scenario fixes harvests, not policy"))  # fmt: skip
    return rows


def _procedure(table: pa.Table) -> list[Row]:
    group = marked("Procedure")

    def rate(name: str, label: str, part: str, whole: str, note: str = "") -> Row:
        return _row(name, group, label, answers.part(numbers(table[part]), numbers(table[whole])), note=note)

    def count(name: str, label: str, note: str = "", marked: str = "emergent") -> Row:
        return _row(name, group, label, answers.count(numbers(table[name])), "a history", note, marked)

    return [
        count("motions", say("Motions heard")),
        rate("carried", say("of these carried"), "carried", "motions"),
        rate("unanimous", say("Carried motions without a vote against"), "unanimous", "carried"),
        count("sanctions", say("Sanctions put to a vote"), "strip, remove, expel, send away"),
        rate("sanctions_carried", say("of these carried"), "sanctions_carried", "sanctions"),
        count("appeals", say("Appeals to a wider body")),
        rate("appeals_won", say("of these won"), "appeals_won", "appeals"),
        count("resignations", say("Resignations tendered")),
        rate("resignations_accepted", say("of these accepted"), "resignations_accepted", "resignations"),
        count("documents", say("Documents written"), "the scenario lists the possible ones", "built-in"),
        rate("disclosed", say("of these read out"), "disclosed", "documents"),
        rate("suppressed", say("of these locked away"), "suppressed", "documents"),
        count("caucuses", say("Caucuses formed")),
        count("platforms", say("Platforms taken to the rank and file")),
        count("capitulations", say("Capitulations")),
        count("enlargements", say("Bodies enlarged")),
        count("congresses", say("Congresses held"), "due by statute", "built-in"),
    ]  # fmt: skip


def _populations(table: pa.Table) -> list[Row]:
    group = "Populations"
    revolts = numbers(table["revolts"])
    rows = [_row("revolt", group, "At least one revolt", answers.share(revolts > 0))]
    for name, label in (("revolts", "Revolts"), ("put_down", "Attempts to put one down"), ("hunts", "Hunts for enemies")):
        rows.append(_row(name, group, label, answers.count(numbers(table[name])), "a history"))
    for name, label in TOLLS.items():
        rows.append(
            _row(name, group, f"{label}, median", answers.quantile(numbers(table[name]), 0.5), "thousands", "victims; no rule reads it")
        )
    return rows
