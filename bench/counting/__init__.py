"""What `./kheo bench indicators` is made of: facts made up, the ways to count them, and one process for each."""
