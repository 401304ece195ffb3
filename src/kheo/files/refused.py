"""Why a file is refused: every reason is one Vietnamese sentence that says what is wrong and what to do."""

from collections.abc import Mapping
from enum import StrEnum

from kheo.errors import RuleBroken


class Why(StrEnum):
    """The reasons; `{…}` is filled from the limits in force."""

    EMPTY = "Tệp rỗng, không có nội dung; hãy kiểm tra lại tệp rồi gửi lại."
    TOO_BIG = "Tệp lớn hơn {megabytes} MB; hãy giảm dung lượng ảnh trong tệp hoặc tách thành nhiều tệp nhỏ."
    TOO_MANY_PAGES = "Tệp có hơn {pages} trang; hãy tách thành nhiều tệp ngắn hơn rồi gửi lại."
    TOO_LONG = "Nội dung dài quá {characters} ký tự; hãy tách thành nhiều tệp ngắn hơn rồi gửi lại."
    TOO_HEAVY = (
        "Tệp nén quá nhiều dữ liệu bên trong, mở ra có thể làm treo máy; hãy lưu lại văn bản thành tệp mới rồi gửi."
    )
    TOO_SLOW = "Đọc tệp quá {seconds} giây chưa xong nên đã dừng; hãy lưu lại thành tệp .docx gọn hơn rồi gửi lại."
    TOO_MANY_PIXELS = "Ảnh lớn hơn {megapixels} triệu điểm ảnh; hãy thu nhỏ ảnh rồi gửi lại."
    BROKEN = "Tệp bị hỏng, không mở được; hãy mở bằng phần mềm soạn thảo, lưu thành tệp mới rồi gửi lại."
    ENCRYPTED = "Tệp đặt mật khẩu hoặc khoá chép chữ nên không đọc được; hãy bỏ mật khẩu rồi gửi lại."
    SCANNED = "Tệp chỉ có ảnh chụp (scan), không có chữ để đọc; hãy gửi bản Word hoặc PDF xuất từ Word."
    NO_TEXT = "Tệp không có chữ nào để đọc; hãy kiểm tra xem đã chọn đúng tệp chưa."
    MACRO = "Tệp có macro (mã chạy kèm) nên không được nhận; hãy lưu lại thành .docx thường rồi gửi."
    ACTIVE = "Tệp tự lấy nội dung từ nơi khác khi mở nên không được nhận; hãy chép nội dung sang tệp mới rồi gửi."
    RUNS = "Tệp PDF có mã tự chạy hoặc tự mở chương trình nên không được nhận; hãy in lại ra tệp PDF mới rồi gửi."
    TWO_FACED = "Tệp vừa là loại này vừa là loại khác nên không an toàn; hãy xuất lại văn bản thành tệp mới rồi gửi."
    NAME_LIES = "Tên tệp có đuôi “{ending}” nhưng nội dung là loại khác ({found}); hãy lưu lại đúng loại rồi gửi."
    UNSUPPORTED = "Khéo chưa đọc được loại tệp này; hãy gửi tệp .docx, .doc, .pdf có chữ, .html, .txt hoặc .md."
    IS_TABLE = (
        "Đây là tệp bảng số liệu, không phải văn bản; hãy dùng trang nhập số liệu, hoặc gửi tệp Word, PDF có chữ."
    )
    FAR_CELL = "Bảng tính có ô ghi ở quá xa. Hãy chép phần số liệu sang bảng tính mới rồi gửi."
    IS_PICTURE = "Đây là tệp ảnh, không có chữ để đọc; hãy gửi bản Word hoặc PDF xuất từ Word."
    OLD_LETTERS = "Văn bản dùng bảng mã cũ ({encoding}); hãy chuyển sang Unicode (ví dụ bằng UniKey) rồi gửi lại."
    UNKNOWN_LETTERS = "Không rõ bảng mã chữ của tệp; hãy lưu lại với bảng mã UTF-8 rồi gửi lại."
    NO_DOC_READER = "Máy chủ chưa có phần mềm đọc tệp .doc; hãy mở bằng Word, lưu thành .docx rồi gửi lại."


class FileRefused(RuleBroken):
    """The file is not read or kept; `why` is the reason as code, `message` as a sentence."""

    def __init__(self, why: Why, *, figures: Mapping[str, object], **words: object) -> None:
        super().__init__(why.value, field="", **{**figures, **words})
        self.why = why
        self.words = words
