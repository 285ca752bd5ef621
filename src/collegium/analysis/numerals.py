"""Numbers as tables print them."""

from __future__ import annotations

import math

from collegium.language import say


def number(value: float, unit: str) -> str:
    """A number as tables print it: shares in percent, finer where they are close to none or all; '–' if there is none."""
    if math.isnan(value):
        return "–"
    if unit != "share":
        digits = 1 if abs(value) >= 10 else 4 if 0 < abs(value) < 0.01 else 2
        return f"{value:.{digits}f}".replace("-", "−")
    size = 100 * value
    if size in (0, 100):
        return f"{size:.0f}%"
    if min(abs(size), abs(100 - size)) < 0.005:
        return say("under {share}", share="0.01%") if size < 50 else say("over {share}", share="99.99%")
    return f"{size:.{1 if 1 <= abs(size) <= 99 else 2}f}%".replace("-", "−")


def size(value: float, unit: str) -> str:
    """How large an effect is, without its sign: of a share in percentage points."""
    return number(value, unit).replace("%", " points")


def interval(low: float, high: float, unit: str) -> str:
    """'36.0% to 40.1%'; '–' where a single history leaves none."""
    return "–" if math.isnan(low) else f"{number(low, unit)} to {number(high, unit)}"


def error(value: float, unit: str) -> str:
    """A standard error; '–' where all histories agree, for then it says nothing about the next one."""
    return number(value or math.nan, unit)
