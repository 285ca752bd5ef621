"""Small parts of speech: lists, articles, and the number of a noun."""

from __future__ import annotations

import re
from collections.abc import Sequence


def capital(sentence: str) -> str:
    """With a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def series(items: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def some(noun: str) -> str:
    """The noun with its indefinite article."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def plural(name: str) -> bool:
    """Whether a body is spoken of in the plural: 'Soldiers and policemen', 'Boards of officers', 'People', but not 'Party Congress'."""
    head = re.split(r" (?:of|in|for) ", name)[0].split()
    return head[-1] == "People" or any(word.endswith("s") and not word.endswith("ss") and "'" not in word for word in head)


def verb(body: str, stem: str) -> str:
    """The present tense of a regular verb for a body of this name: 'meets', or 'meet' in the plural."""
    return stem if plural(body) else f"{stem}s"
