"""The command line as a stranger would use it, with the mistakes a stranger makes."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numba
import pytest

from collegium import Results, cli, load
from collegium.cli import output, progress
from collegium.engine.rules import ORDER
from collegium.scenario import shipped
from helpers.folders import renote

SHORT = ["--to", "2002-06-30", "--histories", "12", "--threads", "2"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("surface") / "council"
    assert cli.main(["run", "council", *SHORT, "--out", str(out), "--no-report"]) == 0
    return out


def ask(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit code, output, messages; never a traceback."""
    code = cli.main(argv)
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    return code, told.out, told.err


@pytest.mark.parametrize("name", ["list", "show", "check", "new", "run", "report", "explain", "power", "coalition", "balance"])
def test_every_command_helps_with_an_example(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = ask(capsys, name, "--help")
    assert code == 0
    assert f"example: collegium {name}" in out


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "list")
    assert code == 0
    assert "bolsheviks" in out
    assert "council" in out
    assert [row["name"] for row in json.loads(ask(capsys, "list", "--json")[1])] == list(shipped())


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "show", "council")
    assert code == 0
    assert "A council of five" in out
    assert "Secretary" in out
    assert json.loads(ask(capsys, "show", "bolsheviks", "--json")[1])["rows"]["people"] > 20


def test_show_order(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "show", "council", "--order", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [row["name"] for row in rows] == [rule.__name__ for rule in ORDER]
    assert all(row["what it does"] for row in rows)


def test_check(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = ask(capsys, "check", "bolsheviks")
    assert (code, out.splitlines()[1:]) == (0, ["No mistakes."])
    mine = tmp_path / "mine"
    assert ask(capsys, "new", str(mine))[0] == 0
    text = (mine / "people.csv").read_text(encoding="utf-8")
    (mine / "people.csv").write_text(text.replace("Boris,middle,high", "Boris,middle,hihg"), encoding="utf-8")
    code, out, _ = ask(capsys, "check", str(mine))
    assert code == 2
    assert "people.csv:7: ambition:" in out
    assert "(do: write 'high')" in out
    [mistake] = json.loads(ask(capsys, "check", str(mine), "--json")[1])
    assert (mistake["file"], mistake["line"]) == ("people.csv", 7)
    code, _, err = ask(capsys, "run", str(mine), *SHORT)
    assert code == 2
    assert "people.csv:7" in err


def test_a_new_scenario_runs_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask(capsys, "new", "mine")[0] == 0
    assert ask(capsys, "new", "mine")[0] == 2
    code, out, _ = ask(capsys, "run", "mine", *SHORT, "--no-report")
    assert code == 0
    assert "Results: runs/mine" in out


def test_a_name_with_blanks_and_foreign_letters(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = ask(capsys, "new", "Der Fäll A")
    *_, command = out.splitlines()
    assert code == 0
    assert load("Der Fäll A").title == "Der Fäll A"
    program, *argv = shlex.split(command)
    assert program == "collegium"
    code, out, _ = ask(capsys, *argv, "--histories", "3", "--to", "2001-03-01", "--record", "outcomes")
    assert code == 0
    assert "it needs series and events" in out
    noted = (tmp_path / "runs" / "Der Fäll A" / "provenance.json").read_text(encoding="utf-8")
    assert "'Der Fäll A'" in noted


def test_run_prints_the_outcome_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = ask(capsys, "run", "council", *SHORT, "--out", str(tmp_path / "a"), "--no-report")
    assert code == 0
    assert "95% interval" in out
    assert "emergent" in out
    assert "histories: 12 of 12" in err
    code, out, _ = ask(capsys, "run", "council", *SHORT, "--out", str(tmp_path / "b"), "--no-report", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["report"] is None
    assert told["outcomes"][0]["name"] == "no_loss"


def test_the_outcome_table_fits_a_narrow_terminal(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("collegium.cli.output.WIDTH", 50)
    output.outcome_table(Results(folder).outcomes())
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 50
    assert "…" not in "".join(lines)
    assert "95% interval" in lines[0]


def test_names_are_printed_as_they_are(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    [first, *_] = Results(folder).outcomes()
    output.outcome_table([replace(first, label="Anna [regent] [/x]", group="[red]Seats")])
    out = capsys.readouterr().out
    assert "Anna [regent] [/x]" in out
    assert "[red]Seats" in out


def test_compiling_is_announced_once_and_only_when_it_happens(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("numba.core.event._registered", defaultdict(list))
    progress.announce_compilation.cache_clear()
    progress.announce_compilation()
    assert "compiling" not in capsys.readouterr().err
    for _ in range(2):
        numba.njit(lambda x: x + 1)(1)
    progress.announce_compilation().rest()
    assert capsys.readouterr().err.count("compiling the engine once") == 1


def test_run_with_report_and_permutation_test(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = ask(capsys, "run", "council", *SHORT, "--out", str(tmp_path / "a"))
    assert code == 0
    page = tmp_path / "a" / "report.html"
    assert str(page) in out
    assert set(Results(tmp_path / "a").arms) == {"equal", "shuffled"}
    written = page.read_text(encoding="utf-8")
    code, out, _ = ask(capsys, "report", str(tmp_path / "a"))
    assert (code, out.strip()) == (0, str(page))
    assert page.read_text(encoding="utf-8") == written


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["run", "nowhere"], "no shipped scenario of that name"),
        (["run", "council", "--set", "shok=1"], "write 'shock'"),
        (["run", "council", "--set", "shock"], "write NAME=VALUE"),
        (["run", "council", "--from", "1.1.2001"], "write it as 1922-04-03"),
        (["run", "council", "--from", "2001-W05-1"], "write it as 1922-04-03"),
        (["run", "council", "--from", "2001-02-30"], "there is no day 2001-02-30"),
        (["run", "council", "--from", "1922-04-03"], "choose a day from 2001-01-01"),
        (["run", "council", "--to", "2001-01-01"], "choose a day after 2001-01-01"),
        (["run", "council", "--histories", "0"], "whole number from 1 to 100000000"),
        (["run", "council", "--histories", "9" * 5000], "whole number from 1 to 100000000"),
        (["run", "council", "--threads", "5000"], "whole number from 1 to 1024"),
        (["run", "council", "--set", "shock=0", "--set", "shock=1"], "set twice"),
        (["run", "council", "--overwrite", "--resume"], "not allowed with"),
        (["run", "council", "--histories", "ten"], "write digits only"),
        (["run", "council", "--seed", "-1"], "whole number"),
        (["run", "council", "--record", "votes"], "choose of outcomes,series,events"),
        (["show", "nowhere"], "no shipped scenario of that name"),
        (["check", "nowhere"], "no shipped scenario of that name"),
        (["report", "nowhere"], "holds no results"),
        (["explain", "nowhere", "--history", "1"], "holds no results"),
        (["fly"], "there is no 'fly' here"),
    ],
)
def test_wrong_input_ends_with_2_and_a_remedy(capsys: pytest.CaptureFixture[str], argv: list[str], told: str) -> None:
    code, out, err = ask(capsys, *argv)
    assert code == 2
    assert told in err
    assert err.count("\n") == 1
    assert not out


def test_an_existing_folder_is_refused(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    code, _, err = ask(capsys, "run", "council", *SHORT, "--out", str(folder), "--no-report")
    assert code == 2
    assert "--overwrite" in err
    assert "--resume" in err
    code, _, err = ask(capsys, "run", "council", *SHORT, "--out", str(folder / "scenario"), "--no-report")
    assert code == 2
    assert "holds no results" in err
    assert "--overwrite" not in err
    code, _, err = ask(capsys, "run", "council", *SHORT, "--seed", "2", "--out", str(folder), "--no-report", "--resume")
    assert code == 2
    assert "differs in seed" in err
    assert "--histories 12 --seed 1" in err
    assert ask(capsys, "run", "council", *SHORT, "--out", str(folder), "--no-report", "--overwrite")[0] == 0


def test_results_that_cannot_be_read_fail_without_a_traceback(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "a"
    assert ask(capsys, "run", "council", *SHORT, "--out", str(out), "--no-report")[0] == 0
    [shard] = (out / "histories").glob("*.parquet")
    shard.write_bytes(b"not a table")
    code, _, err = ask(capsys, "report", str(out))
    assert code == 1
    assert "is not as the run left it" in err and "--resume" in err
    assert ask(capsys, "run", "council", *SHORT, "--out", str(out), "--no-report", "--resume")[0] == 0
    assert ask(capsys, "compare", str(out), str(out))[0] == 0


@pytest.mark.parametrize("text", ["{", "{}", "[]", "1"])
def test_damaged_provenance_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str) -> None:
    renote(tmp_path, text)
    for argv in (["report"], ["explain", "--history", "1"], ["run", "council", *SHORT, "--resume", "--out"]):
        code, _, err = ask(capsys, *argv, str(tmp_path))
        assert code == 1
        assert "provenance.json is damaged" in err
        assert "--overwrite" in err


def test_a_scenario_damaged_since_the_run_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert ask(capsys, "run", "council", *SHORT, "--out", str(tmp_path / "a"), "--no-report")[0] == 0
    (tmp_path / "a" / "scenario" / "people.csv").unlink()
    code, _, err = ask(capsys, "report", str(tmp_path / "a"))
    assert code == 1
    assert f"{tmp_path / 'a' / 'scenario'} is no longer what was run" in err
    assert "people.csv: this file is missing" in err
    assert ask(capsys, "run", "council", *SHORT, "--out", str(tmp_path / "a"), "--no-report", "--resume")[0] == 0
    assert (tmp_path / "a" / "scenario" / "people.csv").is_file()


@pytest.mark.parametrize("days", [["--from", "2010-01-01"], ["--to", "1990-01-01"], ["--from", "2002-01-01", "--to", "2001-01-01"]])
def test_explain_refuses_days_outside_the_run(capsys: pytest.CaptureFixture[str], folder: Path, days: list[str]) -> None:
    code, out, err = ask(capsys, "explain", str(folder), "--history", "1", *days)
    assert (code, out) == (2, "")
    assert "choose days from 2001-01-01 to 2002-06-30" in err


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "Error writing bytes to file. Detail: [errno 28] ..."), "no space left on device (do: free some space"),
        (PermissionError(13, "Permission denied", "runs/a"), "runs/a: permission denied (do: choose a folder"),
        (NotADirectoryError(20, "Not a directory", "a/b"), "a/b: not a directory (do: name a folder"),
        (OSError("broken"), "broken"),
    ],
)
def test_what_the_system_refuses_is_told_with_a_remedy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: OSError, told: str
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("collegium.scenario.shipped", refuse)
    code, _, err = ask(capsys, "list")
    assert code == 1
    assert err.startswith(f"collegium: {told}")


def test_python_m_is_the_same_command() -> None:
    done = subprocess.run([sys.executable, "-m", "collegium", "list"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "bolsheviks" in done.stdout


def test_interruption_is_clean(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("collegium.cli.progress.Progress.__call__", stop)
    code, _, err = ask(capsys, "run", "council", *SHORT, "--out", str(tmp_path / "a"), "--no-report")
    assert code == 130
    assert "--resume" in err
    assert not list(tmp_path.rglob("*.part"))
    monkeypatch.undo()
    assert ask(capsys, "run", "council", *SHORT, "--out", str(tmp_path / "a"), "--no-report", "--resume")[0] == 0


def test_help_needs_no_heavy_library() -> None:
    heavy = "{'numba', 'pyarrow', 'rich', 'altair', 'numpy', 'yaml'}"
    code = f"import sys; from collegium import cli; cli.main(['--help']); sys.exit(bool({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "example: collegium run" in done.stdout
