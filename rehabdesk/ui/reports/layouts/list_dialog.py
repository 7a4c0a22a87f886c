"""Mẫu báo cáo: every layout in use, taken in, changed, put away and taken out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.drafts import draft_lines
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.services.exports import ExportedFile, PrintedList, save_file
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.office import Work
from rehabdesk.services.reports.forming.foreign import ForeignLayout, read_foreign
from rehabdesk.services.reports.forming.giving_out import export_layout
from rehabdesk.services.reports.forming.preview import preview_layout
from rehabdesk.services.reports.layouts import (
    LayoutLine,
    bring_layout_back,
    list_layouts,
    retire_layout,
)
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.reports.layouts.builder import BuilderDialog, Draft

SHOWN_ROWS = 9
FOLDER = "folder/report_layout"
FILES = "Tệp mẫu báo cáo (*.toml)"
KINDS = "Bảng Excel hoặc tệp mẫu (*.xlsx *.xls *.ods *.toml)"
COLUMNS = (
    Column[LayoutLine](
        "Mẫu",
        lambda line: line.layout.name,
        width=270,
        is_subject=True,
        is_stretched=True,
        tint=lambda line: None if line.is_active else "text.tertiary",
    ),
    Column[LayoutLine](
        "Số dòng",
        lambda line: str(sum(1 for row in line.layout.rows if row.code)),
        width=70,
        align="right",
    ),
    Column[LayoutLine](
        "Hạn gửi",
        lambda line: _sending(line.layout),
        width=150,
        sign=lambda line: Sign("warning", "warn") if line.layout.is_sending_assumed else None,
        tip=lambda line: line.layout.sending_basis,
    ),
    Column[LayoutLine]("Nguồn", lambda line: line.source, width=140),
    Column[LayoutLine]("Dùng", lambda line: "có" if line.is_active else "cất", width=56),
)


def open_layouts(desk: Desk, habits: QSettings, page: QWidget) -> LayoutsDialog:
    dialog = LayoutsDialog(desk, habits, page)
    dialog.open()
    return dialog


class LayoutsDialog(FormDialog):
    """Enter opens a layout in the builder; what is delivered is changed as the office's version."""

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__("Mẫu báo cáo", "Đón&g", page, WIDTHS[3])
        self._desk, self._habits, self._page = desk, habits, page
        self._known: Mapping[str, Indicator] = {}
        self._may_keep = False
        self._awaited = ""
        self.quiet_button.hide()
        self.form.hide()
        self.table = ListTable(
            Rows(COLUMNS, self, identity=lambda line: line.layout.key), "reports.layouts", habits
        )
        self.table.setAccessibleName("Mẫu báo cáo")
        self.table.setSortingEnabled(False)
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        self.add_button = KeyButton("&Lập mẫu mới…", "Ctrl+N", "add")
        self.import_button = KeyButton("&Nhập mẫu từ tệp…", "Ctrl+O")
        self.edit_button = KeyButton("&Sửa…", "F2")
        self.copy_button = KeyButton("Lập &theo mẫu này…", "Ctrl+D")
        self.preview_button = KeyButton("&Xem bản in", "Ctrl+P")
        self.export_button = KeyButton("Xuất m&ẫu ra tệp…", "Ctrl+E")
        self.retire_button = KeyButton("&Cất", "Delete")
        self._assemble()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        def read(work: Work) -> tuple[tuple[LayoutLine, ...], Mapping[str, Indicator], bool]:
            may_keep = work.actor.may(Right.KEEP_REPORTS)
            return list_layouts(work), catalogue(work), may_keep

        self._desk.look(self, read, self._show, name="layouts")

    def submit(self) -> None:
        self.accept()

    def take_in(self, path: Path) -> None:
        """Read a file of a province and let the clerk look over what was made of it."""
        self._habits.setValue(FOLDER, str(path.parent))
        self.message.hush()
        self._desk.look(self, partial(read_foreign, path=path), self._offer, name="foreign")

    # What is shown

    def _show(self, found: tuple[tuple[LayoutLine, ...], Mapping[str, Indicator], bool]) -> None:
        lines, self._known, self._may_keep = found
        self.table.show_rows(lines)
        if self._awaited:
            self.table.choose(self._awaited)
            self._awaited = ""
        self._note_current(self.table.current)
        self.table.setFocus()

    def _note_current(self, line: LayoutLine | None) -> None:
        """Offer what can be done with the layout gone to."""
        for button in (self.add_button, self.import_button):
            button.setEnabled(self._may_keep)
        for button in (self.edit_button, self.copy_button):
            button.setEnabled(self._may_keep and line is not None)
        for button in (self.preview_button, self.export_button):
            button.setEnabled(line is not None)
        is_own = line is not None and bool(line.version)
        self.retire_button.setEnabled(self._may_keep and is_own)
        if line is not None:
            back = "Về mẫ&u có sẵn" if line.is_delivered else "&Cất"
            self.retire_button.set_text(back if line.is_active else "Dùng &lại")
            self.set_fact(_told(line))

    # What is done

    def _edit(self, line: LayoutLine | None = None) -> None:
        line = line or self.table.current
        if line is not None and self._may_keep and line.is_active:
            draft = Draft(line.layout, draft_lines(line.layout.rows), line.origin, line.version)
            self._build(draft)

    def _copy(self) -> None:
        line = self.table.current
        if line is not None:
            layout = replace(line.layout, key="", name=f"{line.layout.name} (theo mẫu)")
            self._build(Draft(layout, draft_lines(layout.rows)))

    def _add(self) -> None:
        """Begin without a line; columns and days are those of the layout made to be changed."""
        base = next(each for each in self.table.rows.all if each.layout.key == "tuy-chon")
        layout = replace(base.layout, key="", name="", heading="", rows=())
        self._build(Draft(layout, ()))

    def _choose_file(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._habits.value(FOLDER) or home))
        ask.open_file(self, "Nhập mẫu báo cáo", folder, KINDS, self.take_in)

    def _offer(self, read: ForeignLayout) -> None:
        self._build(Draft(read.layout, read.lines, read.origin, read.version, read.words))

    def _build(self, draft: Draft) -> None:
        dialog = BuilderDialog(self._desk, self._habits, draft, self._known, self)
        dialog.kept.connect(self._note_kept)
        dialog.open()

    def _note_kept(self, line: LayoutLine) -> None:
        self._awaited = line.layout.key
        self.message.say("ok", f"Đã lưu mẫu “{line.layout.name}”.")
        self.refresh()

    def _preview(self) -> None:
        if self.table.current is not None:
            look = partial(preview_layout, layout=self.table.current.layout)
            self._desk.look(self, look, self._show_pages, name="preview")

    def _show_pages(self, made: PrintedList) -> None:
        PaperDialog(self._desk, self._habits, made.name, made.content, self).open()

    def _export(self) -> None:
        if self.table.current is not None:
            act = partial(export_layout, key=self.table.current.layout.key)
            self._desk.do(self, act, self._ask_where)

    def _ask_where(self, made: ExportedFile) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._habits.value(FOLDER) or home))
        save = partial(self._save, made)
        ask.save_file(self, "Xuất mẫu báo cáo", folder / made.name, FILES, save)

    def _save(self, made: ExportedFile, path: Path) -> None:
        self._habits.setValue(FOLDER, str(path.parent))
        told = f"Đã xuất mẫu ra “{path.name}”. Nơi khác nhập tệp này ở “Nhập mẫu từ tệp…”."
        write = partial(save_file, path, made.content)
        self._desk.run(self, write, lambda _: self._tell_saved(told))

    def _tell_saved(self, told: str) -> None:
        self.message.say("ok", told)
        self.table.setFocus()

    def _retire(self) -> None:
        line = self.table.current
        if line is None or not self.retire_button.isEnabled():
            return
        act = partial(retire_layout if line.is_active else bring_layout_back, key=line.layout.key)
        self._desk.do(self, act, lambda _: self._note_retired(line))

    def _note_retired(self, line: LayoutLine) -> None:
        self._awaited = line.layout.key
        told = "Đã cất mẫu" if line.is_active else "Đã dùng lại mẫu"
        back = bring_layout_back if line.is_active else retire_layout

        def undo() -> None:
            self._desk.do(self._page, partial(back, key=line.layout.key), _nothing)

        self._desk.say(f"{told} “{line.layout.name}”.", UNDO, undo)
        self.message.say("ok", f"{told} “{line.layout.name}”.")
        self.refresh()

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))
        self.make_room()

    # How it is put together

    def _assemble(self) -> None:
        side = QVBoxLayout()
        for button in (
            *(self.add_button, self.import_button, self.edit_button),
            *(self.copy_button, self.preview_button, self.export_button, self.retire_button),
        ):
            side.addWidget(button)
        side.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.table, 1)
        line.addLayout(side)
        self.body.addLayout(line)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add)
        self.import_button.clicked.connect(self._choose_file)
        self.edit_button.clicked.connect(self._edit)
        self.copy_button.clicked.connect(self._copy)
        self.preview_button.clicked.connect(self._preview)
        self.export_button.clicked.connect(self._export)
        self.retire_button.clicked.connect(self._retire)
        self.table.opened.connect(self._edit)
        self.table.moved_to.connect(self._note_current)


def _sending(layout: Layout) -> str:
    if layout.sent_within is None:
        return "chưa đặt"
    return layout.sent_within.words


def _told(line: LayoutLine) -> str:
    """Say for which periods a layout is."""
    told = "Dùng cho: " + ", ".join(kind.label.lower() for kind in line.layout.periods)
    return f"{told}. Hạn gửi đang tạm đặt." if line.layout.is_sending_assumed else told


def _nothing(_: object) -> None:
    """Wait for no more."""
