"""The parts of the walk, and its first steps; the whole of it runs as a command of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rehabdesk.domain.identity import check_id_number, read_card
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.tour.camera import SIZE, Camera
from rehabdesk.ui.tour.file_steps import KNOWN_CARD, NEW_CARD
from rehabdesk.ui.tour.hands import Hands, StepFailed
from rehabdesk.ui.tour.walk import STEPS
from tests.builders import ROOT

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("^This plugin does not support")]


class Room(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.field, self.box, self.button = QLineEdit("cũ"), QComboBox(), QPushButton("Ghi số")
        self.box.addItems(["một", "hai", "ba"])
        self.pushed = 0
        self.button.clicked.connect(self._push)
        layout = QVBoxLayout(self)
        for part in (self.field, self.box, self.button):
            layout.addWidget(part)

    def _push(self) -> None:
        self.pushed += 1


@pytest.fixture
def room(qtbot: QtBot, dressed: Style) -> Room:
    made = Room()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    monkeypatch.setattr("rehabdesk.ui.tour.hands.PATIENCE", 0.2)
    return Hands()


def test_hands_write_vietnamese_over_what_stood_there(hands: Hands, room: Room) -> None:
    hands.write(room.field, "Nguyễn Thế Vinh")
    assert room.field.text() == "Nguyễn Thế Vinh"


def test_hands_scroll_to_what_they_write_in(hands: Hands, qtbot: QtBot, dressed: Style) -> None:
    page, area = QWidget(), QScrollArea()
    column = QVBoxLayout(page)
    fields = [QLineEdit() for _ in range(40)]
    for field in fields:
        column.addWidget(field)
    area.setWidget(page)
    window = QMainWindow()
    window.setCentralWidget(area)
    window.resize(300, 200)
    qtbot.addWidget(window)
    window.show()
    assert fields[-1].visibleRegion().isEmpty()
    hands.write(fields[-1], "thôn Hạ")
    assert not fields[-1].visibleRegion().isEmpty()


def test_hands_choose_from_a_list_by_the_arrow(hands: Hands, room: Room) -> None:
    hands.choose(room.box, "ba")
    assert room.box.currentText() == "ba"


def test_hands_push_only_what_can_be_pushed(hands: Hands, room: Room) -> None:
    hands.push("Ghi", room)
    room.button.setEnabled(False)
    with pytest.raises(StepFailed, match="bấm được"):
        hands.push("Ghi", room)
    assert room.pushed == 1


def test_a_thing_that_never_happens_ends_the_walk_with_a_sentence(hands: Hands) -> None:
    with pytest.raises(StepFailed, match="chờ mãi không thấy số 46"):
        hands.wait(lambda: False, "số 46")


def test_patience_begins_anew_while_a_long_run_moves(hands: Hands) -> None:
    seconds = 0.6  # three times the patience
    begun = monotonic()

    def is_over() -> bool:
        return monotonic() - begun > seconds

    hands.wait(is_over, "sổ in xong", moves=lambda: int((monotonic() - begun) * 20))
    begun = monotonic()
    with pytest.raises(StepFailed, match="chờ mãi không thấy sổ in xong"):
        hands.wait(is_over, "sổ in xong", moves=lambda: 7)


def test_a_bug_on_the_way_ends_the_walk(hands: Hands) -> None:
    hands.bug = "KeyError"
    with pytest.raises(StepFailed, match="KeyError"):
        hands.wait(lambda: True, "gì cũng được")


def test_pictures_have_the_size_of_the_mock_ups(room: Room, tmp_path: Path) -> None:
    camera = Camera(tmp_path)
    room.resize(*SIZE)
    camera.shoot(room, "99-thu")
    head = (tmp_path / "99-thu.png").read_bytes()[16:24]
    assert (int.from_bytes(head[:4]), int.from_bytes(head[4:])) == SIZE


@pytest.mark.parametrize("text", [NEW_CARD, KNOWN_CARD])
def test_the_cards_scanned_on_the_way_are_sound_and_invented(text: str) -> None:
    card = read_card(text)
    assert check_id_number(card.id_number, card.sex, card.birth, {"099"}).is_match


def test_every_step_has_a_name_of_its_own() -> None:
    titles = [title for title, _ in STEPS]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ("hands.StepFailed('dừng để thử')", "dừng để thử"),
        ("LookupError('Trần Văn Thắng')", "phần mềm gặp lỗi: LookupError, "),
    ],
)
def test_a_walk_that_cannot_go_on_says_so_and_fails(
    tmp_path: Path, trouble: str, told: str
) -> None:
    """In a process of its own: a first step is walked, then one that fails."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from rehabdesk.app import main\n"
        "from rehabdesk.ui.tour import entry_steps, hands\n"
        f"def stop(guide): raise {trouble}\n"
        "first = ('Mở phần mềm lần đầu', entry_steps.open_first_time)\n"
        "sys.modules['rehabdesk.ui.tour.walk'].STEPS = (first, ('Dừng', stop))\n"
        "sys.exit(main(['tour', sys.argv[1]], Path('resources').resolve()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 1, done.stderr
    assert f"Bước 2 “Dừng” chưa xong: {told}" in done.stdout
    assert "Trần Văn Thắng" not in done.stdout
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out" / "screens" / "30-chao-mung.png").exists()
    assert not (tmp_path / "out" / "tour.json").exists()
