"""The commands and examples of README and tutorial are run as they are printed (long runs are left out: they stand in plain blocks)."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from collegium import cli

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/tutorial.md")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_commands(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [line for block in blocks(page, "console") for line in block.splitlines() if line.startswith("$ ")]
    assert lines
    for line in lines:
        name, *argv = shlex.split(line[2:])
        assert name == "collegium"
        assert cli.main(argv) == 0, line + capsys.readouterr().err


@pytest.mark.parametrize("page", PAGES)
def test_python(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    found = blocks(page, "python")
    assert found
    for block in found:
        exec(compile(block, page, "exec"), {"__name__": "__main__"})
        assert capsys.readouterr().out


@pytest.mark.parametrize("page", [*PAGES, "docs/tutorial_republic.md", "docs/index.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    made_elsewhere = {"docs/picture.svg", "docs/validation.md"}
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert target in made_elsewhere or (ROOT / page).parent.joinpath(target).exists(), target
