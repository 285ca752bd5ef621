"""What-ifs and claims on the command line, with the mistakes a stranger makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from collegium import Results, cli, load
from collegium.scoring.shipped import of_case

QUICK = ["--to", "2001-12-31", "--pairs", "20", "--threads", "2"]
ACT = ["--do", "forbid anybody to act", "--measure", "motions", "--measure", "no loss"]


def ask(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit code, output, messages; never a traceback."""
    code = cli.main(argv)
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    return code, told.out, told.err


@pytest.mark.parametrize("name", ["whatif", "claims"])
def test_both_commands_help_with_an_example(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = ask(capsys, name, "--help")
    assert code == 0 and f"example: collegium {name}" in out


def test_an_effect_is_told_with_its_interval(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "whatif", "council", *ACT, *QUICK)
    assert code == 0
    pieces = (
        "do:    forbid anybody to act\n", "Motions heard (motions)", "as it was", "changed", "95% interval",
        "20 pairs of histories, 2 draws",
        "Noise floor", "the effect varies with a standard deviation of",
    )  # fmt: skip
    assert [piece for piece in pieces if piece not in out] == []


def test_json_holds_everything(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "whatif", "council", *ACT, *QUICK, "--json")
    found = json.loads(out)
    assert code == 0 and [effect["text"] for effect in found["effects"]] == ["motions", "no loss"]
    assert found["effects"][0]["difference"]["value"] < 0 and found["design"]["pairs"] == 20 and found["placebo"]["effects"]


def test_what_took_hold_in_no_pair_is_warned_of(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    do = "force elena to denounce against boris on 2001-03-05"
    argv = ["whatif", "council", "--given", "let elena die", "--do", do, "--measure", "losses", *QUICK]
    _, out, _ = ask(capsys, *argv, "--out", str(tmp_path / "dead"))
    assert f"do:    {do}  [took hold in 0 of 20 pairs]\n" in out
    assert f"Warning: '{do}' took hold in 0 of 20 pairs." in out
    page = (tmp_path / "dead" / "report.html").read_text(encoding="utf-8")
    assert f"<code>{do}</code> (took hold in 0 of 20 pairs)" in page and "<strong>Warning:</strong>" in page
    found = json.loads(ask(capsys, *argv, "--json")[1])
    assert found["took_hold"] == [{"sentence": do, "pairs": 0, "of": 20, "few": True}]


def test_how_the_model_fares_beside_the_record_is_said_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A run said so, a what-if and claims did not."""
    told = of_case(load("directory")).text
    few = tmp_path / "few.yaml"
    few.write_text("experiments:\n  a: {do: set shock = 0, measure: losses}\n  b: {do: set shock = 1, measure: losses}\n")
    argv = ["whatif", "directory", "--to", "1795-12-31", "--pairs", "2", "--per-draw", "1", "--experiments", str(few)]
    assert flat(ask(capsys, *argv)[1]).count(flat(told)) == 1
    both = json.loads(ask(capsys, *argv, "--json")[1])
    assert [" ".join(one["beside_record"]) for one in both] == [told, told]
    name = next(row.id for row in load("directory").claims if row.experiment)
    out = ask(capsys, "claims", "directory", "--only", name, "--pairs", "2", "--per-draw", "1", "--no-rivals")[1]
    assert flat(out).count(flat(told)) == 1


def flat(text: str) -> str:
    """Without line breaks."""
    return " ".join(text.split())


def test_one_draw_says_that_it_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = ask(capsys, "whatif", "council", *ACT, *QUICK, "--per-draw", "20")
    assert "All pairs share one draw of the parameters" in out


def test_a_folder_gets_both_arms_a_table_and_a_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "quiet"
    code, told, _ = ask(capsys, "whatif", "council", *ACT, *QUICK, "--out", str(out))
    assert code == 0 and str(out / "report.html") in told
    assert {path.name for path in out.iterdir()} == {"with", "without", "effects.csv", "report.html", "manifest.jsonl", "manifest.lock"}
    assert Results(out / "with").provenance["interventions"] == ["forbid anybody to act"]
    again, _, message = ask(capsys, "whatif", "council", *ACT, *QUICK, "--out", str(out))
    assert again == 2 and "is left alone" in message
    assert ask(capsys, "whatif", "council", *ACT, *QUICK, "--out", str(out), "--overwrite")[0] == 0


def test_a_file_of_experiments_and_attribution(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    few = tmp_path / "few.yaml"
    few.write_text("experiments:\n  a: {do: [drop fever, drop drought], measure: output}\n  b: {do: drop fever, measure: losses}\n")
    code, out, _ = ask(capsys, "whatif", "council", "--experiments", str(few), *QUICK, "--json")
    assert code == 0 and [one["experiment"]["name"] for one in json.loads(out)] == ["a", "b"]
    both = ["--do", "drop fever", "--do", "drop drought", "--measure", "output"]
    code, out, _ = ask(capsys, "whatif", "council", "--attribute", *both, *QUICK)
    assert code == 0 and "Shapley value" in out and "all together" in out


def test_runs_take_interventions_and_theories_and_can_be_explained(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "forced"
    do = ["--do", "force anna to denounce against boris on 2001-03-05", "--do", "set shock = 0"]
    arguments = ["--to", "2001-06-30", "--histories", "4", "--no-report", "--variant", "spatial", *do]
    assert ask(capsys, "run", "council", *arguments, "--out", str(out))[0] == 0
    code, told, _ = ask(capsys, "explain", str(out), "--history", "2", "--from", "2001-02-26", "--to", "2001-03-31")
    assert code == 0 and "Set from outside: force anna to denounce against boris on 2001-03-05." in told
    assert "--variant spatial" in Results(out).provenance["command"]


@pytest.mark.parametrize(("argv", "message"), [
    (["whatif", "council"], "--do: nothing is done (do: name an intervention"),
    (["whatif", "council", "--do", "drop flood"], "there is no event or document 'flood' (do: use one of"),
    (["whatif", "council", "--do", "drop fever", "--do", "keep ann healthy"], "there is no person 'ann' (do: write 'anna')"),
    (["whatif", "council", "--do", "drop fever", "--measure", "losess"], "losess"),
    (["whatif", "council", "--do", "drop fever", "--pairs", "25"], "25 pairs cannot be divided into draws of 10: choose a multiple"),
    (["whatif", "council", "--do", "drop fever", "--variant", "luck"], "there is no 'luck' here: choose from 'full'"),
    (["whatif", "council", "--do", "drop fever", "--attribute", "--measure", "losses", "--pairs", "10"], "name from 2 to 12"),
    (["whatif", "council", "--do", "drop fever", "--do", "drop letter", "--attribute"], "--measure: nothing is measured"),
    (["whatif", "council", "--experiments", "none.yaml"], "there is no such file"),
    (["whatif", "council", "--experiments", "none.yaml", "--do", "drop fever"], "leave out --do, --given and --measure"),
    (["claims", "bolsheviks", "--list", "--only", "p999"], "there is no claim 'p999' in bolsheviks"),
    (["claims", "nowhere", "--list"], "nowhere"),
    (["run", "council", "--do", "let nobody die"], "there is no person 'nobody'"),
])  # fmt: skip
def test_mistakes_end_with_2_and_say_what_to_do(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                argv: list[str], message: str) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    code, out, told = ask(capsys, *argv)
    assert code == 2 and message in told and not out
    assert not list(tmp_path.iterdir()), "nothing is half-written"


def test_claims_are_listed_without_playing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collegium.experiments.claims.play_arm", None)
    code, out, _ = ask(capsys, "claims", "bolsheviks", "--list")
    assert code == 0 and "p133_" in out and "set aside:" in out
    rows = json.loads(ask(capsys, "claims", "bolsheviks", "--list", "--json")[1])
    assert len(rows) == len(load("bolsheviks").claims)
    assert {row["expected"] for row in rows if row["experiment"]} == {"up", "down", "none"}


def test_a_claim_is_judged_and_kept(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "claims"
    name = next(row.id for row in load("directory").claims if row.experiment)
    argv = ["claims", "directory", "--only", name, "--pairs", "20", "--no-rivals", "--out", str(out)]
    code, told, _ = ask(capsys, *argv)
    assert code == 0 and "1 claim." in told
    assert {path.name for path in out.iterdir()} == {"arms", "claims.csv", "report.html", "manifest.jsonl", "manifest.lock"}
    judged = json.loads(ask(capsys, *argv, "--json")[1])
    assert [one["id"] for one in judged] == [name] and judged[0]["verdict"] in told


def test_a_case_without_claims_is_told_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It used to end in a traceback when the table of no rows was to be written."""
    for more in ([], ["--list"], ["--out", str(tmp_path / "out")]):
        assert cli.main(["claims", "council", *more]) == 2
        assert "council has no claims" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
