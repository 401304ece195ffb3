"""Writers that act through the real pages, each act under a mark of its own, until they are told to stop."""

import threading
import time
import uuid
from collections.abc import Callable

from tests.crash.ledger import ROWS, Entry, Ledger
from tests.crash.visitor import NoAnswer, Upload, Visitor

TEXT = (
    "THÔNG BÁO\nKết luận của Chủ tịch UBND phường (văn bản minh hoạ)\n\nChủ tịch UBND phường yêu cầu:\n\n"
    "1. Trung tâm Phục vụ hành chính công rà soát hồ sơ quá hạn, hoàn thành trước ngày 15/12/2026.\n\nMã thử: {mark}.\n"
)
HEADER = (
    "Mã hồ sơ,Mã thủ tục,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày xử lý xong,Ngày trả kết quả,"
    "Trạng thái,Hình thức nộp"
)
JOB_PATIENCE = 150.0


class Writer(threading.Thread):
    """Does one kind of act again and again."""

    def __init__(self, visitor: Visitor, ledger: Ledger, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.visitor, self.ledger, self.stop_asked = visitor, ledger, stop
        self.trouble = ""

    def run(self) -> None:
        """Act until told to stop; a site that never answers ends the run with its reason."""
        while not self.stop_asked.is_set():
            try:
                self.act()
            except NoAnswer as silence:
                self.trouble = str(silence)
                return

    def act(self) -> None:
        """Do the act once."""
        raise NotImplementedError

    def note(self, entry: Entry, path: str, fields: dict[str, str], **files: Upload) -> str:
        """Send a form and write down what was said; gives where the answer points."""
        answer = self.visitor.send(path, fields, **files)
        entry.tries += answer.tries
        if answer.location.startswith("/dang-nhap/"):
            raise NoAnswer("signed out: the session itself was lost")
        entry.acknowledged = answer.status == 302
        entry.refused = 0 if entry.acknowledged else answer.status
        return answer.location


class ReadsIn(Writer):
    """The clerk pastes a text; it is taken in and read."""

    def act(self) -> None:
        """One document."""
        mark = uuid.uuid4().hex
        entry = self.ledger.begin("document", mark)
        fields = {**self.visitor.form("/van-ban/doc/"), "text": TEXT.format(mark=mark)}
        self.note(entry, "/van-ban/doc/", fields)


class HandsIn(Writer):
    """The head of a unit adds evidence to a task; a file and a row."""

    def __init__(self, visitor: Visitor, ledger: Ledger, stop: threading.Event, *, task_id: int) -> None:
        super().__init__(visitor, ledger, stop)
        self.task_id = task_id

    def act(self) -> None:
        """One piece of evidence. The token is our own: the form lies open while the site is down."""
        mark = uuid.uuid4().hex
        entry = self.ledger.begin("evidence", mark)
        paper = Upload(f"{mark}.txt", f"Minh chứng minh hoạ {mark}\n".encode())
        fields = {"_once": str(uuid.uuid4()), "note": mark}
        self.note(entry, f"/nhiem-vu/{self.task_id}/minh-chung/", fields, file=paper)


class Imports(Writer):
    """The one-stop desk imports a long file: three forms, and two jobs of the worker."""

    def __init__(self, visitor: Visitor, ledger: Ledger, stop: threading.Event, *, procedure: str, unit: str) -> None:
        super().__init__(visitor, ledger, stop)
        self.tail = f"{procedure},{unit},02/11/2026 08:00,04/11/2026 17:00,03/11/2026 15:00,03/11/2026 16:00,10,1"

    def act(self) -> None:
        """One file from hand-in to stored."""
        mark = f"PT{uuid.uuid4().hex[:12]}"
        lines = [HEADER, *(f"{mark}-{number:05d},{self.tail}" for number in range(ROWS))]
        file = Upload(f"{mark}.csv", "\n".join(lines).encode("utf-8-sig"))
        fields = {**self.visitor.form("/ho-so/nhap/"), "_once": str(uuid.uuid4())}
        columns = self.visitor.send("/ho-so/nhap/", fields, file=file).location
        if not columns:
            raise NoAnswer("the file was refused")
        batch = self.visitor.send(columns, self.visitor.form(columns)).location
        if not batch:
            raise NoAnswer("the columns were refused")
        preview = f"{batch}xem-truoc/"
        self._wait(lambda: self.visitor.get(preview).status == 200, f"{mark}: the check never ended")
        entry = self.ledger.begin("import", mark)
        self.note(entry, preview, {**self.visitor.form(preview), "rows": "all"})
        self._wait(lambda: self.visitor.get(f"{batch}tien-do/").status == 200 and self._ended(batch), f"{mark}: import")

    def _ended(self, batch: str) -> bool:
        return "<progress" not in self.visitor.get(batch).text

    def _wait(self, done: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + JOB_PATIENCE
        while not done():
            if time.monotonic() > deadline:
                raise NoAnswer(what)
            time.sleep(0.5)
