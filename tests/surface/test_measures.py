"""The commands for published models, on published cases and on tables with the mistakes that people make."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from collegium import cli

EEC = "member,votes\nGermany,4\nFrance,4\nItaly,4\nBelgium,2\nNetherlands,2\nLuxembourg,1\n"


def ask(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit code, output, messages; never a traceback."""
    code = cli.main(argv)
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    return code, told.out, told.err


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes t.csv, in the folder where the commands then run."""
    monkeypatch.chdir(tmp_path)
    return Path("t.csv").write_text


def test_power_of_the_first_european_council(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    """Luxembourg could never decide a vote (Banzhaf 5/21, 1/7, 0; Shapley-Shubik 7/30, 3/20, 0)."""
    sheet(EEC)
    code, out, _ = ask(capsys, "power", "t.csv", "--quota", "12", "--json")
    told = json.loads(out)
    assert code == 0
    assert [row["banzhaf"] for row in told["members"]] == pytest.approx([5 / 21] * 3 + [1 / 7] * 2 + [0])
    assert [row["shapley_shubik"] for row in told["members"]] == pytest.approx([7 / 30] * 3 + [3 / 20] * 2 + [0])
    assert "Never decisive, whatever the others do: Luxembourg." in ask(capsys, "power", "t.csv", "--quota", "12")[1]


def test_power_says_what_stands_out(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    sheet("member,votes\nA,5\nB,1\nC,1\n")
    assert "One member decides everything alone." in ask(capsys, "power", "t.csv", "--quota", "4")[1]
    assert "The quota is not a majority" in ask(capsys, "power", "t.csv", "--quota", "3")[1]
    assert "The quota is not a majority" not in ask(capsys, "power", "t.csv", "--quota", "4")[1]
    sheet("member,votes,union\n" + "".join(f"m{n},1,all\n" for n in range(400)))
    code, out, _ = ask(capsys, "power", "t.csv", "--quota", "260")
    assert code == 0
    assert "Left out because the table is too large: owen, banzhaf owen." in out


SENATE = "member,votes\nblue,197\nred,206\nbrown,83\nyellow,91\ngreen,118\nviolet,39\nlocal,1\n"


def test_a_row_that_may_be_the_total_is_pointed_out(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    """Without it Banzhaf is 2/7, 2/7, three times 1/7, 0, 0; with it everybody's is wrong, and only a warning tells why."""
    sheet(SENATE)
    code, out, _ = ask(capsys, "power", "t.csv", "--quota", "368", "--json")
    rows = {row["member"]: row["banzhaf"] for row in json.loads(out)["members"]}
    assert (code, json.loads(out)["may_be_total"]) == (0, [])
    assert rows == pytest.approx({"blue": 2 / 7, "red": 2 / 7, "brown": 1 / 7, "yellow": 1 / 7, "green": 1 / 7, "violet": 0, "local": 0})
    out = ask(capsys, "power", "t.csv", "--quota", "368")[1]
    assert "368 of 735 votes decide" in out and "4.45" in out and "Warning" not in out
    sheet(SENATE + "sum,735\n")
    assert "Warning: sum has as many votes as all the others together." in ask(capsys, "power", "t.csv", "--quota", "368")[1]
    assert json.loads(ask(capsys, "power", "t.csv", "--quota", "368", "--json")[1])["may_be_total"] == ["sum"]
    sheet("member,votes\nA,1\nB,1\n")  # of two equals neither is the other's total
    assert "Warning" not in ask(capsys, "power", "t.csv", "--quota", "2")[1]


def test_power_with_unions(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    """Two of four equal members who vote as one hold two thirds of the power, in equal parts; a blank cell is no union."""
    sheet("member,votes,union\nA,1,left\nB,1,left\nC,1,\nD,1,\n")
    rows = json.loads(ask(capsys, "power", "t.csv", "--quota", "3", "--json")[1])["members"]
    assert [row["owen"] for row in rows] == pytest.approx([1 / 3, 1 / 3, 1 / 6, 1 / 6])
    assert [row["shapley_shubik"] for row in rows] == pytest.approx([1 / 4] * 4)


def test_coalition_drops_the_strongest(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    sheet("member,power\nA,3\nB,4\nC,5\nD,10\n")
    code, out, _ = ask(capsys, "coalition", "t.csv")
    assert code == 0
    assert "Ruling coalition: A, B, C (power 12 of 22)." in out
    assert "The strongest, D, is thrown out." in out
    sheet("member,power\nA,3\nB,4\nC,5\n")
    assert json.loads(ask(capsys, "coalition", "t.csv", "--json")[1])["self_enforcing"] is True
    told = json.loads(ask(capsys, "coalition", "t.csv", "--alpha", "3/5", "--json")[1])
    assert (told["coalitions"], told["self_enforcing"]) == ([["B", "C"]], False)


def test_equally_cheap_coalitions_are_all_counted(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    sheet("member,power\nA,1\nB,1\nC,1\n")
    code, out, _ = ask(capsys, "coalition", "t.csv")
    assert code == 0
    assert "3 coalitions are equally cheap" in out
    assert out.count("in 2 of 3") == 3


def test_balance(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    sheet("a,b,tie\nA,B,+\nB,C,-\nA,C,-\nC,D,+\nB,D,+\nA,D,+\n")
    code, out, _ = ask(capsys, "balance", "t.csv")
    assert code == 0
    assert "A, B, D against C." in out
    assert "At odds: C-D." in out
    sheet("a,b,tie\nA,B,+\nB,C,-\nA,C,-\n")
    told = json.loads(ask(capsys, "balance", "t.csv", "--json")[1])
    assert (told["frustration"], told["camps"], told["triads"]) == (0, [["A", "B"], ["C"]], {"balanced": 1, "unbalanced": 0})
    assert "The network is balanced" in ask(capsys, "balance", "t.csv")[1]


def test_long_lists_are_cut(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    """Six enemies, three against three: 3 + 3 ties within the camps, five of them told. Of six equals any four rule: 15 coalitions."""
    sheet("a,b,tie\n" + "".join(f"m{i},m{j},-\n" for i in range(6) for j in range(i)))
    out = ask(capsys, "balance", "t.csv")[1]
    assert "6 of 15 ties are at odds" in out
    assert " and 1 more." in out
    sheet("member,power\n" + "".join(f"m{n},1\n" for n in range(6)))
    out = ask(capsys, "coalition", "t.csv")[1]
    assert (out.count("Ruling coalition:"), "10 more are not listed." in out) == (5, True)


CASES = [
    ("power", "member,votes\nA,3\nB,2\n", ["--quota", "3"]),
    ("coalition", "member,power\nA,3\nB,2.5\nC,2\n", []),
    ("balance", "a,b,tie\nA,B,+\nB,C,-\n", []),
]


@pytest.mark.parametrize(("name", "text", "more"), CASES)
def test_table_and_pictures_are_saved(capsys: pytest.CaptureFixture[str], sheet: Any, name: str, text: str, more: list[str]) -> None:
    sheet(text)
    for picture in ("p.svg", "p.png"):
        assert ask(capsys, name, "t.csv", *more, "--save", "out.csv", "--picture", picture)[0] == 0
    with Path("out.csv").open(encoding="utf-8", newline="") as file:
        saved = list(csv.DictReader(file))
    told = json.loads(ask(capsys, name, "t.csv", *more, "--json")[1])["members"]
    assert [{key: str(cell) for key, cell in row.items()} for row in told] == saved
    assert "<svg" in Path("p.svg").read_text(encoding="utf-8")
    assert Path("p.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("argv", "text", "told"),
    [
        ("power t.csv --quota 2", "member,votes\nA,1\nA,1\n", "t.csv:3: member: 'A' has a row already"),
        ("power t.csv --quota 2", "member,votes\nA,1\nB,x\n", "t.csv:3: votes: 'x' is not a whole number"),
        ("power t.csv --quota 2", "member,votes\nA,1\n,1\n", "t.csv:3: member: a name is missing"),
        ("power t.csv --quota 2", "member,votes\nA,-1\nB,2\n", "t.csv:2: votes: '-1'"),
        ("power t.csv --quota 2", "member,votes\nA,1,2\n", "t.csv:2: 3 cells in a table of 2 columns"),
        ("power t.csv --quota 2", "member;votes\nA;1\n", "t.csv:1: the columns are not separated by commas"),
        ("power t.csv --quota 2", "member,vote\nA,1\n", "t.csv:1: vote: no column has this name (do: write 'votes')"),
        ("power t.csv --quota 2", "member,votes,votes\nA,1,1\n", "t.csv:1: votes: this column appears twice"),
        ("power t.csv --quota 2", "member,votes\n", "t.csv:1: there are no rows"),
        ("power t.csv --quota 2", "", "t.csv: the file is empty"),
        ("power t.csv --quota 9", "member,votes\nA,1\nB,2\n", "--quota: 9 of 3 votes cannot be reached"),
        ("power t.csv --quota 1", "member,votes\nA,0\nB,0\n", "t.csv: votes: nobody has a vote (do: give one"),
        ("power none.csv --quota 1", "", "none.csv: there is no such file"),
        ("power t.csv --quota 2 --save t.csv", "member,votes\nA,1\nB,2\n", "--save: t.csv is the table that is read"),
        ("power t.csv --quota 2 --save t.txt", "member,votes\nA,1\nB,2\n", "name a file that ends in .csv"),
        ("power t.csv --quota 2 --picture p.gif", "member,votes\nA,1\nB,2\n", "name a file that ends in .svg or .png"),
        ("power t.csv --quota none", "member,votes\nA,1\nB,2\n", "'none' is not a whole number"),
        ("coalition t.csv", "member,power\nA,0\nB,1\n", "t.csv:2: power: '0' is not a number above 0"),
        ("coalition t.csv", "member,power\nA,1\nB,nan\n", "t.csv:3: power: 'nan'"),
        ("coalition t.csv --alpha 1/3", "member,power\nA,1\nB,2\n", "'1/3' is no majority"),
        ("balance t.csv", "a,b,tie\nA,B,x\n", "t.csv:2: tie: 'x' is no tie"),
        ("balance t.csv", "a,b,tie\nA,A,+\n", "t.csv:2: b: 'A' has a tie to the same member"),
        ("balance t.csv", "a,b,tie\nA,B,+\nB,A,-\n", "t.csv:3: this pair has a row already"),
        ("balance t.csv", "a,b,tie\n,B,+\n", "t.csv:2: a: a name is missing"),
    ],
)
def test_mistakes_are_told_with_place_and_remedy(capsys: pytest.CaptureFixture[str], sheet: Any, argv: str, text: str, told: str) -> None:
    sheet(text)
    code, out, err = ask(capsys, *argv.split())
    assert (code, out) == (2, "")
    assert told in err
    assert "(do: " in err or ": write" in err or ": name" in err
    assert not [path for path in Path().iterdir() if path.name != "t.csv"]


def test_every_mistake_is_told_at_once(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    sheet("a,b,tie\nA,A,+\nA,B,?\n,B,+\n")
    assert [line.split(": ")[0] for line in ask(capsys, "balance", "t.csv")[2].splitlines()] == ["t.csv:2", "t.csv:3", "t.csv:4"]


def test_too_many_members_are_refused(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    """The work on coalitions doubles with every member: it is refused, not begun."""
    sheet("a,b,tie\n" + "".join(f"m{n},m{n + 1},+\n" for n in range(500)))
    assert "t.csv: 501 members (do: keep the 500" in ask(capsys, "balance", "t.csv")[2]
    sheet("member,power\n" + "".join(f"m{n},{n + 1}\n" for n in range(300)))
    code, _, err = ask(capsys, "coalition", "t.csv")
    assert code == 2
    assert "300" in err
