"""Reads the named texts of one table row or one YAML mapping; mistakes are noted, never raised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeVar

from collegium.scenario import cells, damage, dates
from collegium.scenario.cells import Scale
from collegium.scenario.findings import Findings, Wrong, suggest
from collegium.scenario.model import ROTATION, UNALIGNED, Cell, Source, Span, When
from collegium.scenario.text import Node

T = TypeVar("T")
D = TypeVar("D", float, None)

ID = re.compile(r"[a-z][a-z0-9_]*")
RESERVED = ("none", "centre", UNALIGNED, ROTATION, "anybody", "everything")
"""Words with a meaning of their own, which no id may take."""
CERTAINTIES = ("high", "medium", "low", "disputed")
WORDS = {"yes": True, "true": True, "no": False, "false": False}


def identifier(text: str) -> str:
    """An id: lower-case letters, digits and underscores, a letter first. Raises :class:`Wrong`."""
    damage.check(text)
    damage.check_letters(text)
    if not ID.fullmatch(text):
        tidy = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
        remedy = f"write '{tidy}'" if ID.fullmatch(tidy) else "begin with a letter; use lower-case letters, digits and _"
        raise Wrong(f"'{text}' is not an id", remedy)
    if text in RESERVED:
        raise Wrong(f"'{text}' is a word of the format and cannot be an id", "choose another id")
    return text


class Fields:
    """``values`` by name; ``path`` precedes the name in a mistake (``bodies.council.quorum``)."""

    def __init__(self, findings: Findings, file: str, path: str, line: int, values: dict[str, Node]) -> None:
        self.findings = findings
        self.file = file
        self.path = path
        self.line = line
        self.values = values

    def wrong(self, name: str, message: str, remedy: str) -> None:
        node = self.values.get(name)
        self.findings.note(self.file, node.line if node else self.line, self.place(name), message, remedy)

    def place(self, name: str) -> str:
        """The column, or the dotted path of the key."""
        return f"{self.path}.{name}" if self.path else name

    def sound(self, name: str) -> bool:
        """Whether nothing was wrong with the text under ``name``, so that what follows from it counts."""
        return not self.findings.noted(self.file, self.place(name))

    def raw(self, name: str) -> str:
        """The text under ``name``, '' where there is none."""
        node = self.values.get(name)
        if node is None:
            return ""
        if not isinstance(node.value, str):
            self.wrong(name, "a single value belongs here", "write one value behind the colon")
            return ""
        return node.value

    def blank(self, name: str) -> bool:
        """Whether there is nothing under ``name``, or the word ``none``."""
        return self.raw(name) in ("", "none")

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """What ``parse`` makes of the text; ``default`` for a blank, and for a text that is wrong."""
        text = self.raw(name)
        if not text:
            return default
        try:
            return parse(text)
        except Wrong as wrong:
            self.wrong(name, wrong.message, wrong.remedy)
            return default

    def text(self, name: str, default: str = "") -> str:
        return self.raw(name) or default

    def number(self, name: str, default: D, low: float, high: float) -> float | D:
        return self.read(name, lambda text: cells.number(text, low, high), default)

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        def whole(text: str) -> int:
            value = cells.number(text, low, high)
            if value != int(value):
                raise Wrong(f"{text} is not a whole number", f"write {round(value)}")
            return int(value)

        return self.read(name, whole, default)

    def flag(self, name: str) -> bool:
        return WORDS[self.choice(name, tuple(WORDS), "no")]

    def choice(self, name: str, options: Collection[str], default: Any) -> Any:
        def known(text: str) -> str:
            if text not in options:
                raise Wrong(f"'{text}' is not one of {', '.join(options)}", suggest(text, options))
            return text

        return self.read(name, known, default)

    def cell(self, name: str, scale: Scale) -> Cell:
        return self.read(name, lambda text: cells.parse(text, scale), cells.parse("", scale))

    def derived(self, name: str, scale: Scale) -> Cell | None:
        """A cell that the code book fills from acts if it is blank or ``?``: then None."""
        return None if self.raw(name) in ("", "?") else self.cell(name, scale)

    def ref(self, name: str, known: Collection[str], what: str) -> str:
        """The id of one of ``known``; '' for a blank or ``none``."""
        return self.read(name, lambda text: reference(text, known, what), "")

    def refs(self, name: str, known: Collection[str], what: str) -> tuple[str, ...]:
        """Ids in the order typed: a YAML list, or a text with ids joined by ``;``."""
        found, items = [], self.items(name)
        for text in dict.fromkeys(items):  # what is wrong with a name is told once, however often it stands there
            if text == "none":
                self.wrong(name, "'none' stands in a list", "leave it out, or write 'none' alone")
                continue
            try:
                found.append(reference(text, known, what))
            except Wrong as wrong:
                self.wrong(name, wrong.message, wrong.remedy)
        if len(set(items)) < len(items):
            counts = Counter(items)
            for text in sorted(text for text in found if counts[text] > 1):
                self.wrong(name, f"'{text}' is named twice", "name it once")
        return tuple(found)

    def items(self, name: str) -> list[str]:
        node = self.values.get(name)
        if node is not None and isinstance(node.value, list):
            if all(isinstance(item.value, str) for item in node.value):
                return [str(item.value) for item in node.value]
            self.wrong(name, "a list of single words belongs here", "write [one, two]")
            return []
        if "," in self.raw(name):
            joined = ";".join(part.strip() for part in self.raw(name).split(","))
            self.wrong(name, f"'{self.raw(name)}' is joined by commas", f"write {joined}")
            return []
        return [] if self.blank(name) else [part.strip() for part in self.raw(name).split(";")]

    def inner(self, name: str) -> Fields:
        """The mapping under ``name``, empty where there is none."""
        node = self.values.get(name)
        path = self.place(name)
        if node is None or node.value in ("", "none"):
            return Fields(self.findings, self.file, path, node.line if node else self.line, {})
        if not isinstance(node.value, dict):
            self.wrong(name, "a mapping belongs here", "write {name: value}, or none, or indent name: value below it")
            return Fields(self.findings, self.file, path, node.line, {})
        return Fields(self.findings, self.file, path, node.line, node.value)

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def when(self, name: str) -> When | None:
        return self.read(name, dates.parse, None)

    def span(self) -> Span:
        start, end = self.when("from"), self.when("to")
        if start and end and start.earliest >= end.latest:
            self.wrong("to", "the row ends before it begins", "put the first day on which it no longer holds, after 'from'")
        return Span(start, end)

    def source(self, known: Collection[str]) -> Source:
        return Source(";".join(self.refs("source", known, "source")), self.choice("certainty", CERTAINTIES, "medium"))


def reference(text: str, known: Collection[str], what: str) -> str:
    if text == "none":
        return ""
    if text not in known:
        damage.check_letters(text)
        raise Wrong(f"there is no {what} '{text}'", suggest(text, [name for name in known if ID.fullmatch(name)]))
    return text
