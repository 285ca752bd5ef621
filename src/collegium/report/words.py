"""Numbers in sentences. Nothing here says what will happen: only in how many simulated histories it did."""

from __future__ import annotations

import math
from datetime import date, timedelta

from collegium.analysis import KIND_LABELS, KINDS, Arm, Outcome, RealLoss
from collegium.analysis.columns import Source, span
from collegium.figures.style import in_hundred, short_names
from collegium.scenario.model import When

RECORDED = {
    "seat": "Seat taken", "seat_lost": "Seat lost", "office": "Office taken", "office_lost": "Office lost",
    "sent_away": "Sent away", "expelled": "Expelled", "died": "Died", "vote": "Vote", "caucus": "Caucus",
    "congress": "Congress", "target": "Matter",
}  # fmt: skip
"""Kind of row in the record -> words."""

LOST = {
    "lost_office": "loss of the office", "lost_top": "loss of the seat", "lost_committee": "loss of the seat",
    "sent_away": "sending away", "expelled": "expulsion", "died": "death",
}  # fmt: skip
"""Rung -> a noun."""


def day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"


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
    return f"{day(first)} to {day(last)}"


def listed(words: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def number(value: float, unit: str) -> str:
    """An estimate as the table prints it: shares in percent, with one decimal from 1% on; all else with two."""
    if math.isnan(value):
        return "–"
    size = 100 * value if unit == "share" else value
    digits = 1 if unit == "share" and (abs(size) >= 1 or size == 0) else 2
    return f"{size:.{digits}f}{'%' if unit == 'share' else ''}"


def chance(row: Outcome) -> str:
    """'38 of 100 (36 to 40)', or 'none of the 1,000' where nothing was seen."""
    if row.estimate == 0:
        return f"none of the {row.n:,}"
    low, high = (
        f"{100 * bound:.0f}" if 0.005 <= bound < 0.995 else f"{100 * bound:.1f}" for bound in (row.low, row.high)
    )
    return f"{in_hundred(row.estimate)} ({low} to {high})"


def short_answer(results: Source, rows: list[Outcome], real: list[RealLoss], arms: list[Arm]) -> list[str]:
    """The answer in a few sentences, every number with its interval."""
    found = {row.name: row for row in rows}
    scenario = results.scenario
    body = next((b.name for b in scenario.bodies if b.id == scenario.top_body), scenario.top_body)
    end = day(span(results)[1])
    said = [
        f"In {chance(found['no_loss'])} simulated histories nobody lost a full seat in the {body} by decision up "
        f"to {end}.",
        _one_man(rows, found),
        _at_the_end(found),
        _strongest(rows, found),
    ]
    if real:
        said.append(_record(results, real))
    if arms:
        said.append(verdict(results, arms))
    return said


def _one_man(rows: list[Outcome], found: dict[str, Outcome]) -> str:
    opening = f"One-man rule, in the sense defined at the end of this page, came about in {chance(found['one_man'])}"
    first = next((row for row in rows if row.name.startswith("one_man:")), None)
    if first is None:
        return f"{opening} histories."
    return (
        f"{opening}; most often the first to hold it was {first.label.removeprefix('first by ')}, in {chance(first)}."
    )


def _at_the_end(found: dict[str, Outcome]) -> str:
    kinds = sorted((found[f"rule:{kind}"] for kind in KINDS), key=lambda row: -row.estimate)
    parts = [f"{KIND_LABELS[row.name[5:]].lower()} in {chance(row)}" for row in kinds if row.estimate >= 0.01]
    return f"At the end there was {listed(parts)}." if parts else "The kind of rule at the end was not recorded."


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
    rarest, middle = ordered[0], ordered[len(ordered) // 2]
    return (
        f"{len(real)} losses of members of the top body are on record for this period. The middling one had come by "
        f"its real day in {in_hundred(middle.share)} histories; the one least often met was {names[rarest.person]}’s "
        f"{LOST[rarest.rung]} ({day(rarest.day)}), which had come by then in {in_hundred(rarest.share)}."
    )


def verdict(results: Source, arms: list[Arm]) -> str:
    """What the permutation test says, and no more than it says."""
    names = short_names(results.scenario)
    real, others = arms[0], arms[1:]
    leader = real.leader
    lead = real.strongest[leader]
    permuted = listed([f"{in_hundred(arm.strongest[leader].value)} with traits {arm.name}" for arm in others])
    said = (
        f"{names[leader]} ended as the strongest in {in_hundred(lead.value)} histories with traits as coded, in "
        f"{permuted}. "
    )
    if any(arm.strongest[arm.leader].low > arm.strongest[leader].high for arm in others):
        return said + "With the coding taken away somebody else leads: our coding of characters carries the result."
    if any(arm.leader != leader for arm in others):
        return said + "Without the coding his lead lies within the simulation’s error: only more histories could tell."
    if any(arm.strongest[leader].high < lead.low for arm in others):
        return said + "He still leads, so posts and following carry part of it; our coding of characters the rest."
    return said + "He leads as often without the coding: in this model posts and following carry the result."
