"""Hearten: a social platform for therapists and the people they support."""

__version__ = "0.1.0"
