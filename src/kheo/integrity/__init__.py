"""Questions to a unit about its own numbers: what looks unlike the usual, with the records behind it."""
