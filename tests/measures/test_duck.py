"""Questions of one process share a DuckDB, and none sees what another has laid open."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kheo.measures.engines import duck

ASKED = (
    "SELECT (SELECT count(*) FROM facts) AS rows, (SELECT max(who) FROM days) AS who, sum(unit) AS units FROM chosen"
)


@pytest.fixture
def files(tmp_path) -> list[Path]:
    """A file for each of eight readers, each with one row more than the one before."""
    paths = [tmp_path / f"{reader}.parquet" for reader in range(8)]
    for reader, path in enumerate(paths):
        pq.write_table(pa.table({"id": list(range(reader + 1))}), path)
    return paths


def test_readers_at_the_same_time_each_see_their_own_file_view_and_units(files):
    def read(reader: int) -> list[dict[str, int]]:
        chosen = pa.table({"unit": [reader, reader]})
        with duck.opened({"facts": files[reader]}, {"days": f"SELECT {reader} AS who"}) as engine:
            rows: list[dict[str, int]] = engine.ask(ASKED, {"chosen": chosen}).to_pylist()
            return rows

    turns = list(range(8)) * 10
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(read, turns))
    assert answers == [[{"rows": reader + 1, "who": reader, "units": 2 * reader}] for reader in turns]


def test_what_was_laid_open_is_gone_with_its_reader(files):
    with duck.opened({"facts": files[0]}) as engine:
        assert engine.ask("SELECT count(*) AS n FROM facts", {}).to_pylist() == [{"n": 1}]
    with duck.opened({}) as engine, pytest.raises(Exception, match="facts"):
        engine.ask("SELECT count(*) AS n FROM facts", {})
