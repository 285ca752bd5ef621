"""What the prose check reads: paragraphs of Markdown pages and notebooks, docstrings and messages of Python files, templates of pages.

Code is left out. Inline code, formulas in back quotes and filled-in values become the sign □, which counts as one word.
"""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.deflist import deflist_plugin

CODE = "□"
URL = re.compile(r"\b(?:https?|mailto):\S+")
ROLE = re.compile(r"\{[\w:-]+\}$")
DIRECTIVE = re.compile(r"\{(note|tip|warning|important|admonition|glossary|seealso|caution|hint)\}")
HEADER = re.compile(r"^[\w*., ]+ : \S")
TERM = re.compile(r"[\w*][\w*., |\[\]]*$(?<!\.)")
"""Names of parameters, a type or an error, above its explanation in a section of a docstring."""
ITEM = re.compile(r"^\s*(?:[-*•]|\d+\.|:(?:param|returns?|raises)\b[^:]*:)\s+")
MESSAGE_WORDS = 4
"""A literal with fewer words than this is a name, a key or a label, no sentence."""


class Block(NamedTuple):
    """One paragraph, heading, list item or table cell: its pieces of text with the line of each."""

    pieces: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        return "".join(piece for _, piece in self.pieces)

    def line(self, place: int) -> int:
        """The line of the file at this place of the text."""
        for line, piece in self.pieces:
            place -= len(piece)
            if place < 0:
                return line
        return self.pieces[-1][0]


def blocks(path: Path) -> Iterator[Block]:
    """Everything in a file that is prose."""
    readers = {".md": markdown, ".ipynb": notebook, ".py": python, ".j2": template}
    return readers[path.suffix](path.read_text(encoding="utf-8"))


# Markdown


@cache
def reader() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").use(deflist_plugin).use(attrs_block_plugin)


def markdown(text: str, first: int = 1) -> Iterator[Block]:
    """``first`` is the number of the first line of the text."""
    for token in reader().parse(text):
        if token.type == "inline" and token.map is not None and token.children:
            pieces = tuple(inline(token.children, first + token.map[0]))
            if any(re.search(r"\w", piece) for _, piece in pieces):
                yield Block(pieces)
        elif token.type == "fence" and token.map is not None and DIRECTIVE.match(token.info):
            yield from markdown(token.content, first + token.map[0] + 1)


def inline(children: list[Token], line: int) -> Iterator[tuple[int, str]]:
    role = False
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            line += 1
            yield line, " "
        elif child.type == "code_inline":
            yield line, child.content if role else CODE
        elif child.type in ("text", "image"):
            role = bool(ROLE.search(child.content))
            yield line, URL.sub(CODE, ROLE.sub("", child.content) if role else child.content)


def notebook(text: str) -> Iterator[Block]:
    """The Markdown cells, with the lines of the file in which they are stored: one string a line."""
    rows = text.split("\n")
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "markdown" and cell["source"]:
            stored = [json.dumps(line, ensure_ascii=False) for line in cell["source"]]
            first = next((n for n, row in enumerate(rows, 1) if row.strip().rstrip(",") == stored[0]), 1)
            yield from markdown("".join(cell["source"]), first)


# Python


def python(text: str) -> Iterator[Block]:
    """Docstrings, also those of constants; and literals long enough to be a message."""
    tree = ast.parse(text)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and literal(node.value) is not None}
    inner = set(parts_of_others(tree))
    for node in ast.walk(tree):
        if id(node) in docstrings and isinstance(node, ast.Constant):
            yield from docstring(node.value, node.lineno)
        elif id(node) not in inner and isinstance(node, ast.expr):
            message = literal(node)
            if message is not None and is_message(message):
                plain = re.sub(r"<[^<>]*>", " ", message)
                yield Block(((node.lineno, " ".join(URL.sub(CODE, quoted(plain)).split())),))


def parts_of_others(tree: ast.AST) -> Iterator[int]:
    """Constants inside of f-strings, which are read whole, and lists of words typed as one text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (id(part) for part in node.values)
        elif isinstance(node, ast.Attribute) and node.attr in ("split", "splitlines"):
            yield id(node.value)


def literal(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else CODE for part in node.values)
    return None


def is_message(text: str) -> bool:
    code = re.search(r"\(\?|\[\^|\\[wsdb]|^collegium |\bdef |\breturn ", text)
    return code is None and len(re.findall(r"(?<![\w.])[A-Za-z][a-z]+(?![\w.]*[({=])", text)) >= MESSAGE_WORDS


def docstring(text: str, first: int) -> Iterator[Block]:
    """Paragraphs of reStructuredText: no doctests, no indented formulas, no names of parameters."""
    lines = text.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
    lines = [lines[0].strip(), *(line[margin:].rstrip() for line in lines[1:])]
    sections = any(re.fullmatch(r"\s*-{3,}", line) for line in lines)
    pieces: list[tuple[int, str]] = []
    skipping = False
    for n, line in enumerate([*lines, ""]):
        if not line:
            skipping = False
        elif not pieces and (line.lstrip().startswith(">>>") or (line.startswith(" ") and not sections)):
            skipping = True
        after = lines[n + 1] if n + 1 < len(lines) else ""
        heading = HEADER.match(line) or re.fullmatch(r"\s*-{3,}", after) or re.fullmatch(r"\s*-{3,}", line)
        heading = heading or (sections and after.startswith(" ") and TERM.match(line))
        if pieces and (not line or heading or ITEM.match(line)):
            yield Block(tuple(pieces))
            pieces = []
        if line and not skipping and not heading:
            pieces.append((first + n, quoted(ITEM.sub("", line).strip()) + " "))


def quoted(text: str) -> str:
    """Text with its code taken out: ``x``, `x`; a role such as :class:`X` becomes the name."""
    text = re.sub(r":[\w:]+:`~?([^`<]*)[^`]*`", r"\1", text)
    return URL.sub(CODE, re.sub(r"``[^`]*``|`[^`]*`", CODE, text)).replace("*", "")


# Templates of pages


def template(text: str) -> Iterator[Block]:
    """What a page says between its tags; statements and filled-in values are not read."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|<style.*?</style>|<script.*?</script>", blanked, text, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", lambda match: CODE + blanked(match), text, flags=re.DOTALL)
    text = re.sub(r"</?(?:a|abbr|b|code|em|i|small|span|strong|var)\b[^<>]*>", blanked, text)
    for match in re.finditer(r"(?:^|(?<=>))[^<>]+", text):
        line = text.count("\n", 0, match.start()) + 1
        pieces = tuple((line + n, " ".join(html.unescape(row).split()) + " ") for n, row in enumerate(match[0].split("\n")) if row.strip())
        if len(re.findall(r"[A-Za-z]{2,}", match[0])) >= MESSAGE_WORDS:
            yield Block(pieces)


def blanked(match: re.Match[str]) -> str:
    """As many line breaks as the text had, so that lines keep their numbers."""
    return "\n" * match[0].count("\n")
