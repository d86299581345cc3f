"""Which uncertain assumptions go with a high ratio? Rank correlation over the replications."""

import sim

draws = sim.run("baseline", replications=200).draws()
drawn = [column for column in draws.columns if "__" in column]
ratio = draws["target_ratio"].rank()
numbers = draws[drawn].apply(lambda column: column.astype("int64") if column.dtype.kind == "M" else column)
strength = numbers.rank().corrwith(ratio).sort_values(key=abs, ascending=False)
print(strength.head(10).round(2).to_string())
