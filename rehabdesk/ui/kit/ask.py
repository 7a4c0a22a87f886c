"""Short questions and warnings. Every one is shown with open() and answers later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal

Chosen = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Question:
    """The title says the act, the button repeats the verb."""

    title: str
    text: str
    yes: str
    no: str = "Bỏ"
    is_dangerous: bool = False


def confirm(parent: QWidget, question: Question, then: Callable[[], None]) -> QMessageBox:
    box = _box(parent, QMessageBox.Icon.NoIcon, question.title, question.text)
    no = box.addButton(question.no, QMessageBox.ButtonRole.RejectRole)
    yes = box.addButton(question.yes, QMessageBox.ButtonRole.AcceptRole)
    yes.setProperty("kind", "danger" if question.is_dangerous else "primary")
    box.setDefaultButton(no if question.is_dangerous else yes)
    box.setEscapeButton(no)
    box.accepted.connect(then)
    box.open()
    return box


def ask_unsaved(
    parent: QWidget,
    text: str,
    save: Callable[[], None],
    drop: Callable[[], None],
    stay: Callable[[], None] | None = None,
) -> QMessageBox:
    """Ask what becomes of words not saved yet: saved, dropped, or gone on with."""
    box = _box(parent, QMessageBox.Icon.NoIcon, "Còn chữ chưa lưu", text)
    stayed = box.addButton("Ở lại", QMessageBox.ButtonRole.RejectRole)
    dropped = box.addButton("Bỏ chữ này", QMessageBox.ButtonRole.DestructiveRole)
    saved = box.addButton("Lưu", QMessageBox.ButtonRole.AcceptRole)
    saved.setProperty("kind", "primary")
    box.setDefaultButton(saved)
    box.setEscapeButton(stayed)
    if stay is not None:
        stayed.clicked.connect(stay)
    saved.clicked.connect(save)
    dropped.clicked.connect(drop)
    box.open()
    return box


def refuse(parent: QWidget, refusal: Refusal) -> None:
    """Say why not, and point at the input that caused it."""
    _say(parent, QMessageBox.Icon.Information, "Chưa thực hiện được", str(refusal))
    if refusal.field and (culprit := parent.findChild(QWidget, refusal.field)):
        culprit.setFocus()


def warn(parent: QWidget, fault: OutsideFault) -> None:
    _say(parent, QMessageBox.Icon.Warning, "Chưa thực hiện được", str(fault))


def tell(parent: QWidget, title: str, text: str) -> None:
    """Say what should be seen before work goes on."""
    _say(parent, QMessageBox.Icon.Warning, title, text)


def save_file(parent: QWidget, title: str, suggested: Path, kinds: str, then: Chosen) -> None:
    """Ask where to save; kinds as "Tệp PDF (*.pdf)"."""
    dialog = _file_dialog(parent, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.setDirectory(str(suggested.parent))
    dialog.selectFile(suggested.name)
    _open_files(dialog, then)


def open_file(parent: QWidget, title: str, folder: Path, kinds: str, then: Chosen) -> None:
    dialog = _file_dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setDirectory(str(folder))
    _open_files(dialog, then)


def choose_folder(parent: QWidget, title: str, folder: Path, then: Chosen) -> None:
    dialog = _file_dialog(parent, title, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setDirectory(str(folder))
    _open_files(dialog, then)


def _file_dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if kinds:
        dialog.setNameFilter(kinds)
    return dialog


def _open_files(dialog: QFileDialog, then: Chosen) -> None:
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def _say(parent: QWidget, icon: QMessageBox.Icon, title: str, text: str) -> None:
    box = _box(parent, icon, title, text)
    close: QPushButton = box.addButton("Đóng", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    box.open()


def _box(parent: QWidget, icon: QMessageBox.Icon, title: str, text: str) -> QMessageBox:
    box = QMessageBox(icon, title, text, QMessageBox.StandardButton.NoButton, parent.window())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box
