"""A figure as a Vega-Lite specification, which the page shows and pictures are drawn from."""
