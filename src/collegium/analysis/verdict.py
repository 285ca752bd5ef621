"""The verdict on a claim, by the rule written down in ``spec/experiments.md``, section 4."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from collegium.analysis.contrast import Contrast
from collegium.analysis.detection import FEWEST, FLOOR, POWER, SIGNS, detectable, mattering
from collegium.analysis.intervals import Estimate
from collegium.analysis.numerals import size
from collegium.analysis.readers import spread
from collegium.arguments import instance, instances, one_of, optional, takes, text

NO_POWER = "no power"
VERDICTS = ("supported", "opposed", "fragile", NO_POWER, "built in", "not testable here")

ASSUMED, ENOUGH = Fraction(1, 10), 20
"""A rarer sign than this, in at least so many draws in which the arms differ, shows that the rules assume the other."""

MOST = Fraction(2, 3)
"""So large a part of the draws in which the arms differ must go the way of the effect."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim, put as an experiment and judged.

    ``experiment`` and ``given`` are the sentences of both arms as typed (``experiment`` blank: set aside, and ``measure`` says why);
    ``sign`` is one of :data:`SIGNS`, or blank where set aside; ``verdict`` one of :data:`VERDICTS`, ``reason`` why, in a sentence.
    ``effect`` is that of the full model, ``variants`` those of the rival variants by name. Of the draws of all of them in which the arms
    differ, ``shared_up`` and ``shared_down`` are the shares of either sign (NaN if there are none). ``scale`` is the standard deviation of
    the measure over histories without the change. ``detectable`` is the minimum detectable effect, ``mattering`` the smallest that would
    matter (``collegium.analysis.detection``; NaN where set aside).
    """

    id: str
    claim: str
    experiment: str
    given: str
    measure: str
    label: str
    unit: str
    sign: str
    verdict: str
    reason: str
    effect: Contrast | None
    variants: dict[str, Contrast]
    shared_up: float
    shared_down: float
    scale: float
    detectable: float = math.nan
    mattering: float = math.nan


@takes(scale=spread, placebo=optional(instance(Estimate)))
def noise_floor(scale: float, placebo: Estimate | None = None) -> float:
    """How large an effect may be and still be noise: a tenth of the standard deviation of the measure, or the far end of the placebo's
    interval if that is larger."""
    far = max(abs(placebo.low), abs(placebo.high)) if placebo else 0.0
    return max(FLOOR * scale, far)


@takes(effects=instances(Contrast))
def signs(effects: Iterable[Contrast]) -> tuple[int, int]:
    """How many draws of these effects together go up, and how many down."""
    found = [one for one in effects if one.draws]
    return sum(round(one.draws_up * one.draws) for one in found), sum(round(one.draws_down * one.draws) for one in found)


@takes(sign=text, effect=optional(instance(Contrast)), variants=instances(Contrast), floor=spread, scale=spread)
def verdict(
    sign: str, effect: Contrast | None, variants: Iterable[Contrast] = (), floor: float = 0.0, scale: float = math.nan
) -> tuple[str, str]:
    """The verdict on a claim of this ``sign``, and the reason for it.

    ``effect`` is that of the full model (None if there is no experiment), ``variants`` those of its rivals. ``floor`` is the noise floor,
    ``scale`` the standard deviation of the measure without the change. If that is unknown (NaN), the range of the measure alone says what
    would matter. ArgumentError for any other sign."""
    if effect is None:
        return "not testable here", "no experiment says what this claim says"
    if not effect.draws:
        return "not testable here", "no history has a value of the measure in both arms"
    one_of("sign", sign, SIGNS)
    if sign == "none":
        return _no_difference(effect, floor, scale)
    up, down = signs([effect, *variants])
    if up + down >= ENOUGH and min(up, down) < ASSUMED * (up + down):
        way, many = ("up", up) if up > down else ("down", down)
        return "built in", f"the rules assume it: of {up + down:,} draws in which the arms differ, over all variants, {many:,} go {way}"
    return _side(sign, effect, scale)


def _no_difference(effect: Contrast, floor: float, scale: float) -> tuple[str, str]:
    found, tenth = effect.difference, FLOOR * scale
    if scale == 0 and effect.changed.value == 0:
        return NO_POWER, "the measure is the same in every history of both arms"
    if found.low > floor or found.high < -floor:
        return "opposed", "the whole interval lies outside the noise floor"
    if not (-tenth <= found.low and found.high <= tenth) and (why := _undetectable("none", effect, scale)):
        return NO_POWER, why
    if -floor <= found.low and found.high <= floor:
        return "supported", "the whole interval lies within the noise floor"
    return "fragile", "the interval reaches over the noise floor"


def _side(sign: str, effect: Contrast, scale: float) -> tuple[str, str]:
    up, down = signs([effect])
    for way, clear, many in (("up", effect.difference.low > 0, up), ("down", effect.difference.high < 0, down)):
        if clear and many >= MOST * (up + down):
            told = f"the interval lies {'above' if way == 'up' else 'below'} zero, and {many:,} of {up + down:,} draws that differ go {way}"
            return ("supported" if way == sign else "opposed"), told
    if effect.difference.low > 0 or effect.difference.high < 0:
        return "fragile", f"the interval lies on one side of zero, but of the draws that differ {up:,} go up and {down:,} down"
    if up + down < FEWEST:
        differ = f"the arms differ in {up + down:,} of {effect.draws:,} draws" if up + down else "the arms differ in no draw"
        return NO_POWER, f"{differ}: fewer than {FEWEST} cannot show a sign"
    if why := _undetectable(sign, effect, scale):
        return NO_POWER, why
    return "fragile", "the interval does not lie on one side of zero"


def _undetectable(sign: str, effect: Contrast, scale: float) -> str:
    """Why the design could not have detected the smallest effect that would matter; blank if it could."""
    least, matters = detectable(effect), mattering(effect, sign, scale)
    if least <= matters:
        return ""
    if math.isnan(least):
        return "there are too few pairs for a standard error"
    what = "a tenth of the standard deviation of the measure" if matters == FLOOR * scale else "all that the measure can move that way"
    told = f"an effect is detected in {POWER:.0%} of such experiments if it is {size(least, effect.unit)} or more"
    return f"{told}, and {what} is {size(matters, effect.unit)}"
