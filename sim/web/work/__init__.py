"""The queue of work, what it keeps, and what it gives a page."""
