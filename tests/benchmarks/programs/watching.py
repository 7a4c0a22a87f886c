"""What the measured windows have in common: waiting, painting, scrolling, telling figures.

It is loaded before the clock stops, so it loads nothing by itself that a figure would pay for.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

FRAMES = 120
EVERY = 4  # milliseconds
PATIENCE = 240.0  # seconds for all of it
TURN = 1000 / 60  # milliseconds


class Stages(QObject):
    """Goes from stage to stage: waits until something is there, then does the next thing."""

    def __init__(self, stages: list[tuple[Callable[[], bool], Callable[[], None]]]) -> None:
        super().__init__()
        self._stages = stages
        self._until = time.monotonic() + PATIENCE
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        is_there, then = self._stages[0]
        if time.monotonic() > self._until:
            sys.stderr.write(f"nothing came of {is_there.__name__}\n")
            os._exit(1)
        if is_there():
            self._stages.pop(0)
            if not self._stages:
                self._timer.stop()
            then()


class FirstPaint(QObject):
    """Tells when a window is painted for the first time."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then = then
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            QTimer.singleShot(0, self._then)  # which is after the paint
        return False


def found(kind: type[QWidget]) -> QWidget | None:
    """Find a visible widget of this kind in any window."""
    windows = QApplication.topLevelWidgets()
    candidates = [each for window in windows for each in (window, *window.findChildren(kind))]
    return next((each for each in candidates if isinstance(each, kind) and each.isVisible()), None)


def painted(widget: QWidget) -> None:
    widget.window().repaint()


def scroll_p95(view: QAbstractItemView, has_lines: Callable[[], bool] = lambda: True) -> float:
    """Scroll through the list, a frame at every turn of the screen; return what one costs, in ms.

    A frame has ended when the lines in view are painted, not when there are blanks for them.
    """
    from statistics import quantiles  # noqa: PLC0415 -- after the clock

    bar, took = view.verticalScrollBar(), []
    step = max(1, min(bar.pageStep() or 20, bar.maximum() // FRAMES or 1))
    for frame in range(FRAMES):
        start = time.perf_counter()
        bar.setValue((frame * step) % max(1, bar.maximum()))
        view.viewport().repaint()
        while not has_lines():
            _let_come(1)
        took.append((time.perf_counter() - start) * 1000)
        _let_come(max(0, round(TURN - took[-1])))
    return quantiles(took, n=20)[-1]


def _let_come(milliseconds: int) -> None:
    """Let answers come in and be painted."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def tell(**figures: float) -> None:
    from tests.benchmarks.processes import own_memory  # noqa: PLC0415 -- after the clock

    figures.setdefault("memory", own_memory("VmRSS"))
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()
