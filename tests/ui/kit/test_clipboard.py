from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from rehabdesk.ui.kit import clipboard

WORDS = "1. Trần Văn Thắng, 1991"


@pytest.fixture
def guard(qapp: QApplication) -> clipboard._Guard:
    return clipboard._guard()


def half_a_minute_later(guard: clipboard._Guard) -> None:
    timer = guard.findChild(QTimer)
    assert timer is not None
    assert timer.isActive()
    assert timer.interval() == 30_000
    timer.setInterval(0)
    QApplication.processEvents()


def held() -> str:
    return QApplication.clipboard().text()


def test_what_was_copied_is_gone_after_half_a_minute(guard: clipboard._Guard) -> None:
    clipboard.copy(WORDS)
    assert held() == WORDS
    half_a_minute_later(guard)
    assert held() == ""


def test_what_somebody_copied_since_stays(guard: clipboard._Guard) -> None:
    clipboard.copy(WORDS)
    QApplication.clipboard().setText("một câu khác")
    half_a_minute_later(guard)
    assert held() == "một câu khác"


def test_a_second_copy_has_its_own_half_minute(guard: clipboard._Guard) -> None:
    clipboard.copy("cũ")
    clipboard.copy(WORDS)
    assert clipboard._guard() is guard
    half_a_minute_later(guard)
    assert held() == ""


def test_it_can_be_taken_back_at_once(guard: clipboard._Guard) -> None:
    clipboard.copy(WORDS)
    clipboard.clear()
    assert held() == ""
