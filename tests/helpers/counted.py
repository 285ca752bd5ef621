"""How often what takes time is done while an experiment is read."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from collegium.interventions.grammar import Grammar, Sentence
from collegium.scenario import resolve


def counting(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts, from now on, every sentence that is parsed (by its text), and ``load`` and ``complete`` of scenarios."""
    seen: Counter[str] = Counter()
    read, complete, load = Grammar.read, resolve.complete, resolve.open_folder

    def parse(self: Grammar, text: str) -> Sentence:
        if self.what != "field":  # part of a sentence
            seen[text] += 1
        return read(self, text)

    def counted(name: str, function: Any) -> Any:
        def call(*args: Any) -> Any:
            seen[name] += 1
            return function(*args)

        return call

    monkeypatch.setattr(Grammar, "read", parse)
    monkeypatch.setattr(resolve, "complete", counted("complete", complete))
    monkeypatch.setattr(resolve, "open_folder", counted("load", load))
    return seen
