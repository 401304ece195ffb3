from tests.indicators.facts import facts

__all__ = ["facts"]
