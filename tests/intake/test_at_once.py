"""Two imports at one moment, on real connections, and a rule that is corrected while a file goes in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from kheo.base import clock
from kheo.intake import actions
from kheo.intake.actions import running
from kheo.procedures.actions.rule import recompute
from kheo.procedures.actions.settling import lock_dossiers
from kheo.procedures.models import Dossier, DossierEvent, Procedure
from kheo.procedures.rules.on_time import Terms
from tests import emptying
from tests.intake.papers import csv_file, line, text_file
from tests.procedures.test_rule import set_rule

assert emptying  # a transactional test ends with an emptied database
LOG = "Mã hồ sơ,Diễn biến,Thời điểm,Tên thủ tục\nPT-261116-0001,Được tiếp nhận,16/11/2026,Đăng ký khai sinh\n"


def approved(road, file, **options):
    batch = road.checked(file, **options)
    return actions.approve_import(batch.pk, by=road.desk, only_good=False)


def with_a_new_procedure(number):
    text = csv_file(line(number, Tên_thủ_tục="Thủ tục mới")).read().decode()
    return text_file(text.replace("Họ và tên", "Mã thủ tục").replace("Người thử nghiệm", "9.9"))


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_two_files_that_were_read_before_either_was_stored_are_both_stored(world, road, monkeypatch):
    """Each adds the procedure 9.9, which the other did not see."""
    batches = [approved(road, with_a_new_procedure(number), adds_procedures=True) for number in (1, 2)]
    both_read = Barrier(len(batches))

    def wait_then_lock(locality_id):
        both_read.wait(10)
        lock_dossiers(locality_id)

    monkeypatch.setattr(running, "lock_dossiers", wait_then_lock)

    def store(batch):
        try:
            with clock.standing_at(datetime(2026, 11, 23, 3, tzinfo=UTC)):
                return actions.import_rows(batch.pk, by=road.desk)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(batches)) as pool:
        stored = list(pool.map(store, batches))
    assert sorted((each.procedures_new, each.rows_new) for each in stored) == [(0, 1), (1, 1)]
    assert Procedure.objects.filter(code="9.9").count() == 1
    assert DossierEvent.objects.count() == 2 * 3


@pytest.mark.parametrize("file", [csv_file(line(1)), text_file(LOG)], ids=["sheet", "log"])
def test_a_rule_that_is_corrected_while_a_file_goes_in_judges_its_dossiers(world, road, file, monkeypatch):
    batch = approved(road, file)

    def wait_for_the_administrator(locality_id):
        rule = set_rule(world, Terms())
        assert recompute(rule.pk, by=world.administrator) == 0, "there is nothing to judge yet"
        lock_dossiers(locality_id)

    monkeypatch.setattr(running, "lock_dossiers", wait_for_the_administrator)
    actions.import_rows(batch.pk, by=road.desk)
    rule = Dossier.objects.select_related("rule").get().rule
    assert rule is not None
    assert rule.number == 1


def test_a_judging_anew_and_an_import_of_one_locality_wait_for_each_other(world, road):
    rule, told = set_rule(world, Terms()), []

    def keep(execute, sql, *more):
        told.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(keep):
        recompute(rule.pk, by=world.administrator)
        road.imported(csv_file(line(1)))
    waited = [sql for sql in told if "FOR NO KEY UPDATE" in sql]
    assert len(waited) == 2
    assert all('FROM "people_locality"' in sql for sql in waited)
