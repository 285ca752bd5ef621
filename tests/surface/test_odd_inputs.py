"""Inputs that are no ordinary files, far too large, or made to mislead a terminal or a spreadsheet: refused or shown, never obeyed."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from collegium import cli
from collegium.cli.message import put, say
from collegium.cli.output import columns, put_json, save_rows
from collegium.errors import Mistake
from collegium.results.export import cell, decoded
from collegium.results.spreadsheet import as_text
from collegium.scenario import check, new
from collegium.scenario.reading import LARGEST, MOST_FILES
from helpers.typed import ask

VOTES = "member,votes\nann,3\nben,2\n"
STEERING = "\x1b[2J\x9b31m\x1b]0;x\x07\u202eevil\u2066\r"
"""An escape sequence, its eight-bit form, a title, a bell, two changes of direction, a return to the line's beginning."""
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SPARSE = 5 * 10**9


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, which holds a table of votes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "votes.csv").write_text(VOTES, encoding="utf-8")
    return tmp_path


def sparse(path: Path) -> None:
    """A file of 5 GB that takes no place on the disk."""
    with path.open("wb") as out:
        out.truncate(SPARSE)


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "this is a named pipe, not a file"),
    "socket": (bound, "this is a socket, not a file"),
    "folder": (lambda path: path.mkdir(), "this is a folder, not a file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "this is a device, not a file"),
    "loop": (lambda path: path.symlink_to(path.name), "this is a link that leads to no file"),
    "broken": (lambda path: path.symlink_to("nowhere"), "this is a link that leads to no file"),
    "huge": (sparse, "the file has 5 GB, more than the 4 MB that a text may have"),
    "missing": (lambda _: None, "there is no such file"),
}
"""What may lie where a file is expected -> what makes it, and the message."""


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize(
    "command",
    [["power", "odd", "--quota", "3"], ["coalition", "odd"], ["balance", "odd"], ["whatif", "council", "--experiments", "odd"]],
    ids=lambda command: command[0],
)
def test_only_a_file_is_read(capsys: pytest.CaptureFixture[str], folder: Path, kind: str, command: list[str]) -> None:
    make, told = ODD[kind]
    make(folder / "odd")
    code, out, err = ask(capsys, *command)
    assert (code, out) == (2, "")
    assert err.startswith(f"odd: {told}")


@pytest.mark.parametrize("kind", sorted(set(ODD) - {"missing"}))
def test_only_files_belong_to_a_scenario(folder: Path, kind: str) -> None:
    make, told = ODD[kind]
    place = new(folder / "mine")
    (place / "acts.csv").unlink()
    make_in = os.getcwd()
    os.chdir(place)
    try:
        make(place / "acts.csv")
    finally:
        os.chdir(make_in)
    assert [(mistake.file, mistake.message) for mistake in check(place)] == [("acts.csv", told)]


def test_a_folder_full_of_files_is_no_scenario(folder: Path) -> None:
    place = new(folder / "mine")
    for number in range(MOST_FILES):
        (place / f"photo{number}.jpg").touch()
    [mistake] = check(place)
    assert mistake.message == "this folder holds more than 1,000 files"


def test_a_pipe_is_read_when_it_is_named_as_one(folder: Path) -> None:
    def piped(text: bytes, place: str = "/dev/stdin") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "collegium", "power", place, "--quota", "3"]
        return subprocess.run(command, input=text, capture_output=True, timeout=60, check=False)

    assert b"One member decides everything alone." in piped(VOTES.encode()).stdout
    assert piped(VOTES.encode(), "/dev/fd/0").returncode == 0
    much = piped(b"member,votes\n" + b"x" * LARGEST)
    assert much.returncode == 2
    assert much.stderr.startswith(b"/dev/stdin: it has more than the 4 MB that a text may have")


# paths

LONG = "x" * 300


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "the name is empty"),
        (".csv", "an ending without a name"),
        ("there/", "another ending"),
        ("there.csv", "is there already and is no file"),
        ("x.txt", "another ending"),
        ("nowhere/x.csv", "there is no folder 'nowhere': make it first"),
        ("votes.csv/x.csv", "is no folder"),
        ("loop.csv", "is there already and is no file"),
        (f"{LONG}.csv", "is too long a name"),
        ("a\nb.csv", r"'a\nb.csv' holds a sign that cannot be printed"),
        ("a\0b.csv", r"'a\x00b.csv' holds a sign that cannot be printed"),
        ("a\udcff.csv", r"'a\udcff.csv' holds a sign that cannot be printed"),
        ("\u202ea.csv", r"'\u202ea.csv' holds a sign that cannot be printed"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_first(capsys: pytest.CaptureFixture[str], folder: Path, typed: str, told: str) -> None:
    (folder / "there.csv").mkdir()
    (folder / "loop.csv").symlink_to("loop.csv")
    before = sorted(os.listdir(folder))
    code, out, err = ask(capsys, "power", "votes.csv", "--quota", "3", "--save", typed)
    assert (code, out) == (2, "")
    assert told in err
    assert sorted(os.listdir(folder)) == before


@pytest.mark.parametrize("typed", ["", " ", LONG, "a/" * 2000, "a\nb", "a\0b", "a\udcff", "votes.csv/x"])
@pytest.mark.parametrize(
    "command",
    [
        ["run", "council", "--out"],
        ["whatif", "council", "--do", "drop fever", "--out"],
        ["claims", "council", "--out"],
        ["export", ".", "--to", "csv", "--out"],
        ["new"],
    ],
    ids=lambda command: command[0],
)
def test_no_command_writes_to_such_a_place(capsys: pytest.CaptureFixture[str], folder: Path, command: list[str], typed: str) -> None:
    code, out, err = ask(capsys, *command, typed)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert os.listdir(folder) == ["votes.csv"]


@pytest.mark.parametrize("typed", ["", LONG, "a\nb", "a\0b", "\x1b[2J"])
@pytest.mark.parametrize(
    "command", [["check"], ["show"], ["report"], ["explain"], ["power", "--quota", "3"]], ids=lambda command: command[0]
)
def test_no_command_reads_such_a_place(capsys: pytest.CaptureFixture[str], folder: Path, command: list[str], typed: str) -> None:
    code, out, err = ask(capsys, *command, typed)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert not STEERS.search(err)


# terminals


def test_nothing_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say(STEERING)
    put(STEERING)
    put(str(Mistake(STEERING, 1, STEERING, STEERING, STEERING)))
    columns([{STEERING: STEERING}])
    put_json({STEERING: STEERING})
    told = capsys.readouterr()
    assert not STEERS.search(told.out + told.err)
    assert told.out.count("<U+001B>[2J<U+009B>31m<U+001B>]0;x<U+0007><U+202E>evil<U+2066><U+000D>") == 7


def test_json_holds_the_same_text(capsys: pytest.CaptureFixture[str]) -> None:
    put_json([STEERING, "\U000e0041 и"])
    assert json.loads(capsys.readouterr().out) == [STEERING, "\U000e0041 и"]


def test_whatever_is_printed_goes_one_way() -> None:
    """A print of its own would be a way around the two functions that show such signs."""
    own = {"message.py": 2}
    for path in sorted(Path(cli.__file__).parent.glob("*.py")):
        found = re.findall(r"(?<![.\w])print\(", path.read_text(encoding="utf-8"))
        assert len(found) == own.get(path.name, 0), path


@pytest.mark.parametrize("name", [f'"{STEERING[:-1]}"', '"a\nNo mistakes."'])
def test_a_table_may_try(capsys: pytest.CaptureFixture[str], folder: Path, name: str) -> None:
    (folder / "votes.csv").write_text(f"member,votes\n{name},3\nben,2\n", encoding="utf-8")
    code, out, err = ask(capsys, "power", "votes.csv", "--quota", "3")
    assert code == 2
    assert not STEERS.search(out + err)
    assert err.count("\n") == 1


def test_a_name_has_one_line(folder: Path) -> None:
    place = new(folder / "mine")
    head = place / "scenario.yaml"
    head.write_text(re.sub("(?m)^title: .*$", r'title: "Mine\\nNo mistakes."', head.read_text(encoding="utf-8")), encoding="utf-8")
    [mistake] = check(place)
    assert (mistake.column, mistake.message) == ("title", "'Mine<U+000A>No mistakes.' has a line break")


# spreadsheets


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-cmd|x", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1+1", "=", "-", "-0.5", "+2", "-3e5", "ann"]
)
def test_a_text_is_no_formula(text: str) -> None:
    harmless = ("=", "-", "-0.5", "+2", "-3e5", "ann")
    assert as_text(text).startswith("'") == (text not in harmless)
    assert as_text(text) == text or text not in harmless
    assert as_text(-0.5) == -0.5


def test_a_saved_table_holds_no_formula(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "votes.csv").write_text("member,votes\n=1+1,3\n-ben,2\n", encoding="utf-8")
    assert ask(capsys, "power", "votes.csv", "--quota", "3", "--save", "out.csv")[0] == 0
    with (folder / "out.csv").open(encoding="utf-8", newline="") as read:
        assert [row["member"] for row in csv.DictReader(read)] == ["'=1+1", "'-ben"]
    save_rows([{"=a": -0.25, "b": "=b"}], folder / "rows.csv")
    assert (folder / "rows.csv").read_text(encoding="utf-8") == "'=a,b\n-0.25,'=b\n"


def test_an_exported_table_holds_no_formula() -> None:
    words = pa.array(["=1+1", None, "ann", "=1+1"])
    batch = pa.record_batch([words.dictionary_encode(), words, pa.array([-1.5, 2.0, None, 0.0])], names=["=a", "b", "c"])
    found = decoded(batch, as_text).to_pydict()
    assert found == {"'=a": ["'=1+1", None, "ann", "'=1+1"], "b": ["'=1+1", None, "ann", "'=1+1"], "c": [-1.5, 2.0, None, 0.0]}


def test_a_workbook_holds_no_formula(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="not installed; the extra 'export' brings it")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("t")
    sheet.append([cell(sheet, value) for value in ("=1+1", "#N/A", "ann", -2.5)])
    book.save(tmp_path / "t.xlsx")
    [row] = openpyxl.load_workbook(tmp_path / "t.xlsx")["t"].iter_rows()
    assert [(one.value, one.data_type) for one in row] == [("=1+1", "s"), ("#N/A", "s"), ("ann", "s"), (-2.5, "n")]


# large networks


def test_more_members_than_can_be_compared(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """The advice is accepted: with so many the command works."""
    rows = [f"m{n},{n + 1}" for n in range(21)]
    (folder / "many.csv").write_text("\n".join(["member,power", *rows]), encoding="utf-8")
    code, _, err = ask(capsys, "coalition", "many.csv")
    assert (code, err) == (2, "many.csv: 21 members (do: keep the 20 who matter most, or fewer)\n")


def tied(folder: Path, count: int) -> None:
    """All members tied, friends or enemies without any order."""
    rows = [f"m{i},m{j},{'+-'[(i * i + 3 * i * j + j * j * j) % 7 % 2]}" for i in range(count) for j in range(i)]
    (folder / "ties.csv").write_text("\n".join(["a,b,tie", *rows]), encoding="utf-8")


def test_a_large_network_gets_a_bound(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    tied(folder, 110)
    code, out, _ = ask(capsys, "balance", "ties.csv", "--json")
    found = json.loads(out)
    assert code == 0
    assert 0 < found["bound"] <= found["frustration"] == len(found["at_odds"])
    code, _, err = ask(capsys, "balance", "ties.csv", "--picture", "x.svg")
    assert code == 2
    assert "keep 100 members or fewer" in err


@pytest.mark.slow
def test_the_solver_hears_an_interruption(folder: Path) -> None:
    tied(folder, 60)
    with subprocess.Popen([sys.executable, "-m", "collegium", "balance", "ties.csv"], stderr=subprocess.PIPE) as command:
        time.sleep(3)
        command.send_signal(signal.SIGINT)
        _, err = command.communicate(timeout=10)
    assert (command.returncode, err) == (130, b"interrupted: nothing was written\n")
