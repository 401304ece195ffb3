"""`./kheo`: any folder, any path, any way in; installs what is missing, and says in one line what is wrong."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kheo import __version__, install
from kheo.install import Installer, InstallTrouble, told_by
from tests.cli.conftest import Project, lay_out
from tests.cli.conftest import install as install_into

pytestmark = pytest.mark.long

VERSION = [f"Khéo {__version__}"]


@pytest.mark.parametrize("name", ["kho Khéo thử", "dấu 'phẩy' \"nháy\" $HOME `x`", "-bắt đầu bằng gạch", "xuống\ndòng"])
def test_it_runs_from_any_folder_under_any_name(tmp_path: Path, name: str) -> None:
    project = install_into(lay_out(tmp_path / name))
    for cwd in (project.root, tmp_path, Path("/")):
        answer = project.run("--version", cwd=cwd)
        assert (answer.code, answer.out, answer.err) == (0, VERSION, [])


def test_it_runs_by_a_relative_name_and_through_links(installed: Project, tmp_path: Path) -> None:
    (tmp_path / "gần").symlink_to("kho/kheo")
    (tmp_path / "xa").symlink_to(tmp_path / "gần")
    (tmp_path / "thư mục").symlink_to(installed.root)
    for way in ("kho/kheo", "./gần", "xa", "thư mục/kheo"):
        answer = subprocess.run(
            ["/bin/sh", "-c", 'exec "$0" --version', f"./{way}"], cwd=tmp_path, capture_output=True, encoding="utf-8"
        )
        assert (answer.stdout.splitlines(), answer.stderr) == (VERSION, ""), way


def test_it_runs_when_cdpath_and_foreign_python_paths_are_set(installed: Project, tmp_path: Path) -> None:
    (tmp_path / "kheo").mkdir()
    (tmp_path / "kheo" / "__init__.py").write_text("raise SystemExit('một kheo khác')", encoding="utf-8")
    strange = {"CDPATH": str(tmp_path), "PYTHONPATH": str(tmp_path), "PYTHONHOME": "/nowhere"}
    answer = installed.run("--version", cwd=tmp_path, **strange)
    assert (answer.code, answer.out, answer.err) == (0, VERSION, [])


def test_everything_installed_starts_without_the_installer(installed: Project, bare_path: str) -> None:
    assert installed.run("--version", PATH=bare_path).out == VERSION


def test_an_ordinary_lock_is_enough_for_all_but_the_tests(tmp_path, fake_python, bare_path) -> None:
    project = install_into(lay_out(tmp_path / "kho"), lock="requirements.txt")
    fake_python()
    assert project.run("--version", PATH=bare_path).out == VERSION
    assert project.run("test", "--version", PATH=bare_path).code == 7
    assert "requirements-dev.txt" in (Path(bare_path) / "called").read_text(encoding="utf-8")


def test_a_lock_that_changed_is_installed_first(installed: Project, fake_python, bare_path) -> None:
    fake_python()
    for name in ("requirements.txt", "requirements-dev.txt"):
        with (installed.root / name).open("a", encoding="utf-8") as lock:
            lock.write("# mới\n")
    answer = installed.run("--version", PATH=bare_path)
    assert (answer.code, answer.out) == (7, []), "the command does not run on old packages"


def test_it_passes_over_old_pythons(project: Project, fake_python, bare_path) -> None:
    fake_python("python3", good=False)
    fake_python("python3.12")
    assert project.run("--version", PATH=bare_path).code == 7
    called = (Path(bare_path) / "called").read_text(encoding="utf-8")
    assert called.startswith(f"{bare_path}/python3.12 -I ")


def test_a_machine_without_a_good_python_is_told_in_one_line(project: Project, fake_python, bare_path) -> None:
    fake_python("python3", good=False)
    answer = project.run("demo", PATH=bare_path)
    assert (answer.code, answer.out) == (1, [])
    assert answer.err == [
        "Khéo: cần Python 3.11 trở lên nhưng không tìm thấy; hãy cài Python rồi chạy lại (hoặc đặt KHEO_PYTHON)."
    ]


def test_a_chosen_python_that_is_too_old_is_told_not_passed_over(project: Project, fake_python, bare_path) -> None:
    old = fake_python("python3.9", good=False)
    fake_python("python3")
    answer = project.run("demo", PATH=bare_path, KHEO_PYTHON=str(old))
    assert (answer.code, answer.out) == (1, [])
    assert answer.err == [f"Khéo: KHEO_PYTHON={old} không phải Python 3.11 trở lên chạy được."]


def test_a_second_run_waits_for_the_first_and_then_has_nothing_to_do(project: Project) -> None:
    handle = os.open(project.root, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    command = [sys.executable, "-I", project.root / "src/kheo/install.py", project.root, "requirements.txt"]
    second = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
    assert second.stderr is not None
    assert second.stderr.readline() == "Khéo: một lệnh khác đang cài, đang chờ nó xong\n"
    (project.root / ".venv/bin").mkdir(parents=True)
    (project.root / ".venv/bin/python").touch()
    shutil.copy2(project.root / "requirements.txt", project.root / ".venv/kheo.lock")
    os.close(handle)
    assert second.wait(20) == 0
    assert second.stderr.read() == ""


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Error: ensurepip is not available.\napt install python3.11-venv", "thiếu mô-đun venv"),
        ("/usr/bin/python3: No module named venv", "thiếu mô-đun venv"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "ổ đĩa đã đầy"),
        ("error: failed to write to file: No space left on device (os error 28)", "ổ đĩa đã đầy"),
        ("NewConnectionError: Failed to establish a new connection: [Errno 111] Connection refused", "cần mạng"),
        ("error: Request failed\n  Caused by: dns error: failed to lookup address", "cần mạng"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "không khớp mã kiểm tra"),
        ("ERROR: No matching distribution found for duckdb==1.4.4", "chưa có bản cho Python"),
        ("[Errno 13] Permission denied: '/opt/kheo/.venv'", "không có quyền ghi"),
    ],
)
def test_what_programs_complain_of_becomes_one_sentence(said: str, sentence: str) -> None:
    trouble = told_by(said, Path("kheo.log"))
    assert sentence in str(trouble)
    assert "\n" not in str(trouble)


def test_what_nobody_foresaw_names_the_log(tmp_path: Path) -> None:
    assert str(told_by("Segmentation fault", tmp_path / "kheo.log")).endswith(str(tmp_path / "kheo.log"))


def test_a_python_without_venv_is_told_in_one_line(project: Project, monkeypatch, tmp_path, capsys) -> None:
    """Debian's Python without the package python3-venv speaks so."""
    python = tmp_path / "python3"
    words = "The virtual environment was not created successfully because ensurepip is not\\navailable."
    python.write_text(f"#!/bin/sh\nprintf '{words}'\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    assert install.main(str(project.root), "requirements.txt") == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[1:] == ["Khéo: Python này thiếu mô-đun venv; trên Debian, Ubuntu hãy chạy: apt install python3-venv"]


def test_a_run_that_was_cut_short_is_begun_anew(project: Project, monkeypatch) -> None:
    venv = project.root / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    (venv / "half").touch()
    (venv / "kheo.begun").touch()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(InstallTrouble):
        Installer(project.root, "requirements.txt").install()
    assert not (venv / "half").exists()


def test_a_first_run_without_network_is_told_in_one_line_and_heals(project: Project, tmp_path: Path) -> None:
    closed = "http://127.0.0.1:9/simple"
    cut_off = {"PIP_INDEX_URL": closed, "UV_INDEX_URL": closed, "PIP_CONFIG_FILE": os.devnull}
    cut_off |= {"PIP_CACHE_DIR": str(tmp_path / "pip"), "UV_CACHE_DIR": str(tmp_path / "uv")}
    answer = project.run("--version", **cut_off)
    assert (answer.code, answer.out) == (1, [])
    assert answer.err[1:] == [
        "Khéo: không tải được thư viện vì máy chưa nối được mạng tới kho gói Python; lần chạy đầu cần mạng."
    ]
    again = project.run("--version", **cut_off)
    assert again.code == 1, "half a .venv is not taken for a whole one"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_on_the_first_run_is_told_in_one_line(tmp_path: Path) -> None:
    mount = 'mount -t tmpfs -o size=6m tmpfs "$1" && cp -R "$2/." "$1" && "$1/kheo" --version; echo "mã $?"'
    small, source = tmp_path / "nhỏ", lay_out(tmp_path / "kho")
    small.mkdir()
    answer = subprocess.run(
        ["unshare", "--mount", "sh", "-c", mount, "sh", small, source.root], capture_output=True, encoding="utf-8"
    )
    if "unshare" in answer.stderr or "mount:" in answer.stderr:
        pytest.skip("this system lets nobody mount a small disk")
    assert answer.stdout.splitlines() == ["mã 1"]
    assert answer.stderr.splitlines()[1:] == ["Khéo: ổ đĩa đã đầy; hãy dọn bớt rồi chạy lại."]
