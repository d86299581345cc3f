"""Questions that need many runs: each module answers one."""
