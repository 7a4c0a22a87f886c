"""How far the words of a form can be trusted: printed by the law, or put together by us."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Coded


class Level(Coded):
    LAW = "law", "Đúng văn bản pháp luật"
    COPY = "copy", "Theo bản điện tử, chưa đối chiếu bản có chữ ký"
    INFERRED = "inferred", "Suy luận"
    RECONSTRUCTED = "reconstructed", "Dựng lại"
    DRAFTED = "drafted", "Tự soạn theo thông lệ"

    @property
    def can_be_replaced(self) -> bool:
        """Say whether the office may put other words in the place of ours."""
        return self in {Level.INFERRED, Level.RECONSTRUCTED, Level.DRAFTED}


@dataclass(frozen=True, slots=True)
class Trust:
    level: Level
    note: str
