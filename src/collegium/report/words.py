"""Numbers in sentences. Nothing here says what will happen: only in what share of the simulated histories it did."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from collegium import analysis
from collegium.analysis import KINDS, Arm, Outcome, RealLoss, by_decision
from collegium.analysis.columns import Recorded, span
from collegium.analysis.numerals import error as error
from collegium.analysis.numerals import interval as interval
from collegium.analysis.numerals import number as number
from collegium.analysis.numerals import size as size
from collegium.figures.style import bodies, bound, dated, day, listed, minus
from collegium.language import marked, numeral, say
from collegium.results.sentences import short_names
from collegium.scenario.model import Record

NEGATIVE = re.compile(r"(?<![\w-])-(?=\d)")
"""The hyphen of a negative number, not that of a date or a word."""

RECORDED = {
    "seat": marked("{who}: {value} seat in the {body} ({what})"),
    "seat_lost": marked("{who}: {value} seat in the {body} lost ({what})"),
    "seat_ended": marked("{who}: {value} seat in the {body} ended ({what})"),
    "office_lost": marked("{who}: no longer {what} ({value})"),
    "sent_away": marked("{who}: sent away ({what})"),
    "expelled": marked("{who}: expelled ({what})"),
    "died": marked("{who} dies ({what})"),
    "caucus": marked("{who} form a caucus ({what})"),
}
"""Kind of row in the record -> a sentence; a seat that nobody took away has ended."""

VALUES = (marked("full"), marked("candidate"), marked("carried"), marked("refused"), marked("lost"))
"""Values of rows that are words of the format; the others are their author's."""

LOST = {
    "lost_office": "lost the office of {what}", "lost_top": "lost the {rank}seat in the {what}",
    "lost_committee": "lost the {rank}seat in the {what}", "sent_away": "was sent away ({what})", "expelled": "was expelled",
    "died": "died",
}  # fmt: skip
"""Rung -> what befell a person."""

AT_THE_END = {
    "one_man": "one member ruled alone",
    "bloc": "a caucus ruled as a bloc",
    "contested": "rule was contested (at least one member was in danger of removal)",
    "locked": "the collective was locked (nobody was in danger, and nobody dominated)",
    "sole_survivor": "one survivor was left",
    "void": "the reading was void (no seat could come to a vote in time)",
}
"""Kind of rule -> how the short answer puts it."""


def recorded(row: Record, names: Mapping[str, str]) -> str:
    """A row of the record as a sentence."""
    who = listed([names.get(person.strip(), person.strip()) for person in row.who.split(";")])
    parts = {
        "who": who,
        "body": names.get(row.body, row.body),
        "what": names.get(row.what, row.what),
        "value": say(row.value) if row.value in VALUES else row.value,
    }
    kind = row.type if row.type != "seat_lost" or by_decision(row) else "seat_ended"
    return say(RECORDED[kind], **parts).replace(" ()", "").replace(":  ", ": ")


def befell(loss: RealLoss, names: Mapping[str, str]) -> str:
    """'Trotsky lost the full seat in the Politburo'."""
    rank = f"{loss.record.value} " if loss.record.value in ("full", "candidate") else ""
    return f"{names[loss.person]} {LOST[loss.rung].format(what=loss.what, rank=rank)}"


def nearness(results: Recorded) -> str:
    """How often the strongest member meets the conditions of one-man rule."""
    found = analysis.conditions(results)
    met = {name: number(e.value, "share") + (f" ({bound(e.n)})" if e.value == 0 else "") for name, e in found.items()}
    return (
        f"How close did anyone come? In {met['safety']} of quarterly readings nobody could remove the strongest member, even with two "
        f"sponsors and without comradeship. In {met['initiative']} the strongest member could also remove any other member. In "
        f"{met['no bypass']} all conditions of one-man rule held at that reading."
    )


def recode(text: str) -> str:
    """A sentence about a history with the minus sign of typography before its numbers."""
    return NEGATIVE.sub("−", text)


def points(share: float) -> str:
    """A difference of shares in percentage points."""
    return minus(f"{100 * share:+.2f}")


def gap(value: float, unit: str) -> str:
    """A difference with its sign: of shares in percentage points."""
    if math.isnan(value):
        return "–"
    if unit == "share":
        return say("{gap} points", gap=numeral(points(value)))
    size = number(abs(value), unit)
    return numeral(size if value == 0 else f"{'+' if value > 0 else '−'}{size}")


def gap_interval(estimate: analysis.Estimate, unit: str) -> str:
    """'−18.90 to −14.70'; '–' where there is none."""
    if math.isnan(estimate.low):
        return "–"
    low, high = (numeral(points(bound)) if unit == "share" else gap(bound, unit) for bound in (estimate.low, estimate.high))
    return say("{from} to {to}", **{"from": low, "to": high})


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
    """'38% of histories'; of few histories, or of what is rare or nearly certain, the count: '1 of 2,000 histories'; where there is none,
    how many there could be: 'none of the 500 histories (95% upper bound: 0.76%)'."""
    if n >= 100 and 0.005 <= share < 0.995:
        return f"{100 * share:.0f}% of histories"
    count = round(share * n)
    if count == 0:
        return f"none of the {n:,} histories ({bound(n)})"
    return f"{count:,} of {n:,} histories" if count < n or n == 1 else f"all {n:,} histories"


def chance(row: Outcome) -> str:
    """'38% of histories (36% to 40%)', or '1 of 2,000 histories (0.01% to 0.28%)'."""
    often = of(row.estimate, row.n)
    if row.estimate == 0:
        return often
    low, high = (f"{100 * b:.0f}%" if often.endswith("% of histories") else number(b, "share") for b in (row.low, row.high))
    return f"{often} ({low} to {high})"


def short_answer(results: Recorded, rows: list[Outcome], real: list[RealLoss], arms: list[Arm]) -> list[str]:
    """The answer in a few sentences, every number with its interval."""
    found = {row.name: row for row in rows}
    body, _ = bodies(results.scenario)
    end = day(span(results)[1])
    said = [
        f"Nobody loses a full seat in the {body} by decision up to {end} in {chance(found['no_loss'])}.",
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
    opening = f"One-man rule, in the strict sense of this page, occurs in {chance(found['one_man'])}"
    first = next((row for row in rows if row.name.startswith("one_man:")), None)
    if first is None:
        return f"{opening}."
    return f"{opening}. {first.label.removeprefix('first by ')} is the most frequent first ruler, in {chance(first)}."


def _at_the_end(found: dict[str, Outcome]) -> str:
    kinds = sorted((found[f"rule:{kind}"] for kind in KINDS), key=lambda row: -row.estimate)
    parts = [f"{AT_THE_END[row.name[5:]]} in {chance(row)}" for row in kinds if row.estimate >= 0.01]
    return f"At the end {listed(parts)}." if parts else "The results do not say who ruled at the end."


def _strongest(rows: list[Outcome], found: dict[str, Outcome]) -> str:
    leader = next((row for row in rows if row.name.startswith("strongest:")), None)
    share = found["strongest_share"]
    if leader is None:
        return "The results do not say who was the strongest at the end."
    name = leader.label.removesuffix(" is strongest at the end")
    return (
        f"{name} is the strongest at the end in {chance(leader)}. The strongest member, whoever it is, has a median share of power of "
        f"{number(share.estimate, 'share')} ({number(share.low, 'share')} to {number(share.high, 'share')})."
    )


def _record(results: Recorded, real: list[RealLoss]) -> str:
    names = short_names(results.scenario)
    ordered = sorted(real, key=lambda loss: loss.share)
    rarest, middle = ordered[0], ordered[(len(ordered) - 1) // 2]
    body, _ = bodies(results.scenario)
    return (
        f"The record has {len(real)} losses by decision of members of the {body}. For half of them, at most {of(middle.share, middle.n)} "
        f"have the loss by the historical date. The rarest is that {befell(rarest, names)} ({dated(rarest.when)}): it had happened in "
        f"{of(rarest.share, rarest.n)}."
    )


def verdict(results: Recorded, arms: list[Arm]) -> str:
    """What the permutation test says, and no more than it says."""
    names = short_names(results.scenario)
    real, others = arms[0], arms[1:]
    leader = real.leader
    lead, name = real.strongest[leader], names[leader]
    permuted = listed([f"{of(arm.strongest[leader].value, arm.n)} with traits {arm.name}" for arm in others])
    said = f"{name} ends as the strongest in {of(lead.value, real.n)} with traits as coded, in {permuted}. "
    if any(arm.strongest[arm.leader].low > arm.strongest[leader].high for arm in others):
        return said + "Without the coding somebody else leads: our coding of characters carries the result."
    if any(arm.leader != leader for arm in others):
        return said + "Without the coding the lead lies within the simulation’s error: only more histories could decide."
    if any(arm.strongest[leader].high < lead.low for arm in others):
        return (
            said
            + f"{name} still leads, so standing, posts and following carry part of the lead; our coding of characters carries the rest."
        )
    return said + f"{name} leads as often without the coding: in this model standing, posts and following carry the result."
