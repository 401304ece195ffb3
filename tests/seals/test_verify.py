"""200 ways to bend the log with all rights on the database, and the check finds each, at its first bent record."""

import json
import os
import subprocess
import sys
from random import Random

import pytest
from django.conf import settings
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kheo.seals import chain, sealing
from kheo.seals.models import Head
from kheo.seals.planted import CASES

pytestmark = pytest.mark.long


EACH = 40


def unlocked() -> None:
    """Take the guards off, as a superuser can."""
    with connection.cursor() as cursor:
        for table in ("base_auditrecord", "seals_seal", "seals_head"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


class Undo(Exception):
    """Ends a transaction without a trace."""


def test_two_hundred_planted_cases_are_found(sealed, settings, capsys):
    outside = [settings.KHEO_CHECKPOINTS]
    found = dict.fromkeys(CASES, 0)
    for name, bend in CASES.items():
        for seed in range(EACH):
            with pytest.raises(Undo), transaction.atomic():
                unlocked()
                wanted = bend(Random(f"{name}{seed}"), sealed.position)
                verdict = sealing.verify(outside)
                # A consistent rewrite shows at the next head that was kept outside, not at the record itself.
                if verdict.finding and (verdict.finding.position == wanted or name == "rewrite"):
                    found[name] += 1
                raise Undo
    with capsys.disabled():
        print(json.dumps({"planted": EACH * len(CASES), "found": sum(found.values()), "by_kind": found}))  # noqa: T201
    assert found == dict.fromkeys(CASES, EACH)
    assert sealing.verify(outside).finding is None


def test_a_consistent_rewrite_stays_hidden_from_whoever_kept_no_head(sealed):
    """What the check cannot do, said plainly: without an outside head a new chain looks whole."""
    with pytest.raises(Undo), transaction.atomic():
        unlocked()
        CASES["rewrite"](Random(1), sealed.position)
        assert sealing.verify([]).finding is None
        raise Undo


def test_the_check_runs_without_django(sealed, settings):
    code = (
        "import sys; from kheo.seals import chain; code = chain.main(sys.argv[1:]);"
        " sys.exit(code or int('django' in sys.modules))"
    )
    params = connection.get_connection_params()
    url = " ".join(f"{k}='{v}'" for k, v in params.items() if k in ("dbname", "user", "password", "host", "port"))
    paths = ["--database", url, "--heads", str(settings.KHEO_CHECKPOINTS)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code, *paths], capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "ok": True, "sealed": sealed.position, "heads": 1, "last_head": sealed.position,
    }  # fmt: skip


short, number = st.text(max_size=4), st.integers(0, 99)
record = st.tuples(
    number, short, number, st.none() | short, *[st.none() | number] * 3, short, short, number,
    st.dictionaries(short, number | short, max_size=2).map(json.dumps),
)  # fmt: skip


def values(row):
    """The values themselves: equal JSON texts may be written with other spaces."""
    return (*row[:-1], json.loads(row[-1]))


@given(st.lists(record, min_size=1, max_size=5, unique_by=lambda each: each[0]), st.data())
def test_any_other_value_in_any_record_gives_another_seal(records, data):
    rows, digest = [], chain.START
    for position, each in enumerate(records, start=1):
        digest = chain.link(digest, each)
        rows.append((position, each[0], digest, *each))
    assert chain.check(rows, [chain.Head(len(rows), digest)]).finding is None
    bent = data.draw(st.integers(0, len(rows) - 1))
    other = data.draw(record.filter(lambda each: values(each) != values(rows[bent][3:])))
    rows[bent] = (*rows[bent][:3], *other)
    assert chain.check(rows, []).finding.position == bent + 1


def test_words_around_a_head_in_a_mail_are_passed_over():
    head = chain.Head(7, "ab" * 32)
    text = f"Kính gửi…\n\n{chain.line_of(head, '2026-11-24T08:00')}\n12 không phải dấu\n"
    assert [*chain.read_heads(text)] == [head]


def test_the_app_may_only_add(sealed):
    assert {"base_auditrecord", Head._meta.db_table, "seals_seal"} == set(settings.KHEO_APPEND_ONLY)
