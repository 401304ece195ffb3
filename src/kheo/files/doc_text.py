"""The text of an old Word file (.doc), by LibreOffice, else by antiword, which loses list numbers."""

import resource
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from kheo.files.docx_text import read_docx
from kheo.files.limits import Limits
from kheo.files.refused import Why

NO_NUMBERS = "Tệp .doc được đọc bằng antiword: số thứ tự do Word tự đánh có thể bị thiếu; nên gửi tệp .docx."


def read_doc(content: bytes, limits: Limits) -> tuple[list[str], list[str]]:
    """Give (lines, warnings); runs inside the confined process, whose limits its programs inherit."""
    office, antiword = shutil.which("soffice"), shutil.which("antiword")
    with TemporaryDirectory(prefix="kheo-doc-") as folder:
        source = Path(folder) / "van-ban.doc"
        source.write_bytes(content)
        if office:
            return _by_office(office, source, limits)
        if antiword:
            return _by_antiword(antiword, source, limits), [NO_NUMBERS]
    raise limits.refusal(Why.NO_DOC_READER)


def _by_antiword(program: str, source: Path, limits: Limits) -> list[str]:
    answer = subprocess.run(
        [program, "-m", "UTF-8.txt", "-w", "0", str(source)], capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    if b"ncrypted" in answer.stderr:
        raise limits.refusal(Why.ENCRYPTED)
    text = answer.stdout.decode("utf-8", "replace")
    if answer.returncode or not text.strip() or "\ufffd" in text:
        raise limits.refusal(Why.BROKEN)
    return [_row(line) for line in text.split("\n")]


def _row(line: str) -> str:
    """antiword frames a table row as "|cell |cell |"."""
    if line.startswith("|") and line.rstrip().endswith("|"):
        return " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    return line


def _by_office(program: str, source: Path, limits: Limits) -> tuple[list[str], list[str]]:
    resource.setrlimit(resource.RLIMIT_AS, (resource.getrlimit(resource.RLIMIT_AS)[1],) * 2)
    resource.setrlimit(resource.RLIMIT_DATA, (resource.getrlimit(resource.RLIMIT_DATA)[1],) * 2)
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    options = [profile, "--headless", "--norestore", "--infilter=MS Word 97", "--convert-to", "docx"]
    command = [program, *options, "--outdir", str(source.parent), str(source)]
    subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    converted = source.with_suffix(".docx")
    if not converted.exists():
        raise limits.refusal(Why.BROKEN)
    return read_docx(converted.read_bytes(), limits)
