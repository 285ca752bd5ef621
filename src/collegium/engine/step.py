"""One step: the rules in the order of ``rules.ORDER``."""

from __future__ import annotations

from collegium.engine.kernel import sequence
from collegium.engine.rules import ORDER

step = sequence(ORDER)
