"""Columns that only one table or section has: traits, thresholds, what brings events and documents about, and a few more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from math import inf
from typing import Any

from collegium.language import say
from collegium.scenario import cells, dates
from collegium.scenario.cells import Scale
from collegium.scenario.columns import DIGITS, WORDS, Column, Flag, Level, Part, Ref, Schema, cell_pattern, whole
from collegium.scenario.fields import ID, Fields, identifier, reference
from collegium.scenario.findings import Wrong, suggest, write_this
from collegium.scenario.ids import CONSTITUENCIES, EVENTS, ISSUES, MOTION, PEOPLE, Known
from collegium.scenario.model import Cell, Dated, Event, Tie
from collegium.scenario.parameters import DEFAULTS
from collegium.scenario.shape import Inner, Shape

FOREVER = cells.point(inf)
"""Weeks of an illness from which nobody recovers."""
EFFECTS: dict[str, Scale] = {"weeks": cells.WEEKS, "output": cells.OUTPUT, "threat": cells.THREAT}
"""Effects of events besides pushes of moods."""

# scenario.yaml


class Days(Inner):
    """The days of the span, each a field of its own. The usual first day of a run is written only where it is not that of the span."""

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        return {**self.value(row, field, known)}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        found = self.shape.write(item)
        return {field: found if item.start > item.first else {name: day for name, day in found.items() if name != "start"}}


class DatedLevel(Level):
    """One cell, or a mapping from days to what holds from each on."""

    def value(self, row: Fields, name: str, known: Known) -> Any:
        node = row.values.get(name)
        if node is None or not isinstance(node.value, dict):
            return Dated(super().value(row, name, known))
        later = tuple(sorted(self.dated(row.inner(name), known), key=lambda pair: pair[0]))
        return Dated(later[0][1], later) if later else Dated(self.usual())

    def dated(self, days: Fields, known: Known) -> Iterator[tuple[date, Any]]:
        for text in days:
            try:
                since = dates.day(text)
            except Wrong as wrong:
                days.wrong(text, wrong.message, wrong.remedy)
            else:
                yield since, super().value(days, text, known)

    def write(self, item: Any, field: str) -> dict[str, Any]:
        found = item[field] if isinstance(item, Mapping) else getattr(item, field)
        if self.rare and found == Dated(self.usual()):
            return {}
        return {field: {str(since): cell for since, cell in found.later} or found.first}

    def schema(self) -> Schema:
        cell = {"$ref": self.ref}
        return {
            "description": self.says,
            "anyOf": [cell, {"type": ["object", "null"], "additionalProperties": cell}],
            "default": self.default,
        }


def thresholds(general: float, special: dict[str, float | None]) -> dict[str, float]:
    """The threshold of every kind of motion: the special ones, and the general one for the rest."""
    given = {motion: share for motion, share in special.items() if share is not None}
    return {motion: given.get(motion, general) for motion in MOTION.words}


def general_and_special(shares: dict[str, float]) -> dict[str, Any]:
    """The thresholds taken apart again: the general one is that of most kinds."""
    general = Counter(shares.values()).most_common(1)[0][0]
    return {"general": general, "special": {motion: share for motion, share in shares.items() if share != general}}


CODES = frozenset({"theory"})
"""Parameters that are the number of something. A number between two of them would be cut off without a word."""


class Prior(Column):
    """The prior of one parameter, within what it may reach."""

    ref = "#/$defs/prior"

    def __init__(self, parameter: str) -> None:
        super().__init__(DEFAULTS[parameter].meaning)
        self.default = DEFAULTS[parameter].prior
        self.asked = DEFAULTS[parameter]
        self.low, self.high = bounds(parameter)
        self.code = parameter in CODES
        self.rare = DEFAULTS[parameter].rare

    def parse(self, text: str, known: Known) -> Any:
        found = cells.prior(text)
        low, high = cells.support(found)
        if not self.asked.share:
            high = cells.farthest(found)
        if low < self.low or high > self.high:
            limits, why = cells.limits(self.low, self.high), f": {self.asked.limit}" if self.asked.limit else ""
            raise Wrong(
                say("'{text}' reaches outside {limits}{why}", text=text, limits=limits, why=why),
                say("keep it within {limits}, with ' in LOW..HIGH' if needed", limits=limits),
            )
        if self.asked.positive and high <= 0:
            raise Wrong(
                say("'{text}' is not above zero, and a rule divides by it", text=text), say("write a number above zero, however small")
            )
        if self.code and (found.family != "point" or not low.is_integer()):
            raise Wrong(
                say("'{text}' is not one whole number, and this parameter chooses something by its number", text=text),
                chosen(self.low, self.high),
            )
        return found


class Priors(Inner):
    """Every parameter with its prior: the default, or what the scenario says instead."""

    def __init__(self, says: str) -> None:
        priors: dict[str, Any] = {name: Prior(name) for name in DEFAULTS}
        super().__init__(Shape(dict, says, **priors))

    def value(self, row: Fields, name: str, known: Known) -> Any:
        fields = row.inner(name)
        fields.check_names(DEFAULTS, "parameter")
        return self.shape.read(fields, known)

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {field: {name: prior for name, prior in self.shape.write(getattr(item, field)).items() if prior is not None}}


class Fitted(Part):
    """The parameters that a row of a posterior gives, each in a column of its own: all rows give the same ones."""

    def __init__(self) -> None:
        self.drawn: dict[str, Column] = {name: Drawn(name) for name in DEFAULTS}

    def columns(self, field: str) -> dict[str, Column]:
        return self.drawn

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        return {field: {name: self.drawn[name].value(row, name, known) for name in sorted(row) if name in self.drawn}}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {name: item.values.get(name) for name in DEFAULTS}


class Drawn(Column):
    """A value of a parameter that was drawn from a posterior."""

    types = ("number",)

    def __init__(self, parameter: str) -> None:
        super().__init__(DEFAULTS[parameter].meaning)
        self.asked = DEFAULTS[parameter]
        self.low, self.high = bounds(parameter)
        self.code = parameter in CODES

    def value(self, row: Fields, name: str, known: Known) -> Any:
        if not row.raw(name):
            row.wrong(name, say("this cell must be filled"), say("give every parameter of the table a value in every row"))
        return super().value(row, name, known)

    def parse(self, text: str, known: Known) -> float:
        found = cells.number(text)
        if not self.low <= found <= self.high:
            limits, why = cells.limits(self.low, self.high), f": {self.asked.limit}" if self.asked.limit else ""
            raise Wrong(
                say("{text} lies outside {limits}{why}", text=text, limits=limits, why=why),
                say("fit again with this version, or correct the value"),
            )
        if self.asked.positive and found <= 0:
            raise Wrong(
                say("{text} is not above zero, and a rule divides by it", text=text),
                say("fit again with this version, or correct the value"),
            )
        if self.code and not found.is_integer():
            raise Wrong(
                say("{text} is not a whole number, and this parameter chooses something by its number", text=text),
                chosen(self.low, self.high),
            )
        return found


def chosen(low: float, high: float) -> str:
    """What to write for a parameter that chooses something by its number."""
    return say("write one of {numbers}", numbers=", ".join(map(str, range(int(low), int(high) + 1))))


def bounds(name: str) -> tuple[float, float]:
    """What a parameter may reach: a share not above one, nothing beyond its limit, and below zero only what can be so by default."""
    asked = DEFAULTS[name]
    least = -inf if cells.support(cells.prior(asked.prior))[0] < 0 else asked.least
    return least, 1.0 if asked.share else asked.most


def prior_pattern() -> str:
    """What a prior looks like: a number, or a family with its numbers and perhaps bounds."""
    further = rf"\s*,\s*{DIGITS}"
    families = "|".join(rf"{name}\s*\(\s*{DIGITS}{further * (count - 1)}\s*\)" for name, count in cells.FAMILIES.items())
    return whole(rf"{DIGITS}|({families})(\s+in\s+{DIGITS}\s*\.\.\s*{DIGITS})?")


# people and what they want


class Wanting(Ref):
    """Who has a position: a person, or the constituency whose mood it then is."""

    def __init__(self, says: str) -> None:
        super().__init__(says, PEOPLE, CONSTITUENCIES, needed=True)

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        who = self.value(row, field, known)
        return {"constituency" if who in known[CONSTITUENCIES] else field: who}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {field: getattr(item, field, None) or item.constituency}


class Strength(Level):
    """The strength of a tie; under ``patron`` that of a clientage, which no act tells."""

    def __init__(self, says: str) -> None:
        super().__init__(says, cells.STRENGTH, derived=True)
        self.clientage = Level(says, cells.CLIENTAGE)
        self.pattern = cell_pattern([*dict.fromkeys((*cells.STRENGTH.levels, *cells.CLIENTAGE.levels))])

    def value(self, row: Fields, name: str, known: Known) -> Any:
        return self.clientage.value(row, name, known) if row.raw("kind") == "patron" else super().value(row, name, known)


class Mutual(Flag):
    """Whether a tie holds both ways. The row then means two ties, and each is written by itself."""

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        return {}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {field: False}

    def twin(self, row: Fields, tie: Tie) -> Tie | None:
        """The tie the other way, if there is one."""
        return replace(tie, a=tie.b, b=tie.a) if self.value(row, "mutual", {}) else None


# events, documents and the record


class Timing(Column):
    """When an event happens: at a date, at a rate from a date on, or some steps after another event."""

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        never: dict[str, Any] = {"when": None, "rate": 0.0, "after": "", "delay": None}
        return never | (self.value(row, field, known) or {})

    def parse(self, text: str, known: Known) -> dict[str, Any]:
        head, _, rest = text.partition(":")
        if head == "rate":
            rate, _, start = rest.partition(" from ")
            return {"when": dates.parse(start.strip()) if start else None, "rate": cells.number(rate.strip(), 0, 1000)}
        if head == "after":
            name, _, delay = rest.partition(":")
            return {"after": awaited(name.strip(), known[EVENTS]), "delay": cells.parse(delay, cells.STEPS_LATER)}
        return {"when": dates.parse(text)}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {field: self.typed(item)}

    def typed(self, event: Event) -> str:
        if event.after:
            return f"after:{event.after}:{cells.write(event.delay)}"
        if event.when and not event.rate:
            return dates.write(event.when)
        return f"rate:{cells.show(event.rate)}" + (f" from {dates.write(event.when)}" if event.when else "")


def awaited(name: str, events: Collection[str]) -> str:
    """The event that is waited for, which must be one."""
    if name == "none":
        raise Wrong(say("there is no event 'none'"), suggest(name, events))
    return reference(name, events, "event")


class Effects(Column):
    """``weeks:8..30``, ``output:-0.3``, ``threat:0.5`` and pushes of moods, joined by ``;``."""

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        return {field: self.value(row, field, known) or {}}

    def parse(self, text: str, known: Known) -> dict[str, Cell]:
        scales = {**EFFECTS, **dict.fromkeys(sorted(known[ISSUES]), cells.VALUE)}
        found: dict[str, Cell] = {}
        for part in text.split(";"):
            name, separator, value = (piece.strip() for piece in part.partition(":"))
            if not separator:
                raise Wrong(say("'{text}' is not an effect", text=part.strip()), say("write NAME:VALUE, such as output:-0.3"))
            if name not in scales:
                raise Wrong(say("there is no effect or issue '{name}'", name=name), suggest(name, scales))
            if name in found:
                raise Wrong(say("the effect '{name}' is given twice", name=name), say("give it once"))
            forever = name == "weeks" and value == "forever"
            found[name] = FOREVER if forever else cells.parse(value, scales[name])
        return dict(sorted(found.items()))

    def write(self, item: Any, field: str) -> dict[str, Any]:
        effects = ((name, "forever" if cell == FOREVER else cells.write(cell)) for name, cell in getattr(item, field).items())
        return {field: ";".join(f"{name}:{value}" for name, value in effects)}


class Condition(Column):
    """When a document may be written: ``always``, ``ill`` or ``after:EVENT``."""

    default = "always"

    def parse(self, text: str, known: Known) -> str:
        if text.startswith("after:"):
            return "after:" + awaited(text.removeprefix("after:").strip(), known[EVENTS])
        if text not in ("always", "ill"):
            raise Wrong(say("'{text}' is not a condition", text=text), say("write always, ill or after:EVENT"))
        return text


class Place(Ref):
    """Where somebody is: at the centre, or with a constituency."""

    def parse(self, text: str, known: Known) -> str:
        return super().parse(text, known) or "centre"


class Truth(Column):
    """What the measure of a target was in life: ``yes``, ``no``, a number, or a range ``LOW..HIGH``."""

    pattern = whole(rf"{'|'.join(WORDS)}|{DIGITS}(\s*\.\.\s*{DIGITS})?")
    types = ("string", "number", "boolean")

    def parse(self, text: str, known: Known) -> Any:
        if text in WORDS:
            return WORDS[text]
        if text[:1].isalpha():
            raise Wrong(
                say("'{text}' is neither yes or no nor a number", text=text),
                say("write yes, no, a number such as 2, or a range such as 2..4"),
            )
        low, separator, high = (part.strip() for part in text.partition(".."))
        if separator and not (low and high):
            raise Wrong(say("the range '{text}' lacks an end", text=text), say("write both ends, such as 2..4"))
        bounds = cells.number(low), cells.number(high if separator else low)
        if bounds[0] > bounds[1]:
            raise Wrong(say("the range '{text}' is reversed", text=text), write_this(f"{high}..{low}"))
        return bounds

    def write(self, item: Any, field: str) -> dict[str, Any]:
        truth = getattr(item, field)
        return {field: "..".join(map(cells.show, dict.fromkeys(truth))) if isinstance(truth, tuple) else truth}


class Block(Column):
    """An id that no table declares: rows with the same one belong together."""

    default = ""
    pattern = whole(ID.pattern)

    def parse(self, text: str, known: Known) -> str:
        return identifier(text)
