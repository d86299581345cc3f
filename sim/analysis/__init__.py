"""Questions asked of runs: one module each."""
