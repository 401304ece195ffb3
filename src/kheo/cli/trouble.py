"""What stops a command and a person can mend is told in one line; all else keeps its traceback, for us to mend."""

import errno
import sys

from kheo.errors import RuleBroken
from kheo.postgres import PostgresTrouble

FULL = "ổ đĩa đã đầy; hãy dọn bớt rồi chạy lại."
BEHIND = "cơ sở dữ liệu này chưa được cập nhật cho bản Khéo đang chạy; hãy chạy ./kheo upgrade."
BY_NUMBER = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EACCES: "không có quyền dùng {path}.",
    errno.EPERM: "không có quyền dùng {path}.",
    errno.EROFS: "không ghi được vào {path}: ổ đĩa chỉ cho đọc.",
}


def sentence(trouble: BaseException) -> str | None:
    """Give the sentence for a trouble, or None for one that only a programmer can mend."""
    if isinstance(trouble, PostgresTrouble | RuleBroken):
        return trouble.message
    if isinstance(trouble, OSError) and trouble.errno in BY_NUMBER:
        return BY_NUMBER[trouble.errno].format(path=trouble.filename or "thư mục của Khéo")
    return _of_database(trouble)


def of_file(trouble: RuleBroken | OSError) -> str:
    """Tell why a file that somebody named was not read."""
    if isinstance(trouble, RuleBroken):
        return trouble.message
    known: dict[type[OSError], str] = {
        FileNotFoundError: "không có tệp này.",
        IsADirectoryError: "đây là thư mục, không phải tệp.",
        PermissionError: "không có quyền đọc tệp này.",
    }
    return known.get(type(trouble), f"không đọc được tệp ({trouble.strerror}).")


def _of_database(trouble: BaseException) -> str | None:
    """Tell a database that is full, went away or is of an older version; psycopg is asked only where it is in use."""
    psycopg = sys.modules.get("psycopg")
    cause = trouble.__cause__ or trouble
    if psycopg is not None and isinstance(cause, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn):
        return BEHIND
    if psycopg is None or not isinstance(cause, psycopg.OperationalError):
        return None
    if isinstance(cause, psycopg.errors.DiskFull):
        return FULL
    return f"mất kết nối cơ sở dữ liệu: {(str(cause).strip().splitlines() or ['không rõ lý do'])[-1].strip()}"
