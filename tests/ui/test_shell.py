from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Work
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Look, Style, Theme
from rehabdesk.ui.shell.about import AboutDialog
from rehabdesk.ui.shell.crash import CrashDialog, nameless, report_bug
from rehabdesk.ui.shell.head import PageHead, SelectionBar, page_layout
from rehabdesk.ui.shell.language import speak_vietnamese
from rehabdesk.ui.shell.palette import matching_letters
from rehabdesk.ui.shell.places import Found, Furnishing, Place, Verb
from rehabdesk.ui.shell.rail import RailItem
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.shell.stepper import Step, StepCell, StepList, Stepper, StepState
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.window import MainWindow
from tests.builders import ROOT

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
CARD = "099083001416||Ngô Quang Hùng|22091983|Nam|Thôn Bãi, Yên Thịnh, Hòa Sơn|12052023"
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


@dataclass(frozen=True)
class OpenPaper:
    paper_id: int


@dataclass(frozen=True)
class ReadCard:
    text: str


class Page(QWidget):
    """A sample screen with one field, which remembers what it was asked to show."""

    wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, _desk: Desk, _habits: QSettings) -> None:
        super().__init__()
        self.visits: list[object] = []
        self.head = PageHead("Trang", "một dòng", [KeyButton("&In", "Ctrl+P")], has_back=True)
        self.head.back_wanted.connect(self.back_wanted)
        self.field = QLineEdit()
        self.field.setAccessibleName("Ô mẫu")
        page_layout(self, self.head).addWidget(self.field)

    def visit(self, visit: object) -> None:
        self.visits.append(visit)
        if isinstance(visit, OpenPaper):
            self.setWindowTitle(f"Giấy {visit.paper_id}")


class OtherPage(Page):
    pass


class PaperPage(Page):
    pass


PLACES = (
    Place("today", "calendar_checkmark", "Hôm nay", "Ctrl+1", Page, is_urgent=True),
    Place("persons", "folder_person", "Hồ sơ", "Ctrl+2", OtherPage, (ReadCard,)),
    Place("paper", "", "Giấy", "", PaperPage, (OpenPaper,), under="persons"),
)
VERBS = (Verb("F7", "person_add", "&Tiếp nhận", ReadCard("")),)
FOUND = (
    Found("Người", "Ngô Quang Hùng", OpenPaper(1), "1983", "person"),
    Found("Văn bản", "QĐ 43/QĐ-UBND", OpenPaper(43), "12/11/2026"),
)


def find(_work: Work, typed: str) -> Sequence[Found]:
    return FOUND if typed else ()


def furnishing() -> Furnishing:
    return Furnishing(
        "UBND xã Yên Thịnh",
        "Tỉnh Hòa Sơn",
        "Nguyễn Thị Hạnh",
        PLACES,
        VERBS,
        find,
        ReadCard,
        OpenPaper(99),
        counts=lambda _: {"today": 11, "persons": 86},
        regime=lambda _: "Luật 120/2025/QH15",
    )


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[Watch]:
    made = Watch(qapp)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, habits: QSettings, watch: Watch) -> MainWindow:
    made = MainWindow(habits, watch)
    qtbot.addWidget(made)
    made.show_shell(Shell(desk, habits, furnishing()), "UBND xã Yên Thịnh")
    made.resize(1366, 736)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def shell(window: MainWindow) -> Shell:
    return window.findChildren(Shell)[0]


def page(shell: Shell) -> Page:
    shown = shell.trail.page
    assert isinstance(shown, Page)
    return shown


def scan(field: QWidget, text: str, between: int = 8) -> None:
    """Send keys as a scanner does: fast, and with the moment of each."""
    scan.moment += 1000  # type: ignore[attr-defined]
    for letter in text:
        scan.moment += between  # type: ignore[attr-defined]
        typed = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        typed.setTimestamp(scan.moment)  # type: ignore[attr-defined]
        QApplication.sendEvent(field, typed)


scan.moment = 1_000  # type: ignore[attr-defined]


# The rail and the way back


def test_places_are_gone_to_by_key_and_keep_their_state(qtbot: QtBot, shell: Shell) -> None:
    page(shell).field.setText("đang gõ dở")
    qtbot.keyClick(shell, KEY.Key_2, CONTROL)
    assert isinstance(shell.trail.page, OtherPage)
    qtbot.keyClick(shell, KEY.Key_1, CONTROL)
    assert page(shell).field.text() == "đang gõ dở"
    assert page(shell).visits == []


def test_a_page_sends_one_to_whoever_receives_its_visit_and_back(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    page(shell).wanted.emit(OpenPaper(7))
    assert page(shell).visits == [OpenPaper(7)]
    assert window.windowTitle() == "Giấy 7 – RehabDesk – UBND xã Yên Thịnh"
    page(shell).wanted.emit(OpenPaper(8))
    qtbot.keyClick(shell, KEY.Key_Left, ALT)
    assert page(shell).visits == [OpenPaper(7), OpenPaper(8), OpenPaper(7)]
    page(shell).back_wanted.emit()
    assert shell.trail.place is PLACES[0]
    assert window.windowTitle() == "RehabDesk – UBND xã Yên Thịnh"


def test_a_page_without_a_rail_item_lights_the_one_it_stands_under(shell: Shell) -> None:
    shell.follow(OpenPaper(7))
    lit = [item.place.key for item in shell.findChildren(RailItem) if item.isChecked()]
    assert lit == ["persons"]


def test_the_cursor_comes_back_to_where_it_was(qtbot: QtBot, shell: Shell) -> None:
    page(shell).field.setFocus()
    shell.follow(OpenPaper(7))
    shell.trail.go_back()
    assert page(shell).field.hasFocus()


def test_counts_are_asked_for_at_once_and_after_every_change(desk: Desk, shell: Shell) -> None:
    items = {item.place.key: item for item in shell.findChildren(RailItem)}
    assert (items["today"].count, items["persons"].count) == (11, 86)
    items["persons"].show_count(0)
    desk.changed.emit(frozenset({"person"}))
    assert items["persons"].count == 86
    assert items["today"].accessibleName() == "Hôm nay, 11"


def test_the_rail_folds_to_icons(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell, KEY.Key_B, CONTROL)
    assert (shell.rail.width(), shell.palette_box.x()) == (48, 64)
    qtbot.keyClick(shell, KEY.Key_B, CONTROL)
    assert (shell.rail.width(), shell.palette_box.x()) == (184, 200)


def test_f6_goes_round_the_panes(qtbot: QtBot, shell: Shell) -> None:
    page(shell).field.setFocus()
    panes = [shell.status, shell.rail, shell.palette_box, shell.trail]
    for pane in panes:
        qtbot.keyClick(shell, KEY.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert pane.isAncestorOf(focus)


# The search box


def ask(qtbot: QtBot, shell: Shell, typed: str) -> None:
    qtbot.keyClick(shell, KEY.Key_K, CONTROL)
    shell.palette_box.field.setText(typed)
    qtbot.waitUntil(lambda: shell.palette_box.lines.typed == typed.strip())


def lines(shell: Shell) -> list[str]:
    model = shell.palette_box.lines
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_a_search_finds_persons_papers_and_commands(qtbot: QtBot, shell: Shell) -> None:
    ask(qtbot, shell, "ho so")
    assert lines(shell) == [
        "Người",
        "Ngô Quang Hùng · 1983",
        "Văn bản",
        "QĐ 43/QĐ-UBND · 12/11/2026",
        "Lệnh",
        "Hồ sơ",
    ]


def test_arrows_pass_the_heads_and_enter_opens(qtbot: QtBot, shell: Shell) -> None:
    ask(qtbot, shell, "ngo")
    field = shell.palette_box.field
    qtbot.keyClick(field, KEY.Key_Down)
    qtbot.keyClick(field, KEY.Key_Return)
    assert page(shell).visits == [OpenPaper(43)]
    assert not shell.palette_box.is_open


def test_escape_closes_the_search_and_gives_the_focus_back(qtbot: QtBot, shell: Shell) -> None:
    page(shell).field.setFocus()
    ask(qtbot, shell, "ngo")
    assert shell.palette_box.field.hasFocus()
    qtbot.keyClick(shell.palette_box.field, KEY.Key_Escape)
    assert page(shell).field.hasFocus()
    assert not shell.palette_box.is_open


def test_a_bracket_asks_for_commands_only_and_they_run(qtbot: QtBot, shell: Shell) -> None:
    ask(qtbot, shell, ">tiep nhan")
    assert lines(shell) == ["Lệnh", "Tiếp nhận"]
    qtbot.keyClick(shell.palette_box.field, KEY.Key_Return)
    assert page(shell).visits == [ReadCard("")]


def test_the_search_never_touches_what_is_typed(qtbot: QtBot, shell: Shell) -> None:
    ask(qtbot, shell, "  nguyễn")
    assert shell.palette_box.field.text() == "  nguyễn"
    assert shell.palette_box.field.completer() is None


@pytest.mark.parametrize(
    ("typed", "letters"),
    [("nqh", "NQH"), ("hung ngo", "NgôHùng"), ("qua", "Qua"), ("xyz", "")],
)
def test_the_letters_that_match_are_known(typed: str, letters: str) -> None:
    title = "Ngô Quang Hùng"
    strong = matching_letters(title, typed)
    assert "".join(letter for at, letter in enumerate(title) if at in strong) == letters


# Verbs, menu, notices


def test_daily_verbs_have_keys_on_every_page(qtbot: QtBot, shell: Shell) -> None:
    shell.follow(OpenPaper(7))
    qtbot.keyClick(shell, KEY.Key_F7)
    assert page(shell).visits == [ReadCard("")]


def menu_of(shell: Shell) -> QMenu:
    return next(menu for menu in shell.findChildren(QMenu) if menu.parent() is shell)


def test_the_application_menu_tells_every_command_with_its_key(
    qtbot: QtBot, desk: Desk, shell: Shell
) -> None:
    desk.say("Đã ghi số 46.")
    qtbot.keyClick(shell, KEY.Key_F10)
    menu = menu_of(shell)
    words = [action.text() for action in menu.findChildren(QMenu)[0].actions()]
    assert menu.actions()[0].text() == "Tiếp nhận\tF7"
    assert words == ["Hôm nay\tCtrl+1", "Hồ sơ\tCtrl+2"]
    notices = menu.findChildren(QMenu)[-1]
    assert [action.text() for action in notices.actions()] == ["Đã ghi số 46."]
    menu.close()


def test_the_look_is_chosen_in_the_menu(qtbot: QtBot, dressed: Style, shell: Shell) -> None:
    qtbot.keyClick(shell, KEY.Key_F10)
    menu = menu_of(shell)
    actions = {a.text(): a for sub in menu.findChildren(QMenu) for a in sub.actions()}
    menu.close()
    actions["125 %"].trigger()
    actions["Tối"].trigger()
    assert (dressed.look.text_percent, dressed.look.theme) == (125, Theme.DARK)
    dressed.choose(Look())


def test_about_names_the_licences(shell: Shell) -> None:
    command = next(one for one in shell.commands() if one.title == "Giới thiệu phần mềm")
    command.act()
    [about] = shell.findChildren(AboutDialog)
    assert about.windowTitle() == "Giới thiệu"


def test_a_notice_leaves_by_itself_and_can_be_undone_by_control_z(
    qtbot: QtBot, desk: Desk, shell: Shell
) -> None:
    undone: list[str] = []
    desk.say("Đã ghi số 46/QĐ-UBND.", "Hoàn tác", lambda: undone.append("46"))
    assert shell.bottom.isVisible()
    qtbot.keyClick(shell, KEY.Key_Z, CONTROL)
    qtbot.keyClick(shell, KEY.Key_Z, CONTROL)
    assert undone == ["46"]
    assert not shell.bottom.isVisible()
    assert all(timer.isSingleShot() for timer in shell.bottom.findChildren(QTimer))


def test_the_status_bar_tells_what_is_safe(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    desk.changed.emit(frozenset({"person"}))
    shell.status.show_backup("warn", "Sao lưu hôm qua · chỉ có trên máy này")
    button = next(one for one in shell.status.findChildren(KeyButton) if "Sao lưu" in one.text())
    qtbot.mouseClick(button, LEFT)
    assert page(shell).visits == [OpenPaper(99)]


def test_the_practice_band_is_shown_only_in_practice(
    qtbot: QtBot, desk: Desk, habits: QSettings, shell: Shell
) -> None:
    assert not shell.band.isVisible()
    practice = Shell(desk, habits, furnishing(), is_practice=True)
    qtbot.addWidget(practice)
    practice.resize(1366, 736)
    practice.show()
    assert (practice.band.isVisible(), practice.band.height()) == (True, 26)
    with qtbot.waitSignal(practice.practice_left):
        qtbot.mouseClick(practice.band.findChildren(KeyButton)[0], LEFT)


# Scanned cards


def test_a_scan_opens_intake_and_leaves_no_letter_in_the_field(
    qtbot: QtBot, window: MainWindow, shell: Shell, watch: Watch
) -> None:
    first = page(shell)
    first.field.setText("đang gõ")
    first.field.setFocus()
    with qtbot.waitSignal(watch.scanned):
        scan(first.field, CARD + "\r")
    assert first.field.text() == "đang gõ"
    assert page(shell).visits == [ReadCard(CARD)]


def test_what_fingers_type_is_left_alone(shell: Shell) -> None:
    field = page(shell).field
    field.setFocus()
    scan(field, "a|b|c|d|e|f|g|h 0990830014", between=80)
    assert field.text() == "a|b|c|d|e|f|g|h 0990830014"


def test_a_fast_number_that_is_no_card_reaches_the_field(qtbot: QtBot, shell: Shell) -> None:
    field = page(shell).field
    field.setFocus()
    scan(field, "893850708015")
    qtbot.waitUntil(lambda: field.text() == "893850708015")


def test_a_scan_while_locked_opens_nothing(
    qtbot: QtBot, window: MainWindow, shell: Shell, watch: Watch
) -> None:
    lock = QLineEdit()
    window.cover(lock)
    lock.setFocus()
    with qtbot.waitSignal(watch.scanned):
        scan(lock, CARD)
    assert shell.trail.place is PLACES[0]
    assert lock.text() == ""


# The lock


def test_the_lock_hides_names_and_dialogs_and_gives_all_back(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    shell.follow(OpenPaper(7))
    dialog = QDialog(shell)
    ended: list[int] = []
    field = QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    dialog.finished.connect(ended.append)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    field.setText("chưa ghi")
    with qtbot.waitSignal(window.lock_wanted):
        qtbot.keyClick(field, KEY.Key_L, CONTROL)
    window.cover(QLineEdit())
    assert window.is_locked
    assert not dialog.isVisible()
    assert not shell.isVisible()
    assert window.windowTitle() == "RehabDesk – UBND xã Yên Thịnh"
    window.uncover()
    assert dialog.isVisible()
    assert dialog.isModal()
    assert (field.text(), ended) == ("chưa ghi", [])
    assert window.windowTitle() == "Giấy 7 – RehabDesk – UBND xã Yên Thịnh"


def test_still_hands_lock(qtbot: QtBot, window: MainWindow, watch: Watch) -> None:
    with qtbot.waitSignal(window.lock_wanted):
        watch.rest_after(0)


def test_another_user_finds_nothing_of_the_first(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    dialog = QDialog(shell)
    dialog.open()
    window.cover(QLineEdit())
    entry = QLineEdit()
    with qtbot.waitSignal(shell.destroyed):
        window.leave_shell(entry, "đăng nhập")
    assert entry.isVisible()
    assert window.windowTitle() == "RehabDesk – đăng nhập"
    assert not window.is_locked


# Small parts


def test_the_selection_bar_counts(qtbot: QtBot, dressed: Style) -> None:
    bar = SelectionBar("người", [KeyButton("&Bỏ chọn")])
    qtbot.addWidget(bar)
    bar.show_count(3, 18)
    assert bar.isVisible()
    bar.show_count(0, 18)
    assert not bar.isVisible()


def test_steps_can_be_read_without_seeing(qtbot: QtBot, dressed: Style) -> None:
    stepper = Stepper()
    qtbot.addWidget(stepper)
    steps = [
        Step("Quyết định quản lý", "30/05/2025", StepState.DONE),
        Step("Phân công người phụ trách", "cần làm lại", StepState.NEEDED),
    ]
    stepper.show_steps(steps)
    stepper.show_steps(steps)
    stepper.resize(600, 49)
    stepper.show()
    qtbot.waitExposed(stepper)
    cells = stepper.findChildren(StepCell)[-2:]
    assert cells[1].accessibleName() == "Phân công người phụ trách: cần làm. cần làm lại"
    numbered = StepList(["Chào mừng", "Cơ quan"])
    qtbot.addWidget(numbered)
    numbered.go_to(1)
    numbered.show()
    qtbot.waitExposed(numbered)
    assert "Bước 2: Cơ quan, đang làm" in [
        one.accessibleName() for one in numbered.findChildren(QWidget)
    ]


def mistake() -> None:
    raise ValueError("Ngô Quang Hùng 099083001416")


def caught() -> tuple[type[BaseException], BaseException]:
    try:
        mistake()
    except ValueError as error:
        return type(error), error
    raise AssertionError


def test_a_crash_tells_where_but_never_who(
    qtbot: QtBot, shell: Shell, caplog: pytest.LogCaptureFixture
) -> None:
    kind, error = caught()
    details = nameless(kind, error.__traceback__)
    assert "ValueError" in details
    assert "mistake" in details
    assert "Hùng" not in details
    report_bug(kind, error, error.__traceback__)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog))
    qtbot.mouseClick(dialog.unfold, LEFT)
    assert dialog.details.isVisible()
    assert "099083001416" not in dialog.details.toPlainText() + caplog.text
    dialog.accept()


def test_qt_speaks_vietnamese(qapp: QApplication) -> None:
    english = {
        ("QPlatformTheme", "Cancel"): "Bỏ",
        ("QWidgetTextControl", "&Copy"): "&Chép",
        ("QLineEdit", "Select All"): "Chọn hết",
        ("QFileDialog", "File &name:"): "Tê&n tệp:",
        ("QPrintDialog", "Print"): "In",
        ("QMessageBox", "Show Details..."): "Xem chi tiết…",
    }
    speak_vietnamese(qapp, ROOT / "resources" / "i18n")
    spoken = {key: QCoreApplication.translate(*key) for key in english}
    assert spoken == english


# Hands on the keys


def test_everything_in_the_shell_has_a_name_and_no_two_share_an_alt_letter(shell: Shell) -> None:
    focusable = [
        one
        for one in shell.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    nameless_ones = [one for one in focusable if not one.accessibleName()]
    assert [type(one).__name__ for one in nameless_ones] == []
    letters = [
        one.text()[one.text().index("&") + 1].lower()
        for one in shell.findChildren(KeyButton)
        if one.isVisible() and "&" in one.text()
    ]
    assert sorted(set(letters)) == sorted(letters)
    assert all(letter.isascii() for letter in letters)


def test_no_key_of_the_shell_belongs_to_a_typing_tool(shell: Shell) -> None:
    keys = [command.key for command in shell.commands()]
    assert not [key for key in keys if key.startswith("Ctrl+Shift") or key == "Alt+Z"]


def test_nothing_overlaps_at_the_largest_text(
    qtbot: QtBot, window: MainWindow, shell: Shell, dressed: Style
) -> None:
    dressed.choose(replace(dressed.look, text_percent=150))
    window.resize(1366, 736)
    qtbot.waitExposed(window)
    buttons = [one for one in shell.topbar.findChildren(KeyButton) if one.isVisible()]
    first = min(one.mapTo(shell, one.rect().topLeft()).x() for one in buttons)
    assert shell.palette_box.geometry().right() < first
    dressed.choose(Look())


def test_the_window_comes_back_as_high_as_it_was_left(
    qtbot: QtBot, habits: QSettings, watch: Watch, dressed: Style
) -> None:
    heights = []
    for height in (700, None):
        made = MainWindow(habits, watch)
        qtbot.addWidget(made)
        if height:
            made.resize(1240, height)
        made.show()
        heights.append(made.height())
        made.close()
    assert heights == [700, 700]
