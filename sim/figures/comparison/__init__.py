"""Figures of scenarios side by side."""
