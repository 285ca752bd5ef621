"""Small parts of speech: lists, articles, and the number of a noun. Those of names follow English, in which their authors write."""

from __future__ import annotations

import re
from collections.abc import Sequence

from collegium.language import say


def capital(sentence: str) -> str:
    """With a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def series(items: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    return say("{items} and {last}", items=", ".join(items[:-1]), last=items[-1]) if len(items) > 1 else "".join(items)


def vowel(noun: str) -> bool:
    """Whether its indefinite article is 'an'."""
    return noun[:1].lower() in "aeiou"


def plural(name: str) -> bool:
    """Whether a body is spoken of in the plural: 'Soldiers and policemen', 'Boards of officers', 'People', but not 'Party Congress'."""
    head = re.split(r" (?:of|in|for) ", name)[0].split()
    return head[-1] == "People" or any(word.endswith("s") and not word.endswith("ss") and "'" not in word for word in head)


def number(body: str) -> int:
    """What the verb of a body agrees with: one, or two for many."""
    return 2 if plural(body) else 1
