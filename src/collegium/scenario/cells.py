"""Numbers as typed: cells, levels of the code book, and the priors of parameters (``spec/format.md``, 2 and 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, inf, isclose

from collegium.language import say, say_many
from collegium.scenario import damage
from collegium.scenario.findings import Wrong, suggest, unknown, write_this
from collegium.scenario.model import Cell, Prior

NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
PRIOR = re.compile(r"(?P<family>[a-z_]+)\s*\((?P<args>[^()]*)\)(\s+in\s+(?P<low>\S+?)\s*\.\.\s*(?P<high>\S+))?")

Level = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """What a column may hold: its range, its levels (value, or low, mode and high) and what a blank cell means."""

    low: float
    high: float
    default: str
    levels: Mapping[str, Level] = field(default_factory=dict)


STEPS: dict[str, Level] = {
    "none": (0, 0, 0.1),
    "low": (0.05, 0.15, 0.25),
    "middle": (0.2, 0.35, 0.5),
    "high": (0.4, 0.6, 0.8),
    "very_high": (0.7, 0.9, 1),
}

TRAIT = Scale(0, 4, "0..4", {"none": (0, 0, 1), "low": (0, 1, 2), "middle": (1, 2, 3), "high": (2, 3, 4), "very_high": (3, 4, 4)})
STANDING = Scale(0, 1, "0..0.3", STEPS)
AUTHORITY = Scale(0, 1, "0", STEPS)
CLIENTAGE = Scale(0, 1, "0.3..0.7", STEPS)
SALIENCE = Scale(
    0,
    1,
    "0.1..0.6",
    {"none": (0, 0, 0.1), "low": (0.1, 0.2, 0.3), "middle": (0.3, 0.5, 0.7), "high": (0.6, 0.8, 0.9), "very_high": (0.8, 0.95, 1)},
)
SHARE = Scale(
    0,
    1,
    "0..0.2",
    {"none": (0, 0, 0.02), "low": (0.02, 0.08, 0.15), "middle": (0.1, 0.2, 0.3), "high": (0.25, 0.4, 0.55), "very_high": (0.5, 0.65, 0.8)},
)
STRENGTH = Scale(
    -1,
    1,
    "-0.3..0..0.3",
    {
        "none": (0,),
        "enemy": (-1, -0.8, -0.6),
        "rival": (-0.6, -0.4, -0.2),
        "neutral": (-0.1, 0, 0.1),
        "friend": (0.2, 0.4, 0.6),
        "ally": (0.6, 0.8, 1),
    },
)
HEALTH = Scale(
    0,
    0.5,
    "0.005..0.02",
    {
        "none": (0,),
        "good": (0.005, 0.01, 0.02),
        "low": (0.005, 0.01, 0.02),
        "middle": (0.01, 0.02, 0.04),
        "high": (0.03, 0.06, 0.1),
        "very_high": (0.1, 0.2, 0.4),
    },
)
VALUE = Scale(-1, 1, "-1..1")
STATUS_QUO = Scale(-1, 1, "0")
STEPS_LATER = Scale(0, 5200, "0")
SEAT_WEIGHT, OFFICE_WEIGHT, FOLLOWING_WEIGHT = Scale(0, 10, "0.1"), Scale(0, 10, "0.05"), Scale(0, 10, "0.1")
WEEKS = Scale(0, 5200, "8..30")
OUTPUT, RUIN = Scale(-1, 1, "-1..1"), Scale(0.05, 2, "1")
POPULATION, ARMS, STRENGTH_OF_ENEMY = Scale(0, 10000, "0"), Scale(0, 10, "0"), Scale(0, 10, "0.2..1")
REGULAR, CONTROL = Scale(0, 1, "0..1"), Scale(-1, 1, "0")
THREAT = Scale(0, 1, "0..1")


def point(value: float) -> Cell:
    return Cell("point", (float(value),))


def number(text: str, low: float = -inf, high: float = inf) -> float:
    """A plain decimal number from ``low`` to ``high``. Raises :class:`Wrong`."""
    damage.check(text)
    if not NUMBER.fullmatch(text):
        raise Wrong(say("'{text}' is not a number", text=text), say("write a number such as 0.6"))
    value = float(text)
    if value in (inf, -inf):
        raise Wrong(say("{text} is too large for any number", text=text), say("write a number such as 0.6"))
    if not low <= value <= high:
        raise Wrong(
            say("{text} lies outside {limits}", text=text, limits=limits(low, high)),
            say("write a number within {limits}", limits=limits(low, high)),
        )
    return value + 0.0  # no negative zero


def limits(low: float, high: float) -> str:
    if high == inf:
        return say("{low} and above", low=format(low, "g"))
    return f"{low:g}..{high:g}"


def parse(text: str, scale: Scale) -> Cell:
    """The cell that ``text`` means in a column of this scale. Raises :class:`Wrong`.

    A blank takes the default. ``?`` too, unless the default is one number: then it is the whole range.
    """
    text = text.strip()
    if text == "?":
        default = parse(scale.default, scale)
        return default if not default.certain else Cell("uniform", (scale.low, scale.high))
    if text == "":
        text = scale.default
    damage.check(text)
    if "|" in text or (":" in text and ".." not in text):
        return alternatives(text, scale)
    if ".." in text:
        return interval(text, scale)
    if text.rstrip("?") in scale.levels:
        return level(text, scale)
    if not NUMBER.fullmatch(text) and scale.levels and text[:1].isalpha():
        raise Wrong(say("'{text}' is neither a number nor a level", text=text), suggest(text.rstrip("?"), scale.levels))
    if not NUMBER.fullmatch(text):
        raise Wrong(say("'{text}' is not a number or range", text=text), say("write a number such as 0.6, or a range such as 0.4..0.8"))
    return point(number(text, scale.low, scale.high))


def interval(text: str, scale: Scale) -> Cell:
    values = tuple(number(part.strip(), scale.low, scale.high) for part in text.split(".."))
    if len(values) > 3:
        raise Wrong(say("'{text}' has too many parts", text=text), say("write low..high or low..likely..high"))
    if list(values) != sorted(values):
        raise Wrong(say("the range '{text}' is reversed", text=text), write_this("..".join(show(value) for value in sorted(values))))
    return spread(values)


def spread(values: tuple[float, ...]) -> Cell:
    """The cell of one, two or three ascending numbers."""
    if values[0] == values[-1]:
        return point(values[0])
    return Cell("uniform" if len(values) == 2 else "triangular", tuple(float(value) for value in values))


def level(text: str, scale: Scale) -> Cell:
    """A level of the code book; a question mark behind it doubles the width, clipped to the range."""
    values = scale.levels[text.rstrip("?")]
    if not text.endswith("?") or len(values) == 1:
        return spread(tuple(float(value) for value in values))
    low, mode, high = values
    return spread((max(scale.low, mode - 2 * (mode - low)), float(mode), min(scale.high, mode + 2 * (high - mode))))


def alternatives(text: str, scale: Scale) -> Cell:
    """``value:weight|value:weight``; weights are positive and sum to one."""
    pairs = [part.split(":") for part in text.split("|")]
    if any(len(pair) != 2 for pair in pairs):
        raise Wrong(
            say("'{text}' is not a list of alternatives", text=text), say("write value:weight|value:weight, such as 0.2:0.7|0.5:0.3")
        )
    values = tuple(number(value.strip(), scale.low, scale.high) for value, _ in pairs)
    weights = tuple(number(weight.strip(), 0, 1) for _, weight in pairs)
    if not isclose(sum(weights), 1, abs_tol=1e-6):
        raise Wrong(
            say("the weights of '{text}' sum to {sum}", text=text, sum=format(sum(weights), ".6g")), say("make the weights sum to 1")
        )
    return point(values[0]) if len(values) == 1 else Cell("alternatives", values, weights)


def show(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def write(cell: Cell | None) -> str:
    """The text that :func:`parse` reads as ``cell``; '' for None."""
    if cell is None:
        return ""
    if cell.kind == "alternatives":
        return "|".join(f"{show(value)}:{show(weight)}" for value, weight in zip(cell.values, cell.weights, strict=True))
    return "..".join(show(value) for value in cell.values)


# priors

FAMILIES: dict[str, int] = {"normal": 2, "half_normal": 1, "lognormal": 2, "beta": 2, "uniform": 2, "triangular": 3}
"""Family -> how many numbers its brackets hold."""
UTMOST, WIDEST = 1e5, 10.0
"""Greatest number in a prior, either sign, and greatest spread of a lognormal: beyond them the draws leave what can be computed."""


def prior(text: str) -> Prior:
    """The prior of a parameter: a number, or a family with its numbers and perhaps bounds. Raises :class:`Wrong`."""
    text = text.strip()
    if NUMBER.fullmatch(text):
        return Prior("point", (number(text, -UTMOST, UTMOST),))
    match = PRIOR.fullmatch(text)
    if not match:
        raise Wrong(
            say("'{text}' is not a prior", text=text), say("write a number, or for instance half_normal(0.7) or normal(0, 1) in -2..2")
        )
    family = match["family"]
    if family not in FAMILIES:
        raise Wrong(unknown("family", family), suggest(family, FAMILIES))
    args = tuple(number(part.strip(), -UTMOST, UTMOST) for part in match["args"].split(","))
    if len(args) != FAMILIES[family]:
        wanted = say_many("{n} number", "{n} numbers", FAMILIES[family], n=FAMILIES[family])
        raise Wrong(
            say("{family} takes {wanted}, not {args}", family=family, wanted=wanted, args=len(args)),
            say("see the list of priors in spec/format.md"),
        )
    if not sensible(family, args):
        remedy = say("make spreads and shapes positive (of a lognormal, {most} at most) and put low before high", most=format(WIDEST, "g"))
        raise Wrong(say("'{text}' is not a distribution", text=text), remedy)
    bounds = (number(match["low"]), number(match["high"])) if match["low"] else (-inf, inf)
    found = Prior(family, args, bounds)
    low, high = support(found)
    if low >= high:
        raise Wrong(say("no value of '{text}' lies within its bounds", text=text), say("put bounds around the values the family can take"))
    return found


def sensible(family: str, args: tuple[float, ...]) -> bool:
    match family:
        case "uniform":
            return args[0] < args[1]
        case "triangular":
            return args[0] <= args[1] <= args[2] and args[0] < args[2]
        case "normal":
            return args[1] > 0
        case "lognormal":
            return args[0] > 0 and 0 < args[1] <= WIDEST
        case _:
            return min(args) > 0


def support(found: Prior) -> tuple[float, float]:
    """Least and greatest value that a prior can take."""
    match found.family:
        case "point":
            low, high = found.args[0], found.args[0]
        case "normal":
            low, high = -inf, inf
        case "half_normal" | "lognormal":
            low, high = 0.0, inf
        case "beta":
            low, high = 0.0, 1.0
        case _:
            low, high = found.args[0], found.args[-1]
    return max(low, found.bounds[0]), min(high, found.bounds[1])


TAIL = 5.0
"""Standard deviations above the median beyond which fewer than one draw in a million lies."""


def farthest(found: Prior) -> float:
    """Greatest value that a history is likely to draw: where the family has no end, what fewer than one in a million exceed."""
    match found.family:
        case "normal":
            high = found.args[0] + TAIL * found.args[1]
        case "half_normal":
            high = TAIL * found.args[0]
        case "lognormal":
            high = found.args[0] * exp(TAIL * found.args[1])
        case _:
            high = inf
    return min(high, support(found)[1])


def write_prior(found: Prior) -> str:
    """The text that :func:`prior` reads as ``found``."""
    if found.family == "point":
        return show(found.args[0])
    text = f"{found.family}({', '.join(show(arg) for arg in found.args)})"
    return text if found.bounds == (-inf, inf) else f"{text} in {show(found.bounds[0])}..{show(found.bounds[1])}"
