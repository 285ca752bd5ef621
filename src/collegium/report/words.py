"""Numbers in sentences. Nothing here says what will happen: only in how many simulated histories it did."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta

from collegium import analysis
from collegium.analysis import KINDS, Arm, Outcome, RealLoss, by_decision
from collegium.analysis.columns import Source, span
from collegium.analysis.numerals import error as error
from collegium.analysis.numerals import interval as interval
from collegium.analysis.numerals import number as number
from collegium.figures.style import bodies, day
from collegium.results.sentences import short_names
from collegium.scenario.model import Record, When

RECORDED = {
    "seat": "{who}: {value} seat in the {body} ({what})", "seat_lost": "{who}: {value} seat in the {body} lost ({what})",
    "seat_ended": "{who}: {value} seat in the {body} ended ({what})",
    "office_lost": "{who}: no longer {what} ({value})", "sent_away": "{who}: sent away ({what})",
    "expelled": "{who}: expelled ({what})", "died": "{who} dies ({what})", "caucus": "{who} form a caucus ({what})",
}  # fmt: skip
"""Kind of row in the record -> a sentence; a seat that nobody took away has ended."""

LOST = {
    "lost_office": "lost the office of {what}", "lost_top": "lost the seat in the {what}",
    "lost_committee": "lost the seat in the {what}", "sent_away": "was sent away ({what})", "expelled": "was expelled",
    "died": "died",
}  # fmt: skip
"""Rung -> what befell a person."""

AT_THE_END = {
    "one_man": "one man ruled",
    "bloc": "a caucus ruled as a bloc",
    "contested": "rule was contested (somebody in danger of removal)",
    "locked": "the collective was locked (nobody in danger, nobody dominant)",
    "sole_survivor": "a sole survivor was left", "void": "the reading was void (nobody’s seat could have come to a vote in time)",
}  # fmt: skip
"""Kind of rule -> how the short answer puts it."""


def dated(when: When) -> str:
    """A date as exactly as it is known: a day, a month, or from one day to another."""
    first, last = when.earliest, when.latest
    if when.approximate:
        middle = first + (last - first) / 2
        return f"about {middle:%B %Y}"
    if first == last:
        return day(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if same_month else day(first)} to {day(last)}"


def recorded(row: Record, names: Mapping[str, str]) -> str:
    """A row of the record as a sentence."""
    who = listed([names.get(person.strip(), person.strip()) for person in row.who.split(";")])
    parts = {"who": who, "body": names.get(row.body, row.body), "what": names.get(row.what, row.what), "value": row.value}
    kind = row.type if row.type != "seat_lost" or by_decision(row) else "seat_ended"
    return RECORDED[kind].format(**parts).replace(" ()", "").replace(":  ", ": ")


def befell(loss: RealLoss, names: Mapping[str, str]) -> str:
    """'Trotsky lost the seat in the Politburo'."""
    return f"{names[loss.person]} {LOST[loss.rung].format(what=loss.what)}"


def nearness(results: Source) -> str:
    """How near the strongest man comes to ruling alone."""
    met = {name: number(e.value, "share") for name, e in analysis.conditions(results).items()}
    return (
        f"How near it comes: at {met['safety']} of all quarterly readings nobody could, with two sponsors and comradeship laid aside, "
        f"have had the strongest out; at {met['initiative']} he could himself have had out whomever he picked as well; "
        f"at {met['no bypass']} all conditions of one-man rule held at that reading."
    )


def listed(words: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def points(share: float) -> str:
    """A difference of shares in percentage points."""
    return f"{100 * share:+.2f}".replace("-", "−")


def gap(value: float, unit: str) -> str:
    """A difference with its sign: of shares in percentage points."""
    if math.isnan(value):
        return "–"
    if unit == "share":
        return f"{points(value)} points"
    told = number(abs(value), unit)
    return told if value == 0 else f"{'+' if value > 0 else '−'}{told}"


def gap_interval(estimate: analysis.Estimate, unit: str) -> str:
    """'−18.90 to −14.70'; '–' where there is none."""
    if math.isnan(estimate.low):
        return "–"
    return " to ".join(gap(bound, unit).removesuffix(" points") for bound in (estimate.low, estimate.high))


def share(estimate: analysis.Estimate | None) -> str:
    """'14.2% (12.1% to 16.4%)'; '–' where there is none."""
    if estimate is None or math.isnan(estimate.value):
        return "–"
    return f"{number(estimate.value, 'share')} ({interval(estimate.low, estimate.high, 'share')})"


def times(ratio: float) -> str:
    """How many times as many: '8.3'; '∞' where nothing would be enough."""
    if math.isnan(ratio):
        return "–"
    return "∞" if math.isinf(ratio) else f"{ratio:,.1f}" if ratio < 100 else f"{ratio:,.0f}"


def of(share: float, n: int) -> str:
    """'38 of 100'; of few histories, or of what is rare or nearly certain, the count: '1 of 2,000', 'none of the 5'."""
    if n >= 100 and 0.005 <= share < 0.995:
        return f"{100 * share:.0f} of 100"
    count = round(share * n)
    return f"{count:,} of {n:,}" if 0 < count < n or n == 1 else f"all {n:,}" if count else f"none of the {n:,}"


def chance(row: Outcome) -> str:
    """'38 of 100 (36 to 40)', or '1 of 2,000 (0.01% to 0.28%)'."""
    told, bounds = of(row.estimate, row.n), (row.low, row.high)
    low, high = (f"{100 * b:.0f}" if told.endswith(" of 100") else number(b, "share") for b in bounds)
    return f"{told} ({low} to {high})"


def short_answer(results: Source, rows: list[Outcome], real: list[RealLoss], arms: list[Arm]) -> list[str]:
    """The answer in a few sentences, every number with its interval."""
    found = {row.name: row for row in rows}
    body, _ = bodies(results.scenario)
    end = day(span(results)[1])
    said = [
        f"In {chance(found['no_loss'])} simulated histories nobody lost a full seat in the {body} by decision up to {end}.",
        _one_man(rows, found),
        _at_the_end(found),
        _strongest(rows, found),
    ]
    decided = [loss for loss in real if loss.rung != "died"]
    if decided:
        said.append(_record(results, decided))
    if arms:
        said.append(verdict(results, arms))
    return said


def _one_man(rows: list[Outcome], found: dict[str, Outcome]) -> str:
    opening = f"One-man rule, in the strict sense of this page, came about in {chance(found['one_man'])}"
    first = next((row for row in rows if row.name.startswith("one_man:")), None)
    if first is None:
        return f"{opening} histories."
    return f"{opening}; most often the first to hold it was {first.label.removeprefix('first by ')}, in {chance(first)}."


def _at_the_end(found: dict[str, Outcome]) -> str:
    kinds = sorted((found[f"rule:{kind}"] for kind in KINDS), key=lambda row: -row.estimate)
    parts = [f"{AT_THE_END[row.name[5:]]} in {chance(row)}" for row in kinds if row.estimate >= 0.01]
    return f"At the end {listed(parts)}." if parts else "The kind of rule at the end was not recorded."


def _strongest(rows: list[Outcome], found: dict[str, Outcome]) -> str:
    leader = next((row for row in rows if row.name.startswith("strongest:")), None)
    share = found["strongest_share"]
    if leader is None:
        return "Nobody was recorded as the strongest at the end."
    return (
        f"{leader.label.removesuffix(' is strongest at the end')} was the strongest at the end in {chance(leader)}; "
        f"whoever was, held a median share of power of {number(share.estimate, 'share')} "
        f"({number(share.low, 'share')} to {number(share.high, 'share')})."
    )


def _record(results: Source, real: list[RealLoss]) -> str:
    names = short_names(results.scenario)
    ordered = sorted(real, key=lambda loss: loss.share)
    rarest, middle = ordered[0], ordered[(len(ordered) - 1) // 2]
    body, _ = bodies(results.scenario)
    return (
        f"Losses by decision on record for members of the {body}: {len(real)}. Half of them had come by their real day "
        f"in at most {of(middle.share, middle.n)} simulated histories; least often met was that {befell(rarest, names)} "
        f"({day(rarest.day)}), in {of(rarest.share, rarest.n)}."
    )


def verdict(results: Source, arms: list[Arm]) -> str:
    """What the permutation test says, and no more than it says."""
    names = short_names(results.scenario)
    real, others = arms[0], arms[1:]
    leader = real.leader
    lead = real.strongest[leader]
    permuted = listed([f"{of(arm.strongest[leader].value, arm.n)} with traits {arm.name}" for arm in others])
    said = f"{names[leader]} ended as the strongest in {of(lead.value, real.n)} histories with traits as coded, in {permuted}. "
    if any(arm.strongest[arm.leader].low > arm.strongest[leader].high for arm in others):
        return said + "With the coding taken away somebody else leads: our coding of characters carries the result."
    if any(arm.leader != leader for arm in others):
        return said + "Without the coding his lead lies within the simulation’s error: only more histories could tell."
    if any(arm.strongest[leader].high < lead.low for arm in others):
        return said + "He still leads, so standing, posts and following carry part of it; our coding of characters the rest."
    return said + "He leads as often without the coding: in this model standing, posts and following carry the result."
