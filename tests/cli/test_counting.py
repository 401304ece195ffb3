"""The ways of counting that `./kheo bench indicators` times: all must give the same numbers."""

import pytest

from bench.counting import __main__ as counting
from bench.counting import made, pages
from kheo.procedures.facts import DOSSIER

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    """Make dossiers up."""
    return made.facts(DOSSIER, 5000, tmp_path_factory.mktemp("counting"))


@pytest.mark.parametrize("way", [counting.hand, counting.polars, counting.pandas])
def test_hands_polars_and_pandas_count_as_kheo_does(facts, way):
    expected = counting.digest_of(counting.kheo(facts, counting.CATALOGUE))
    told = counting.digest_of(way(facts, counting.CATALOGUE))
    assert len(told) >= 12
    assert told == {code: expected[code] for code in told}


def test_pages_find_their_sums_and_records(facts):
    assert pages.sum_days(facts, counting.CATALOGUE)["size"] > 0
    assert set(pages.figure(facts, counting.CATALOGUE)["ms"]) == set(pages.SCOPES)
    assert set(pages.records(facts, counting.CATALOGUE)["ms"]) == set(pages.SCOPES)
