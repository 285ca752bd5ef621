"""The whole fit on a case, its folder, its page and the command; and what cannot be fitted."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import collegium
from collegium import Scenario, cli
from collegium.errors import SettingError
from collegium.fitting import Fit, fit
from collegium.fitting.found import CONTRACTED
from collegium.fitting.learning import MOST, learned
from collegium.fitting.runs import Part, Plan, scores, shared
from collegium.fitting.tree import to_netcdf
from collegium.scenario.model import JointDraw

pytestmark = pytest.mark.engine
UNTIL = "1798-12-31"
SMALL = {"until": UNTIL, "histories": 400, "threads": 2}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fit") / "directory"


@pytest.fixture(scope="module")
def found(out: Path) -> Fit:
    return fit("directory", out=out, **SMALL)


def test_what_is_learned_is_narrower_than_its_prior_and_the_rest_keeps_it(found: Fit) -> None:
    assert 1 <= len(found.learned) <= len(found.parameters) <= MOST
    assert all(one.learned == (one.contraction >= CONTRACTED) for one in found.parameters)
    assert [one.contraction for one in found.parameters] == sorted((one.contraction for one in found.parameters), reverse=True)
    assert {*found.draws} == {one.name for one in found.learned} and list(found.draws) == sorted(found.draws)
    for one in found.learned:
        assert one.low < one.mean < one.high and found.draws[one.name].mean() == pytest.approx(one.mean, rel=0.05)


def test_no_count_says_who_rules_or_who_a_person_is(found: Fit) -> None:
    people = {person.id for person in collegium.load("directory").people}
    words = {part for one in found.compared for part in one.name.split("_")}
    assert not words & people and not words & {"strongest", "ruler", "rule", "share"}


def test_the_folder_holds_histories_and_a_posterior_that_a_run_takes(found: Fit, out: Path) -> None:
    assert {path.name for path in out.iterdir() if not path.name.startswith("manifest")} == {
        "posterior.csv", "prior-directory", "posterior-directory",
    }  # fmt: skip
    text = (out / "posterior.csv").read_text(encoding="utf-8")
    assert text == found.text and "until 1798-12-31" in text and str(found.about["engine"]) in text and "lost_top" in text
    after = collegium.edit(collegium.load("directory"), {"posterior": str(out / "posterior.csv")})
    assert after.fitted == tuple(found.draws) and len(after.posterior) == 1000
    assert sorted(after.posterior, key=repr) == sorted(found.posterior, key=repr)
    kept = collegium.Results(out / "posterior-directory")
    assert kept.scenario.fitted == tuple(found.draws)


def test_threads_and_an_interruption_change_nothing(found: Fit, out: Path, tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def progress(done: int, total: int) -> None:
        if done > 380:
            raise Enough

    with pytest.raises(Enough):
        fit("directory", out=tmp_path / "again", progress=progress, **SMALL)
    assert not (tmp_path / "again" / "posterior.csv").exists()
    with pytest.raises(SettingError, match="resume"):
        fit("directory", out=tmp_path / "again", **SMALL)
    told = list[tuple[int, int]]()
    again = fit("directory", out=tmp_path / "again", resume=True, progress=lambda *step: told.append(step), **SMALL | {"threads": 1})
    assert again.text == found.text and again.compared == found.compared
    assert told[-1] == (560, 560) and told == sorted(told)


def test_what_was_seen_is_beside_what_was_simulated(found: Fit) -> None:
    for n, one in enumerate(found.compared):
        assert one.prior[0] == pytest.approx(found.counts[:, n].mean()) and one.posterior[0] == pytest.approx(found.after[:, n].mean())
        assert one.share == min(np.mean(found.counts[:, n] >= one.seen), np.mean(found.counts[:, n] <= one.seen))
    beyond = [one for one in found.compared if one.beyond]
    assert all(any(one.label in sentence for sentence in found.warnings) for one in beyond)


# the method on cases that are made up


def made(case: Scenario, strength: float, seen: int, histories: int = 2000) -> tuple[Fit, list[str]]:
    """A fit to counts that depend on the first two shared parameters as ``strength`` says, and on chance."""
    plan, names = Plan(histories, 1, 2), shared([case])
    drawn, dice = scores(names, plan), np.random.default_rng(1)
    counts = dice.poisson(np.exp(2.0 + strength * drawn[:, :2]))
    one = Part(case, case.end, {"lost_top": seen, "expelled": round(np.exp(2.0))})
    return learned([one], [counts.astype(float)], plan), names


def test_parameters_behind_the_counts_are_found_and_follow_them() -> None:
    found, names = made(collegium.load("directory"), 0.8, 30)
    by_name = {one.name: one for one in found.parameters}
    assert {one.name for one in found.learned} == set(names[:2])
    assert by_name[names[0]].place[0] > 0.85 and 0.3 < by_name[names[1]].place[0] < 0.7, "many losses, an ordinary number of expulsions"
    assert found.parameters[0].index > 0.2


def test_nothing_is_learned_from_counts_of_chance() -> None:
    found, _ = made(collegium.load("directory"), 0.0, 9)
    assert not found.learned and found.posterior == () and found.applied(collegium.load("egypt")) == collegium.load("egypt")
    assert "nothing was learned" in found.warnings[-1] and found.headline.startswith("Nothing was learned")


def test_a_count_out_of_reach_is_a_finding_about_the_model() -> None:
    found, _ = made(collegium.load("directory"), 0.1, 60)
    assert [one.name for one in found.compared if one.beyond] == ["lost_top"]
    assert "60 on record, but no history has so many" in found.warnings[0] and "1 of 2 counts on record" in found.headline


def test_histories_of_one_number_share_their_parameters_between_cases() -> None:
    cases = [collegium.load(name) for name in ("directory", "egypt")]
    plan = Plan(4, 1, 1)
    names = shared(cases)
    tables = [
        collegium.run(case, end=case.start.replace(year=case.start.year + 1), histories=4, threads=1, record=()).histories()
        for case in cases
    ]
    assert all(tables[0][f"theta:{name}"].equals(tables[1][f"theta:{name}"]) for name in names) and len(names) > 20
    assert scores(names, plan).shape == (4, len(names))


# what cannot be fitted


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["council"], "council has no record, so there is nothing to fit"),
        (["directory", "--cases", "egypt", "directory"], "--cases: directory is named twice"),
        (["directory", "--until", "1790-01-01"], "--until: 1790-01-01 does not lie in the span"),
        (["directory", "--until", "1810-01-01"], "choose a day after 1795-11-08 and up to 1799-11-11"),
        (["directory", "--histories", "100"], "--histories"),
        (["directory", "--cases", "nowhere"], "nowhere"),
    ],
)
def test_a_mistake_ends_with_code_2_before_anything_is_simulated(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fit", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_fit_begins_with_the_priors() -> None:
    case = collegium.load("directory")
    with pytest.raises(SettingError, match="directory has a posterior already"):
        fit(replace(case, posterior=(JointDraw({"tie": 1.0}),)))


# the command


def test_the_command_prints_writes_and_tells(out: Path, found: Fit, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["fit", "directory", "--until", UNTIL, "--histories", "400", "--threads", "2", "--out", str(out), "--resume"]
    files = {name: str(tmp_path / name) for name in ("fit.nc", "fit.csv", "fit.svg")}
    assert cli.main([*words, "--netcdf", files["fit.nc"], "--save", files["fit.csv"], "--picture", files["fit.svg"]]) == 0
    said = capsys.readouterr().out
    assert "Counts of process" in said and str(out / "posterior.csv") in said and found.learned[0].name in said
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "What was learned" in page and "http" not in page.replace("http://www.w3.org", "")
    assert (tmp_path / "fit.csv").read_text(encoding="utf-8").count("\n") == 1 + len(found.parameters)
    assert (tmp_path / "fit.svg").stat().st_size > 5000
    assert cli.main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in told["parameters"]] == [one.name for one in found.parameters]
    assert told["cases"][0]["until"] == UNTIL and {"seen", "prior", "posterior", "p"} <= told["statistics"][0].keys()


def test_arviz_or_xarray_reads_the_groups(found: Fit, tmp_path: Path) -> None:
    xarray = pytest.importorskip("xarray")
    to_netcdf(found, tmp_path / "fit.nc")
    tree = xarray.open_datatree(tmp_path / "fit.nc", engine="h5netcdf")
    assert set(tree.children) == {"prior", "prior_predictive", "posterior", "posterior_predictive", "observed_data"}
    name = found.learned[0].name
    assert tree["posterior"][name].dims == ("chain", "draw") and tree["posterior"][name].shape == (1, 1000)
    assert tree["prior"][name].shape == (1, 400) and tree["posterior_predictive"]["count"].shape == (1, 160, len(found.compared))
    assert tree["observed_data"]["count"].values.tolist() == [one.seen for one in found.compared]
    if find_spec("arviz"):
        with warnings.catch_warnings():  # what the library says to its own dependencies
            warnings.simplefilter("ignore")
            arviz = import_module("arviz")
            summary = arviz.summary(arviz.from_netcdf(tmp_path / "fit.nc"), kind="stats")
        assert set(summary.index) == set(found.draws)
