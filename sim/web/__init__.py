"""The page in the browser: one file per page, shared parts, one queue of work. No page computes a figure."""
