"""The kinds of column: how to read and write a value, and its schema for other programs.

``format.py`` declares a scenario from these kinds. Nothing else knows how people type a row of a table or a key of ``scenario.yaml``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from math import inf, isfinite
from typing import Any

from collegium.language import say
from collegium.scenario import cells, dates
from collegium.scenario.cells import Scale
from collegium.scenario.fields import ID, Fields, reference
from collegium.scenario.findings import Wrong, suggest, write_this
from collegium.scenario.ids import Kind, Known

Schema = dict[str, Any]
DIGITS = cells.NUMBER.pattern
DATE = rf"(~\s*)?{dates.FORM.pattern}|{dates.FORM.pattern}\s*\.\.\s*{dates.FORM.pattern}"
WORDS = {"yes": True, "true": True, "no": False, "false": False}


class Part:
    """One field of an object, or several together, and the columns (or keys) in which people type it."""

    # Constants of a kind of column. They are here because in Column itself they would become arguments.
    default: Any = None
    """What a blank means, as people would type it."""
    types: tuple[str, ...] = ("string",)
    """This and what follows, down to ``more``, is JSON Schema."""
    format: str = ""
    low: float = -inf
    high: float = inf
    pattern: str = ""
    options: Collection[Any] = ()
    ref: str = ""
    more: Schema | None = None

    def columns(self, field: str) -> dict[str, Column]:
        """The columns by name."""
        raise NotImplementedError

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        """Values by field of the typed object."""
        raise NotImplementedError

    def write(self, item: Any, field: str) -> dict[str, Any]:
        """Values by column."""
        raise NotImplementedError


@dataclass
class Column(Part):
    """One column for one field. ``says`` explains it; ``name`` is the column's where it differs from the field's. A ``label`` is for
    readers alone: it changes no result, so it is no part of the content hash, and it is not written where nobody has filled it. A ``rare``
    one serves few cases, and is not written either where nobody has filled it."""

    says: str
    needed: bool = field(default=False, kw_only=True)
    name: str = field(default="", kw_only=True)
    label: bool = field(default=False, kw_only=True)
    rare: bool = field(default=False, kw_only=True)

    def columns(self, field: str) -> dict[str, Column]:
        return {self.name or field: self}

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        return {field: self.value(row, self.name or field, known)}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        found = item[field] if isinstance(item, Mapping) else getattr(item, field)
        return {self.name or field: None if self.rare and found == self.usual() else found}

    def usual(self) -> Any:
        """What a blank means."""
        return self.parse(self.default, {}) if isinstance(self.default, str) and self.default else self.default

    def value(self, row: Fields, name: str, known: Known) -> Any:
        """The value under the name; the default where it is blank or wrong."""
        found = row.read(name, lambda text: self.parse(text, known), None)
        return self.usual() if found is None else found

    def parse(self, text: str, known: Known) -> Any:
        """What the text means. Raises :class:`Wrong`."""
        return text

    def schema(self) -> Schema:
        """As JSON Schema. A key may be blank unless it is needed, and has the default then."""
        null = [] if self.needed else ["null"]
        words = [*self.options, *(None for _ in null)] if self.options else None
        default = json.loads(self.default) if isinstance(self.default, str) and cells.NUMBER.fullmatch(self.default) else self.default
        typed = {"type": one_or_all([*self.types, *null]), "format": self.format}
        limits = {"minimum": self.low if isfinite(self.low) else None, "maximum": self.high if isfinite(self.high) else None}
        found = {"description": self.says, **({"$ref": self.ref} if self.ref else typed), **(self.more or {}), **limits}
        found |= {"pattern": "" if self.ref else self.pattern, "enum": words, "default": None if self.needed else default}
        return {word: value for word, value in found.items() if value not in ("", None)}


def one_or_all(kinds: list[str]) -> str | list[str]:
    return kinds[0] if len(kinds) == 1 else kinds


def whole(pattern: str) -> str:
    return f"^({pattern})$"


# texts and numbers


@dataclass
class Text(Column):
    """Free wording."""

    default: str = ""
    types = ("string", "number", "boolean")


class Line(Text):
    """Wording on one line: a second one could pass for a line of the program."""

    def parse(self, text: str, known: Known) -> str:
        if "\n" in text:
            raise Wrong(say("'{text}' has a line break", text=text), say("write it on one line, and close every quote"))
        return text


class Name(Line):
    """A name for display; blank: the id."""

    def value(self, row: Fields, name: str, known: Known) -> str:
        return super().value(row, name, known) or row.own_id()


class Id(Column):
    """The id of a row, by which others name it; ``rows.py`` checks its form."""

    pattern = whole(ID.pattern)


@dataclass
class Number(Column):
    default: float | None
    low: float
    high: float
    types = ("number",)

    def parse(self, text: str, known: Known) -> float:
        return cells.number(text, self.low, self.high)


class Whole(Number):
    types = ("integer",)

    def parse(self, text: str, known: Known) -> int:
        value = super().parse(text, known)
        if value != int(value):
            raise Wrong(say("{text} is not a whole number", text=text), write_this(str(round(value))))
        return int(value)


@dataclass
class Level(Column):
    """A number that may be uncertain, on a scale that may have levels; ``derived``: None where the code book is to derive it from acts."""

    scale: Scale
    derived: bool = False
    ref = "#/$defs/cell"

    def __post_init__(self) -> None:
        self.low, self.high, self.pattern = self.scale.low, self.scale.high, cell_pattern(self.scale.levels)
        self.default = None if self.derived else self.scale.default

    def parse(self, text: str, known: Known) -> Any:
        return None if self.derived and text == "?" else cells.parse(text, self.scale)


def cell_pattern(levels: Collection[str]) -> str:
    """What a cell typed as text looks like: ``?``, a number, a range, alternatives or a level."""
    weighted = rf"{DIGITS}\s*:\s*{DIGITS}"
    forms = [r"\?", rf"{DIGITS}(\s*\.\.\s*{DIGITS}){{0,2}}", rf"{weighted}(\s*\|\s*{weighted})*"]
    return whole("|".join(forms + ([rf"({'|'.join(levels)})\??"] if levels else [])))


# words and references


@dataclass
class Choice(Column):
    """One of a few words; those of ``options`` are all there are."""

    options: Collection[str]
    default: str = ""

    def parse(self, text: str, known: Known) -> Any:
        if text not in self.options:
            raise Wrong(say("'{text}' is not one of {list}", text=text, list=", ".join(self.options)), suggest(text, self.options))
        return text


class Flag(Column):
    """Yes or no."""

    default = False
    types = ("boolean", "string")
    options = (True, False, *WORDS)

    def parse(self, text: str, known: Known) -> bool:
        return WORDS[Choice("", WORDS).parse(text, known)]


class Ref(Column):
    """The id of one thing of these kinds, or a word among ``also``; '' for a blank or ``none``. ``what`` names the kinds in messages."""

    default = "none"
    pattern = whole(ID.pattern)

    def __init__(self, says: str, *kinds: Kind, also: Collection[str] = (), what: str = "", **options: Any) -> None:
        super().__init__(says, **options)
        *most, last = (kind.one for kind in kinds)
        self.kinds, self.also, self.what = kinds, frozenset(also), what or " or ".join([", ".join(most), last] if most else [last])

    def ids(self, known: Known) -> Collection[str]:
        """What may be named."""
        return self.also.union(*(known[kind] for kind in self.kinds)) if self.also or len(self.kinds) > 1 else known[self.kinds[0]]

    def parse(self, text: str, known: Known) -> Any:
        return reference(text, self.ids(known), self.what)

    def usual(self) -> Any:
        return self.parse("none", dict.fromkeys(self.kinds, frozenset()))


class Refs(Ref):
    """Several ids: a YAML list, or a text with ids joined by ``;``. ``make`` makes a value of the ids in the order typed."""

    types = ("array", "string")

    def __init__(self, says: str, *kinds: Kind, make: Callable[[tuple[str, ...]], Any] = tuple, **options: Any) -> None:
        super().__init__(says, *kinds, **options)
        words = kinds[0].words
        one = rf"({'|'.join(words)})" if words else ID.pattern
        items = {"type": "string"} | ({"enum": list(words)} if words else {"pattern": whole(one)})
        self.make, self.pattern, self.more = make, whole(rf"none|{one}(\s*;\s*{one})*"), {"items": items, "uniqueItems": True}

    def value(self, row: Fields, name: str, known: Known) -> Any:
        return self.make(row.refs(name, self.ids(known), self.what))


# dates


class Day(Column):
    """A date known to the day."""

    pattern = whole(r"-?\d{4}-\d\d-\d\d")

    def parse(self, text: str, known: Known) -> Any:
        return dates.day(text)


class Date(Column):
    """A date as exact as it is known."""

    pattern = whole(DATE)

    def parse(self, text: str, known: Known) -> Any:
        return dates.parse(text)
