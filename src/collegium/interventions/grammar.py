"""How a sentence is read: a form such as ``take office OFFICE from PERSON [on DAY] [until DAY]`` becomes a pattern.

Words in capitals are slots, square brackets hold what may be left out, ``|`` separates words that mean the same. What a slot holds is
found under its name in small letters; a second slot of the same name ends in 2, and that of a day in the word before it (``day_until``).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from collegium.scenario.findings import Wrong, suggest

SLOTS = {
    "MANNER": "in plenary|by delegations", "ANSWER": "yes|no", "FIELD": ".+?", "PEOPLE": ".+", "EFFECT": ".+", "SETTING": ".*",
    "ISSUE": "[a-z][^ ]*", "DAY": "[0-9][^ ]*",
}  # fmt: skip
"""Slots that hold other than any one word."""


@dataclass(frozen=True)
class Form:
    """A form, as it stands in spec/experiments.md."""

    text: str

    @property
    def verb(self) -> str:
        return self.text.split()[0]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        seen: list[str] = []
        parts = re.findall(r"\[[^\]]*\]|\S+", self.text)
        return re.compile("".join(part_of(part, seen) for part in parts)[len(" ") :])

    def read(self, sentence: str) -> dict[str, str] | None:
        """What its slots hold in the sentence, '' where something is left out; None if the sentence has another form."""
        found = self.pattern.fullmatch(sentence)
        return None if found is None else {name: (value or "").strip() for name, value in found.groupdict().items()}


def part_of(part: str, seen: list[str]) -> str:
    """One word or bracket as a pattern, with the blank before it; ``seen`` are the words before it."""
    if part.startswith("["):
        inner = "".join(part_of(word, seen) for word in part[1:-1].split())
        return f"(?:{inner})?" if "(?P<" in inner else f"(?P<{part[1:-1].replace(' ', '_')}>{inner})?"
    seen.append(part)
    if not part.isupper():
        return " (?:" + "|".join(map(re.escape, part.split("|"))) + ")"
    ending = f"_{seen[-2]}" if part == "DAY" else "2" * (seen.count(part) > 1)
    return f" (?P<{part.lower()}{ending}>{SLOTS.get(part, '[^ ]+')})"


def read(sentence: str, forms: Collection[Form]) -> tuple[Form, dict[str, str]]:
    """The form that a sentence has, and what its slots hold. Raises :class:`Wrong`."""
    for form in forms:
        found = form.read(sentence)
        if found is not None:
            return form, found
    verb = sentence.split(" ")[0]
    alike = [form.text for form in forms if form.verb == verb]
    if alike:
        raise Wrong("this sentence cannot be read", "write " + ", or ".join(alike))
    raise Wrong(f"no intervention begins with '{verb}'", suggest(verb, {form.verb for form in forms}))
