"""`./kheo permissions`: who may use which address, in words, and as a page that is current."""

from click.testing import CliRunner

from kheo.base.routes import jobs, routes
from kheo.cli import commands, home
from kheo.cli.permissions import UNDECLARED, document, words


def test_it_prints_every_address_and_job_without_a_database(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    answer = CliRunner().invoke(commands, ["permissions"])
    assert answer.exit_code == 0
    lines = answer.stdout.splitlines()
    cells = {line.split()[0]: line for line in lines if line.strip()}
    assert {route.address for route in routes()} | {job.name for job in jobs()} <= set(cells)
    assert cells["/van-ban/<int:document_id>/giao-viec/"].endswith("  lãnh đạo địa phương; đầu mối công tác dân vận")
    assert lines[-1] == f"{len(routes())} địa chỉ, {len(jobs())} việc nền, 0 chỗ chưa khai."


def test_what_is_not_declared_is_said_aloud():
    assert words(None) == UNDECLARED


def test_the_page_in_the_docs_is_current(tmp_path):
    page = tmp_path / "trang.html"
    assert CliRunner().invoke(commands, ["permissions", "--html", str(page)]).exit_code == 0
    kept = home.PROJECT / "docs" / "permissions.html"
    assert page.read_text("utf-8") == document()
    assert kept.read_text("utf-8") == document(), "run ./kheo permissions --html docs/permissions.html"
