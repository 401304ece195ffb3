"""The records as files: CSV and a spreadsheet, with the page's filters. No cell can turn into a formula."""

import csv
import io
from typing import IO

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from kheo.days import formats
from kheo.files import safe_cell
from kheo.indicators import shown
from kheo.indicators.models import Snapshot
from kheo.indicators.opened import Question

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads Vietnamese letters wrongly
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_RUN = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}


def as_csv(asked: Question) -> HttpResponse:
    """Answer with the records as CSV: UTF-8 with byte order mark, commas, one record a line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(shown.export_head(asked.ratio))
    with asked.sheet() as sheet:
        writer.writerows([safe_cell(cell) for cell in shown.export_row(asked, row)] for row in asked.rows(sheet))
    return _answer(asked, "csv", "text/csv; charset=utf-8", (BYTE_ORDER_MARK + text.getvalue()).encode())


def as_xlsx(asked: Question) -> HttpResponse:
    """Answer with the records as a spreadsheet; its second sheet says how they were counted."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(_("Danh sách"))
    sheet.write_row(0, 0, shown.export_head(asked.ratio), bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(asked.ratio.shown_columns) + 1, 22)
    with asked.sheet() as records:
        for number, row in enumerate(asked.rows(records), start=1):
            sheet.write_row(number, 0, shown.export_row(asked, row))
    about = book.add_worksheet(_("Cách tính"))
    about.set_column(1, 1, 100)
    for number, pair in enumerate(_about(asked)):
        about.write_row(number, 0, pair)
    book.close()
    return _answer(asked, "xlsx", XLSX, file.getvalue())


def snapshot_file(taken: Snapshot) -> FileResponse:
    """Answer with the snapshot's file as it was written, whose SHA-256 stands on the page."""
    file: IO[bytes] = taken.file.open("rb")
    name = taken.path.rpartition("/")[2]
    return FileResponse(
        file, as_attachment=True, filename=name, content_type="application/octet-stream", headers=NO_RUN
    )


def _about(asked: Question) -> list[tuple[str, str]]:
    ratio, (first, last) = asked.ratio, asked.days
    return [
        (_("Chỉ số"), ratio.name),
        (_("Kỳ"), f"{formats.date_text(first)} – {formats.date_text(last)}"),
        (_("Được tính"), ratio.counted_text),
        (_("Tính là đạt"), ratio.good_text),
        (_("Không đạt"), ratio.not_good_text),
        (_("Nguồn"), f"{ratio.source.text} ({ratio.source.assurance_words})"),
        (_("Chốt lúc"), formats.moment_text(asked.taken.taken_at)),
        ("SHA-256", asked.taken.sha256),
    ]


def _answer(asked: Question, ending: str, media_type: str, content: bytes) -> HttpResponse:
    first, last = asked.days
    name = f"{asked.ratio.code}-{first:%Y%m%d}-{last:%Y%m%d}.{ending}"
    return HttpResponse(
        content,
        content_type=media_type,
        headers=NO_RUN | {"Content-Disposition": f'attachment; filename="{name}"'},
    )
