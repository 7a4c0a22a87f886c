"""A unit's report as it came, to be read only; the ones it replaced can be seen too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.reports.grid import GridColumn, GridRow
from rehabdesk.services.consolidation.outgoing import names_behind, open_names_behind
from rehabdesk.services.consolidation.packages import PackageView, earlier_packages, view_package
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.office import Work
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

HEIGHT, NAMES_HEIGHT = 560, 150
NO_NAMES = "Gói này không kèm danh sách người."
PEOPLE: tuple[Column[Member], ...] = (
    Column("Họ tên", lambda one: one.name, width=210, is_subject=True),
    Column("Năm sinh", lambda one: str(one.birth_year or ""), width=80),
    Column("Vì sao tính", lambda one: one.reason, width=330, is_stretched=True),
    Column("Ngày", lambda one: f"{one.on:%d/%m/%Y}" if one.on else "", width=94),
)


class PackageDialog(QDialog):
    """Figures above, the names behind the current one below."""

    def __init__(
        self,
        desk: Desk,
        views: Sequence[PackageView],
        habits: QSettings,
        parent: QWidget,
        row_key: str = "",
    ) -> None:
        super().__init__(parent)
        self._desk, self._row_key = desk, row_key
        self._told: set[int] = set()  # packages whose names have been opened here
        self.views = tuple(views)
        newest = views[0]
        self.setWindowTitle(f"{newest.unit_name} · {newest.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(Style.current.length(WIDTHS[-1]), Style.current.length(HEIGHT))
        self.versions = ComboField[int]([(each.id, _version(each)) for each in views])
        self.versions.setAccessibleName("Bản đang xem")
        self.versions.fit_choices()
        self.versions.value = newest.id
        self.versions.chosen.connect(lambda _: self._show())
        self.told = QLabel()
        self.told.setProperty("role", "secondary")
        self.remarks = MessageFrame()
        columns = [_figures(column) for column in newest.grid.columns]
        rows = Rows((*_LEADING, *columns), self, identity=lambda row: row.key)
        self.table = ListTable(rows, "package_rows", habits)
        self.table.setAccessibleName("Số liệu của gói")
        self.people = ListTable(Rows(PEOPLE, self), "package_people", habits)
        self.people.rows.identity = lambda one: one.record_id
        self.people.setAccessibleName("Người đứng sau con số đang chọn")
        self.people.setMaximumHeight(Style.current.length(NAMES_HEIGHT))
        self.close_button = KeyButton("Đóng", "Esc", is_bound=False)
        self.close_button.clicked.connect(self.reject)
        self.table.moved_to.connect(self._ask_names)
        self._assemble()
        self._show()
        self.table.setFocus()

    @property
    def view(self) -> PackageView:
        return next(each for each in self.views if each.id == self.versions.value)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.versions)
        head.addWidget(self.told, 1)
        body = QVBoxLayout()
        body.setContentsMargins(16, 14, 16, 12)
        body.setSpacing(10)
        body.addLayout(head)
        body.addWidget(self.remarks)
        body.addWidget(self.table, 1)
        body.addWidget(self.people)
        foot = QFrame()
        foot.setObjectName("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(QLabel("Chỉ để xem. Muốn đổi số thì đơn vị sửa và gửi lại gói."))
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(foot)

    def _show(self) -> None:
        view = self.view
        made = f"chốt {view.made_at:%H:%M %d/%m/%Y}, " if view.made_at else ""
        self.told.setText(
            f"{made}nhận {view.received_on:%d/%m/%Y} · {view.received_by} · tệp {view.file_name}"
        )
        kind = "warn" if view.remarks else "info"
        words = "\n".join(view.remarks)
        if not view.is_counting:
            words = f"Bản này đã có bản mới hơn thay, không tính vào tổng.\n{words}"
        self.remarks.say(kind, words.strip())
        self.people.set_empty("" if view.has_names else NO_NAMES)
        self.table.show_rows(view.grid.rows)
        figures = [row.key for row in view.grid.rows if not row.is_heading]
        meant = self._row_key if self._row_key in figures else next(iter(figures), None)
        self.table.choose(meant)

    def _ask_names(self, row: GridRow | None) -> None:
        """Show the names of a figure; that somebody opened those of a package is on record once."""
        package = self.view
        if row is None or row.is_heading or not package.has_names:
            self.people.show_rows([])
            return
        self._row_key = row.key
        if package.id in self._told:
            look = partial(names_behind, package_id=package.id, row_key=row.key)
            self._desk.look(self, look, self.people.show_rows, "names")
        else:
            self._told.add(package.id)
            act = partial(open_names_behind, package_id=package.id, row_key=row.key)
            self._desk.do(self.people, act, self.people.show_rows)


_LEADING: tuple[Column[GridRow], ...] = (
    Column("STT", lambda row: row.number, width=48),
    Column("Nội dung", lambda row: row.name, width=360, is_subject=True, is_stretched=True),
    Column("ĐVT", lambda row: row.unit, width=80),
)


def open_package(
    desk: Desk, package_id: int, habits: QSettings, over: QWidget, row_key: str = ""
) -> None:
    """Show a package with those it replaced, at a figure where one is meant."""

    def show(views: Sequence[PackageView]) -> None:
        PackageDialog(desk, views, habits, over.window(), row_key).open()

    desk.look(over, partial(_with_earlier, package_id=package_id), show, "package")


def _with_earlier(work: Work, package_id: int) -> list[PackageView]:
    earlier = earlier_packages(work, package_id)
    return [view_package(work, package_id), *(each for each in earlier if each.id != package_id)]


def _figures(column: GridColumn) -> Column[GridRow]:
    role = column.role

    def text(row: GridRow) -> str:
        value = row.values.get(role)
        return row.words.get(role, "") or (value.words if value is not None else "")

    return Column(column.title, text, width=96, align="right")


def _version(view: PackageView) -> str:
    state = "đang tính" if view.is_counting else "bản trước"
    return f"Lần {view.serial} · {state}"
