"""What is done to procedures. One verb, one function, one audit record."""

from kheo.procedures.actions.catalogue import open_procedure

__all__ = ["open_procedure"]
