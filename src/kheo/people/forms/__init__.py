"""Shapes of input: the calendar, and the administration of units, posts and accounts."""
