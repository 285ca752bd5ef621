"""Many histories of one scenario: what is drawn, what simulates them, and under which variant of the model."""

from collegium.deprecated import renamed_names

__getattr__ = renamed_names(__name__, {"run": "collegium.run", "TRAITS": "collegium.ensemble.runner.TRAIT_ARMS"})
