"""Sightline: a line of sight to every child who is not in full-time education."""

__version__ = "0.1.0"
