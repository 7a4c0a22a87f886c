from __future__ import annotations

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.refusals import Refusal


class Reason(Coded):
    """Why a workbook is not read, with the sentence told; the child says the code alone."""

    PASSWORD = (
        "password",
        "Tệp có mật khẩu. Chưa nhập gì. Mở bằng Excel, bỏ mật khẩu, lưu rồi chọn lại.",
    )
    IN_USE = (
        "in_use",
        (
            "Không mở được tệp “{}” vì đang mở trong Excel. Chưa nhập gì."
            " Đóng tệp trong Excel rồi chọn lại."
        ),
    )
    NO_RIGHT = (
        "no_right",
        (
            "Máy này không cho đọc tệp “{}”. Chưa nhập gì."
            " Chép tệp vào thư mục của mình rồi chọn bản đó."
        ),
    )
    MISSING = (
        "missing",
        "Không còn thấy tệp “{}” ở chỗ cũ. Chưa nhập gì. Tìm lại tệp rồi chọn lại.",
    )
    EMPTY = "empty", "Tệp “{}” không có dòng nào. Chưa nhập gì. Chọn tệp khác."
    TOO_BIG = (
        "too_big",
        "Tệp “{}” lớn quá 20 MB. Chưa nhập gì. Bỏ hình ảnh hoặc chia thành nhiều tệp rồi chọn lại.",
    )
    TOO_MUCH = (
        "too_much",
        (
            "Tệp “{}” mở ra quá lớn; mỗi bảng nhiều nhất 100.000 dòng và 200 cột. Chưa nhập gì."
            " Bỏ dòng, cột thừa hoặc chia thành nhiều tệp rồi chọn lại."
        ),
    )
    LONG_CELL = (
        "long_cell",
        (
            "Tệp “{}” có ô dài quá 32.767 chữ. Chưa nhập gì."
            " Mở bằng Excel, bớt chữ ở ô đó, lưu rồi chọn lại."
        ),
    )
    TOO_SLOW = (
        "too_slow",
        (
            "Đọc tệp “{}” quá lâu nên đã dừng. Chưa nhập gì."
            " Bỏ dòng, cột thừa hoặc chia thành nhiều tệp rồi chọn lại."
        ),
    )
    DAMAGED = (
        "damaged",
        (
            "Tệp “{}” hỏng hoặc chép chưa hết. Chưa nhập gì."
            " Mở thử bằng Excel, lưu lại rồi chọn lại, hoặc xin lại tệp."
        ),
    )
    UNSAFE = (
        "unsafe",
        (
            "Tệp “{}” có phần lạ, không giống tệp Excel lưu ra, nên không đọc. Chưa nhập gì."
            " Mở bằng Excel, lưu thành tệp .xlsx mới rồi chọn tệp đó."
        ),
    )
    NOT_A_WORKBOOK = (
        "not_a_workbook",
        "Tệp “{}” không phải bảng tính. Chưa nhập gì. Chọn tệp .xlsx, .xls, .ods hoặc .csv.",
    )
    WEB_PAGE = (
        "web_page",
        (
            "Tệp “{}” là trang web mang tên tệp Excel. Chưa nhập gì."
            " Mở bằng Excel, lưu thành .xlsx rồi chọn lại."
        ),
    )
    OLD_KIND = (
        "old_kind",
        (
            "Tệp “{}” thuộc loại Excel phần mềm này không đọc. Chưa nhập gì."
            " Mở bằng Excel, lưu thành .xlsx rồi chọn lại."
        ),
    )
    STOPPED = "stopped", "Đã dừng đọc tệp “{}”. Chưa nhập gì."
    NO_READER = (
        "no_reader",
        (
            "Phần đọc bảng tính không chạy được trên máy này. Chưa nhập gì."
            " Đóng bớt chương trình khác rồi thử lại; nếu vẫn thế, báo người hỗ trợ."
        ),
    )


def reason_of(code: object) -> Reason:
    """Understand the child; what it cannot mean is damage."""
    return next((reason for reason in Reason if reason == code), Reason.DAMAGED)


class WorkbookRefused(Refusal):
    def __init__(self, reason: Reason, file_name: str) -> None:
        super().__init__(reason.label.format(file_name))
        self.reason = reason
