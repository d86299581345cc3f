"""Which of three requests lowers running cost most? Each under the same luck as the baseline."""

import sim

base = sim.load("baseline")
requests = ["asks/cloud_fees", "asks/software_fees", "asks/network_burden"]
compared = sim.compare(base, *(base.grant([name]) for name in requests), replications=50)

ratio = compared.table.query("figure == 'target_ratio'")
print(ratio[["requests", "base_mean", "mean", "difference", "low", "high", "verdict"]].to_string(index=False))
