"""Every public call with arguments that are in order, and for each kind of argument what cannot be one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

import collegium
from collegium import analysis, explain, figures, report
from collegium.analysis.columns import span
from collegium.committee import figures as pictures
from collegium.committee import summaries, tables
from collegium.ensemble.variants import VARIANTS
from collegium.experiments import arms, attribution, claims, file, measures, whatif
from collegium.results.export import export
from collegium.scenario import find, from_files, new, save
from helpers import sensitive

START, END = "2001-01-01", "2001-06-01"


class Foreign:
    """An object that has nothing to do with the package."""

    def __repr__(self) -> str:
        raise RuntimeError("it cannot even be shown")


class Index:
    """A whole number of a kind of its own."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value


def generator() -> Iterator[object]:
    yield 3


NOTHING = {"None": None}
FOREIGN = {"a foreign object": Foreign(), "a complex number": 1j, "a function": len, "a class": int}
TRUTH = {"True": True, "False": False, "numpy's True": np.True_}
NUMBERS = {"3": 3, "2.5": 2.5, "numpy's 3": np.int64(3)}
NO_NUMBERS = {"NaN": float("nan"), "infinity": float("inf"), "-infinity": -float("inf"), "numpy's NaN": np.float64("nan")}
FLOATS = {"2.5": 2.5, "3.0": 3.0, "numpy's 3.0": np.float64(3.0), "numpy's short 3.0": np.float32(3.0)}
TEXTS = {"a text": "x", "an empty text": "", "bytes": b"x", "digits": "3"}
GROUPS = {"a list": [3], "an empty tuple": (), "a mapping": {"a": 1}, "a generator": generator, "an array": np.arange(3.0), "a set": {3}}
SOME = {name: value for name, value in GROUPS.items() if name != "an empty tuple"}
PATHS = {"a path": Path("x")}
DAYS = {"a day": date(2001, 1, 1), "no day of numpy": np.datetime64("NaT")}
EXTREME = {"-1": -1, "numpy's -1": np.int64(-1), "10**30": 10**30, "-10**30": -(10**30)}
IN_A_LIST = {
    "a text in a list": ["x", "3"], "nothing in a list": [None, 3], "infinity in a list": [float("inf"), 3],
    "a day in a list": [date.max, 3], "a complex number in a list": [1j, 3],
    "rows of other lengths": [[1, 2], [3]], "masked": np.ma.array([1.0, 2.0], mask=[True, False]),
}  # fmt: skip
NO_LIST = NOTHING | FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | TEXTS | PATHS | DAYS | {
    "a mapping": {"a": 1}, "a generator": generator, "a set": {3}, "a table": [[1.0], [2.0]]}  # fmt: skip

KINDS: dict[str, dict[str, Any]] = {
    "count": NOTHING | FOREIGN | TRUTH | NO_NUMBERS | FLOATS | TEXTS | GROUPS | PATHS | DAYS | EXTREME | {"0": 0},
    "seed": NOTHING | FOREIGN | TRUTH | NO_NUMBERS | FLOATS | TEXTS | GROUPS | PATHS | DAYS | EXTREME | {"2**64": 2**64},
    "index": NOTHING | FOREIGN | TRUTH | NO_NUMBERS | FLOATS | TEXTS | GROUPS | PATHS | DAYS | EXTREME,
    "place": NOTHING | FOREIGN | TRUTH | NO_NUMBERS | FLOATS | TEXTS | GROUPS | PATHS | DAYS | {
        "10**30": 10**30, "a slice of words": slice("a", "b"), "a slice of floats": slice(0.0, 2.0), "a slice of nothing": slice(5, 5),
        "steps": slice(0, 9, 2)},
    "scale": NOTHING | FOREIGN | TRUTH | NO_NUMBERS | TEXTS | GROUPS | PATHS | DAYS | EXTREME | {"0": 0},
    "share": NOTHING | FOREIGN | TRUTH | NO_NUMBERS | TEXTS | GROUPS | PATHS | DAYS | EXTREME,
    "flag": NOTHING | FOREIGN | NUMBERS | NO_NUMBERS | TEXTS | GROUPS | PATHS | {"'no'": "no"},
    "progress": {"a complex number": 1j} | NUMBERS | TEXTS | GROUPS | PATHS,
    "text": NOTHING | FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | GROUPS | PATHS | DAYS | {"bytes": b"x"},
    "word": NOTHING | FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | TEXTS | GROUPS | PATHS | DAYS,
    "words": NOTHING | FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | TEXTS | SOME | PATHS
        | {"an unknown word": ["no such word"], "nothing in a list": [None]},
    "texts": NOTHING | FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | {"bytes": b"x"} | PATHS
        | SOME | {"nothing in a list": [None], "words without order": {"a", "b"}},
    "sentences": NOTHING | FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | {"bytes": b"x", "an empty text": "", "a text": "x"} | PATHS | GROUPS,
    "changes": FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | TEXTS | PATHS | SOME | {
        "pairs": [("shock", "0")], "a number as a name": {3: "0"}, "nothing as a value": {"shock": None},
        "a list as a value": {"shock": [1]},
        "True as a value": {"shock": True}, "NaN as a value": {"shock": float("nan")}, "an unknown name": {"shok": "0"}},
    "day": FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | TEXTS | GROUPS | PATHS | {
        "no day of numpy": np.datetime64("NaT"), "a month": np.datetime64("2001-01")},
    "path": FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | GROUPS | {"bytes": b"x", "an empty text": "", "a null character": "a\0b"},
    "scenario": NOTHING | FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | TEXTS | GROUPS | PATHS,
    "held": NOTHING | FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | TEXTS | GROUPS | PATHS,
    "results": NOTHING | FOREIGN | TRUTH | NUMBERS | TEXTS | GROUPS | PATHS,
    "object": NOTHING | FOREIGN | TRUTH | NUMBERS | TEXTS | GROUPS | PATHS,
    "maybe": FOREIGN | TRUTH | NUMBERS | TEXTS | GROUPS | PATHS,
    "objects": FOREIGN | TRUTH | NUMBERS | {"a text": "x"} | SOME | PATHS,
    "numbers": NO_LIST | IN_A_LIST,
    "paired": NO_LIST | IN_A_LIST | {"another length": [3]},
    "counted": NO_LIST | IN_A_LIST | {"-1 in a list": [-1, 3], "NaN in a list": [float("nan"), 3]},
    "amounts": NOTHING | FOREIGN | NO_NUMBERS | TEXTS | PATHS | DAYS | IN_A_LIST
        | {"-1": -1, "-1 in a list": [-1], "another shape": [1, 2, 3]},
    "hits": NOTHING | FOREIGN | NO_NUMBERS | TEXTS | PATHS | DAYS | IN_A_LIST | {"-1": -1, "10**30": 10**30, "more in a list": [1, 11]},
    "bound": NOTHING | FOREIGN | TRUTH | TEXTS | GROUPS | PATHS | DAYS | {"NaN": float("nan"), "infinity": float("inf"), "10**30": 10**30},
    "positive": NOTHING | FOREIGN | TRUTH | NO_NUMBERS | TEXTS | GROUPS | PATHS | DAYS | {"-1": -1, "0": 0},
    "spread": NOTHING | FOREIGN | TRUTH | TEXTS | GROUPS | PATHS | DAYS | {"-1": -1, "infinity": float("inf")},
    "names": NOTHING | FOREIGN | TRUTH | NUMBERS | NO_NUMBERS | GROUPS | PATHS | {"bytes": b"x", "a name twice": ["a", "b", "a", "c"]},
    "votes": NO_LIST | GROUPS | {
        "half a vote": [1, 2.5, 1, 1], "-1 in a list": [1, -1, 1, 1], "True in a list": [True, 1, 1, 1], "a text in a list": ["1", 1, 1, 1],
        "NaN in a list": [float("nan"), 1, 1, 1], "another length": [1, 2, 3], "10**30 in a list": [10**30, 1, 1, 1], "no votes": [0] * 4},
    "powers": NO_LIST | GROUPS | {
        "0 in a list": [0, 1, 1, 1], "-1 in a list": [1, -1, 1, 1], "True in a list": [True, 1, 1, 1], "a text in a list": ["1", 1, 1, 1],
        "NaN in a list": [float("nan"), 1, 1, 1], "another length": [1, 2, 3]},
    "unions": FOREIGN | TRUTH | NUMBERS | TEXTS | GROUPS | PATHS | {
        "a place twice": [[0, 1], [1, 2, 3]], "a place that is not there": [[0, 1, 2, 3, 4]], "a place left out": [[0, 1, 2]]},
    "signs": NO_LIST | GROUPS | {
        "weights": [[0, 0.5], [0.5, 0]], "ties one way": [[0, 1], [0, 0]], "a tie to oneself": [[1, 1], [1, 0]],
        "another size": [[0, 1, 1], [1, 0, 1], [1, 1, 0]], "texts": [["0", "1"], ["1", "0"]], "rows of other lengths": [[0, 1], [1]]},
    "slice": FOREIGN | TRUTH | NUMBERS | TEXTS | GROUPS | {"a slice of words": slice("a", "b")},
}  # fmt: skip
"""Kind of argument -> what it cannot be, by name."""


@dataclass
class Call:
    """A public call: the function, arguments in order, and the kinds of those that are tried."""

    function: Callable[..., Any]
    good: dict[str, Any]
    kinds: dict[str, str]
    defaults: dict[str, Any] = field(default_factory=dict)


def of(function: Callable[..., Any], kinds: str, **good: Any) -> Call:
    """A call whose kinds are written as ``"scenario:scenario seed:seed"``."""
    return Call(function, good, dict(part.split(":") for part in kinds.split()))


def calls(results: Any, tmp: Path) -> dict[str, Call]:
    """Every public call. ``results`` are a small run with both permuted arms."""
    opened = collegium.Results(results)
    council = collegium.load("council")
    start, end = span(results)
    fan = analysis.fan(results, results, results.scenario.people[0].id)
    flips, parting = analysis.flips(results, results), analysis.parting(results, results)
    experiment = file.Experiment("one", ("drop fever", "drop unrest"), ("losses",))
    one = measures.measure("losses", results.scenario, start, end)
    first = results.numbers[0]
    settings = "histories:count first:index seed:seed threads:count changes:changes record:words out:path interventions:texts variant:word"
    estimate, effect = analysis.proportion(1, 2), analysis.contrast("m", "A measure", "number", [0.0, 1.0], [1.0, 3.0])
    four, quarrel = ["a", "b", "c", "d"], [[0, -1], [-1, 0]]
    entries = explain.story(results, first)
    means = analysis.tie_means(results)[0]
    found = {
        "load": of(collegium.load, "scenario:scenario", scenario="council"),
        "check": of(collegium.check, "path:path", path=find("council")),
        "at": of(collegium.at, "scenario:held day:day", scenario=council, day="2001-02-01"),
        "edit": of(collegium.edit, "scenario:held changes:changes", scenario=council, changes={"shock": "0"}),
        "run": of(
            collegium.run,
            f"scenario:scenario start:day end:day {settings} traits:word per_draw:count shard:count progress:progress overwrite:flag "
            "resume:flag",
            scenario="council", end=END, histories=2, threads=1,
        ),
        "whatif": of(
            collegium.whatif,
            "scenario:scenario do:sentences measure:sentences given:texts start:day end:day pairs:count per_draw:count seed:seed "
            "variant:word threads:count record:words out:path overwrite:flag progress:progress",
            scenario="council", do="drop fever", measure="losses", end=END, pairs=2, per_draw=1, threads=1,
        ),
        "ablate": of(
            collegium.ablate,
            "scenario:scenario only:texts start:day end:day pairs:count per_draw:count seed:seed variant:word changes:changes "
            "threads:count out:path overwrite:flag progress:progress",
            scenario=with_systems(), end=END, pairs=2, per_draw=1, threads=1,
        ),
        "systems": of(collegium.systems, "scenario:scenario", scenario="bolsheviks"),
        "permutation": of(
            collegium.permutation, "results:results histories:count threads:count progress:progress",
            results=results, histories=2, threads=1,
        ),
        "score": of(
            collegium.score,
            "scenario:scenario start:day end:day histories:count seed:seed months:count variants:words threads:count progress:progress",
            scenario="directory", end="1796-03-01", histories=10, threads=1,
        ),
        "fit": of(
            collegium.fit,
            "scenario:scenario until:day cases:sentences histories:count seed:seed threads:count out:path progress:progress "
            "overwrite:flag resume:flag",
            scenario="egypt", until="1952-12-01", cases=["directory"], histories=320, threads=1,
        ),
        "sensitivity": of(
            collegium.sensitivity,
            "scenario:scenario start:day end:day histories:count seed:seed threads:count changes:changes variant:word out:path "
            "progress:progress overwrite:flag resume:flag",
            scenario="council", end=END, histories=160, threads=1,
        ),
        "Results": of(collegium.Results, "dir:object", dir=results),
        "Results[]": of(opened.__getitem__, "place:place", place=0),
        "Results.histories": of(opened.histories, "columns:texts", columns=["strongest"]),
        "Results.series": of(opened.series, "name:word columns:texts", name="shares", columns=["share"]),
        "Results.events": of(opened.events, "columns:texts", columns=["kind"]),
        "Results.table": of(opened.table, "table:word columns:texts", table="events", columns=["kind"]),
        "Results.batches": of(batched(opened), "table:word columns:texts", table="events", columns=["kind"]),
        "Results.labelled": of(opened.labelled, "table:word histories:slice", table="shares", histories=slice(0, 2)),
        "Results.to_datatree": of(opened.to_datatree, "series:texts", series=["shares"]),
        "Results.describe": of(opened.describe, "table:word", table="shares"),
        "Results.history": of(opened.history, "k:index", k=first),
        "Results.report": of(opened.report, "path:path", path=tmp / "report.html"),
        "History.explain": of(opened[0].explain, "start:day end:day person:text brief:flag", brief=True),
        "scenario.find": of(find, "name_or_path:scenario", name_or_path="council"),
        "scenario.new": of(new, "path:path", path=tmp / "new"),
        "scenario.save": of(save, "scenario:held folder:path", scenario=council, folder=tmp / "saved"),
        "scenario.from_files": of(from_files, "name:text files:changes", name="council", files=dict(council.files)),
        "experiments.claims": of(
            claims.claims, "scenario:scenario design:object only:texts variants:words out:path progress:progress",
            scenario=council, design=arms.Design(2, 1), only=(),
        ),
        "experiments.listing": of(claims.listing, "scenario:scenario only:texts", scenario=council, only=()),
        "experiments.attribute": of(
            attribution.attribute, "scenario:scenario experiment:object design:object changes:changes progress:progress",
            scenario=council, experiment=experiment, design=arms.Design(2, 1),
        ),
        "experiments.Design": of(arms.Design, "pairs:count per_draw:count seed:seed variant:word threads:count", pairs=20, per_draw=10),
        "experiments.Experiment": of(
            file.Experiment, "name:text do:texts measures:texts given:texts start:day end:day sign:text",
            name="one", do=("drop fever",), measures=("losses",),
        ),
        "experiments.read_experiments": of(file.read_experiments, "path:path", path=experiments(tmp)),
        "experiments.measure": of(
            measures.measure, "text:word scenario:held start:day end:day", text="losses", scenario=council, start=START, end=END
        ),
        "Measure.values": of(one.values, "results:results", results=results),
        "Variant.changes": of(VARIANTS["office"].changes, "scenario:held", scenario=council),
        "experiments.prepare": of(
            arms.prepare, "case:held experiment:object design:object changes:changes planner:object",
            case=council, experiment=experiment, design=arms.Design(2, 1),
        ),
        "experiments.compare": of(
            whatif.compare, "before:results after:results taken:objects per_draw:count", before=results, after=results, taken=[one]
        ),
        "explain.account": of(
            explain.account, "results:results k:index start:day end:day person:text", results=results, k=first
        ),
        "explain.story": of(explain.story, "results:results k:index start:day end:day person:text", results=results, k=first),
        "explain.told": of(explain.told, "entries:object", entries=entries),
        "explain.text": of(explain.text, "entries:object", entries=[entries[0] | {"precision": 2.0}]),
        "report.write": of(report.write, "results:results path:path", results=results, path=tmp / "again.html"),
        "report.drawn": of(report.drawn, "results:results", results=results),
        "results.export": of(
            export, "results:results to:word out:path tables:words overwrite:flag",
            results=results, to="csv", out=tmp / "tables", overwrite=True,
        ),
        "analysis.fan": of(
            analysis.fan, "before:results after:results person:word per_draw:count",
            before=results, after=results, person=results.scenario.people[0].id,
        ),
        "analysis.flips": of(analysis.flips, "before:results after:results by:word per_draw:count", before=results, after=results),
        "analysis.parting": of(analysis.parting, "before:results after:results per_draw:count", before=results, after=results),
        "analysis.compare": of(analysis.compare, "first:results second:results", first=results, second=results),
        "analysis.differing": of(
            analysis.differing, "before:results after:results per_draw:count", before=results, after=results
        ),
        "analysis.beyond": of(analysis.beyond, "effect:object placebo:maybe outcomes:count", effect=effect, placebo=estimate),
        "analysis.off_verdict": of(
            analysis.off_verdict, "effects:objects differ:object held:objects waits:flag", effects=[], differ=estimate
        ),
        "analysis.camps": of(analysis.camps, "results:results means:object", results=results, means=means),
        "analysis.members": of(analysis.members, "means:object least:share most:count", means=means, least=0.5, most=9),
        "analysis.losses_of": of(analysis.losses_of, "results:results k:index", results=results, k=first),
        "analysis.inner_circle": of(analysis.inner_circle, "scenario:held", scenario=results.scenario),
        "analysis.real_losses": of(
            analysis.real_losses, "scenario:held start:day end:day", scenario=results.scenario, start=start, end=end
        ),
        "analysis.by_decision": of(analysis.by_decision, "row:object", row=results.scenario.record[0] if results.scenario.record else None),
        "analysis.wilson": of(analysis.wilson, "successes:hits trials:amounts z:positive", successes=[3, 4], trials=[10, 10]),
        "analysis.proportion": of(analysis.proportion, "successes:index trials:index", successes=3, trials=10),
        "analysis.mean": of(analysis.mean, "values:numbers least:bound", values=[1.0, float("nan"), 2.0], least=-3),
        "analysis.ratio": of(analysis.ratio, "numerator:counted denominator:paired", numerator=[1, 0], denominator=[2, 3]),
        "analysis.quantile": of(analysis.quantile, "values:numbers q:share", values=[1.0, 2.0], q=0.5),
        "analysis.difference": of(analysis.difference, "first:object second:object", first=estimate, second=estimate),
        "analysis.contrast": of(
            analysis.contrast, "text:text label:text unit:text before:numbers after:paired per_draw:count",
            text="m", label="A measure", unit="number", before=[0.0, 1.0], after=[1.0, 3.0],
        ),
        "analysis.noise_floor": of(analysis.noise_floor, "scale:spread placebo:object", scale=0.5),
        "analysis.signs": of(analysis.signs, "effects:objects", effects=[effect]),
        "analysis.verdict": of(
            analysis.verdict, "sign:word effect:maybe variants:objects floor:spread scale:spread",
            sign="up", effect=effect, variants=[effect],
        ),
        "analysis.detectable": of(analysis.detectable, "effect:object", effect=effect),
        "analysis.room": of(analysis.room, "effect:object sign:word", effect=effect, sign="up"),
        "analysis.mattering": of(analysis.mattering, "effect:object sign:word scale:spread", effect=effect, sign="up", scale=0.5),
        "committee.power": of(
            summaries.power, "names:names votes:votes quota:count unions:unions", names=four, votes=[4, 3, 2, 1], quota=6
        ),
        "committee.coalition": of(
            summaries.coalition, "names:names powers:powers alpha:share", names=four, powers=[3, 4, 5, 10], alpha=0.5
        ),
        "committee.balance": of(summaries.balance, "names:names signs:signs", names=["a", "b"], signs=quarrel),
        "figures.timeline": of(figures.timeline, "results:results k:index width:count", results=results, k=first),
        "figures.fans": of(figures.fans, "results:results found:object width:count", results=results, found=fan),
        "figures.flips": of(figures.flips, "results:results found:object width:count", results=results, found=flips),
        "figures.parting": of(figures.parting, "results:results found:object width:count", results=results, found=parting),
        "figures.forest_rows": of(figures.forest_rows, "judged:objects", judged=[]),
        "figures.forest": of(figures.forest, "rows:objects source:text width:count", rows=[], source="dice"),
        "figures.ablation": of(figures.ablation, "results:results rows:objects width:count", results=results, rows=[]),
        "figures.sensitivity": of(figures.sensitivity, "found:object width:count", found=sensitive.found(results)),
        "figures.save": of(
            figures.save, "chart:object path:path dark:flag scale:scale", chart=figures.shares(results), path=tmp / "shares.svg"
        ),
    }  # fmt: skip
    for name in (
        "by_real_date", "conditions", "following_bands", "grid_means", "loss_curves", "outcomes", "permutation", "protection",
        "real_timeline", "rule_by_quarter", "share_bands", "tie_means", "typical",
    ):  # fmt: skip
        found[f"analysis.{name}"] = of(getattr(analysis, name), "results:results", results=results)
    summed = {"power": summaries.power(four, [4, 3, 2, 1], 6), "coalition": summaries.coalition(four, [3, 4, 5, 10], 0.5),
              "balance": summaries.balance(["a", "b"], quarrel)}  # fmt: skip
    for name, summary in summed.items():
        found[f"committee.figures.{name}"] = of(getattr(pictures, name), "found:object width:count", found=summary)
    for name in ("votes", "powers", "ties"):
        found[f"committee.tables.{name}"] = of(getattr(tables, name), "path:path", path=tmp / "table.csv")
    further = {
        "followings": "bands:object", "grid": "means:objects", "losses": "curves:object real:objects", "permutation": "arms:objects",
        "protection": "found:objects", "rule": "counts:object", "shares": "bands:object", "ties": "networks:objects divided:objects",
    }  # fmt: skip
    for name, kinds in further.items():
        found[f"figures.{name}"] = of(getattr(figures, name), f"results:results width:count {kinds}", results=results)
    return found


def with_systems() -> collegium.Scenario:
    """The council with one mechanism of its own."""
    table = "id,off,measure\nfever,drop fever,losses\n"
    return from_files("council", {**collegium.load("council").files, "systems.csv": table})


def batched(results: collegium.Results) -> Callable[..., list[Any]]:
    """All batches at once."""

    def call(table: str, columns: Any = None) -> list[Any]:
        return list(results.batches(table, columns))

    return call


def experiments(tmp: Path) -> Path:
    """A file of experiments."""
    path = tmp / "experiments.yaml"
    path.write_text("experiments:\n  one: {do: drop fever, measure: losses}\n", encoding="utf-8")
    return path
