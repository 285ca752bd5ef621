"""A language in which every text is dots. English that is left in a page has not gone through the catalogue."""

from __future__ import annotations

import re
from collections.abc import Collection
from gettext import NullTranslations

from collegium.language import SAMPLES
from collegium.results.sentences import Teller, spaced
from collegium.scenario.model import Scenario

BLANK = re.compile(r"\{\w*\}")
WORD = re.compile(r"[A-Za-z]{2,}")


class Dots(NullTranslations):
    """Every text as its blanks between dots. Whoever asks for a text that no catalogue has fails."""

    def __init__(self, known: Collection[str]) -> None:
        super().__init__()
        self.known = set(known)
        self.asked = set[str]()

    def info(self) -> dict[str, str]:
        return {"language": "dots"}

    def gettext(self, message: str) -> str:
        assert message in self.known, f"no catalogue has {message!r}: run docs/translate/update.py, or add its table to web/vocabulary.py"
        self.asked.add(message)
        return message if message in SAMPLES else "·".join(["·", *BLANK.findall(message), "·"])

    def ngettext(self, one: str, many: str, n: int) -> str:
        assert {one, many} <= self.known, f"no catalogue has {one!r} with {many!r}: run docs/translate/update.py"
        return self.gettext(one if n == 1 else many)


class Author:
    """The words of a case that are its author's, whatever the language."""

    def __init__(self, scenario: Scenario) -> None:
        teller = Teller(scenario)
        texts = {*teller.names.values(), *teller.papers.values(), *teller.happenings.values(), *map(spaced, teller.happenings)}
        texts |= {person.name for person in scenario.people}
        texts |= {end for issue in scenario.issues for end in (issue.low, issue.high)}
        texts |= {scenario.title, scenario.summary, *(cell for row in scenario.record for cell in (row.what, row.value, row.id))}
        texts |= {text.removeprefix("The ").removeprefix("the ") for text in texts}
        longest = sorted(texts - {""}, key=lambda text: -len(text))
        self.own = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE)

    def english(self, text: str) -> list[str]:
        """The words of a text that are neither dots nor the author's."""
        return WORD.findall(self.own.sub("", text))
