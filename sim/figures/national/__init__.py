"""Figures of a run, of the nation or of a part of it."""
