"""Whether data hold together, came in full and in time, and which points lie far from the usual."""
