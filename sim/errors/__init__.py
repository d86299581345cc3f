"""What a user's files and arguments can get wrong, said in the user's language, all faults at once."""

from sim.errors.faults import (
    DataError,
    DesignError,
    Fault,
    ForecastError,
    ScenarioError,
    SimError,
    UsageError,
    until_enough,
)
from sim.errors.language import language, open_streams
from sim.errors.messages import MESSAGES
from sim.errors.signs import is_blank, unreadable, visible
from sim.errors.suggest import nearest, suggested

__all__ = [
    "MESSAGES",
    "DataError",
    "DesignError",
    "Fault",
    "ForecastError",
    "ScenarioError",
    "SimError",
    "UsageError",
    "is_blank",
    "language",
    "nearest",
    "open_streams",
    "suggested",
    "unreadable",
    "until_enough",
    "visible",
]
