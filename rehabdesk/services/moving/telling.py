"""What is told while an office is moved: how far it is, what stopped it, what was proved."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.moving.rows import TableSum
from rehabdesk.services.moving.words import word_of

STAYS = "Hồ sơ ở nơi cũ còn nguyên và vẫn dùng được."


class Stage(enum.Enum):
    """The parts of a move, with what each is called."""

    LOOKING = "Đối chiếu những gì đã chép lần trước"
    COPYING = "Chép"
    INDEXING = "Lập lại chỉ mục tìm kiếm"
    PROVING = "Đối chiếu từng dòng"
    FILES = "Tính lại dấu vân tay từng văn bản lưu"
    TRAIL = "Kiểm tra nhật ký"


@dataclass(frozen=True, slots=True)
class MovingStep:
    """How far it is: so many of so many, and of what."""

    stage: Stage
    what: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class MovingProof:
    """What is the same at both ends: every row of every table, every paper, the trail."""

    tables: tuple[TableSum, ...]
    rows: int
    papers: int
    audit_length: int
    audit_head: str
    fingerprint: str


Tell = Callable[[MovingStep], None]
Stop = Callable[[], bool]


class MovingStopped(Refusal):
    def __init__(self) -> None:
        super().__init__(
            f"Đã dừng theo ý người dùng. {STAYS} Lần sau làm lại với đúng nơi này, "
            "phần đã chép được đối chiếu rồi chép tiếp."
        )


class TargetNotEmpty(Refusal):
    field = "schema"

    def __init__(self) -> None:
        super().__init__(
            f"Nơi chuyển tới đã có hồ sơ của một cơ quan. Chưa ghi gì vào đó. {STAYS} "
            "Chọn tên ngắn khác hoặc thư mục khác."
        )


class RowNotTaken(Refusal):
    def __init__(self, table: str, row_id: int) -> None:
        super().__init__(
            f"Nơi chuyển tới không nhận dòng số {row_id} của phần “{word_of(table)}”. {STAYS} "
            "Mở mục đó ở đây, xem lại chữ lạ hoặc quá dài, lưu lại rồi chuyển tiếp."
        )


class RowNotTheSame(Refusal):
    def __init__(self, table: str, row_id: int) -> None:
        super().__init__(
            f"Đối chiếu không khớp: phần “{word_of(table)}”, dòng số {row_id} ở hai nơi khác nhau. "
            f"Chưa chuyển. {STAYS} Làm lại: phần sai sẽ được chép lại từ đầu."
        )


class PaperNotTheSame(Refusal):
    def __init__(self, row_id: int) -> None:
        super().__init__(
            f"Văn bản lưu số {row_id} không còn khớp dấu vân tay của nó. Chưa chuyển. {STAYS} "
            "Chạy kiểm tra hồ sơ và xem lại các bản sao lưu trước khi chuyển."
        )


class TrailNotWhole(Refusal):
    def __init__(self, line: int | None) -> None:
        where = f" từ dòng {line}" if line is not None else ""
        super().__init__(
            f"Nhật ký không liền mạch{where} nên chưa chuyển. {STAYS} "
            "Giữ nguyên máy, báo người quản trị."
        )


class SearchNotWhole(Refusal):
    def __init__(self) -> None:
        super().__init__(
            f"Chỉ mục tìm kiếm ở nơi mới chưa đủ người. Chưa chuyển. {STAYS} Làm lại lần nữa."
        )


class UnitedWrongly(Refusal):
    """A row points at one that is not there."""

    def __init__(self, table: str) -> None:
        super().__init__(
            f"Phần “{word_of(table)}” có dòng trỏ tới dòng không có. Chưa chuyển. {STAYS} "
            "Chạy kiểm tra hồ sơ, trở lại một bản sao lưu còn nguyên rồi chuyển."
        )


def over_all(tables: tuple[TableSum, ...]) -> str:
    """Return the one fingerprint over what all tables hold."""
    lines = (f"{each.name} {each.rows} {each.fingerprint}\n" for each in tables)
    return sha256("".join(lines).encode()).hexdigest()
