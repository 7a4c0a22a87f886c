"""What a line of the signed list says of its amount."""

from __future__ import annotations

import pytest

from rehabdesk.domain.teamwork.allowances import ABSENT
from rehabdesk.services.allowances.papers import note_of


@pytest.mark.parametrize(
    ("reason", "printed"),
    [
        ("Đủ tháng.", ""),
        (f"Đủ tháng. {ABSENT}", ""),
        (f"Đội viên đến 10/11. Tính 10/30 ngày. {ABSENT}", "Đội viên đến 10/11. Tính 10/30 ngày."),
        ("Đủ tháng. Không có mặt buổi nào: không tính.",) * 2,
        ("Xin không nhận", "Xin không nhận"),
    ],
)
def test_what_is_only_to_be_looked_at_is_not_printed(reason: str, printed: str) -> None:
    assert note_of(reason) == printed
