"""Run the baseline, print the answer, save a chart and a table."""

import sim

result = sim.run("baseline", replications=50, seed=1)
print(result)

cost = result.figure("running_cost", lang="en")
print(cost.title)
cost.save("cost.png")
cost.save("cost.csv")

late = result.organisations().sort_values("late_2026_03_31", ascending=False)
print(late[["code", "name", "late_2026_03_31", "last_cutover_p50"]].head(10).to_string(index=False))
