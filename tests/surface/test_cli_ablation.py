"""Mechanisms on the command line: the list, a small ablation, its folder, and the mistakes a stranger makes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from collegium import cli
from collegium.scenario import new

QUICK = ["--to", "2001-12-31", "--pairs", "20", "--per-draw", "1", "--threads", "1"]
TABLE = """id,name,rules,moves,passages,off,measure,missing
silence,Nobody acts,strategy,court;denounce,1-2,forbid anybody to act,motions,
trifle,A letter,,,3,drop letter,,
still,Nobody is forced,,denounce,4,force elena to denounce against boris on 2001-03-05,,
omens,Omens,,,5,,,all of it
"""


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new(tmp_path_factory.mktemp("cases") / "mine")
    (folder / "systems.csv").write_text(TABLE, encoding="utf-8")
    return folder


def ask(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit code, output, messages; never a traceback."""
    code = cli.main(argv)
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    return code, told.out, told.err


def test_the_list(capsys: pytest.CaptureFixture[str], mine: Path) -> None:
    code, out, _ = ask(capsys, "systems", str(mine))
    assert code == 0 and "Omens (omens)" in out and "4 mechanisms, 3 with a switch" in out
    listed = json.loads(ask(capsys, "systems", str(mine), "--json")[1])
    assert [one["id"] for one in listed] == ["omens", "silence", "still", "trifle"] and listed[1]["moves"] == ["court", "denounce"]
    assert "has no systems.csv" in ask(capsys, "systems", "council")[1]


def test_an_ablation_has_a_verdict_for_each_mechanism(capsys: pytest.CaptureFixture[str], mine: Path, tmp_path: Path) -> None:
    argv = ["ablate", str(mine), *QUICK, "--out", str(tmp_path / "out")]
    code, out, _ = ask(capsys, *argv)
    assert code == 0 and "(placebo)" in out and "20 pairs of histories, 20 draws" in out and "4 mechanisms:" in out
    assert {path.name for path in (tmp_path / "out").iterdir() if path.is_dir()} == {
        "without", "placebo", "off_silence", "off_still", "off_trifle",
    }  # fmt: skip
    with open(tmp_path / "out" / "effects.csv", encoding="utf-8", newline="") as file:
        verdicts = {row["system"]: row["verdict"] for row in csv.DictReader(file)}
    assert verdicts["silence"] == "moves" and verdicts["omens"] == "not switched off" and set(verdicts) == {
        "silence", "trifle", "still", "omens",
    }  # fmt: skip
    assert "mechanisms switched off" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert ask(capsys, *argv)[0] == 2
    before = (tmp_path / "out" / "effects.csv").read_bytes()
    assert ask(capsys, *argv, "--resume")[0] == 0 and (tmp_path / "out" / "effects.csv").read_bytes() == before


def test_one_mechanism_as_json(capsys: pytest.CaptureFixture[str], mine: Path) -> None:
    code, out, _ = ask(capsys, "ablate", str(mine), *QUICK, "--system", "silence", "--json")
    [found] = json.loads(out)["systems"]
    assert code == 0 and found["verdict"] == "moves" and [one["own"] for one in found["effects"]] == [False] * 4 + [True]
    assert found["effects"][-1]["contrast"]["difference"]["value"] < 0 and found["differing"]["value"] > 0.9


@pytest.mark.parametrize(
    ("row", "argv", "told"),
    [
        ("fever,drop flood,", [], "systems.csv: fever: "),
        ("fever,drop fever,losess", [], "losess"),
        ("fever,drop fever,", ["--system", "feever"], "there is no mechanism 'feever' in systems.csv (do: write 'fever')"),
        ("fever,drop fever,", ["--pairs", "7"], "7 pairs cannot be divided into draws of 10"),
    ],
)
def test_mistakes_are_told_before_anything_is_simulated(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, row: str, argv: list[str], told: str
) -> None:
    folder = new(tmp_path / "mine")
    (folder / "systems.csv").write_text(f"id,off,measure\n{row}\n", encoding="utf-8")
    code, out, err = ask(capsys, "ablate", str(folder), *argv)
    assert code == 2 and told in err and not out


def test_a_case_without_mechanisms_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ask(capsys, "ablate", "council")
    assert code == 2 and "'council' has no systems.csv" in err


def test_what_cannot_be_said_within_the_days_is_no_mistake(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = new(tmp_path / "mine")
    (folder / "systems.csv").write_text("id,off\nlate,forbid anybody to act from 2001-12-01\n", encoding="utf-8")
    code, out, _ = ask(capsys, "ablate", str(folder), "--to", "2001-06-30", "--pairs", "2", "--per-draw", "1", "--json")
    [found] = json.loads(out)["systems"]
    assert code == 0 and found["verdict"] == "could not take hold" and found["reason"].startswith("not within these days")
