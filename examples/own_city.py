"""What the run says of one city: its budget by year as a table, its running cost as a chart, its slides."""

import sim

city = sim.run("baseline", replications=50).organisation("弘前市")
print(city.answer("en"))

budget = city.figure("budget", lang="en").table
print(budget.iloc[:, :4].tail(8).to_string(index=False))

city.figure("running_cost", lang="ja", years="era").save("hirosaki.svg")
city.export("hirosaki", formats=("pptx",), figures=("officer", "budget"))
