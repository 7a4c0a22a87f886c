"""What stands in the inputs of a form, as text to be copied."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.form import FieldBox


def typed_words(form: QWidget) -> str:
    """Return every input that holds something, a line each: "Nghề nghiệp: Thợ xây"."""
    told = ((box.label_text, _words(box.field)) for box in form.findChildren(FieldBox))
    return "\n".join(f"{label}: {words}" for label, words in told if words)


def _words(field: QWidget) -> str:
    match field:
        case QLineEdit():
            return field.text().strip()
        case QPlainTextEdit():
            return field.toPlainText().strip()
        case QComboBox():
            return field.currentText().strip()
        case ChipEdit():
            return ", ".join(each.title for each in field.chosen)
        case QAbstractButton():
            return "có" if field.isChecked() else ""
    return ""
