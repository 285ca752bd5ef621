"""The rules of one step, in order. The order is data: ``collegium show SCENARIO --order`` prints it."""

from __future__ import annotations

from collegium.engine.rules.agenda import agenda
from collegium.engine.rules.appoint import appoint
from collegium.engine.rules.deliberate import deliberate
from collegium.engine.rules.drift import drift
from collegium.engine.rules.economy import economy
from collegium.engine.rules.elect import elect
from collegium.engine.rules.execute import execute
from collegium.engine.rules.happen import happen
from collegium.engine.rules.learn import learn
from collegium.engine.rules.maneuver import maneuver
from collegium.engine.rules.record import record

ORDER = (happen, learn, maneuver, agenda, deliberate, execute, appoint, elect, drift, economy, record)
