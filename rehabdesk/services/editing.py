"""Two people at one record: the second is told, and nothing is overwritten unseen."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.records.base import Versioned
from rehabdesk.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Difference:
    """One field two people wrote differently: what is kept now, and what was not saved."""

    field: str
    label: str
    kept: str
    yours: str


class EditedMeanwhile(Refusal):
    """Carries both texts, so that the screen can lay them side by side."""

    def __init__(self, differences: tuple[Difference, ...] = ()) -> None:
        self.differences = differences
        told = "; ".join(
            f"{each.label}: bản đang có “{each.kept or '–'}”, bản vừa gõ “{each.yours or '–'}”"
            for each in differences
        )
        super().__init__(
            "Người khác vừa sửa hồ sơ này. Chưa ghi đè gì. "
            + (f"Chỗ khác nhau: {told}. " if told else "")
            + "Xem hai bản cạnh nhau rồi chọn từng ô."
        )


def require_version(
    record: Versioned, version: int, differences: tuple[Difference, ...] = ()
) -> None:
    """Refuse when the record has been saved by another since the version the screen read."""
    if record.version != version:
        raise EditedMeanwhile(differences)
