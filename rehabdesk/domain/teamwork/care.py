"""What counts as a change for the better in a model, and how it is said beside its base."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from rehabdesk.domain.teamwork.codes import BodyTestResult, ModelKind

SEVERAL = 2  # tests
TESTED_CRITERION = (
    f"Từ khi vào mô hình xét nghiệm từ {SEVERAL} lần trở lên, không lần nào dương tính"
)
CRITERIA = {
    ModelKind.COMMUNITY_CARE: TESTED_CRITERION,
    ModelKind.VOLUNTEERS_HELP: "Không tái nghiện, có việc làm hoặc đang học nghề",
    ModelKind.COUNSELLING_POINT: "Đã tới nơi được chuyển gửi và được tiếp nhận",
    ModelKind.OTHER: "",
}

Tested = tuple[date, BodyTestResult]


def is_improved(since: date, until: date, tests: Sequence[Tested]) -> bool:
    """Tell whether somebody was tested several times within these days and never positive."""
    results = [result for on, result in tests if since <= on <= until]
    return (
        BodyTestResult.POSITIVE not in results and results.count(BodyTestResult.NEGATIVE) >= SEVERAL
    )


def number_words(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def share_words(part: int, base: int, places: int = 1) -> str:
    """Say "26,4 %", and "100 %" without decimals; without a base there is no share.

    With more places they all stand there: "0,50 %".
    """
    if not base:
        return ""
    whole = Decimal(part) * 100 / Decimal(base)
    step = Decimal(1).scaleb(-places)
    share = whole.quantize(step, ROUND_HALF_UP)
    if share == 100 and part < base:  # noqa: PLR2004 -- not all is not "100 %"
        share = whole.quantize(step, ROUND_DOWN)
    if places == 1 and whole == whole.to_integral_value():
        share = whole.to_integral_value()
    return f"{share:f} %".replace(".", ",")
