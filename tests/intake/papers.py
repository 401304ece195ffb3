"""Files as dossier systems export them, made for tests."""

import csv
import io
from datetime import datetime
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

USUAL = {
    "Mã hồ sơ": "PT-261116-0001",
    "Tên thủ tục": "Đăng ký khai sinh",
    "Đơn vị xử lý": "Trung tâm PVHCC",
    "Họ và tên": "Người thử nghiệm",
    "Số điện thoại": "0900000000",
    "Ngày tiếp nhận": "16/11/2026 09:05",
    "Ngày hẹn trả": "18/11/2026",
    "Ngày xử lý xong": "18/11/2026 15:00",
    "Trạng thái": "Đã xử lý xong",
    "Hình thức nộp": "Trực tuyến",
}
HEADER = list(USUAL)


def line(number: int = 1, **changed: Any) -> dict[str, Any]:
    """One row; columns are changed by name with spaces as underscores."""
    changes = {name.replace("_", " "): value for name, value in changed.items()}
    return {**USUAL, "Mã hồ sơ": f"PT-261116-{number:04d}", **changes}


def table(*lines: dict[str, Any]) -> list[list[Any]]:
    """Header and rows."""
    return [HEADER, *([each[name] for name in HEADER] for each in lines)]


def csv_file(
    *lines: dict[str, Any], sign: str = ",", code: str = "utf-8", name: str = "ho-so.csv"
) -> SimpleUploadedFile:
    """A CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows(table(*lines))
    return SimpleUploadedFile(name, out.getvalue().encode(code), content_type="text/csv")


def text_file(text: str, name: str = "ho-so.csv") -> SimpleUploadedFile:
    """Any text as a CSV file."""
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


def xlsx_file(rows: list[list[Any]], name: str = "ho-so.xlsx") -> SimpleUploadedFile:
    """A spreadsheet with one sheet; real dates stay dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([each.replace(tzinfo=None) if isinstance(each, datetime) else each for each in row])
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())
