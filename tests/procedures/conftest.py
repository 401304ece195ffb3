"""Tests of dossiers stand on the Monday of the intake, and dossiers come in by its road."""

from tests.intake.conftest import _that_monday, birth, road

__all__ = ["_that_monday", "birth", "road"]
