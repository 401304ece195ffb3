"""A Spark cluster of one master and two workers counts as DuckDB does, to the last digit."""

import sys

import pytest

from kheo.measures.engines import spark
from tests.measures.cluster import HERE, SMALL, cluster, java_17
from tests.measures.engines import TABLES, hold_equal, many_rows, of_table, written

pytestmark = [pytest.mark.long, pytest.mark.spark]


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """Open a session on a cluster of its own."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("JAVA_HOME", str(java_17()))
        environment.setenv("SPARK_LOCAL_IP", HERE)
        environment.setenv("PYSPARK_PYTHON", sys.executable)
        with cluster(tmp_path_factory.mktemp("spark")) as address, spark.session(address, SMALL) as found:
            yield found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.code)
def test_spark_gives_what_duckdb_gives(session, tmp_path, table):
    facts = written(table, many_rows(table, 400), tmp_path)
    with spark.opened(session, facts.path) as found:
        hold_equal(found, facts, of_table(table), tmp_path, opened=1)  # an answer takes seconds here


def test_two_workers_do_the_work_in_utc(session):
    assert session.conf.get("spark.sql.session.timeZone") == "UTC"
    executors = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()
    assert executors == 1 + 2  # the driver keeps memory, too
