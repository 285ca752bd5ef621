"""Experiments: several runs of one scenario, and what their comparison says."""
