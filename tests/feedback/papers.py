"""Exports of feedback as a portal makes them, for tests. All made up."""

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

USUAL = {
    "Mã phản ánh": "PA-0001",
    "Đơn vị": "",
    "Nội dung": "Lời của người gửi (minh hoạ)",
    "Người gửi": "Người thử nghiệm",
    "Phân loại": "Thủ tục hành chính",
    "Ngày nhận": "02/11/2026 08:15",
    "Ngày trả lời": "12/11/2026",
    "Lượt thích": "1",
    "Lượt không thích": "0",
    "Phản ánh lại": "không",
    "Đánh giá": "",
}


def case_line(number: int = 1, **changed: Any) -> dict[str, Any]:
    """One row; columns are changed by name, in lower case with spaces as underscores."""
    changes = {name.replace("_", " ").capitalize(): value for name, value in changed.items()}
    return {**USUAL, "Mã phản ánh": f"PA-{number:04d}", **changes}


def case_file(*lines: dict[str, Any], name: str = "phan-anh.csv") -> SimpleUploadedFile:
    """A CSV file with the columns of its first row."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(lines[0]) if lines else list(USUAL))
    writer.writeheader()
    writer.writerows(lines)
    return SimpleUploadedFile(name, text.getvalue().encode())
