"""Catalogues of procedures as an office keeps them, for tests. All made up."""

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

USUAL = {
    "Mã thủ tục": "1.001",
    "Tên thủ tục": "Đăng ký khai sinh",
    "Đơn vị xử lý": "Trung tâm PVHCC",
    "Ngày công bố": "05/10/2026",
    "Ngày văn bản có hiệu lực": "15/10/2026",
    "Ngày công khai": "08/10/2026",
    "Số bộ phận tạo thành": "7",
    "Mức dịch vụ công": "Toàn trình",
    "Có phí": "không",
    "Người soạn": "Người thử nghiệm",
}


def entry_line(code: str = "1.001", **changed: Any) -> dict[str, Any]:
    """One row; columns are changed by name, with spaces as underscores."""
    changes = {name.replace("_", " "): value for name, value in changed.items()}
    return {**USUAL, "Mã thủ tục": code, **changes}


def entries_file(*lines: dict[str, Any]) -> SimpleUploadedFile:
    """A CSV file with the columns of its first row."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(lines[0]))
    writer.writeheader()
    writer.writerows(lines)
    return SimpleUploadedFile("danh-muc.csv", text.getvalue().encode())
