"""Lists of units and officials, made for tests."""

import csv
import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from kheo.people.lists import HEADINGS

SCHOOL = {"unit": "Trường Mầm non 1 (minh hoạ)", "parent": "Phường Thử", "kind": "trường học", "post": "Hiệu trưởng",
          "head": "có", "roles": "người đứng đầu đơn vị; cán bộ, công chức", "account": "mam.non.1"}  # fmt: skip
PLACES = ("unit", "parent", "kind", "post", "head", "roles", "account")


def row(**changed: str) -> list[str]:
    """One row: the head of a new school, unless said otherwise."""
    return [{**SCHOOL, **changed}[place] for place in PLACES]


def list_file(*rows: list[str], name: str = "danh-sach.csv") -> SimpleUploadedFile:
    """A list as CSV, or as XLSX when its name says so."""
    lines: list[list[Any]] = [list(HEADINGS), *(rows or (row(),))]
    if name.endswith(".xlsx"):
        book, content = openpyxl.Workbook(), io.BytesIO()
        for line in lines:
            book.active.append(line)
        book.save(content)
        return SimpleUploadedFile(name, content.getvalue())
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return SimpleUploadedFile(name, text.getvalue().encode())
