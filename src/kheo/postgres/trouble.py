"""What goes wrong with the database is told in one Vietnamese sentence."""

from pathlib import Path

SHORT_OF_SPACE = "No space left on device"


class PostgresTrouble(Exception):
    """The database cannot be made, started or stopped; `message` is one sentence for the person at the terminal."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def told_by(output: str, log: Path | None = None) -> PostgresTrouble:
    """Turn what a PostgreSQL program wrote into one sentence: a full disk by name, else its own last complaint."""
    if SHORT_OF_SPACE in output:
        return PostgresTrouble("Ổ đĩa đã đầy nên không mở được cơ sở dữ liệu; hãy dọn bớt rồi chạy lại.")
    complaints = [
        line.strip() for line in output.splitlines() if "FATAL:" in line or "error:" in line or "PANIC:" in line
    ]
    last = complaints[-1] if complaints else output.strip().splitlines()[-1] if output.strip() else "không rõ lý do"
    where = f" Nhật ký: {log}" if log else ""
    return PostgresTrouble(f"PostgreSQL không chạy được: {last}.{where}")
