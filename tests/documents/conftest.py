from tests.work.conftest import trace

__all__ = ["trace"]
