"""What is told of a model, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import ModelKind, ModelState
from rehabdesk.services.editing import GoneMeanwhile


class NameRequired(Refusal):
    field = "name"

    def __init__(self) -> None:
        super().__init__("Ghi tên mô hình, ví dụ “Điểm tư vấn thôn Hạ”.")


class ModelPaperRequired(Refusal):
    field = "paper"

    def __init__(self) -> None:
        super().__init__(
            "Ghi quyết định hoặc kế hoạch lập mô hình: số, ký hiệu, ngày ký "
            "(số 128/KH-UBND ngày 08/03/2022)."
        )


class DayRequired(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Ghi đủ ngày, tháng, năm.")


class DayInFuture(Refusal):
    field = "on"

    def __init__(self, today: date) -> None:
        super().__init__(f"Ngày này ở sau hôm nay ({today:%d/%m/%Y}). Sửa ngày.")


class BeforeTheModel(Refusal):
    field = "on"

    def __init__(self, from_on: date) -> None:
        super().__init__(f"Mô hình có từ {from_on:%d/%m/%Y}. Ghi ngày từ hôm đó trở đi.")


class AfterTheModel(Refusal):
    field = "on"

    def __init__(self, until_on: date) -> None:
        super().__init__(f"Mô hình dừng ngày {until_on:%d/%m/%Y}. Ghi ngày đến hôm đó.")


class ReasonRequired(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Ghi vì sao mô hình dừng, ví dụ “Sáp nhập vào điểm tư vấn xã”.")


class ModelIsOver(Refusal):
    def __init__(self, until_on: date) -> None:
        super().__init__(
            f"Mô hình đã dừng ngày {until_on:%d/%m/%Y}. Chưa đổi gì. "
            "Muốn sửa thì bỏ ghi dừng trước."
        )


class ModelGone(GoneMeanwhile):
    def __init__(self) -> None:
        super().__init__("Mô hình này đã được bỏ vào thùng rác. Chưa đổi gì.")


class NobodyNamed(Refusal):
    field = "who"

    def __init__(self) -> None:
        super().__init__("Chọn ít nhất một người.")


class InTheModel(Refusal):
    field = "who"

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"Đang ở trong mô hình: {', '.join(names)}. Bỏ tên đó rồi ghi lại.")


class LeftAlready(Refusal):
    def __init__(self, until_on: date) -> None:
        super().__init__(f"Người này đã thôi từ {until_on:%d/%m/%Y}. Chưa đổi gì.")


class BeforeJoining(Refusal):
    field = "on"

    def __init__(self, from_on: date) -> None:
        super().__init__(f"Ngày thôi trước ngày vào ({from_on:%d/%m/%Y}). Sửa ngày.")


class ReviewWithoutYear(Refusal):
    field = "year"

    def __init__(self, first: int, last: int) -> None:
        super().__init__(f"Đánh giá năm từ {first} đến {last}, là các năm mô hình có hoạt động.")


class MoreThanAll(Refusal):
    field = "improved"

    def __init__(self, persons: int) -> None:
        super().__init__(f"Số chuyển biến tốt không lớn hơn số người được giúp ({persons}).")


@dataclass(frozen=True, slots=True)
class ModelFacts:
    kind: ModelKind
    name: str
    on: date | None  # its first day
    paper: str
    hamlet_id: int | None = None
    place: str = ""
    is_pilot: bool = False
    criterion: str = ""
    note: str = ""


MODEL_LABELS = {
    "kind": "Loại mô hình",
    "name": "Tên mô hình",
    "on": "Từ ngày",
    "paper": "Quyết định, kế hoạch lập",
    "hamlet_id": "Địa bàn",
    "place": "Nơi đặt",
    "is_pilot": "Làm thí điểm",
    "criterion": "Thế nào là chuyển biến tốt",
    "note": "Ghi chú",
}


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A volunteer, or somebody known by the name alone."""

    volunteer_id: int | None
    full_name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    model_id: int
    year: int
    state: ModelState
    words: str = ""
    improved: int | None = None  # typed where the records cannot tell it
