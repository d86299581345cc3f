"""Sanwari: a discrete-event simulation of Japan's municipal system standardisation and of what it costs."""

__version__ = "0.1.0"
