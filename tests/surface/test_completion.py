"""The scripts for bash, zsh and fish: each parses, and offers commands, options, words and shipped scenarios."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from collegium.cli.completion import SHELLS, script
from collegium.cli.parser import COMMANDS, parser
from collegium.ensemble.variants import VARIANTS
from collegium.scenario import shipped
from helpers.typed import ask

ALL = {one.name for group in COMMANDS.values() for one in group}


def shell(name: str, *argv: str) -> str:
    """What a shell prints; the test is left out where the shell is not installed."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed here")
    done = subprocess.run([name, *argv], capture_output=True, text=True, check=False, env=os.environ | {"TERM": "dumb"})
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("completion")
    paths = {name: folder / name for name in SHELLS}
    for name, path in paths.items():
        path.write_text(script(name, parser()), encoding="utf-8")
    return paths


@pytest.mark.parametrize("name", SHELLS)
def test_the_script_parses(name: str, scripts: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert shell(name, "-n", str(scripts[name])) == ""
    code, out, _ = ask(capsys, "completion", name)
    assert (code, out) == (0, scripts[name].read_text(encoding="utf-8"))


def offered_by_bash(path: Path, *words: str) -> list[str]:
    quoted = " ".join(f"'{word}'" for word in words)
    code = f"source '{path}'; COMP_WORDS=(collegium {quoted}); COMP_CWORD={len(words)}; _collegium; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    return shell("bash", "-c", f"cd /; {code}").split()


def test_bash_offers(scripts: dict[str, Path]) -> None:
    path = scripts["bash"]
    assert set(offered_by_bash(path, "")) == ALL
    assert offered_by_bash(path, "comp") == ["compare", "completion"]
    assert set(shipped()) <= set(offered_by_bash(path, "run", ""))
    assert offered_by_bash(path, "run", "--no") == ["--no-report"]
    assert set(offered_by_bash(path, "run", "council", "--variant", "c")) == {"clientele", "coalitions", "contested", "chance"}
    assert offered_by_bash(path, "export", "x", "--to", "n") == ["netcdf"]
    assert "--theory" not in offered_by_bash(path, "run", "--")
    assert "/tmp" in offered_by_bash(path, "report", "/tm")


def test_fish_offers(scripts: dict[str, Path]) -> None:
    def offered(line: str) -> set[str]:
        told = shell("fish", "--no-config", "-c", f"source '{scripts['fish']}'; complete -C '{line}'")
        return {row.split("\t")[0] for row in told.splitlines()}

    assert offered("collegium ") == ALL
    assert set(shipped()) <= offered("collegium run ")
    assert "--no-report" in offered("collegium run council --no")
    assert offered("collegium export x --to ") == {"csv", "xlsx", "netcdf"}


def test_zsh_offers(scripts: dict[str, Path]) -> None:
    def offered(*words: str) -> str:
        stubs = "compdef() { }; _describe() { print -rl -- $commands }; _arguments() { print -rl -- $@ }"
        quoted = " ".join(f"'{word}'" for word in ("collegium", *words))
        return shell("zsh", "-fc", f"{stubs}; source '{scripts['zsh']}'; words=({quoted}); CURRENT={len(words) + 1}; _collegium")

    assert {line.split(":")[0] for line in offered("").splitlines()} == ALL
    run = offered("run", "")
    assert "*--seed[" in run and f"({' '.join(VARIANTS)})" in run
    assert f"({' '.join(shipped())})" in run
    assert "(csv xlsx netcdf)" in offered("export", "")
