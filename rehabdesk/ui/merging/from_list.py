"""What the list of files offers about files as wholes: merge two, delete, look for doubles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from rehabdesk.services.bin.kinds import PERSON
from rehabdesk.ui.bin.throwing import throw_all
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.visits import OpenDuplicates, OpenMerge

_TWO = 2


def add_whole_files(
    menu: QMenu,
    person_ids: tuple[int, ...],
    desk: Desk,
    page: QWidget,
    go: Callable[[object], object],
) -> None:
    """Add the lines; two files that are ticked may be merged at once."""
    merge = menu.addAction("Gộp hai hồ sơ đã chọn…")
    merge.setEnabled(len(person_ids) == _TWO)
    if len(person_ids) == _TWO:
        merge.triggered.connect(partial(_go, go, OpenMerge(*sorted(person_ids))))
    doubles = menu.addAction("Hồ sơ nghi trùng…")
    doubles.triggered.connect(partial(_go, go, OpenDuplicates()))
    count = len(person_ids)
    delete = menu.addAction("Xóa hồ sơ" if count <= 1 else f"Xóa {count} hồ sơ")
    delete.setEnabled(bool(person_ids))
    delete.triggered.connect(partial(_throw, desk, page, person_ids))


def _go(go: Callable[[object], object], visit: object, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- a slot
    go(visit)


def _throw(desk: Desk, page: QWidget, ids: tuple[int, ...], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- a slot
    throw_all(desk, page, PERSON, ids)
