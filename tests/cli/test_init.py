"""A new installation: a locality, its first administrator, a mail for proof, and a sheet to be kept apart."""

import importlib
import re
import socketserver
import stat
import threading

import pytest
from click.testing import CliRunner
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.cli import commands, home
from kheo.errors import RuleBroken
from kheo.people.models import Locality, Official
from kheo.people.rules import SAMPLE_PASSWORD
from tests.world import Client

pytestmark = pytest.mark.empty_house


GIVEN = {
    "--name": "Phường Mới", "--place": "Phường Mới", "--superior": "UBND Thành phố Minh Hoạ",
    "--hosts": "kheo.example, www.kheo.example", "--administrator": "quan.tri", "--smtp-host": "",
}  # fmt: skip
ONE_TIME = re.compile(r"^ {4}([a-z2-9]{4}(?:-[a-z2-9]{4}){3})$", re.M)
SECRET = "k" * 64
INIT = importlib.import_module("kheo.cli.init")  # the package's own name `init` is the command


@pytest.fixture
def place(db, monkeypatch, tmp_path):
    """An empty home beside the test's own database."""
    monkeypatch.setenv("KHEO_HOME", str(tmp_path))
    monkeypatch.setenv("KHEO_SECRET_KEY", SECRET)
    monkeypatch.setattr(home, "prepare", lambda **_how: (tmp_path / "secret").write_text(SECRET))
    monkeypatch.setattr(INIT, "bring_up_to_date", lambda: None)
    return tmp_path


def run(*more, **changed):
    given = GIVEN | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    arguments = [part for name, value in given.items() for part in (name, value)]
    return CliRunner().invoke(commands, ["init", *arguments, *more])


def test_it_makes_the_locality_and_an_administrator_who_must_choose_a_password_and_enrol(place):
    answer = run()
    assert answer.exit_code == 0, answer.output
    ward = Locality.objects.get()
    assert (ward.name, ward.slug, ward.illustrative) == ("Phường Mới", "phuong-moi", False)
    password = ONE_TIME.search(answer.output).group(1)
    client = Client()
    client.post("/dang-nhap/", {"login": "quan.tri", "password": password})
    change = reverse("account_change_password")
    assert client.get(reverse("people:units")).headers["Location"] == change
    own = "mot cau moi de nho minh hoa"
    client.post(change, {"oldpassword": password, "password1": own, "password2": own})
    assert client.get(reverse("people:units")).headers["Location"] == reverse("mfa_activate_totp")
    assert AuditRecord.objects.filter(verb="system.locality_founded").count() == 1


def test_the_sheet_names_the_place_and_the_mark_of_the_secret_and_shows_it_only_when_asked(place):
    answer = run()
    assert f"tệp {place / 'secret'}, dấu " in answer.output
    assert SECRET not in answer.output
    assert SECRET in run("--show", name="Xã Khác", administrator="quan.tri.khac").output


def test_what_the_service_must_be_started_with_is_written_for_the_owner_alone(place):
    run()
    file = place / "kheo.env"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lines = file.read_text(encoding="utf-8").splitlines()
    assert f"KHEO_HOME='{place}'" in lines
    assert "KHEO_HOSTS='kheo.example,www.kheo.example,127.0.0.1,localhost'" in lines
    assert "KHEO_HTTPS='1'" in lines
    run(name="Xã Khác", administrator="quan.tri.khac")
    assert file.read_text(encoding="utf-8").splitlines() == lines
    assert (place / "kheo.env.moi").exists()


def test_without_a_mail_server_it_says_so(place):
    assert "KHÔNG gửi thư nào" in run().output


class _Postman(socketserver.StreamRequestHandler):
    """Takes mails as an SMTP server does."""

    def handle(self):
        self.wfile.write(b"220 minh-hoa\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def postman():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Postman) as server:
        server.daemon_threads = True
        server.letters = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.long
def test_a_mail_goes_out_for_proof_and_the_server_is_written_down(place, postman):
    port = str(postman.server_address[1])
    answer = run(smtp_host="127.0.0.1", smtp_port=port, mail_to="thu@kheo.example")
    assert "Đã gửi thư thử tới thu@kheo.example" in answer.output, answer.output
    assert len(postman.letters) == 1 and b"From: kheo@kheo.example" in postman.letters[0]
    lines = (place / "kheo.env").read_text(encoding="utf-8").splitlines()
    assert {"KHEO_SMTP_HOST='127.0.0.1'", f"KHEO_SMTP_PORT='{port}'"} <= set(lines)


def refused(answer):
    """A rule said no: its sentence; nothing was made."""
    assert answer.exit_code == 1
    assert isinstance(answer.exception, RuleBroken), answer.exception
    return answer.exception.message


def test_a_mail_server_that_does_not_answer_stops_it_before_anything_is_made(place):
    with socketserver.TCPServer(("127.0.0.1", 0), _Postman) as taken:
        port = str(taken.server_address[1])
    answer = run(smtp_host="127.0.0.1", smtp_port=port, mail_to="thu@kheo.example")
    assert "Chưa gửi được thư thử" in refused(answer)
    assert not Locality.objects.exists() and not (place / "kheo.env").exists()


def test_it_refuses_the_data_of_the_demo(place, world):
    assert world.ward.illustrative
    assert "địa phương mẫu" in refused(run())
    assert Locality.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"hosts": "https://kheo.example"}, "Tên miền không đúng: https://kheo.example"),
        ({"hosts": " , "}, "còn trống"),
        ({"administrator": "quản trị"}, "chữ không dấu"),
        ({"name": "  "}, "--name còn trống"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_made(place, changed, sentence):
    assert sentence in refused(run(**changed))
    assert not Locality.objects.exists()


def test_the_same_locality_and_the_same_name_are_not_made_twice(place):
    run()
    assert "đã được lập từ trước" in refused(run(administrator="nguoi.khac"))
    assert "đã có người dùng" in refused(run(name="Xã Khác", administrator="Quan.Tri"))
    assert Official.objects.count() == 1


@pytest.mark.parametrize("secret", ["ngan", SAMPLE_PASSWORD, "only-for-tests-and-commands-without-a-home"])
def test_a_secret_that_can_be_guessed_is_refused(place, monkeypatch, secret):
    monkeypatch.setenv("KHEO_SECRET_KEY", secret)
    assert "KHEO_SECRET_KEY" in refused(run())
    assert not Locality.objects.exists()


@pytest.mark.long
def test_a_mail_password_that_no_settings_file_holds_safely_is_refused(place, monkeypatch, postman):
    monkeypatch.setenv("KHEO_SMTP_PASSWORD", "a'b")
    assert "KHEO_SMTP_PASSWORD có dấu nháy" in refused(run(smtp_host="127.0.0.1", smtp_user="kheo"))
    assert not Locality.objects.exists() and not postman.letters
