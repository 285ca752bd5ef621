"""The code book: traits and ties worked out from dated acts (``spec/format.md``, section 5).

``agreement`` is the weighted kappa between two codings of the same acts, None where they were coded once.

Nothing here knows what came later: an act counts if it began by the day D, and a stretch of time is cut
off at D.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import exp, log, tanh

from collegium.scenario import calendar, cells
from collegium.scenario.model import Act, Cell
from collegium.scenario.spans import first, last

YEAR = 365.25
HALF_LIFE = 2.0
"""Years in which an act loses half of its weight for a tie."""
EVIDENCE = {"ambition": "bid", "caution": "withdrawal", "apparatus": "apparatus", "public": "public"}
"""Trait -> the kind of act that is counted for it."""
FEWEST = 3
"""With fewer acts than this a trait stays unknown."""
TRAIT_SPREAD, TIE_SPREAD = 1.0, 0.3
"""Half the width of what is drawn around a trait and around a tie."""
ENOUGH = 0.6
"""Agreement below which the code book's number is drawn from twice the range."""
KINDS = {"ally": "ally", "friend": "friend", "kin": "friend", "rival": "rival", "enemy": "enemy"}
"""Kind of tie -> the level it means where no act is known; any other kind says nothing."""


def count(acts: Iterable[Act], person: str, trait: str, day: date) -> int:
    """Dated acts of the person that speak for the trait, up to the day; one for every started year of ``apparatus``."""
    mine = [act for act in acts if act.kind == EVIDENCE[trait] and act.person == person and first(act.span.start) <= day]
    if trait != "apparatus":
        return len(mine)
    return sum(started_years(first(act.span.start), min(last(act.span), day)) for act in mine)


def started_years(start: date, end: date) -> int:
    """Years begun from ``start`` to ``end``, the first one included."""
    return max(1, end.year - start.year + ((end.month, end.day) > (start.month, start.day)))


def trait(acts: int, agreement: float | None = None) -> Cell:
    """The level that so many acts mean, within 0..4; the whole range for fewer than three."""
    if acts < FEWEST:
        return Cell("uniform", (0.0, 4.0))
    return around(level(acts), widened(TRAIT_SPREAD, agreement), 0.0, 4.0)


def level(acts: int) -> float:
    """4 (1 - exp(-n/4)): every further act says less."""
    return 4 * (1 - exp(-acts / 4))


def widened(spread: float, agreement: float | None) -> float:
    """Twice the spread where two codings agree too little; the spread itself where they agree, or where there was one."""
    return spread if agreement is None or agreement >= ENOUGH else 2 * spread


def around(value: float, spread: float, low: float, high: float) -> Cell:
    """A triangle around the value, cut off at the ends of the scale."""
    return Cell("triangular", (max(low, value - spread), value, min(high, value + spread)))


def fading(years: float) -> float:
    """Weight of an act that lies so many years back: one half for every two."""
    return float(2 ** (-years / HALF_LIFE))


def faded_years(start: float, end: float) -> float:
    """Weighted length of a stretch that began ``start`` and ended ``end`` years ago: the integral of :func:`fading`."""
    return (fading(end) - fading(start)) * HALF_LIFE / log(2)


def common_service(acts: Iterable[Act], a: str, b: str, day: date) -> float:
    """Faded years in which the two served together; a year on two posts at once is one year."""
    stretches = sorted(
        (first(act.span.start), min(last(act.span), day))
        for act in acts
        if act.kind == "service" and {act.person, act.other} == {a, b} and first(act.span.start) <= day
    )
    total, reached = 0.0, calendar.FIRST
    for start, end in stretches:
        start = max(start, reached)
        if start < end:
            total += faded_years((day - start).days / YEAR, (day - end).days / YEAR)
            reached = end
    return total


def deeds(acts: Iterable[Act], kind: str, a: str, b: str, day: date) -> float:
    """Faded number of acts of this kind of ``a`` towards ``b``."""
    found = (act for act in acts if act.kind == kind and act.person == a and act.other == b)
    return sum(fading((day - first(act.span.start)).days / YEAR) for act in found if first(act.span.start) <= day)


def tie(service: float, support: float, hostile: float, agreement: float | None = None) -> Cell:
    """tanh(0.5 service + 0.5 support - 0.7 hostile), with its spread, within -1..1."""
    strength = tanh(0.5 * service + 0.5 * support - 0.7 * hostile)
    return around(strength, widened(TIE_SPREAD, agreement), -1.0, 1.0)


def tie_between(acts: Iterable[Act], a: str, b: str, kind: str, day: date, agreement: float | None = None) -> Cell:
    """The tie of ``a`` to ``b``: from acts, or where none is known from the kind of tie."""
    between = [act for act in acts if {act.person, act.other} == {a, b} and first(act.span.start) <= day]
    known = [act for act in between if act.kind == "service" or act.person == a]
    if not known and kind in KINDS:
        return cells.parse(KINDS[kind], cells.STRENGTH)
    return tie(common_service(known, a, b, day), deeds(known, "support", a, b, day), deeds(known, "hostile", a, b, day), agreement)
