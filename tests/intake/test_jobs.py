"""Long files: checked and stored by jobs, with a progress bar that needs no script."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kheo.base.audit import history
from kheo.base.jobs import TRIES
from kheo.base.models import AuditRecord
from kheo.people.actions import relieve
from kheo.people.models import Holding
from kheo.procedures.models import Dossier, Procedure
from tests.intake.papers import csv_file, line

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def _every_file_is_long(monkeypatch):
    monkeypatch.setattr("kheo.intake.actions.running.AT_ONCE", 0)


@pytest.fixture
def work():
    """Do the jobs that wait, as the worker would."""
    done = set()

    def run():
        for job in ProcrastinateJob.objects.exclude(pk__in=done).order_by("pk"):
            done.add(job.pk)
            task, mine = app.tasks[job.task_name], job.procrastinate_job
            context = JobContext(app=app, job=mine, start_timestamp=0.0, abort_reason=lambda: None)
            task(*[context] * task.pass_context, **job.args)

    return run


def page(client, batch):
    return client.get(reverse("intake:batch", args=[batch.pk]), follow=True)


def test_a_long_file_goes_its_road_by_jobs_while_a_bar_shows_how_far(world, client_of, road, work):
    client, batch = client_of(world.desk), road.taken(csv_file(line(1), line(2)))
    client.post(reverse("intake:mapping", args=[batch.pk]), batch.mapping)
    waiting = page(client, batch).content.decode()
    assert "Đang kiểm tra từng dòng" in waiting
    assert "<progress" in waiting
    assert 'http-equiv="refresh"' in waiting
    work()
    assert "Cả 2 dòng đều đúng" in page(client, batch).content.decode()
    client.post(reverse("intake:preview", args=[batch.pk]), {"rows": "all"})
    assert "Đang nhập hồ sơ" in page(client, batch).content.decode()
    assert not Dossier.objects.exists()
    work()
    assert "Đã nhập: 2 hồ sơ mới" in page(client, batch).content.decode()
    batch.refresh_from_db()
    assert (batch.progress.state, batch.progress.done) == ("done", 2)


def test_the_bar_is_a_fragment_and_ends_by_showing_the_page_anew(world, client_of, road, work):
    client, batch = client_of(world.desk), road.taken(csv_file(line(1)))
    client.post(reverse("intake:mapping", args=[batch.pk]), batch.mapping)
    address = reverse("intake:progress", args=[batch.pk])
    assert "<html" not in client.get(address).content.decode()
    work()
    assert client.get(address)["HX-Refresh"] == "true"


def test_a_job_broken_off_too_often_says_so_and_stores_nothing(world, client_of, road, work):
    client, batch = client_of(world.desk), road.checked(csv_file(line(1)))
    client.post(reverse("intake:preview", args=[batch.pk]), {"rows": "all"})
    ProcrastinateJob.objects.filter(task_name="kheo.intake.jobs.import_rows").update(attempts=TRIES)
    work()
    assert "Việc này bị ngắt giữa chừng quá nhiều lần" in page(client, batch).content.decode()
    assert not Dossier.objects.exists()


def test_a_job_that_stops_says_why_and_loses_nothing(world, client_of, road, work, birth):
    client, batch = client_of(world.desk), road.checked(csv_file(line(1)))
    client.post(reverse("intake:preview", args=[batch.pk]), {"rows": "all"})
    Procedure.objects.filter(pk=birth.pk).update(name="Tên khác")
    work()
    told = page(client, batch).content.decode()
    assert "Chưa nhập được" in told
    assert "Dòng 2 không còn đúng như lúc kiểm tra." in told
    assert [each.verb for each in history(batch)][-2:] == ["dossiers.import_approved", "dossiers.import_failed"]
    assert not Dossier.objects.exists()
    Procedure.objects.filter(pk=birth.pk).update(name=birth.name)
    client.post(reverse("intake:mapping", args=[batch.pk]), batch.mapping)
    work()
    assert "Cả 1 dòng đều đúng" in page(client, batch).content.decode()


def test_a_file_dropped_while_its_job_waits_stays_dropped(world, client_of, road, work):
    client, batch = client_of(world.desk), road.checked(csv_file(line(1)))
    client.post(reverse("intake:preview", args=[batch.pk]), {"rows": "all"})
    client.post(reverse("intake:cancel", args=[batch.pk]))
    work()
    batch.refresh_from_db()
    assert batch.state == "cancelled"
    assert not Dossier.objects.exists()


def test_who_lost_the_post_meanwhile_imports_nothing_and_no_bar_runs_for_ever(world, client_of, road, work):
    batch = road.checked(csv_file(line(1)))
    client_of(world.desk).post(reverse("intake:preview", args=[batch.pk]), {"rows": "all"})
    holding = Holding.objects.get(official=world.desk)
    relieve(holding.pk, by=world.administrator, end=holding.start)
    with pytest.raises(PermissionDenied):
        work()
    batch.refresh_from_db()
    assert (batch.state, batch.progress.state) == ("failed", "failed")
    assert not Dossier.objects.exists()
    assert AuditRecord.objects.latest("pk").verb == "dossiers.import_failed"
