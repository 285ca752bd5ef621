"""Leave one case out and rolling origins: no fit sees what it is scored on; a whole trial in small."""

from __future__ import annotations

import numpy as np
import pytest

import leave_one_out as study
from collegium.fitting.runs import Plan as FitPlan
from collegium.scoring.plan import Plan
from collegium.scoring.result import FULL


def test_no_fit_sees_what_it_is_scored_on() -> None:
    found = study.trials(None)
    names = [trial.case.name for trial in found if trial.name == trial.case.name]
    assert len(names) == len(set(names)) >= 10
    for trial in found:
        fitted = {one.case.name for one in trial.fitted}
        if trial.name == trial.case.name:
            assert fitted == set(names) - {trial.case.name}
        else:
            assert fitted == {trial.case.name} and all(one.until <= trial.start for one in trial.fitted)


def test_a_trial_in_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts that say nothing teach nothing: the two forecasts are the same, and the gain is nothing."""
    (trial,) = [one for one in study.trials(["egypt"]) if one.name == "egypt"]
    monkeypatch.setattr(study, "scored", lambda name, case, histories: pytest.fail("the priors are simulated here"))
    monkeypatch.setattr(
        study, "counts", lambda one, plan: np.ones((plan.histories, len(one.seen))) * np.arange(plan.histories)[:, None] % 3
    )
    monkeypatch.setattr(study, "unfitted", lambda trial, asked, plan: study.forecast(trial.case, FULL, asked, plan, None))
    found = study.measured(trial, Plan(10, 1, 2), FitPlan(400, 1, 2))
    gain, _ = found["gains"][study.PRIOR]
    assert found["parameters"] == [] and gain == 0.0
    page = study.page({"egypt": {"about": study.about(trial, 10, 400)} | found})
    assert "# Leave one case out" in page and "| `egypt` |" in page
