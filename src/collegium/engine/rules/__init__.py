"""The rules of one step, in order. The order is data: ``collegium show SCENARIO --order`` prints it."""

from __future__ import annotations

from collegium.engine.rules.convene import convene
from collegium.engine.rules.deliberate import deliberate
from collegium.engine.rules.diffusion import diffusion
from collegium.engine.rules.drift import drift
from collegium.engine.rules.economy import economy
from collegium.engine.rules.elect import elect
from collegium.engine.rules.events import events
from collegium.engine.rules.implementation import implementation
from collegium.engine.rules.record import record
from collegium.engine.rules.society import society
from collegium.engine.rules.strategy import strategy
from collegium.engine.rules.transfers import transfers
from collegium.engine.rules.turnover import turnover
from collegium.engine.rules.war import war

ORDER = (events, diffusion, strategy, convene, deliberate, implementation, transfers, turnover, elect, drift, war, society, economy, record)
