"""Which backups are kept, and why each was made."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime

from rehabdesk.domain.codes import Coded

KEPT_LAST = 10
KEPT_DAYS = 7
KEPT_WEEKS = 5
KEPT_MONTHS = 12


class BackupReason(Coded):
    FIRST = "first", "Khi cài đặt lần đầu"
    START = "start", "Khi mở phần mềm"
    CLOSE = "close", "Khi đóng phần mềm"
    ASKED = "asked", "Bấm Sao lưu ngay"
    BEFORE_IMPORT = "before_import", "Trước khi nhập Excel"
    BEFORE_UPDATE = "before_update", "Trước khi cập nhật"
    BEFORE_RESTORE = "before_restore", "Trước khi trở lại bản cũ"


def kept(made: Sequence[datetime]) -> frozenset[int]:
    """Choose the positions to keep among backups given in the order they were made.

    The order is what counts and the machine's clock is never asked: a clock set back or forward
    between two backups makes none of them look old.
    """
    keeping = set(range(len(made))[-KEPT_LAST:])
    keeping |= _last_of_each(made, lambda moment: moment.date(), KEPT_DAYS)
    keeping |= _last_of_each(made, lambda moment: moment.isocalendar()[:2], KEPT_WEEKS)
    keeping |= _last_of_each(made, lambda moment: (moment.year, moment.month), KEPT_MONTHS)
    return frozenset(keeping)


def _last_of_each(
    made: Sequence[datetime], period: Callable[[datetime], Hashable], count: int
) -> set[int]:
    last: dict[Hashable, int] = {}
    for position in reversed(range(len(made))):
        if len(last) == count:
            break
        last.setdefault(period(made[position]), position)
    return set(last.values())
