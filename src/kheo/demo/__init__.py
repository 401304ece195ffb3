"""The sample locality and its story (`./kheo demo`). Everything in it is made up and marked "minh hoạ"."""

from kheo.demo.running import run

__all__ = ["run"]
