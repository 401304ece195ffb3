"""Pages of work: reading a document in, confirming its tasks, the list, one task and what is done to it."""
