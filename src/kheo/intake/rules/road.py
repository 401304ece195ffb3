"""The road of one imported file, and what may be done with it at each step."""

from collections.abc import Mapping
from typing import Any

from kheo.errors import RuleBroken
from kheo.intake.rules.columns import FIELD_NAMES, REQUIRED, REQUIRED_OF_LOG, Field
from kheo.procedures.rules.imports import ENDED, RUNNING, State
from kheo.wording import gettext

AT_ONCE = 2_000
"""Rows that are checked and stored within the request; longer files become a job with a progress bar."""
MOST_ROWS = 200_000


def check_can_map(state: State) -> None:
    """Columns may be chosen again until the rows are stored or the file is dropped."""
    if state in ENDED:
        raise RuleBroken("Lần nhập này đã kết thúc. Hãy gửi lại tệp nếu muốn nhập thêm.")
    if state in RUNNING:
        raise RuleBroken("Khéo đang đọc tệp này. Hãy đợi xong rồi chọn lại cột.")


def is_log(mapping: Mapping[Any, int]) -> bool:
    """Say whether a row of the file is an event of a dossier, rather than a dossier."""
    return Field.EVENT in mapping


def needed(mapping: Mapping[Any, int]) -> tuple[Field, ...]:
    """Give the fields that each need a column: of a log others than of a sheet."""
    return REQUIRED_OF_LOG if is_log(mapping) else REQUIRED


def check_mapping(mapping: Mapping[Field, int], refused: frozenset[int], columns: int) -> None:
    """Code, day of reception, status and a procedure are needed, of a log code, event and moment; a column serves once;
    refused columns serve never."""
    missing = [gettext(FIELD_NAMES[name]) for name in needed(mapping) if name not in mapping]
    if not is_log(mapping) and Field.PROCEDURE_CODE not in mapping and Field.PROCEDURE_NAME not in mapping:
        missing.append(gettext("Mã thủ tục hoặc Tên thủ tục"))
    if missing:
        raise RuleBroken("Còn thiếu cột cho: {missing}.", missing=", ".join(missing))
    if len(set(mapping.values())) < len(mapping):
        raise RuleBroken("Một cột của tệp chỉ dùng cho một mục.")
    if any(place in refused or not 0 <= place < columns for place in mapping.values()):
        raise RuleBroken("Cột này không được nhận: không có tên, trông như thông tin cá nhân, hoặc không có trong tệp.")


def check_can_import(state: State, good: int, bad: int, only_good: bool) -> None:
    """All rows or none, unless the person chose to store the good ones only (nhập các dòng đúng)."""
    if state != State.CHECKED:
        raise RuleBroken("Tệp này chưa kiểm tra xong hoặc đã nhập rồi.")
    if bad and not only_good:
        raise RuleBroken(
            "Còn {bad} dòng lỗi nên chưa nhập dòng nào. Hãy sửa tệp, hoặc chọn nhập các dòng đúng.", bad=bad
        )
    if not good:
        raise RuleBroken("Không có dòng nào nhập được.")


def check_rows_aside(count: int) -> None:
    """Only rows that were left out and still lie aside (dòng để riêng) can be let in again."""
    if not count:
        raise RuleBroken("Không còn dòng nào để riêng.")


def check_can_cancel(state: State) -> None:
    """What is stored is not undone here."""
    if state in ENDED:
        raise RuleBroken("Lần nhập này đã kết thúc, không bỏ được nữa.")
