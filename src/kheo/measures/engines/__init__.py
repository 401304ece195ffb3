"""What runs the questions: DuckDB by default, the installation's PostgreSQL, or a Spark cluster.

An engine holds the facts of one table and gives rows for SQL in its own words. All give the same to the last digit.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from kheo.measures.queries import Dialect

Beside = Mapping[str, Any]
"""Small tables that a question needs beside the facts: name -> Arrow table."""


class Engine(Protocol):
    """Facts, laid open to questions; the view or table is named `queries.FACTS`."""

    dialect: Dialect

    def ask(self, sql: str, beside: Beside) -> Any:
        """Give the answer as an Arrow table."""

    def batches(self, sql: str, rows: int) -> Iterable[Any]:
        """Give the answer in pieces of so many rows, as Arrow batches."""
