"""The command `init`: a new installation, or one more locality in it, with its first administrator."""

import os
import re
import smtplib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kheo.backups.rules import fingerprint
from kheo.cli import home
from kheo.cli.upkeep import bring_up_to_date, check_upgraded
from kheo.days.formats import date_text
from kheo.errors import RuleBroken
from kheo.language import search_key

SHORTEST_SECRET = 32
USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,59}")
HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
UNSAFE = set("'\"\\$`\n\r")


@dataclass(frozen=True)
class Mail:
    """The mail server, and where the proof goes."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    sender: str

    def environment(self) -> dict[str, str]:
        """Name what kheo.site.settings reads."""
        named = {"KHEO_SMTP_HOST": self.host, "KHEO_SMTP_PORT": str(self.port), "KHEO_MAIL_FROM": self.sender}
        if self.user:
            named |= {"KHEO_SMTP_USER": self.user, "KHEO_SMTP_PASSWORD": self.password}
        return named | ({"KHEO_SMTP_TLS": "1"} if self.tls else {})


@click.command()
@click.option("--name", prompt="Tên địa phương (ví dụ Phường Thử)", help="Tên địa phương.")
@click.option("--place", prompt="Địa danh ghi trên văn bản", help="Địa danh ghi trước ngày tháng trên văn bản.")
@click.option("--superior", prompt="Cơ quan chủ quản (ví dụ UBND Thành phố …)", help="Cơ quan chủ quản.")
@click.option("--hosts", prompt="Tên miền của trang, cách nhau dấu phẩy", help="Tên miền, cách nhau dấu phẩy.")
@click.option("--administrator", prompt="Tên đăng nhập của người quản trị đầu tiên", help="Người quản trị đầu tiên.")
@click.option(
    "--smtp-host", prompt="Máy chủ thư (Enter nếu chưa có)", default="", help="Máy chủ thư; để trống: không gửi."
)
@click.option("--smtp-port", type=click.IntRange(1, 65535), default=25, show_default=True, help="Cổng của máy chủ thư.")
@click.option("--smtp-user", default="", help="Tài khoản thư; mật khẩu lấy từ KHEO_SMTP_PASSWORD, không có thì hỏi.")
@click.option("--smtp-tls", is_flag=True, help="Máy chủ thư nói STARTTLS.")
@click.option("--mail-from", default="", help="Địa chỉ gửi; mặc định kheo@ tên miền đầu tiên.")
@click.option("--mail-to", default="", help="Nơi nhận thư thử.")
@click.option("--https/--no-https", default=True, help="Trước Khéo có máy chủ nói HTTPS (mặc định có).")
@click.option("--show", is_flag=True, help="In cả khoá bí mật lên tờ cất giữ.")
def init(**asked: Any) -> None:
    """Lập một địa phương mới và người quản trị đầu tiên, thử gửi thư, in tờ cất giữ."""
    hosts = _hosts(asked["hosts"])
    _check_words(asked)
    mail = _mail(asked, hosts[0])
    environment = _environment(hosts, asked["https"], mail)
    check_environment(environment)
    told = _try_mail(mail, asked["mail_to"]) if mail else "Chưa có máy chủ thư: Khéo KHÔNG gửi thư nào cho đến khi có."
    home.prepare(owner=True)
    secret = os.environ["KHEO_SECRET_KEY"]
    check_secret(secret)
    check_upgraded()
    bring_up_to_date()
    password = _found(asked)
    file = write_environment(home.folder() / "kheo.env", environment)
    click.echo(told)
    click.echo("\n".join(sheet(asked, file, secret)))
    click.echo(
        f"\nMật khẩu dùng một lần của {asked['administrator']}, chỉ in lần này; lần đăng nhập đầu phải đổi, rồi bật mã "
        f"hai lớp:\n\n    {password}\n\nViệc tiếp theo: nạp {file}, rồi ./kheo check và ./kheo serve."
    )


def check_secret(secret: str) -> None:
    """Refuse a key that somebody could guess, or that stands in the code."""
    if len(secret) < SHORTEST_SECRET or secret.startswith("only-for-tests"):
        raise RuleBroken(
            f"KHEO_SECRET_KEY phải ngẫu nhiên, từ {SHORTEST_SECRET} ký tự; bỏ biến đó đi thì Khéo tự làm một khoá."
        )


def check_environment(environment: dict[str, str]) -> None:
    """Refuse what a shell and a service manager would not both read as it is."""
    wrong = next((name for name, value in environment.items() if UNSAFE & set(value)), None)
    if wrong:
        raise RuleBroken(f"{wrong} có dấu nháy, $, \\ hoặc xuống dòng: hãy chọn giá trị khác.")


def write_environment(file: Path, environment: dict[str, str]) -> Path:
    """Write the settings down for the service manager, readable by the owner alone; never over another file."""
    lines = [f"{name}='{value}'" for name, value in environment.items()]
    if file.exists():
        file = file.with_name(f"{file.name}.moi")
        file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    return file


def sheet(asked: dict[str, Any], file: Path, secret: str) -> list[str]:
    """Lay out what must be kept apart from the machine; the secret itself only when asked."""
    from kheo.base import clock

    seals = os.environ.get("KHEO_CHECKPOINTS") or home.folder() / "dau-niem.txt"
    key = home.folder() / "secret"
    place = f"tệp {key}" if key.exists() and key.read_text().strip() == secret else "biến KHEO_SECRET_KEY"
    return [
        "",
        "TỜ CẤT GIỮ: in ra, cất ngoài máy chủ, chỉ người có trách nhiệm mở được",
        f"  Địa phương      {asked['name']}, lập ngày {date_text(clock.today())}",
        f"  Nơi chứa        {home.folder()}",
        f"  Khoá bí mật     {place}, dấu {fingerprint(secret)}",
        *([f"                  {secret}"] if asked["show"] else []),
        "                  Chép khoá ra nơi khác, cất riêng với bản sao lưu. Mất khoá: mọi người đăng nhập lại, dấu",
        "                  trong nhật ký không đối chiếu được nữa.",
        f"  Cài đặt         tệp {file} (có thể có mật khẩu thư)",
        f"  Dấu nhật ký     tệp {seals}; nên đặt ở máy khác",
        f"  Quản trị        {asked['administrator']}; nên có người quản trị thứ hai, phòng khi mất điện thoại",
    ]


def _found(asked: dict[str, Any]) -> str:
    """Make the locality and its administrator; give the one-time password."""
    from kheo.base import clock
    from kheo.people import actions
    from kheo.people.models import Locality, Official

    if Locality.objects.filter(illustrative=True).exists():
        raise RuleBroken(
            "Cơ sở dữ liệu này giữ địa phương mẫu (./kheo demo); hãy chọn nơi khác: KHEO_HOME=/nơi/khác ./kheo init"
        )
    slug = search_key(asked["name"]).replace(" ", "-")
    if Locality.objects.filter(slug=slug).exists():
        raise RuleBroken(f"Địa phương {asked['name']} đã được lập từ trước; không lập lại.")
    if Official.objects.filter(username__iexact=asked["administrator"]).exists():
        raise RuleBroken(f"Tên đăng nhập {asked['administrator']} đã có người dùng.")
    password = actions.one_time_password()
    actions.found_locality(
        name=asked["name"],
        slug=slug,
        superior_name=asked["superior"],
        place_name=asked["place"],
        administrator=asked["administrator"],
        on=clock.today(),
        one_time_password=password,
    )
    return password


def _check_words(asked: dict[str, Any]) -> None:
    for field in ("name", "place", "superior"):
        asked[field] = " ".join(asked[field].split())
        if not asked[field]:
            raise RuleBroken(f"--{field} còn trống.")
    if not USERNAME.fullmatch(asked["administrator"]):
        raise RuleBroken("Tên đăng nhập gồm chữ không dấu, số, dấu chấm, gạch nối, gạch dưới; từ 2 đến 60 ký tự.")


def _hosts(text: str) -> list[str]:
    """Read the names that the site answers to."""
    hosts = [host.strip() for host in text.split(",") if host.strip()]
    wrong = next((host for host in hosts if not HOST.fullmatch(host)), None)
    if wrong or not hosts:
        raise RuleBroken(f"Tên miền không đúng: {wrong or 'còn trống'}. Chỉ ghi tên, không ghi https:// hay cổng.")
    return hosts


def _mail(asked: dict[str, Any], host: str) -> Mail | None:
    if not asked["smtp_host"]:
        return None
    user, password = asked["smtp_user"], os.environ.get("KHEO_SMTP_PASSWORD", "")
    if user and not password:
        password = click.prompt("Mật khẩu của tài khoản thư", hide_input=True)
    sender = asked["mail_from"] or f"kheo@{host.lstrip('.')}"
    return Mail(asked["smtp_host"], asked["smtp_port"], user, password, asked["smtp_tls"], sender)


def _try_mail(mail: Mail, to: str) -> str:
    """Send one mail for proof, before anything is made."""
    from email.message import EmailMessage

    to = to or click.prompt("Địa chỉ nhận thư thử")
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = mail.sender, to, "Thư thử của Khéo"
    letter.set_content("Thư này cho biết Khéo gửi được thư. Không cần trả lời.\n")
    try:
        with smtplib.SMTP(mail.host, mail.port, timeout=20) as server:
            if mail.tls:
                server.starttls()
            if mail.user:
                server.login(mail.user, mail.password)
            server.send_message(letter)
    except (OSError, smtplib.SMTPException) as refused:
        raise RuleBroken(
            f"Chưa gửi được thư thử qua {mail.host}:{mail.port} ({refused}). Chưa lập gì; sửa lại rồi chạy lại, "
            'hoặc để trống máy chủ thư (--smtp-host "").'
        ) from refused
    return f"Đã gửi thư thử tới {to}; hãy xem hộp thư."


def _environment(hosts: list[str], https: bool, mail: Mail | None) -> dict[str, str]:
    """Name what the service must be started with."""
    local = [host for host in ("127.0.0.1", "localhost") if host not in hosts]
    named = {"KHEO_HOME": str(home.folder()), "KHEO_HOSTS": ",".join([*hosts, *local])}
    named |= {"KHEO_HTTPS": "1", "KHEO_PROXIES": "1"} if https else {}
    return named | (mail.environment() if mail else {})
