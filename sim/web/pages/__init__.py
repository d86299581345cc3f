"""One file a page, and the parts that only one page has. No page computes a figure."""
