"""What about us? One organisation, or the members of a prefecture, under the nation's replications."""

from sim.analysis.organisation.dates import BusinessCutover, Days, cutovers
from sim.analysis.organisation.outlook import Outlook
from sim.analysis.organisation.part import Part, organisation, prefecture
from sim.analysis.organisation.standing import Joint, Rank, joint, rank
from sim.analysis.organisation.tables import (
    MemberRow,
    RunningCost,
    budget,
    members,
    officer,
    running_cost,
    shortfall,
)
from sim.analysis.organisation.words import mark, rank_text

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
    "mark",
    "members",
    "officer",
    "organisation",
    "prefecture",
    "rank",
    "rank_text",
    "running_cost",
    "shortfall",
]
