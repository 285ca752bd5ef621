"""Reads the named texts of one table row or one YAML mapping; mistakes are noted, never raised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

from collegium.language import say
from collegium.scenario import damage
from collegium.scenario.findings import Findings, Wrong, suggest, unknown, write_this
from collegium.scenario.model import AWAY, ROTATION, UNALIGNED
from collegium.scenario.text import Node

T = TypeVar("T")

ID = re.compile(r"[a-z][a-z0-9_]*")
RESERVED = ("none", "centre", AWAY, UNALIGNED, ROTATION, "anybody", "everything")
"""Words with a meaning of their own, which no id may take."""


def identifier(text: str) -> str:
    """An id: lower-case letters, digits and underscores, a letter first. Raises :class:`Wrong`."""
    damage.check(text)
    damage.check_letters(text)
    if not ID.fullmatch(text):
        tidy = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
        remedy = say("begin with a letter; use lower-case letters, digits and _")
        if ID.fullmatch(tidy):
            remedy = say("write '{text}'", text=tidy)
        raise Wrong(say("'{text}' is not an id", text=text), remedy)
    if text in RESERVED:
        raise Wrong(say("'{text}' is a word of the format and cannot be an id", text=text), say("choose another id"))
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

    def check_id(self, name: str, text: str) -> None:
        """Notes if the text under the name is not an id."""
        try:
            identifier(text)
        except Wrong as wrong:
            self.wrong(name, wrong.message, wrong.remedy)

    def check_names(self, known: Collection[str], what: str) -> None:
        """Notes names other than the known ones."""
        for name in self:
            if name not in known:
                fault = say("there is no key '{name}' here", name=name) if what == "key" else unknown(what, name)
                self.wrong(name, fault, suggest(name, known))

    def own_id(self) -> str:
        """The id of the row, or of the mapping in its section."""
        return self.path.partition(".")[2] or self.raw("id")

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
            self.wrong(name, say("a single value belongs here"), say("write one value after the colon"))
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

    def refs(self, name: str, known: Collection[str], what: str) -> tuple[str, ...]:
        """Ids in the order typed: a YAML list, or a text with ids joined by ``;``."""
        found, items = [], self.items(name)
        for text in dict.fromkeys(items):  # what is wrong with a name is told once, however often it stands there
            if text == "none":
                self.wrong(name, say("'none' is in a list"), say("leave it out, or write 'none' alone"))
                continue
            try:
                found.append(reference(text, known, what))
            except Wrong as wrong:
                self.wrong(name, wrong.message, wrong.remedy)
        if len(set(items)) < len(items):
            counts = Counter(items)
            for text in sorted(text for text in found if counts[text] > 1):
                self.wrong(name, say("'{text}' is named twice", text=text), say("name it once"))
        return tuple(found)

    def items(self, name: str) -> list[str]:
        node = self.values.get(name)
        if node is not None and isinstance(node.value, list):
            if all(isinstance(item.value, str) for item in node.value):
                return [str(item.value) for item in node.value]
            self.wrong(name, say("a list of single words belongs here"), say("write [one, two]"))
            return []
        if "," in self.raw(name):
            joined = ";".join(part.strip() for part in self.raw(name).split(","))
            self.wrong(name, say("'{raw}' is joined by commas", raw=self.raw(name)), write_this(joined))
            return []
        return [] if self.blank(name) else [part.strip() for part in self.raw(name).split(";")]

    def inner(self, name: str) -> Fields:
        """The mapping under ``name``, empty where there is none."""
        node = self.values.get(name)
        path = self.place(name)
        if node is None or node.value in ("", "none"):
            return Fields(self.findings, self.file, path, node.line if node else self.line, {})
        if not isinstance(node.value, dict):
            self.wrong(name, say("a mapping belongs here"), say("write {name: value}, or none, or indent name: value below it"))
            return Fields(self.findings, self.file, path, node.line, {})
        return Fields(self.findings, self.file, path, node.line, node.value)

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)


def reference(text: str, known: Collection[str], what: str) -> str:
    if text == "none":
        return ""
    if text not in known:
        damage.check_letters(text)
        raise Wrong(unknown(what, text), suggest(text, [name for name in known if ID.fullmatch(name)]))
    return text
