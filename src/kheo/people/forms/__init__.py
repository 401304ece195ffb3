"""Shapes of input: signing in, the calendar, and the administration of units, posts and accounts."""
