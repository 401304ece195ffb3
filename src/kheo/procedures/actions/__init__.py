"""What is done to procedures and to the on-time rule. One verb, one function, one audit record."""

from kheo.procedures.actions.catalogue import open_procedure
from kheo.procedures.actions.rule import recompute, set_limit, set_rule

__all__ = ["open_procedure", "recompute", "set_limit", "set_rule"]
