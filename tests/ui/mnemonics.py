"""Which letters stand underlined on a page, each with Alt, and which of them twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget


def clashes(page: QWidget) -> dict[str, list[str]]:
    """Return the words in sight that ask for a letter somebody else asks for too."""
    asking: dict[str, list[str]] = defaultdict(list)
    for words in _words_in_sight(page):
        if key := QKeySequence.mnemonic(words).toString():
            asking[key].append(words)
    return {key: words for key, words in asking.items() if len(words) > 1}


def _words_in_sight(page: QWidget) -> Iterator[str]:
    for widget in page.findChildren(QWidget):
        if widget.window() is not page.window() or not (widget.isVisible() and widget.isEnabled()):
            continue
        if isinstance(widget, QTabBar):
            shown = (at for at in range(widget.count()) if widget.isTabVisible(at))
            yield from (widget.tabText(at) for at in shown)
        elif isinstance(widget, QAbstractButton) or (
            isinstance(widget, QLabel) and widget.buddy() is not None
        ):
            yield widget.text()
