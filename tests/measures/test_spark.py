"""A Spark cluster of one master and two workers counts as DuckDB does, to the last digit."""

import sys

import pytest

from kheo.measures.engines import spark
from kheo.procedures.facts import DOSSIER
from tests.measures.cluster import HERE, SMALL, cluster, java_17
from tests.measures.engines import LATER_COLUMNS, TABLES, hold_equal, many_rows, of_table, written, written_before

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
    with spark.opened(session, table, facts.path) as found:
        hold_equal(found, facts, of_table(table), tmp_path, opened=1)  # an answer takes seconds here


@pytest.mark.parametrize("column", LATER_COLUMNS)
def test_spark_opens_a_file_that_is_older_than_a_column(session, tmp_path, column):
    facts = written_before(column, DOSSIER, many_rows(DOSSIER, 60), tmp_path)
    with spark.opened(session, DOSSIER, facts.path) as found:
        hold_equal(found, facts, of_table(DOSSIER)[:2], tmp_path, opened=1)


def test_two_workers_do_the_work_in_utc(session):
    assert session.conf.get("spark.sql.session.timeZone") == "UTC"
    executors = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()
    assert executors == 1 + 2  # the driver keeps memory, too
