"""`python -m kheo` is the same as `./kheo`."""

from kheo.cli import main

main()
