"""Exchange rate against cloud fees: a sweep as a table, turned into a grid."""

from pathlib import Path

import sim

Path("fees_and_yen.toml").write_text(
    """
[sweep]
title_ja = "利用料と為替"
title_en = "Fees and exchange rate"
base = "baseline"
replications = 10
figures = ["first_full_year.median_organisation"]

[design]
kind = "grid"

[axes."prices.usdjpy_fixed"]
values = [120, 140, 160]

[axes."running.cloud_fee_factor"]
values = [0.8, 1.0, 1.2]
""",
    encoding="utf-8",
)
points = sim.sweep("fees_and_yen.toml", "sweep")  # run again, it goes on where it was
grid = points.pivot(
    index="prices.usdjpy_fixed",
    columns="running.cloud_fee_factor",
    values="first_full_year.median_organisation.mean",
)
print(grid.round(3))
