"""Who has sent, who is late, what does not open: the page of an upper office."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rehabdesk.domain.codes import Coded, Right
from rehabdesk.domain.records.reporting.received import ReceivedPackage, ReportingUnit
from rehabdesk.domain.reports.codes import PackageState
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.text import word_order
from rehabdesk.services.consolidation.clashes import Clash, read_clashes
from rehabdesk.services.consolidation.packages import (
    due_day,
    expected_units,
    grid_of,
    main_row,
    packages_of,
)
from rehabdesk.services.consolidation.units import bare_name
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.titles import report_title

_EARLIER = (ColumnRole.PREVIOUS, ColumnRole.THEN, ColumnRole.LAST_YEAR)
_HUNDRED = 100


class Stand(Coded):
    """Where a unit stands with its report."""

    MISSING = "missing", "Chưa gửi"
    SET_ASIDE = "set_aside", "Có lỗi mở gói"
    FOREIGN = "foreign", "Ngoài danh sách"
    SENT = "sent", "Đã nhận"
    SENT_AGAIN = "sent_again", "Gửi lại"
    NOTHING = "nothing", "Không phát sinh"


RECEIVED = frozenset({Stand.SENT, Stand.SENT_AGAIN, Stand.NOTHING})


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A line of the page: a unit, or a file nobody on the list has sent."""

    id: int  # of the unit; a strange file has minus the id of its package
    name: str
    stand: Stand
    received_on: date | None = None
    days_late: int = 0  # late with it, or not here yet so many days after
    is_due: bool = True  # the day to send by is known
    end: int | None = None  # the figure at the end
    change: int | None = None
    clashes: int = 0
    serial: int = 0
    package_id: int | None = None
    file_name: str = ""
    trouble: str = ""
    remarks: tuple[str, ...] = ()
    contact: str = ""
    has_kept_file: bool = False
    asks_for_seal: bool = False  # it bears another key than the unit's

    @property
    def is_here(self) -> bool:
        return self.stand in RECEIVED

    @property
    def state_words(self) -> str:
        if self.stand is Stand.SENT_AGAIN:
            return f"Gửi lại lần {self.serial}"
        return self.stand.label

    @property
    def time_words(self) -> str:
        """Say whether it came in time: "Đúng hạn", "Chậm 1 ngày", "Trễ 1 ngày"."""
        if self.stand in {Stand.SET_ASIDE, Stand.FOREIGN}:
            return "Cần gửi lại" if self.stand is Stand.SET_ASIDE else "–"
        if not self.is_due:
            return "–"
        if self.is_here:
            return f"Chậm {self.days_late} ngày" if self.days_late else "Đúng hạn"
        return f"Trễ {self.days_late} ngày" if self.days_late else "Chưa tới hạn"


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole of a report and period."""

    title: str
    end_title: str
    due_on: date | None
    expected: int
    rows: tuple[UnitStanding, ...]
    clashes: tuple[Clash, ...] = field(default=())
    has_replaced: frozenset[int] = frozenset()  # units an earlier package is kept of

    @property
    def received(self) -> int:
        return sum(row.is_here for row in self.rows)

    @property
    def on_time(self) -> int:
        return sum(row.is_here and not row.days_late for row in self.rows)

    @property
    def missing(self) -> tuple[UnitStanding, ...]:
        return tuple(row for row in self.rows if row.stand is Stand.MISSING)

    @property
    def days_late(self) -> int:
        return max((row.days_late for row in self.missing), default=0)

    @property
    def unread(self) -> tuple[UnitStanding, ...]:
        """Return what came and does not count."""
        return tuple(row for row in self.rows if row.stand in {Stand.SET_ASIDE, Stand.FOREIGN})

    @property
    def unreadable(self) -> int:
        return len(self.unread)

    @property
    def unsettled(self) -> int:
        return sum(not clash.is_settled for clash in self.clashes)

    def share(self, count: int) -> str:
        return f"{round(count * _HUNDRED / self.expected)}%" if self.expected else ""


# Looks


def read_standing(work: Work, asked: ReportAsked) -> Standing:
    """Return where every unit stands with a report, who has not sent first."""
    work.require(Right.CONSOLIDATE)
    layout, window = layout_of(work, asked.layout_key), asked.period.window
    due_on = due_day(work, layout, window)
    key, end_title = main_row(layout)
    kept = packages_of(work, asked.layout_key, window)
    clashes = tuple(read_clashes(work, asked))
    reading = _Reading(work.today, due_on, key, _ends_before(work, asked, key), _count(clashes))
    expected = expected_units(work, window)
    by_unit: dict[int | None, list[ReceivedPackage]] = defaultdict(list)
    for package in kept:
        by_unit[package.unit_id].append(package)
    known = {unit.id for unit in expected}
    rows = [reading.unit(unit, by_unit[unit.id]) for unit in expected]
    rows += [
        reading.strange(package)
        for unit_id, packages in by_unit.items()
        if unit_id not in known
        for package in packages
        if package.state is PackageState.SET_ASIDE
    ]
    order = {Stand.MISSING: 0, Stand.SET_ASIDE: 1, Stand.FOREIGN: 2}
    rows.sort(key=lambda row: (order.get(row.stand, 3), word_order(bare_name(row.name))))
    replaced = frozenset(
        each.unit_id
        for each in kept
        if each.state is PackageState.REPLACED and each.unit_id is not None
    )
    title = report_title(layout, asked.period)
    return Standing(title, end_title, due_on, len(expected), tuple(rows), clashes, replaced)


def reminder(standing: Standing, units: Sequence[UnitStanding] = ()) -> str:
    """Write a polite line to those who have not sent."""
    named = [row for row in units if not row.is_here] or list(standing.missing)
    if not named:
        return ""
    title = f"{standing.title[:1].lower()}{standing.title[1:]}"
    due = f" (hạn gửi {standing.due_on:%d/%m/%Y})" if standing.due_on else ""
    names = ", ".join(row.name for row in named)
    return (
        f"Kính gửi {names}: đến nay chưa nhận được gói {title}{due}. "
        "Đề nghị đơn vị gửi trong ngày để kịp tổng hợp. Trân trọng cảm ơn."
    )


def question_about(clash: Clash, title: str) -> str:
    """Write the line that asks two units about somebody they both count."""
    born = f", sinh năm {clash.birth_year}" if clash.birth_year else ""
    places = "; ".join(side.words for side in clash.sides)
    report = f"{title[:1].lower()}{title[1:]}"
    return (
        f"Kính gửi {' và '.join(side.unit_name for side in clash.sides)}: trong {report} có "
        f"{clash.name}{born} ở cả hai nơi ({places}). "
        "Đề nghị hai đơn vị kiểm tra, cho biết người này hiện do nơi nào quản lý."
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    today: date
    due_on: date | None
    key: str
    before: Mapping[int, int]  # what units had at the end of the period before
    clashes: Mapping[int, int]

    def unit(self, unit: ReportingUnit, packages: Sequence[ReceivedPackage]) -> UnitStanding:
        counting = next((p for p in packages if p.state is PackageState.ACCEPTED), None)
        if counting is not None:
            return self._here(unit, counting)
        aside = [each for each in packages if each.state is PackageState.SET_ASIDE]
        if aside:
            return self._aside(unit.id, unit.name, aside[-1], Stand.SET_ASIDE, unit)
        late = self._late(self.today)
        is_due = self.due_on is not None
        return UnitStanding(
            unit.id, unit.name, Stand.MISSING, None, late, is_due, contact=unit.contact
        )

    def strange(self, package: ReceivedPackage) -> UnitStanding:
        is_known = package.file_id is None
        stand = Stand.SET_ASIDE if is_known else Stand.FOREIGN
        return self._aside(-package.id, package.unit_name, package, stand)

    def _here(self, unit: ReportingUnit, package: ReceivedPackage) -> UnitStanding:
        grid = grid_of(package)
        row = next((each for each in grid.rows if each.key == self.key), None)
        now = row.now if row is not None else None
        then = self.before.get(unit.id)
        if then is None and row is not None:
            told = [row.values[role].amount for role in _EARLIER if role in row.values]
            then = told[0] if told else None
        stand = Stand.SENT if package.serial <= 1 else Stand.SENT_AGAIN
        return UnitStanding(
            unit.id,
            unit.name,
            Stand.NOTHING if package.is_zero else stand,
            package.received_on,
            self._late(package.received_on),
            self.due_on is not None,
            now.amount if now is not None else None,
            now.amount - then if now is not None and then is not None else None,
            self.clashes.get(unit.id, 0),
            package.serial,
            package.id,
            package.file_name,
            remarks=tuple(package.remarks),
            contact=unit.contact,
            has_kept_file=True,
        )

    def _aside(
        self,
        row_id: int,
        name: str,
        package: ReceivedPackage,
        stand: Stand,
        unit: ReportingUnit | None = None,
    ) -> UnitStanding:
        return UnitStanding(
            row_id,
            name,
            stand,
            package.received_on,
            self._late(package.received_on),
            self.due_on is not None,
            serial=package.serial,
            package_id=package.id,
            file_name=package.file_name,
            trouble=package.trouble,
            remarks=tuple(package.remarks),
            contact=unit.contact if unit is not None else "",
            has_kept_file=package.file_id is not None,
            asks_for_seal=bool(unit and unit.seal and package.seal and unit.seal != package.seal),
        )

    def _late(self, day: date) -> int:
        return max(0, (day - self.due_on).days) if self.due_on is not None else 0


def _ends_before(work: Work, asked: ReportAsked, key: str) -> dict[int, int]:
    """Return what units sent for the period before, where that was received here."""
    window = asked.period.previous.window
    found = {}
    for package in packages_of(work, asked.layout_key, window, PackageState.ACCEPTED):
        row = next((each for each in grid_of(package).rows if each.key == key), None)
        if row is not None and row.now is not None and package.unit_id is not None:
            found[package.unit_id] = row.now.amount
    return found


def _count(clashes: Sequence[Clash]) -> Mapping[int, int]:
    return Counter(unit for clash in clashes for unit in clash.unit_ids)
