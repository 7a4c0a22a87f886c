"""The frame around every page: rail, search, verbs, status bar; it knows no noun of the office."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.text import fold
from rehabdesk.services.office import Work
from rehabdesk.ui.kit.buttons import KeyButton, plain
from rehabdesk.ui.kit.desk import NAMING, Desk, FromOthers
from rehabdesk.ui.kit.messages import BottomLine, Notice, Picture
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.about import AboutDialog
from rehabdesk.ui.shell.menu import ApplicationMenu
from rehabdesk.ui.shell.places import COMMANDS, PERSONS, Command, Found, Furnishing
from rehabdesk.ui.shell.rail import Rail
from rehabdesk.ui.shell.search.box import SearchPalette
from rehabdesk.ui.shell.statusbar import StatusBar
from rehabdesk.ui.shell.topbar import TopBar
from rehabdesk.ui.shell.trail import Trail

DAILY, GOING, SAFETY = "Việc hằng ngày", "Đi tới", "Máy này"
NAMES_HIDDEN = "Đang che tên: màn hình và danh sách in chỉ ghi chữ cái đầu."
CARD_WAITS = "Đã đọc một thẻ. Đóng hộp đang mở thì trang tiếp nhận mở ra."


class PracticeBand(QWidget):
    """Says on every page that nobody here is real."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("band")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = QLabel(
            "ĐANG TẬP DÙNG THỬ – mọi người trong màn hình này đều là bịa. "
            "Không in nộp, không gửi báo cáo."
        )
        leave = KeyButton("Th&oát tập dùng thử", kind="band", is_small=True)
        leave.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(Picture("warning", "on.band"))
        row.addWidget(words)
        row.addStretch(1)
        row.addWidget(leave)
        Style.current.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(Style.current.size("band"))


class Shell(QWidget):
    """What a signed-in user works in. Its Alt letters, T Q P K and O, are not for pages."""

    retitled = Signal(str)
    lock_wanted = Signal()
    practice_left = Signal()

    def __init__(
        self,
        desk: Desk,
        habits: QSettings,
        furnishing: Furnishing,
        *,
        is_practice: bool = False,
        version: str = "1.0",
    ) -> None:
        super().__init__()
        self._desk = desk
        self._furnishing = furnishing
        self._version = version
        self._card = ""  # scanned over a dialog; it waits until that is closed
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.band = PracticeBand()
        if not is_practice:
            self.band.hide()
        self.rail = Rail(furnishing.office, furnishing.province, furnishing.places)
        self.topbar = TopBar(furnishing.verbs)
        self._waiting = QVBoxLayout()  # the line of what waits for the server
        self.trail = Trail(desk, habits, furnishing.places, furnishing.dialogs)
        self.bottom = BottomLine()
        self.status = StatusBar(furnishing.user)
        self._lay_out()
        self.palette_box = SearchPalette(self)
        if furnishing.searched:
            self.palette_box.field.setPlaceholderText(furnishing.searched)
        self._connect()
        self._bind_keys()
        self.go_to(furnishing.places[0].key)  # its list is asked for before what stands around it
        self.refresh_counts()

    def go_to(self, key: str) -> None:
        self.trail.open_place(key)

    def follow(self, visit: object) -> None:
        """Open what a visit asks for, wherever in the shell that is."""
        self.trail.follow(visit)

    def take_card(self, text: str) -> None:
        """Take a scanned card to the page that reads it, once no dialog is open any more."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            is_waiting, self._card = bool(self._card), text
            if not is_waiting:
                dialog.finished.connect(self._take_waiting_card)
            self.bottom.say(Notice(CARD_WAITS))
            return
        self.palette_box.close_list()
        self.follow(self._furnishing.scanned(text))
        if self.bottom.text == CARD_WAITS:
            self.bottom.hide()

    def _take_waiting_card(self) -> None:
        card, self._card = self._card, ""
        if card:  # when whatever the dialog set going has begun
            QTimer.singleShot(0, self, partial(self.take_card, card))

    def place_waiting(self, line: QWidget) -> None:
        """Show below the page what is said of acts that wait for the server."""
        self._waiting.addWidget(line)

    def commands(self) -> list[Command]:
        """List every command, for the menu and the search."""
        furnishing = self._furnishing
        verbs = [
            Command(DAILY, plain(verb.title), partial(self.follow, verb.visit), verb.key, verb.icon)
            for verb in (*furnishing.verbs, *furnishing.more)
        ]
        places = [
            Command(GOING, place.title, partial(self.go_to, place.key), place.shortcut, place.icon)
            for place in furnishing.places
            if not place.under or place.is_command
        ]
        return [
            *verbs,
            self._names_command(),
            *places,
            Command(SAFETY, "Quay lại trang trước", self.trail.go_back, "Alt+←"),
            Command(SAFETY, "Thu gọn, mở rộng cột trái", self.rail.toggle, "Ctrl+B"),
            Command(SAFETY, "Khóa máy", self.lock_wanted.emit, "Ctrl+L", "lock_closed"),
            Command(SAFETY, "Giới thiệu phần mềm", self._open_about, "", "info"),
        ]

    def turn_names(self) -> None:
        """Hide the names of all pages and lists, or show them again."""
        are_hidden = not self._desk.are_names_hidden
        self._desk.hide_names(are_hidden=are_hidden)
        if are_hidden:
            self._desk.say(NAMES_HIDDEN, "Hiện lại tên", self.turn_names)

    def _names_command(self) -> Command:
        if self._desk.are_names_hidden:
            return Command(DAILY, "Hiện lại tên", self.turn_names, "", "eye")
        return Command(DAILY, "Che tên", self.turn_names, "", "eye_off")

    def refresh_counts(self) -> None:
        """Ask again for the counts of the rail and the law of the day."""
        furnishing = self._furnishing
        if furnishing.counts is not None:
            self._desk.look(self, furnishing.counts, self.rail.show_counts, "counts")
        if furnishing.regime is not None:
            self._desk.look(self, furnishing.regime, self.status.show_regime, "regime")

    @property
    def person(self) -> str:
        """Whose page is shown, for the title bar; nothing on lists."""
        page = self.trail.page
        return page.windowTitle() if page is not None else ""

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.topbar)
        right.addWidget(self.trail, 1)
        right.addLayout(self._waiting)
        right.addWidget(self.bottom)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.band)
        layout.addLayout(middle, 1)
        layout.addWidget(self.status)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go_to)
        self.topbar.wanted.connect(self.follow)
        self.topbar.menu_wanted.connect(self._open_menu)
        self.trail.moved.connect(self._arrive)
        self.trail.counted.connect(self.rail.show_count)
        self.palette_box.asked.connect(self._find)
        self.palette_box.rested.connect(self._find_total)
        self.palette_box.opened.connect(self._open_found)
        self.status.backups_wanted.connect(self._open_backups)
        self.status.lock_wanted.connect(self.lock_wanted)
        self.status.names_wanted.connect(self.turn_names)
        self._desk.names_turned.connect(self.status.show_names_hidden)
        self.status.show_names_hidden(self._desk.are_names_hidden)
        self._desk.away_turned.connect(self.status.show_away)
        self.status.show_away(self._desk.is_away)
        self.band.left.connect(self.practice_left)
        self._desk.changed.connect(self._note_change)
        self._desk.noticed.connect(self._say)
        Style.current.changed.connect(self._place_soon)

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+K": self.palette_box.take_focus,
            "F3": self.palette_box.take_focus,
            "Ctrl+B": self._toggle_rail,
            "Alt+Left": self.trail.go_back,
            "Ctrl+Z": self._undo,
            "Ctrl+Y": self._redo,
            "F6": self._next_pane,
            "Shift+F6": self._previous_pane,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
        for verb in self._furnishing.more:
            if verb.key:
                shortcut = QShortcut(QKeySequence(verb.key), self)
                shortcut.activated.connect(partial(self.follow, verb.visit))

    def _arrive(self, key: str) -> None:
        place = next(one for one in self._furnishing.places if one.key == key)
        self.rail.light(place.under or place.key)
        self.retitled.emit(self.person)

    def _find(self, typed: str) -> None:
        words = typed.removeprefix(">").strip()
        commands = [self._as_found(one) for one in self.commands() if _matches(one.title, words)]
        if typed.startswith(">"):
            self.palette_box.show_found(commands, typed)
            return

        def show(found: Sequence[Found]) -> None:
            self.palette_box.show_found([*found, *(commands if words else [])], typed)

        self._desk.look(self, partial(_found, self._furnishing, typed), show, "search")

    def _find_total(self, typed: str) -> None:
        count = self._furnishing.total
        if count is not None and not typed.startswith(">"):
            show = partial(self.palette_box.show_total, PERSONS, typed=typed)
            self._desk.look(self, lambda work: count(work, typed), show, "total")

    @staticmethod
    def _as_found(command: Command) -> Found:
        sign = command.icon or "arrow_right"
        return Found(COMMANDS, command.title, command, icon=sign, key=command.key)

    def _open_found(self, found: Found) -> None:
        if isinstance(found.visit, Command):
            found.visit.act()
        else:
            self.follow(found.visit)

    def _open_menu(self) -> None:
        menu = ApplicationMenu(self.commands(), self.bottom.recent, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = self.topbar.menu_button
        corner = button.mapToGlobal(QPoint(button.width(), button.height()))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    def _open_about(self) -> None:
        AboutDialog(self._version, self).open()

    def _open_backups(self) -> None:
        self.follow(self._furnishing.backups)

    def _note_change(self, touched: frozenset[str]) -> None:
        if touched is NAMING:  # nothing was saved
            return
        office = self._desk.office
        if not isinstance(touched, FromOthers):
            self.status.show_saved(office.clock() if office else None)
        self.refresh_counts()

    def _say(self, notice: Notice) -> None:
        self.bottom.say(notice)

    def _undo(self) -> None:
        self.bottom.follow()

    def _redo(self) -> None:
        if not self.bottom.redo():
            self.bottom.say(Notice("Không có việc nào vừa hoàn tác để làm lại."))

    def _toggle_rail(self) -> None:
        self.rail.toggle()
        self._place_palette()

    def _next_pane(self) -> None:
        self._move_pane(1)

    def _previous_pane(self) -> None:
        self._move_pane(-1)

    def _move_pane(self, step: int) -> None:
        """Go round the panes: rail, top, page, bottom."""
        panes = [self.rail, self.palette_box, self.trail, self.status]
        focus = self.focusWidget()
        here = next((at for at, one in enumerate(panes) if focus and one.isAncestorOf(focus)), 1)
        target = panes[(here + step) % len(panes)]
        if target is self.palette_box:
            self.palette_box.take_focus()
        else:
            _focus_inside(target)

    def _place_soon(self) -> None:
        """Place it when everything around has its new size."""
        QTimer.singleShot(0, self._place_palette)

    def _place_palette(self) -> None:
        style = Style.current
        left = style.size("rail.collapsed" if self.rail.is_collapsed else "rail") + 16
        band = style.size("band") if self.band.isVisibleTo(self) else 0
        self.palette_box.move(left, band + (style.size("topbar") - style.length(32)) // 2)
        self.palette_box.fit(self.topbar.room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_palette()


def _found(furnishing: Furnishing, typed: str, work: Work) -> Sequence[Found]:
    return furnishing.find(work, typed)


def _matches(title: str, words: str) -> bool:
    folded = fold(title)
    return all(word in folded for word in fold(words).split())


def _focus_inside(pane: QWidget) -> None:
    page = (pane.page if isinstance(pane, Trail) else None) or pane
    within = page.focusWidget() or next(
        (
            one
            for one in page.findChildren(QWidget)
            if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.isVisible() and one.isEnabled()
        ),
        page,
    )
    within.setFocus(Qt.FocusReason.TabFocusReason)
