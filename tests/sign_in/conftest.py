"""Tests of signing in stand on the same day as those of people."""

from tests.people.conftest import _that_monday

__all__ = ["_that_monday"]
