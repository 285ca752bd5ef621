"""The first minutes: help, the end of a run, the next run, a run that is stopped, the engine that is compiled."""

from __future__ import annotations

import io
import json
import re
import shlex
import time
from dataclasses import replace
from pathlib import Path

import pytest

from collegium import Results, cli
from collegium.cli import progress
from collegium.cli.headline import headline
from collegium.cli.interruption import interrupted, stamp
from collegium.cli.parser import COMMANDS, parser
from helpers.typed import SHORT, ask

ALL = [one.name for group in COMMANDS.values() for one in group]


# help


def test_the_bare_command_helps_and_says_where_to_start(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ask(capsys)
    assert (code, err) == (0, "")
    assert out == ask(capsys, "--help")[1]
    places = [out.index(f"\n{title}:") for title in (*COMMANDS, "Where to start")]
    assert places == sorted(places)
    for name in ALL:
        assert re.search(rf"^  {name} +\w", out, re.MULTILINE)
    assert max(map(len, out.splitlines())) <= 96


def test_the_commands_to_start_with_are_commands(capsys: pytest.CaptureFixture[str]) -> None:
    start = parser().epilog.split("Where to start:")[1].split("\n\n")[0]  # type: ignore[union-attr]
    lines = [re.split(r"\s{2,}", line.strip())[0] for line in start.strip().splitlines()]
    assert len(lines) == 3
    for line in lines:
        assert parser().parse_args(shlex.split(line)[1:]).name in ALL


@pytest.mark.parametrize("name", ALL)
def test_every_example_can_be_typed(name: str) -> None:
    [one] = [one for group in COMMANDS.values() for one in group if one.name == name]
    example = one.example.removeprefix("source <(").removesuffix(")")
    assert parser().parse_args(shlex.split(example)[1:]).call is one.call


@pytest.mark.parametrize(
    ("typed", "told"), [(["rnu"], "write 'run'"), (["fly"], "choose from"), (["run", "council", "--variant", "chanse"], "write 'chance'")]
)
def test_a_word_that_is_not_there_gets_the_nearest_one(capsys: pytest.CaptureFixture[str], typed: list[str], told: str) -> None:
    code, _, err = ask(capsys, *typed)
    assert code == 2
    assert told in err
    assert err.count("\n") == 1


# the end of a run


def test_a_run_ends_with_what_happened_and_the_next_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = ask(capsys, "run", "council", *SHORT, "--no-report")
    assert code == 0
    told = " ".join(out.split("Results:")[0].split())
    assert re.search(r"\w+ is the strongest at the end in [\d.]+% \([\d.]+% to [\d.]+%\) of 12 histories\.", told)
    assert re.search(r"Somebody loses a full seat in the Council by decision in [\d.]+% \([\d.]+% to [\d.]+%\)\.", told)
    assert "One-man rule" in told
    typed = [line.removeprefix("Next:").strip() for line in out.splitlines() if line.startswith("Next:")]
    assert typed == ["collegium report runs/council", "collegium explain runs/council --brief"]
    for line in typed:
        assert cli.main(shlex.split(line)[1:]) == 0


def test_the_headline_says_what_the_table_says(council: Path) -> None:
    rows = Results(council).outcomes()
    found = {row.name: row for row in rows}
    [first, _, third] = headline(rows, "Council")
    leader = next(row for row in rows if row.name.startswith("strongest:"))
    assert first.startswith(leader.label.split()[0])
    flipped = [replace(row, estimate=1.0, low=0.8, high=1.0) if row.name == "no_loss" else row for row in rows]
    assert headline(flipped, "Council")[1].endswith("in 0% (0% to 20.0%).")
    never = [row for row in rows if not row.name.startswith("one_man:")]
    never = [replace(row, estimate=0.0, low=0.0, high=0.3) if row.name == "one_man" else row for row in never]
    assert headline(never, "Council")[2] == "One-man rule does not occur: 0% (0% to 30.0%)."
    assert found["one_man"].label.startswith("One-man rule") and third.startswith("One-man rule")


def test_nothing_counted_still_has_an_upper_bound(council: Path) -> None:
    rows = {row.name: row for row in Results(council).outcomes()}
    nothing = [row for row in rows.values() if row.estimate == 0 and row.n]
    assert len(nothing) > 3
    assert all(row.low == 0 and row.high > 0 for row in nothing), [row.name for row in nothing if not row.high > 0]
    assert rows["arrests"].high == pytest.approx(3.6889 / 12, rel=1e-4)


# the next run


def test_a_repeated_run_is_numbered_and_a_named_folder_is_left_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    quick = ["run", "council", "--to", "2001-03-01", "--histories", "2", "--record", "outcomes"]
    for name in ("council", "council-2", "council-3"):
        code, out, err = ask(capsys, *quick)
        assert code == 0
        assert f"Results: runs/{name}\n" in out
        assert ("exists already" in err) == (name != "council")
    assert ask(capsys, *quick, "--out", "runs/council")[0] == 2
    assert "Results: runs/council-3\n" in ask(capsys, *quick, "--resume")[1]
    assert "Results: runs/council\n" in ask(capsys, *quick, "--overwrite")[1]
    assert sorted(path.name for path in Path("runs").iterdir()) == ["council", "council-2", "council-3"]


def test_a_gap_in_the_numbers_is_not_filled(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("council", "council-7", "council-old"):
        Path("runs", name).mkdir(parents=True)
    quick = ["run", "council", "--to", "2001-03-01", "--histories", "2", "--record", "outcomes"]
    assert "Results: runs/council-8\n" in ask(capsys, *quick)[1]


# a run that is stopped


def test_a_stopped_run_says_what_is_kept_and_how_to_go_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("runs/council").mkdir(parents=True)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("collegium.cli.progress.Progress.__call__", stop)
    code, _, err = ask(capsys, "run", "council", *SHORT, "--no-report", "--overwrite", "--out", "runs/new one")
    assert code == 130
    assert "12 histories are kept in runs/new one" in err
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    command = err.split("To go on: ")[1].strip()
    assert command == "collegium run council " + " ".join(SHORT) + " --no-report --out 'runs/new one' --resume"
    assert cli.main(shlex.split(command)[1:]) == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["claims", "council", "--out", "{}"], "To go on: collegium claims council --out {}"),
        (["whatif", "council", "--do", "x", "--out", "{}"], "To go on: collegium whatif council --do x --out {} --resume"),
        (["whatif", "council", "--do", "x", "--out", "{}", "--overwrite"], "To go on: collegium whatif council --do x --out {} --resume"),
        (["whatif", "council", "--do", "x"], "interrupted: nothing was written"),
        (["run", "council", "--out", "{}/not_yet"], "interrupted: nothing was written"),
        (["list"], "interrupted: nothing was written"),
    ],
)
def test_what_other_commands_say_when_stopped(tmp_path: Path, typed: list[str], told: str) -> None:
    words = [word.format(tmp_path) for word in typed]
    arguments = parser().parse_args(words)
    arguments.before = stamp(tmp_path)
    assert "To go on" not in interrupted(arguments, words) or typed[0] == "claims", "nothing was written so far"
    (tmp_path / "manifest.jsonl").write_text("", encoding="utf-8")
    assert told.format(tmp_path) in interrupted(arguments, words)


# the engine that is compiled


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_clock_runs_on_a_terminal_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    clock = progress.Clock()
    clock.begin()
    clock.begin()
    clock.end()
    time.sleep(2.5)
    clock.end()
    shown = screen.getvalue()
    assert "0:00" in shown and "0:02" in shown and "\n" not in shown
    clock.rest()
    assert screen.getvalue().endswith("\r\x1b[K")
    time.sleep(1.2)
    assert screen.getvalue().endswith("\r\x1b[K")


def test_elsewhere_the_clock_is_a_line_now_and_then(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SELDOM", 1.5)
    clock = progress.Clock()
    clock.begin()
    time.sleep(2.5)
    clock.end()
    clock.rest()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("compiling the engine once") for line in lines)


def test_warmup_says_how_long_each_class_took(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collegium.ensemble.warmup.ready", lambda size: size == 128)
    code, out, err = ask(capsys, "warmup")
    assert code == 0
    assert re.findall(r"up to (\d+) people: (compiled before, read|compiled) in \d+:\d\d", out) == [
        ("64", "compiled before, read"), ("128", "compiled"),
    ]  # fmt: skip
    assert "the compiled engine is in" in err


def test_warmup_fails_if_nothing_can_be_kept(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collegium.ensemble.warmup.ready", lambda size: size == 128)
    monkeypatch.setenv("COLLEGIUM_CACHE", "/dev/null")
    code, _, err = ask(capsys, "warmup")
    assert code == 1
    assert "cannot be kept" in err
    assert "the compiled engine is in" not in err


def test_warmup_asks_for_each_class() -> None:
    from collegium.ensemble.player import model_of
    from collegium.ensemble.warmup import CLASSES, crowded, ready
    from collegium.scenario import find, load

    case = load(find("council"))
    sizes = [model_of(crowded(case, size), case.start, case.end).capacity for size in CLASSES]
    assert sizes == list(CLASSES)
    ready(CLASSES[0])
    assert not ready(CLASSES[0])


# letters


def test_a_terminal_without_the_signs_gets_plainer_ones(monkeypatch: pytest.MonkeyPatch, council: Path) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    assert cli.main(["show", "council", "--ties"]) == 0
    told = raw.getvalue().decode("latin-1")
    assert "-0.3..0.3" in told and "\\u" not in told


def test_people_read_one_minus_sign_and_programs_the_hyphen(capsys: pytest.CaptureFixture[str], council: Path, shocked: Path) -> None:
    screens = [
        ask(capsys, *command)[1]
        for command in (
            ["show", "council", "--ties"], ["explain", str(council), "--history", "3"], ["compare", str(council), str(shocked)],
        )
    ]  # fmt: skip
    for screen in screens:
        assert re.search(r"−\d", screen)
        assert not re.search(r"(?<![\d\w])-\d*\.\d", screen)
    rows = json.loads(ask(capsys, "compare", str(council), str(shocked), "--json")[1])["rows"]
    assert any(row["difference"]["low"] < 0 for row in rows)
