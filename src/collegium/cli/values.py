"""Arguments as they are typed: each function reads one kind, or says what is wrong with it."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from collegium.cli.message import say
from collegium.errors import visible


def day(text: str) -> date:
    from collegium.scenario.days import written
    from collegium.scenario.findings import Wrong

    try:
        return written(text)
    except Wrong as wrong:
        raise argparse.ArgumentTypeError(f"{wrong.message}: {wrong.remedy}") from None


OPTIONS = {"start": "from", "end": "to", "changes": "set", "interventions": "do", "tables": "table"}
"""Name of an argument in Python -> name of its option, where they differ by more than a dash."""


def option(name: str, _: object = "") -> str:
    """An argument as it is typed: the spelling of messages on the command line."""
    return f"--{OPTIONS.get(name, name).replace('_', '-')}"


def between(low: int, high: int) -> Callable[[str], int]:
    """A parser of whole numbers from ``low`` to ``high``."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,20}", text, re.ASCII) or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from {low} to {high}: write digits only")
        return int(text)

    return parse


def change(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"'{text}' is no change: write NAME=VALUE, such as shock=0")
    return name.strip(), value.strip()


LONGEST_NAME, LONGEST_PATH = 255, 4095
"""Bytes that a name and a whole path may have; a system that takes less refuses by itself."""
INSIDE = 200
"""Bytes that a folder of results needs for the names of its files."""


def path(text: str) -> str:
    """A file or folder that is there."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is empty: name a file or folder")
    if any(sign < " " or "\x7f" <= sign <= "\x9f" for sign in text):
        raise argparse.ArgumentTypeError(f"{text!r} holds a sign that cannot be printed: rename it, or name another")
    if max(map(len, os.fsencode(text).split(b"/"))) > LONGEST_NAME or len(os.fsencode(os.path.abspath(text))) > LONGEST_PATH:
        raise argparse.ArgumentTypeError(f"'{text[:40]}...' is too long a name: choose a shorter one")
    return text


def target(text: str) -> str:
    """A file or folder that is to be written."""
    if visible(path(text)) != text:
        raise argparse.ArgumentTypeError(f"{text!r} holds a sign that cannot be printed: choose another name")
    if len(os.fsencode(os.path.abspath(text))) > LONGEST_PATH - INSIDE:
        raise argparse.ArgumentTypeError(f"'{text[:40]}...' is too long a path: choose a place nearer to the root")
    above = next(folder for folder in Path(os.path.abspath(text)).parents if os.path.lexists(folder))
    if not os.path.isdir(above):
        raise argparse.ArgumentTypeError(f"{above} is no folder: choose another place than '{text}'")
    return text


def ending(*endings: str) -> Callable[[str], str]:
    """A parser of names of files to be written, with one of these endings."""
    wanted = " or ".join(endings)

    def parse(text: str) -> str:
        folder, name = os.path.split(target(text))
        if not name.endswith(endings):
            raise argparse.ArgumentTypeError(f"'{text}' has another ending: name a file that ends in {wanted}")
        if name in endings:
            raise argparse.ArgumentTypeError(f"'{text}' is an ending without a name: name a file that ends in {wanted}")
        if not os.path.isdir(folder or "."):
            raise argparse.ArgumentTypeError(f"there is no folder '{folder}': make it first, or name a file in another")
        if os.path.lexists(text) and not os.path.isfile(text):
            raise argparse.ArgumentTypeError(f"'{text}' is there already and is no file: choose another name")
        return text

    return parse


def majority(text: str) -> Fraction:
    found = re.fullmatch(r"0?\.\d{1,9}|\d{1,9}/0*[1-9]\d{0,8}", text, re.ASCII)
    if not found or not Fraction(1, 2) <= Fraction(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no majority: write a number from 0.5 to below 1, such as 0.6 or 2/3")
    return Fraction(text)


def recorded(text: str) -> str:
    for word in text.split(","):
        if word not in ("outcomes", "series", "events"):
            raise argparse.ArgumentTypeError(f"'{word}' cannot be recorded: choose of outcomes,series,events")
    return text


class OldName(argparse.Action):
    """An option under its old name: it works for one version, and says the new name."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None) -> None:
        say(f"{option} is now --{self.dest}; the old name goes with version 0.3")
        setattr(namespace, self.dest, values)
