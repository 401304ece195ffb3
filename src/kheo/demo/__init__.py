"""The sample locality and its story (`./kheo demo`). Everything in it is made up and marked "minh hoạ"."""
