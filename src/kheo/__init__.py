"""Khéo: official texts become tasks, and tasks show what citizens get."""

__version__ = "0.1.0"
