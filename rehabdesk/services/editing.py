"""Two people at one record: the second is told, and nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping
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


def told_changes(before: object, after: object, labels: Mapping[str, str]) -> dict[str, object]:
    """Tell for the trail what differs between two sets of facts: label, "before → after"."""
    changed: dict[str, object] = {}
    for name, label in labels.items():
        was, now = _word(getattr(before, name)), _word(getattr(after, name))
        if was != now:
            changed[label] = f"{was or '–'} → {now or '–'}"
    return changed


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    for name in ("label", "name"):
        if (told := getattr(value, name, None)) is not None:
            return str(told)
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value or "")
