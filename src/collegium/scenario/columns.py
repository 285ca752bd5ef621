"""The kinds of column: how what stands under a name is read and written, and what other programs are told of it.

A scenario is declared in ``format.py`` from these kinds; nothing else knows how a row of a table or a key of ``scenario.yaml`` is typed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from math import inf, isfinite
from typing import Any

from collegium.scenario import cells, dates
from collegium.scenario.cells import Scale
from collegium.scenario.fields import ID, Fields, reference
from collegium.scenario.findings import Wrong, suggest
from collegium.scenario.kinds import SOURCES, Kind, Known
from collegium.scenario.model import CERTAINTIES, Source, Span

Schema = dict[str, Any]
DIGITS = cells.NUMBER.pattern
DATE = rf"(~\s*)?{dates.FORM.pattern}|{dates.FORM.pattern}\s*\.\.\s*{dates.FORM.pattern}"
WORDS = {"yes": True, "true": True, "no": False, "false": False}


def whole(pattern: str) -> str:
    return f"^({pattern})$"


def within(low: float, high: float) -> Schema:
    return {name: limit for name, limit in (("minimum", low), ("maximum", high)) if isfinite(limit)}


class Part:
    """One field of a typed object, or several that are typed together, and the columns (or keys) in which it is typed."""

    def columns(self, field: str) -> dict[str, Column]:
        """The columns by name."""
        raise NotImplementedError

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        """Values by field of the typed object."""
        raise NotImplementedError

    def write(self, item: Any, field: str) -> dict[str, Any]:
        """Values by column."""
        raise NotImplementedError


class Column(Part):
    """One column for one field. ``says`` tells what it means; ``name`` is that of the column where it differs from the field's.

    ``default`` is what a blank means, as it is typed; the attributes below it are the column's JSON Schema.
    """

    default: Any = ""
    types: tuple[str, ...] = ("string",)
    format = ""
    low, high = -inf, inf
    pattern = ""
    options: Collection[str] = ()

    def __init__(self, says: str, *, needed: bool = False, name: str = "") -> None:
        self.says, self.needed, self.name = says, needed, name

    def columns(self, field: str) -> dict[str, Column]:
        return {self.name or field: self}

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        return {field: self.value(row, self.name or field, known)}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {self.name or field: getattr(item, field)}

    def value(self, row: Fields, name: str, known: Known) -> Any:
        """What stands under the name; what a blank means where it is blank or wrong."""
        return row.read(name, lambda text: self.parse(text, known), self.blank())

    def blank(self) -> Any:
        return self.default

    def parse(self, text: str, known: Known) -> Any:
        """What the text means. Raises :class:`Wrong`."""
        return text

    def schema(self) -> Schema:
        """As JSON Schema, without description."""
        found: Schema = {"type": self.types[0] if len(self.types) == 1 else list(self.types)}
        found |= {"format": self.format} if self.format else {}
        found |= self.items() | within(self.low, self.high)
        found |= {"pattern": self.pattern} if self.pattern else {}
        found |= {"enum": list(self.options)} if self.options else {}
        return found | self.default_schema()

    def items(self) -> Schema:
        """What the elements of a list may be."""
        return {}

    def default_schema(self) -> Schema:
        """The default, as the number it is if it is one."""
        if self.default in ("", None):
            return {}
        numeric = isinstance(self.default, str) and cells.NUMBER.fullmatch(self.default)
        return {"default": json.loads(self.default) if numeric else self.default}

    def described(self) -> Schema:
        """As JSON Schema, with description; a key that need not be given may be left blank."""
        found: Schema = ({"description": self.says} if self.says else {}) | self.schema()
        if self.needed:
            found.pop("default", None)
        elif "$ref" not in found:
            found["type"] = [*(found["type"] if isinstance(found["type"], list) else [found["type"]]), "null"]
            found |= {"enum": [*found["enum"], None]} if "enum" in found else {}
        return found


# texts and numbers


class Text(Column):
    """Free wording."""

    types = ("string", "number", "boolean")

    def __init__(self, says: str, default: str = "", **options: Any) -> None:
        super().__init__(says, **options)
        self.default = default


class Name(Text):
    """A name for display; blank: the id."""

    def value(self, row: Fields, name: str, known: Known) -> str:
        return row.raw(name) or row.own_id()


class Id(Column):
    """The id of a row, by which others name it; ``rows.py`` checks its form."""

    pattern = whole(ID.pattern)


class Number(Column):
    types = ("number",)

    def __init__(self, says: str, default: float | None, low: float, high: float, **options: Any) -> None:
        super().__init__(says, **options)
        self.default, self.low, self.high = default, low, high

    def parse(self, text: str, known: Known) -> float:
        return cells.number(text, self.low, self.high)


class Whole(Number):
    types = ("integer",)

    def parse(self, text: str, known: Known) -> int:
        value = super().parse(text, known)
        if value != int(value):
            raise Wrong(f"{text} is not a whole number", f"write {round(value)}")
        return int(value)


class Level(Column):
    """A number that may be uncertain, on a scale that may have levels; ``derived``: None where the code book is to derive it from acts."""

    types = ("number", "string")

    def __init__(self, says: str, scale: Scale, *, derived: bool = False, **options: Any) -> None:
        super().__init__(says, **options)
        self.scale, self.derived, self.default = scale, derived, "" if derived else scale.default
        self.low, self.high, self.pattern = scale.low, scale.high, cell_pattern(scale.levels)

    def blank(self) -> Any:
        return None if self.derived else cells.parse("", self.scale)

    def parse(self, text: str, known: Known) -> Any:
        return None if self.derived and text == "?" else cells.parse(text, self.scale)

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/cell"} | within(self.low, self.high) | self.default_schema()


def cell_pattern(levels: Collection[str]) -> str:
    """What a cell typed as text looks like: ``?``, a number, a range, alternatives or a level."""
    weighted = rf"{DIGITS}\s*:\s*{DIGITS}"
    forms = [r"\?", rf"{DIGITS}(\s*\.\.\s*{DIGITS}){{0,2}}", rf"{weighted}(\s*\|\s*{weighted})*"]
    return whole("|".join(forms + ([rf"({'|'.join(levels)})\??"] if levels else [])))


# words and references


class Choice(Column):
    """One of a few words; those of ``options`` are all there are."""

    def __init__(self, says: str, options: Collection[str], default: str = "", **more: Any) -> None:
        super().__init__(says, **more)
        self.options, self.default = options, default

    def parse(self, text: str, known: Known) -> Any:
        if text not in self.options:
            raise Wrong(f"'{text}' is not one of {', '.join(self.options)}", suggest(text, self.options))
        return text


class Flag(Choice):
    """Yes or no."""

    types = ("boolean", "string")

    def __init__(self, says: str, **more: Any) -> None:
        super().__init__(says, WORDS, **more)
        self.default = False

    def parse(self, text: str, known: Known) -> bool:
        return WORDS[super().parse(text, known)]

    def schema(self) -> Schema:
        return super().schema() | {"enum": [True, False, *WORDS]}


class Ref(Column):
    """The id of one thing of these kinds, or a word among ``also``; '' for a blank or ``none``. ``what`` names the kinds in messages."""

    pattern = whole(ID.pattern)
    default = "none"

    def __init__(self, says: str, *kinds: Kind, also: Collection[str] = (), what: str = "", **options: Any) -> None:
        super().__init__(says, **options)
        *most, last = (kind.one for kind in kinds)
        self.kinds, self.also, self.what = kinds, frozenset(also), what or " or ".join([", ".join(most), last] if most else [last])

    def blank(self) -> Any:
        return ""

    def ids(self, known: Known) -> Collection[str]:
        """What may be named."""
        if len(self.kinds) == 1 and not self.also:
            return self.kinds[0].words or known[self.kinds[0]]
        return self.also.union(*(known[kind] for kind in self.kinds))

    def parse(self, text: str, known: Known) -> Any:
        return reference(text, self.ids(known), self.what)


class Refs(Ref):
    """Several ids: a YAML list, or a text with ids joined by ``;``; in the order typed."""

    types = ("array", "string")

    def __init__(self, says: str, *kinds: Kind, make: Callable[[tuple[str, ...]], Any] = tuple, **options: Any) -> None:
        super().__init__(says, *kinds, **options)
        self.make, self.words = make, kinds[0].words
        one = rf"({'|'.join(self.words)})" if self.words else ID.pattern
        self.pattern = whole(rf"none|{one}(\s*;\s*{one})*")

    def value(self, row: Fields, name: str, known: Known) -> Any:
        return self.make(row.refs(name, self.ids(known), self.what))

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {self.name or field: sorted(getattr(item, field))}

    def items(self) -> Schema:
        one = {"enum": list(self.words)} if self.words else {"pattern": whole(ID.pattern)}
        return {"items": {"type": "string"} | one, "uniqueItems": True}


# dates


class Day(Column):
    """A date known to the day."""

    format = "date"
    default = None

    def parse(self, text: str, known: Known) -> Any:
        return dates.day(text)


class Date(Column):
    """A date as exact as it is known."""

    pattern = whole(DATE)
    default = None

    def parse(self, text: str, known: Known) -> Any:
        return dates.parse(text)


class Held(Part):
    """From when to when a row holds."""

    def __init__(self, start: Date, end: Date) -> None:
        self.start, self.end = start, end

    def columns(self, field: str) -> dict[str, Column]:
        return {"from": self.start, "to": self.end}

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        start, end = self.start.value(row, "from", known), self.end.value(row, "to", known)
        if start and end and start.earliest >= end.latest:
            row.wrong("to", "the row ends before it begins", "put the first day on which it no longer holds, after 'from'")
        return {field: Span(start, end)}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        held = getattr(item, field)
        return {"from": held.start, "to": held.end}


# where it comes from


class Given(Part):
    """The sources of a row, and how sure it is."""

    def __init__(self) -> None:
        self.source = Refs("Ids of sources.csv, joined by ';'.", SOURCES)
        self.certainty = Choice("How sure the row is.", CERTAINTIES, "medium")

    def columns(self, field: str) -> dict[str, Column]:
        return {"source": self.source, "certainty": self.certainty}

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        named, certainty = self.source.value(row, "source", known), self.certainty.value(row, "certainty", known)
        return {field: Source(";".join(named), certainty)}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        given = getattr(item, field)
        return {"source": given.id, "certainty": given.certainty}
