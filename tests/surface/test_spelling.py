"""Messages write an argument as the caller must: ``overwrite=True`` in Python, ``--overwrite`` on the command line."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import collegium
from collegium import cli, errors
from collegium.cli.parser import parser
from collegium.cli.values import option
from collegium.committee import summaries
from collegium.errors import CollegiumError, argument, place, spelled
from collegium.experiments.claims import claims
from collegium.experiments.whatif import Design
from collegium.explorer import Case
from collegium.facade import History, Results
from collegium.results.export import export

SOURCE = Path(collegium.__file__).parent
BELOW = sorted(path for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE).parts[0] not in ("cli", "deprecated"))
MESSAGES = (*(name for name, thing in vars(errors).items() if inspect.isclass(thing)), "Wrong", "note")
"""Calls whose text a person reads as a mistake."""


def calls(names: tuple[str, ...]) -> Iterator[tuple[Path, ast.Call]]:
    for path in BELOW:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
                yield path, node


def named() -> dict[str, str]:
    """Argument that a message below the command line names -> a place where it does."""
    return {
        str(call.args[0].value): f"{path.name}:{call.lineno}"
        for path, call in calls(("argument", "place"))
        if isinstance(call.args[0], ast.Constant)
    }


def test_an_argument_is_written_as_the_surface_writes_it() -> None:
    assert (argument("out"), argument("overwrite", True), place("start")) == ("out=", "overwrite=True", "start")
    with spelled(option):
        assert (argument("out"), argument("overwrite", True), place("start")) == ("--out", "--overwrite", "--from")
        assert argument("per_draw") == "--per-draw"
    assert argument("overwrite", True) == "overwrite=True", "the command line leaves its spelling behind"


def test_every_argument_in_a_message_exists_on_both_surfaces() -> None:
    takers = (
        collegium.run, collegium.whatif, collegium.at, collegium.edit, claims, Design, History.explain, Results.report, summaries.power,
        export, collegium.fit, Case.forks,
    )  # fmt: skip
    in_python = {name for taker in takers for name in inspect.signature(taker).parameters}
    top = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    options = {text for one in top.choices.values() for action in one._actions for text in action.option_strings}
    found = named()
    assert {"out", "overwrite", "resume", "start", "end", "changes", "interventions", "record"} <= set(found)
    assert {name: where for name, where in found.items() if name not in in_python} == {}
    # The command line has no report of part of a run, nor asks for a scenario on one day.
    python_only = {"path"}
    assert {name for name in found if option(name) not in options} == python_only


def test_no_message_below_the_command_line_writes_an_option() -> None:
    wrong = [
        f"{path.name}:{call.lineno} {text.value}"
        for path, call in calls(MESSAGES)
        for text in ast.walk(call)
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and re.search(r"(?<![\w-])--[a-z]", text.value)
    ]
    assert wrong == []


def test_the_same_mistake_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other.txt").write_text("mine")
    cases = [
        (lambda: collegium.run("council", out=tmp_path), ["run", "council", "--out", str(tmp_path)], "with out=", "with --out"),
        (lambda: collegium.run("council", changes={"shok": "1"}), ["run", "council", "--set", "shok=1"], "changes: shok", "--set: shok"),
        (
            lambda: collegium.run("council", interventions=["drop fevr"]), ["run", "council", "--do", "drop fevr"],
            "interventions: drop fevr", "--do: drop fevr",
        ),
        (
            lambda: collegium.whatif("council", "drop fever", pairs=25), ["whatif", "council", "--do", "drop fever", "--pairs", "25"],
            "another per_draw=", "another --per-draw",
        ),
        (lambda: collegium.run("council", start="1900-01-01"), ["run", "council", "--from", "1900-01-01"], "start: 1900", "--from: 1900"),
    ]  # fmt: skip
    for call, argv, in_python, on_the_line in cases:
        with pytest.raises(CollegiumError) as raised:
            call()
        assert in_python in str(raised.value)
        assert "--" not in str(raised.value)
        assert cli.main(argv) == 2
        told = capsys.readouterr().err
        assert on_the_line in told
        assert in_python not in told
