"""Columns that only one table or section has: traits, thresholds, what brings events and documents about, and a few more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from math import inf
from typing import Any

from collegium.scenario import cells, dates
from collegium.scenario.cells import Scale
from collegium.scenario.columns import DIGITS, Column, Day, Flag, Level, Number, Part, Ref, Refs, Schema, Text, cell_pattern, whole, within
from collegium.scenario.fields import Fields, reference
from collegium.scenario.findings import Wrong, suggest
from collegium.scenario.kinds import CONSTITUENCIES, EVENTS, ISSUES, MOTION, PEOPLE, Known
from collegium.scenario.model import TRAITS, Cell, Event, Prior, Tie
from collegium.scenario.parameters import DEFAULTS, SHARES
from collegium.scenario.shape import Inner, Shape, Shares

FOREVER = cells.point(inf)
"""Weeks of an illness from which nobody recovers."""

# scenario.yaml


class Days(Inner):
    """The first and the last day of a scenario; a plausible pair where they cannot be read."""

    def __init__(self, about: str, first: str, last: str) -> None:
        parts: dict[str, Any] = {"from": Day(first, needed=True), "to": Day(last, needed=True)}
        super().__init__(Shape(dict, about, **parts), needed=True)

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        fields = row.inner(field)
        if field in row.values and isinstance(row.values[field].value, dict):
            self.shape.check_keys(fields)
        found = self.shape.read(fields, known)
        start, end = found["from"] or date.min, found["to"] or date.max
        if end <= start:
            fields.wrong("to", "the span ends before it begins", "put 'to' after 'from'")
            end = date.max
        elif "to" in fields.values and fields.sound("to") and end.year == date.max.year:
            remedy = f"end the span in {end.year - 1} at the latest"
            fields.wrong("to", f"the calendar ends with the year {end.year}, and the engine looks a month ahead", remedy)
        return {"start": start, "end": end}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {field: {"from": item.start, "to": item.end}}


class Thresholds(Part):
    """The threshold of every kind of motion: the special ones, and the general one for the rest."""

    def __init__(self, general: str, special: str) -> None:
        self.general, self.special = Number(general, 0.5, 0, 1), Shares(special, MOTION)

    def columns(self, field: str) -> dict[str, Column]:
        return {"threshold": self.general, field: self.special}

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        share = Number("", self.general.value(row, "threshold", known), 0, 1)
        special = self.special.given(row, field, known)
        return {field: {motion: share.value(special, motion, known) for motion in MOTION.words}}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        shares = getattr(item, field)
        general = Counter(shares.values()).most_common(1)[0][0]
        return {"threshold": general, field: {motion: share for motion, share in shares.items() if share != general}}


class Priors(Column):
    """Every parameter with its prior: the default, or what the scenario says instead."""

    def value(self, row: Fields, name: str, known: Known) -> dict[str, Prior]:
        fields = row.inner(name)
        for key in fields:
            if key not in DEFAULTS:
                fields.wrong(key, f"there is no parameter '{key}'", suggest(key, DEFAULTS))
        return {key: fields.read(key, bounded(*bounds(key)), cells.prior(default)) for key, (default, _) in DEFAULTS.items()}

    def schema(self) -> Schema:
        keys: Schema = {}
        for name, (default, about) in DEFAULTS.items():
            number = Text("", default).default_schema()
            keys[name] = {"description": about, "$ref": "#/$defs/prior"} | number | within(*bounds(name))
        return {"type": "object", "properties": keys, "additionalProperties": False}


def bounds(name: str) -> tuple[float, float]:
    """What a parameter may reach: a share not above one, and below zero only what can be so by default."""
    least = -inf if cells.support(cells.prior(DEFAULTS[name][0]))[0] < 0 else 0.0
    return least, 1.0 if name in SHARES else inf


def bounded(least: float, greatest: float) -> Callable[[str], Prior]:
    """A parser of priors that refuses one which reaches further."""

    def parse(text: str) -> Prior:
        found = cells.prior(text)
        low, high = cells.support(found)
        if low < least or high > greatest:
            limits = cells.limits(least, greatest)
            raise Wrong(f"'{text}' reaches outside {limits}", f"keep it within {limits}, with ' in LOW..HIGH' if need be")
        return found

    return parse


def prior_pattern() -> str:
    """What a prior looks like: a number, or a family with its numbers and perhaps bounds."""
    further = rf"\s*,\s*{DIGITS}"
    families = "|".join(rf"{name}\s*\(\s*{DIGITS}{further * (count - 1)}\s*\)" for name, count in cells.FAMILIES.items())
    return whole(rf"{DIGITS}|({families})(\s+in\s+{DIGITS}\s*\.\.\s*{DIGITS})?")


# people and what they want


class Traits(Part):
    """The four traits of a person, a column each."""

    def __init__(self, **says: str) -> None:
        self.levels = {trait: Level(says[trait], cells.TRAIT, derived=True) for trait in TRAITS}

    def columns(self, field: str) -> dict[str, Column]:
        return {**self.levels}

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        traits = {trait: level.value(row, trait, known) for trait, level in self.levels.items()}
        return {field: traits, "acts": dict.fromkeys(TRAITS, 0)}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return dict(getattr(item, field))


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


class Mutual(Part):
    """Whether a tie holds both ways: then the row stands for two ties, of which each is written by itself."""

    def __init__(self, says: str) -> None:
        self.flag = Flag(says)

    def columns(self, field: str) -> dict[str, Column]:
        return {field: self.flag}

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        return {}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {field: False}

    def twin(self, row: Fields, tie: Tie) -> Tie | None:
        """The tie the other way, if there is one."""
        return replace(tie, a=tie.b, b=tie.a) if self.flag.value(row, "mutual", {}) else None


# events, documents and the record


class Timing(Column):
    """When an event happens: at a date, at a rate from a date on, or some steps after another event."""

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        never: dict[str, Any] = {"when": None, "rate": 0.0, "after": "", "delay": None}
        return {**never, **self.value(row, field, known)}

    def blank(self) -> dict[str, Any]:
        return {}

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
        raise Wrong("there is no event 'none'", suggest(name, events))
    return reference(name, events, "event")


class Effects(Column):
    """``weeks:8..30``, ``output:-0.3``, ``threat:0.5`` and pushes of moods, joined by ``;``."""

    scales: Mapping[str, Scale] = {"weeks": cells.WEEKS, "output": cells.OUTPUT, "threat": cells.THREAT}

    def blank(self) -> dict[str, Cell]:
        return {}

    def parse(self, text: str, known: Known) -> dict[str, Cell]:
        scales = {**self.scales, **dict.fromkeys(sorted(known[ISSUES]), cells.VALUE)}
        found: dict[str, Cell] = {}
        for part in text.split(";"):
            name, separator, value = (piece.strip() for piece in part.partition(":"))
            if not separator:
                raise Wrong(f"'{part.strip()}' is no effect", "write NAME:VALUE, such as output:-0.3")
            if name not in scales:
                raise Wrong(f"there is no effect or issue '{name}'", suggest(name, scales))
            if name in found:
                raise Wrong(f"the effect '{name}' is given twice", "give it once")
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
            raise Wrong(f"'{text}' is no condition", "write always, ill or after:EVENT")
        return text


class Named(Refs):
    """Ids joined by ``;``, kept as they were typed."""

    def value(self, row: Fields, name: str, known: Known) -> str:
        super().value(row, name, known)
        return row.raw(name)

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {field: getattr(item, field)}


class Place(Ref):
    """Where a person is at the start."""

    def __init__(self, says: str) -> None:
        super().__init__(says, CONSTITUENCIES, also=("centre",), what="place (centre or a constituency)")

    def blank(self) -> str:
        return "centre"

    def parse(self, text: str, known: Known) -> str:
        return super().parse(text, known) or "centre"
