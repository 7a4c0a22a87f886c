"""Gắn cờ nhắc: a day and a word of one's own, on one person or on many (F51)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.tasks.flags import (
    Flagged,
    FlagRow,
    FlagsSet,
    put_flags_back,
    read_flagged,
    set_flags,
)
from rehabdesk.services.tasks.notes import drop_flag, set_flag
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import DateField, TextField
from rehabdesk.ui.kit.messages import MessageFrame

UNDO = "Hoàn tác"
NAMED = 3  # persons named one by one; the others are counted


class FlagDialog(FormDialog):
    flagged = Signal(object)  # FlagsSet
    drop_wanted = Signal(object)  # the FlagRow that stands there

    def __init__(self, desk: Desk, wanted: Flagged, parent: QWidget) -> None:
        only = wanted.flags[0] if len(wanted.names) == 1 and wanted.flags else None
        title = "Sửa cờ nhắc" if only else "Gắn cờ nhắc"
        super().__init__(title, f"&{title}", parent)
        self._desk = desk
        self._wanted = wanted
        self.who = QLabel(_named(wanted))
        self.who.setWordWrap(True)
        self.body.insertWidget(0, self.who)
        now, calendar = days(desk)
        self.on = DateField(now(), only.on if only else None, needs_day=True, calendar=calendar)
        self.word = TextField(only.word if only else "", placeholder="Hỏi giấy tờ, gọi gia đình…")
        self.add("on", "&Ngày nhắc", self.on, "Gõ +7 là 7 ngày nữa, +3lv là 3 ngày làm việc nữa.")
        self.add("word", "Nhắc &việc gì", self.word)
        self.warning = MessageFrame("info", "" if only else _replaced(wanted))
        self.body.addWidget(self.warning)
        self.drop_button = KeyButton("&Bỏ cờ nhắc", kind="link")
        self.drop_button.setVisible(only is not None)
        if only is not None:
            self.drop_button.clicked.connect(partial(self._drop, only))
        self.add_fact(self.drop_button)

    def submit(self) -> None:
        day = self.on.day
        if day is None:
            self.form.box("on").tell("error", "Ghi ngày nhắc.")
            self.on.setFocus()
            return
        ids = tuple(person_id for person_id, _ in self._wanted.names)
        act = partial(set_flags, person_ids=ids, on=day, word=self.word.value)
        self._desk.do(self, act, self._close)

    def _close(self, made: FlagsSet) -> None:
        self.accept()
        self.flagged.emit(made)

    def _drop(self, flag: FlagRow) -> None:
        self.accept()
        self.drop_wanted.emit(flag)


class Flagging(QObject):
    """Asks for day and word, says how many got the flag, and takes it back."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page

    def ask(self, person_ids: Sequence[int]) -> None:
        if person_ids:
            look = partial(read_flagged, person_ids=tuple(person_ids))
            self._desk.look(self._page, look, partial(self._open, len(set(person_ids))), "flags")

    def drop_from(self, person_id: int) -> None:
        """Take one's own flag off a person, if there is one."""
        look = partial(read_flagged, person_ids=(person_id,))
        self._desk.look(self._page, look, self._drop_all, "flag")

    def _open(self, asked: int, wanted: Flagged) -> None:
        dialog = FlagDialog(self._desk, wanted, self._page)
        dialog.flagged.connect(partial(self._say_flagged, wanted, asked - len(wanted.names)))
        dialog.drop_wanted.connect(self._drop)
        dialog.open()

    def _say_flagged(self, wanted: Flagged, missing: int, made: FlagsSet) -> None:
        names = dict(wanted.names)
        missing += len(made.missing)
        only = names[made.done[0]] if len(made.done) == 1 and not missing else ""
        words = f"Đã gắn cờ nhắc {only or f'{len(made.done)} người'}."
        if missing:
            words += f" {missing} người chưa được: hồ sơ không còn."
        self._desk.say(words, UNDO, partial(self._put_back, made))

    def _put_back(self, made: FlagsSet) -> None:
        words = "Đã hoàn tác cờ nhắc."
        self._desk.do(
            self._page, partial(put_flags_back, made=made), lambda _: self._desk.say(words)
        )

    def _drop_all(self, wanted: Flagged) -> None:
        for flag in wanted.flags:
            self._drop(flag)

    def _drop(self, flag: FlagRow) -> None:
        act = partial(drop_flag, flag_id=flag.id)
        self._desk.do(self._page, act, partial(self._say_dropped, flag))

    def _say_dropped(self, flag: FlagRow, _: None) -> None:
        again = partial(set_flag, person_id=flag.person_id, on=flag.on, word=flag.word)
        words = f"Đã bỏ cờ nhắc {flag.name}."
        self._desk.say(words, UNDO, partial(self._desk.do, self._page, again, _nothing))


def _nothing(_: int) -> None:
    return


def _named(wanted: Flagged) -> str:
    names = [name for _, name in wanted.names]
    if len(names) <= NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:NAMED])} và {len(names) - NAMED} người nữa"


def _replaced(wanted: Flagged) -> str:
    count = len(wanted.flags)
    return f"{count} người đã có cờ nhắc; cờ mới thay cờ cũ." if count else ""
