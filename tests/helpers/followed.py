"""A tutorial is followed to the letter: its files are written, its commands typed, and what it shows is compared with what is told."""

from __future__ import annotations

import re
import runpy
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from collegium import cli

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"(?:^(Write|Add to|Change) `([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block, and what to do with which file where the line above says so."""
NUMBER = r"[-−+]?\d[\d.,]*"
INTERVAL = re.compile(rf"({NUMBER})%? to ({NUMBER})%?")


def follow(page: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Do what a page of the documents says, in the folder where we are; the kinds of its blocks."""
    kinds = set()
    for verb, path, kind, text in BLOCK.findall((DOCS / page).read_text(encoding="utf-8")):
        kinds.add(kind)
        if kind == "console":
            for command, shown in commands(text):
                code = typed(command)
                out, err = capsys.readouterr()
                told = out + err if code else out
                assert alike(shown, told), f"{command}\n{out}{err}"
                assert code in (0, 2) and (code == 2 or "(do: " not in err), f"{command}\n{err}"
        else:
            assert verb, f"the page does not say what to do with this:\n{text}"
            before = "" if verb == "Write" else Path(path).read_text(encoding="utf-8")
            Path(path).write_text(changed(before, text) if verb == "Change" else before + text, encoding="utf-8")
    return kinds


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Every command of a console with the lines shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, shown


def typed(command: str) -> int:
    """The exit code of a command, carried out here."""
    name, *argv = shlex.split(command)
    if name == "collegium":
        return cli.main(argv)
    if name == "rm":
        for file in argv:
            Path(file).unlink()
    elif name == "python":
        runpy.run_path(argv[0], run_name="__main__")
    else:
        raise AssertionError(f"a reader cannot type '{name}'")
    return 0


def changed(text: str, difference: str) -> str:
    """The text with the lines marked '-', which stand in it once and together, replaced by those marked '+'."""
    lines = difference.splitlines()
    old, new = ("".join(f"{line[1:]}\n" for line in lines if line[0] == sign) for sign in "-+")
    assert len(lines) == old.count("\n") + new.count("\n")
    if text.count(old) == 1:
        return text.replace(old, new)
    olds, news = old.splitlines(keepends=True), new.splitlines(keepends=True)
    assert len(olds) == len(news), f"these lines do not stand together: {old}"
    for one, other in zip(olds, news, strict=True):
        assert text.count(one) == 1, one
        text = text.replace(one, other)
    return text


def alike(shown: list[str], told: str) -> bool:
    """Whether the page shows what was told; a line of three dots stands for any lines."""
    actual, free = iter(told.splitlines()), False
    for line in shown:
        if line == "...":
            free = True
        elif free:
            if not any(agree(line, other) for other in actual):
                return False
            free = False
        elif not agree(line, next(actual, "")):
            return False
    return free or not any(actual)


def agree(shown: str, told: str) -> bool:
    """The same words and figures; of a line with an interval the same words, and intervals that overlap.

    The page can stay as it is when the draws of the engine change. It must change when what it says is no longer true.
    """
    if shown.split() == told.split():
        return True
    ours, theirs = INTERVAL.search(shown), INTERVAL.search(told)
    if not ours or not theirs or words(shown) != words(told):
        return False
    (low, high), (least, most) = (map(amount, found.groups()) for found in (ours, theirs))
    return low <= most and least <= high


def words(line: str) -> list[str]:
    return re.sub(rf"{NUMBER}|–", "#", line).split()


def amount(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))
