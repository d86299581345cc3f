"""What about us? One organisation, or the members of a prefecture, under the nation's replications."""

from sim.analysis.organisation.dates import BusinessCutover, Days, cutovers, last_cutover
from sim.analysis.organisation.outlook import Outlook, outlook
from sim.analysis.organisation.part import Part, organisation, prefecture
from sim.analysis.organisation.standing import Joint, Rank, joint, rank
from sim.analysis.organisation.tables import (
    MemberRow,
    RunningCost,
    budget,
    members,
    nearest,
    officer,
    running_cost,
    shortfall,
)
from sim.analysis.organisation.words import definition, mark, rank_text, sentence

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
    "definition",
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
    "shortfall",
]
