"""What an experiment changes: sentences in, a changed scenario and orders for the engine out (spec/experiments.md, section 1)."""

from collegium.interventions.planning import FORMS, Edited, Plan, Planner, plan

__all__ = ["FORMS", "Edited", "Plan", "Planner", "plan"]
