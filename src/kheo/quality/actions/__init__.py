"""What is done: check the newest data, keep a rule or an expectation, explain a point."""

from kheo.quality.actions.checking import check_data
from kheo.quality.actions.keeping import explain_point, keep_expectation, keep_rule

__all__ = ["check_data", "explain_point", "keep_expectation", "keep_rule"]
