"""A remedy that names a word proposes one that is near, and that the checker then accepts."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator

import pytest

from collegium.errors import Mistake, ScenarioError
from collegium.scenario import find, from_files, load, shipped
from collegium.scenario.findings import nearest, slips, suggest
from helpers.examples import times

WORD = re.compile(r"[a-z][a-z_]{2,}")
PROPOSED = re.compile(r"write '([^']+)'$")
KEPT = {"summary", "title", "what", "claim", "name", "citation", "sources"}
"""Columns and keys of free text."""
EACH = times(30)
"""So many words are broken in every scenario."""


def mistakes(files: dict[str, str]) -> list[Mistake]:
    try:
        from_files("case", files)
    except ScenarioError as error:
        return list(error.mistakes)
    return []


def broken(word: str, dice: random.Random) -> str:
    """The word with a slip of the finger (letters swapped, left out, doubled, replaced), or a part of it, or another word."""
    n = dice.randrange(len(word) - 1)
    return dice.choice(
        [
            word[:n] + word[n + 1] + word[n] + word[n + 2 :],
            word[:n] + word[n + 1 :],
            word[:n] + word[n] + word[n:],
            word[:n] + dice.choice("aeiou") + word[n + 1 :],
            word.split("_")[-1],
            word[::-1],
        ]
    )


def words_of(files: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    """(file, place where a word begins, where it ends) of every word that the format knows, or that names something."""
    for file, text in files.items():
        if file.endswith(".csv"):
            at, heads = 0, next(csv.reader(io.StringIO(text)))
            for n, line in enumerate(text.splitlines(keepends=True)):
                if n and '"' not in line and not line.startswith("#"):
                    begin = at
                    for column, cell in zip(heads, line.rstrip("\n").split(","), strict=False):
                        if column not in KEPT and WORD.fullmatch(cell):
                            yield file, begin, begin + len(cell)
                        begin += len(cell) + 1
                at += len(line)
        elif file == "scenario.yaml":
            for found in re.finditer(r"(?:^ *|: |\[|, )([a-z][a-z_]{2,})(?=:|,|\]|$)", text, re.MULTILINE):
                line = text[text.rfind("\n", 0, found.start(1)) + 1 : found.end(1)].strip()
                if line.partition(":")[0] not in KEPT and not line.startswith("#"):
                    yield file, found.start(1), found.end(1)


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped())
def test_what_a_remedy_proposes_is_accepted(name: str) -> None:
    files = dict(load(find(name)).files)
    dice, seen, tried = random.Random(11), 0, 0
    places = list(words_of(files))
    assert len(places) > 60
    for file, begin, end in dice.sample(places, min(EACH, len(places))):
        word = files[file][begin:end]
        wrong = broken(word, dice)
        if wrong == word:
            continue
        tried += 1
        changed = files | {file: files[file][:begin] + wrong + files[file][end:]}
        found = mistakes(changed)
        for mistake in found:
            proposed = PROPOSED.search(mistake.remedy)
            if mistake.file != file or not proposed or f"'{wrong}'" not in mistake.message:
                continue
            seen += 1
            mended = files | {file: files[file][:begin] + proposed[1] + files[file][end:]}
            still = [one for one in mistakes(mended) if (one.file, one.line, one.column) == (mistake.file, mistake.line, mistake.column)]
            assert not still, f"{word} -> {wrong}: {mistake}; then {still}"
            assert slips(wrong, proposed[1], 9) <= 1 + len(wrong) // 4 or f"_{wrong}" in f"_{proposed[1]}", mistake
    assert seen > min(EACH, len(places)) / 4, f"only {seen} of {tried} broken words got a word as a remedy"


@pytest.mark.parametrize(
    ("typed", "known", "near"),
    [
        ("hihg", ["low", "middle", "high"], "high"),
        ("Medium", ["low", "medium"], "medium"),
        ("secretary", ["general_secretary", "treasurer"], "general_secretary"),
        ("general secretary", ["general_secretary"], "general_secretary"),
        ("secretary", ["first_secretary", "second_secretary"], ""),
        ("tax", ["taxes", "self_rule"], "taxes"),
        ("treasurer", ["secretary"], ""),
        ("ally", ["enemy", "kin"], ""),
        ("no", ["yes"], ""),
        ("ab", ["ac"], ""),
        ("kamenev", ["zinoviev", "kalinin"], ""),
        ("stalim", ["stalin", "kalinin"], "stalin"),
        ("cart", ["car", "carts"], "carts"),
        ("", ["a"], ""),
    ],
)
def test_only_a_word_that_is_near_is_proposed(typed: str, known: list[str], near: str) -> None:
    assert nearest(typed, known) == near
    assert (suggest(typed, known) == f"write '{near}'") is bool(near)


@pytest.mark.parametrize(
    ("one", "other", "far"), [("", "", 0), ("ab", "ba", 1), ("abc", "ac", 1), ("abcd", "badc", 2), ("high", "low", 4), ("a", "abcde", 4)]
)
def test_slips_are_counted(one: str, other: str, far: int) -> None:
    assert slips(one, other, 9) == slips(other, one, 9) == far
    assert slips(one, other, 1) == min(far, 2)
