"""The scores of the shipped cases, which come with the package, and which score belongs to a run.

``python validate/scores.py`` measures them and writes them to ``kept.json``, the only place where they are.
"""

from __future__ import annotations

import json
import math
import shlex
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from collegium.analysis.columns import Recorded
from collegium.engine.cache import engine_hash
from collegium.errors import SettingError, argument
from collegium.language import marked, say
from collegium.scenario.hash import scenario_hash
from collegium.scenario.model import Scenario
from collegium.scoring.result import FULL, Row, Score, Skill
from collegium.scoring.verdict import Verdict, of_score, of_variant

KEPT = files("collegium") / "scoring" / "kept.json"
OTHER_CASE = marked("The score is of the unchanged case: the scenario of this run differs from the one that was scored.")
OTHER_ENGINE = marked("The score is of another version of the engine.")
NO_RECORD = marked("This case has no record, so nobody can say how well the model foretells it.")


@cache
def scores() -> Mapping[str, Score]:
    """The scores of the shipped cases by name, without their statements."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return {name: unpacked(name, found) for name, found in kept.items()}


def unpacked(name: str, found: Mapping[str, Any]) -> Score:
    """A score as it is kept."""
    rows, skills = (
        list[list[Any]]([math.nan if cell is None else cell for cell in row] for row in found[part]) for part in ("rows", "skills")
    )
    return Score(
        name, found["title"], found["about"], (), {}, tuple(Row(*row) for row in rows), tuple(Skill(*row) for row in skills), {}
    )  # fmt: skip


def of_run(results: Recorded, given: Score | None = None) -> Verdict:
    """The verdict for the report of a run.

    Parameters
    ----------
    results
        The run.
    given
        The score of its case; by default that of the shipped case, if it is one.

    Returns
    -------
    Verdict
        What is known, and whether it is of the same scenario and engine.

    Raises
    ------
    SettingError
        If the given score is of another case.
    """
    noted, case = results.provenance, results.scenario
    settings = noted["settings"]
    altered = settings["traits"] != "real" or bool(settings["variant"] != FULL and (noted["changes"] or noted["interventions"]))
    return known(noted["name"], case, noted["scenario"], noted["engine"], settings["variant"], altered, given)


def of_case(case: Scenario) -> Verdict:
    """The verdict for a report about a case in hand, such as that of its claims."""
    return known(case.name, case, scenario_hash(case), engine_hash(), FULL, False, None)


def known(name: str, case: Scenario, scenario: str, engine: str, variant: str, altered: bool, given: Score | None) -> Verdict:
    """The verdict, and what it is not about. ``altered`` says that more differs from the case than its hash says; a variant has a hash of
    its own."""
    if given and given.case != name and given.about["scenario"] != scenario:
        raise SettingError(
            f"{argument('score').rstrip('=')}: this is a score of {given.case}, and the run is of {name} (do: name a score of {name})"
        )
    if not case.record:
        return Verdict((say(NO_RECORD),))
    found = given or of_shipped(name, case.title, scenario)
    told = found and (of_score(found) if variant == FULL else of_variant(found, variant))
    if not found or not told:
        return Verdict((unknown(name, variant),))
    changed = altered or (variant == FULL and found.about["scenario"] != scenario)
    notes = [say(note) for note, holds in ((OTHER_CASE, changed), (OTHER_ENGINE, found.about["engine"] != engine)) if holds]
    return Verdict((*told.sentences, *notes), told.rows, told.source)


def of_shipped(name: str, title: str, scenario: str) -> Score | None:
    """The score of the shipped case with this hash, or else of the one with this name and title."""
    same = next((one for one in scores().values() if one.about["scenario"] == scenario), None)
    named = scores().get(name)
    return same or (named if named and named.title == title else None)


def unknown(name: str, variant: str) -> str:
    """What is said where there is no score."""
    words = ["collegium", "score", name, *(["--variant", variant] if variant != FULL else []), "--out", f"scores/{name}"]
    command = shlex.join(words)
    if variant == FULL:
        return say("How well the model foretells this case is not known: there is no score (do: {command}).", command=command)
    return say(
        "How well the variant '{variant}' foretells this case is not known: there is no score (do: {command}).",
        variant=variant,
        command=command,
    )
