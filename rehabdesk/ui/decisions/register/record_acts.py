"""The signed record of a hand-over (Mẫu 23): kept with it, and opened again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QMenu, QWidget

from rehabdesk.services.decisions.life.deliveries import DeliveryRow, attach_record, open_record
from rehabdesk.services.decisions.recording import read_scan
from rehabdesk.services.decisions.register import RegisterRow
from rehabdesk.ui.decisions.menu import open_menu
from rehabdesk.ui.decisions.numbering.drop_area import choose_scan
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.settling.sending import settled

CHOOSE = "Đính kèm biên bản giao nhận đã ký"
KEPT = "Đã đính kèm biên bản giao nhận đã ký"


class RecordActs(QObject):
    """One hand-over is meant at once; of several a menu asks which."""

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page
        self.menu: QMenu | None = None

    def choose(self, row: RegisterRow) -> None:
        self._pick(row.hand_overs, self.attach)

    def choose_kept(self, row: RegisterRow) -> None:
        kept = [each for each in row.hand_overs if each.has_record]
        self._pick(kept, lambda each: self.open(each.id))

    def attach(self, hand_over: DeliveryRow) -> None:
        choose_scan(self._page, self._habits, partial(self.read, hand_over), CHOOSE)

    def read(self, hand_over: DeliveryRow, path: Path) -> None:
        keep = partial(self._keep, hand_over, path.name)
        self._desk.run(self._page, partial(read_scan, path), keep)

    def open(self, delivery_id: int) -> None:
        self._desk.do(self._page, partial(open_record, delivery_id=delivery_id), self._show)

    def _pick(self, hand_overs: Sequence[DeliveryRow], then: Callable[[DeliveryRow], None]) -> None:
        if len(hand_overs) == 1:
            then(hand_overs[0])
        elif hand_overs:
            lines = [(each.words, partial(then, each), True) for each in hand_overs]
            self.menu = open_menu(self._page, lines)

    def _keep(self, hand_over: DeliveryRow, name: str, content: bytes) -> None:
        act = partial(
            attach_record,
            delivery_id=hand_over.id,
            version=hand_over.version,
            name=name,
            content=content,
        )
        settled(self._desk, self._page, act, lambda _: self._desk.say(KEPT))

    def _show(self, kept: tuple[str, bytes] | None) -> None:
        if kept is not None:
            PaperDialog(self._desk, self._habits, *kept, self._page).open()
