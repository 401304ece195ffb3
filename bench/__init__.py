"""Benchmarks behind `./kheo bench NAME`: one file each, with `measure()` that gives figures (kheo.cli.benches)."""
