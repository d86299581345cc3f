"""What about us? One organisation, or the members of a prefecture, under the nation's replications."""

from sim.analysis.organisation.outlook import Outlook, outlook
from sim.analysis.organisation.part import Part, organisation, prefecture
from sim.analysis.organisation.tables import (
    BusinessCutover,
    Days,
    Joint,
    MemberRow,
    Rank,
    RunningCost,
    budget,
    cutovers,
    joint,
    last_cutover,
    members,
    nearest,
    officer,
    rank,
    running_cost,
)
from sim.analysis.organisation.words import mark, rank_text, sentence

__all__ = [
    "BusinessCutover",
    "Days",
    "Joint",
    "MemberRow",
    "Outlook",
    "Part",
    "Rank",
    "RunningCost",
    "budget",
    "cutovers",
    "joint",
    "last_cutover",
    "mark",
    "members",
    "nearest",
    "officer",
    "organisation",
    "outlook",
    "prefecture",
    "rank",
    "rank_text",
    "running_cost",
    "sentence",
]
