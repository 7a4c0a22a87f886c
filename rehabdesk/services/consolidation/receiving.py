"""Packages taken in, each for itself: one that is bad does not stop the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.codes import FileKind, Right
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.reporting.received import (
    ReceivedFigure,
    ReceivedMember,
    ReceivedPackage,
    ReportingUnit,
)
from rehabdesk.domain.reports.codes import PackageState
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.text import fold
from rehabdesk.persistence.many_rows import insert_rows
from rehabdesk.persistence.packages.upward.contents import Statement
from rehabdesk.services.consolidation.checks import remarks_of
from rehabdesk.services.consolidation.opening import Incoming, Opened
from rehabdesk.services.consolidation.orders import Fate, Outcome, ReceiveOrder
from rehabdesk.services.consolidation.units import bare_name
from rehabdesk.services.importing.uncollected import uncollected
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.upward.packing import slug

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OTHER_SEAL = "Gói ký bằng khóa khác với khóa đã nhớ của đơn vị này. Số liệu đang có không đổi. "
_ASK_UNIT = "Gọi hỏi đơn vị; nếu đơn vị cài lại máy thì chọn Nhận khóa mới."
_NEWER_HERE = "Bản đang có mới hơn. Chưa thay."
_TWICE = "Đã có gói cùng lần gửi nhưng số khác. Số liệu đang có không đổi. Hỏi lại đơn vị."


_Fated = tuple[Outcome, ReceivedPackage | None]  # and which package it is of, in the end


@dataclass(slots=True)
class _Known:
    """The packages of the same days or bytes, each found without looking at all of them."""

    by_sum: dict[str, list[ReceivedPackage]] = field(default_factory=lambda: defaultdict(list))
    by_unit: dict[int, list[ReceivedPackage]] = field(default_factory=lambda: defaultdict(list))
    aside: list[ReceivedPackage] = field(default_factory=list)

    def add(self, package: ReceivedPackage) -> None:
        self.by_sum[package.sha256].append(package)
        if package.unit_id is not None:
            self.by_unit[package.unit_id].append(package)
        if package.state is PackageState.SET_ASIDE:
            self.aside.append(package)

    def remove(self, package: ReceivedPackage) -> None:
        self.aside.remove(package)
        self.by_sum[package.sha256].remove(package)


@dataclass(slots=True)
class _Receiving:
    """One handful of files: what is known beforehand, and the rows to be written at the end."""

    work: Work
    order: ReceiveOrder
    layout: Layout
    units: Sequence[ReportingUnit]
    known: _Known
    files: dict[str, StoredFile]  # already in the cabinet, by their sums
    taken: list[tuple[ReceivedPackage, Opened]] = field(default_factory=list)

    _places: dict[tuple[str, str], int] = field(default_factory=dict)  # of units, by what they say

    def __post_init__(self) -> None:
        for place, unit in enumerate(self.units):
            self._places.setdefault(("code", unit.code), place)
            self._places.setdefault(("name", fold(unit.name)), place)

    def unit_of(self, statement: Statement) -> ReportingUnit | None:
        """Find who sent it, by the code or by the name; the first in the list that fits."""
        told = (("code", statement.office_code), ("name", fold(statement.office_name)))
        fitting = [self._places[each] for each in told if each in self._places]
        return self.units[min(fitting)] if fitting else None

    def unit_by_file(self, file_name: str) -> ReportingUnit | None:
        """Guess whose a file is that does not open: by the name it came under."""
        name = f"{slug(file_name.rpartition('.')[0] or file_name)}-"
        fitting = [
            unit
            for unit in self.units
            if name.startswith((f"{slug(unit.name)}-", f"{slug(bare_name(unit.name))}-"))
        ]
        return max(fitting, key=lambda unit: len(unit.name), default=None)

    def keep_file(self, file: Incoming) -> StoredFile:
        """Put a file into the cabinet; the same bytes are the same file."""
        if file.sha256 not in self.files:
            kept = StoredFile(
                FileKind.ATTACHMENT, MEDIA_TYPE, file.name, file.content, self.work.now
            )
            self.work.session.add(kept)
            self.files[file.sha256] = kept
        return self.files[file.sha256]


# Acts


def receive_packages(work: Work, order: ReceiveOrder) -> tuple[Outcome, ...]:
    """Take in what came; say of every file what became of it."""
    work.require(Right.CONSOLIDATE)
    units = work.session.scalars(select(ReportingUnit)).all()
    layout = layout_of(work, order.asked.layout_key)
    known = _known(work, order)
    receiving = _Receiving(work, order, layout, units, known, _files_kept(work, order))
    with uncollected(), work.session.no_autoflush:
        fated = [_receive(receiving, file) for file in order.files]
    work.session.flush()
    outcomes = tuple(
        outcome if package is None else replace(outcome, package_id=package.id)
        for outcome, package in fated
    )
    _write_rows(receiving)
    counted = sum(outcome.counts for outcome in outcomes)
    aside = [outcome.file_name for outcome in outcomes if not outcome.counts]
    work.record(
        "received_package.received",
        None,
        title=f"{order.asked.period.words}: {counted} gói",
        not_counted=", ".join(aside) or None,
    )
    return outcomes


def _receive(receiving: _Receiving, file: Incoming) -> _Fated:
    opened = file.opened
    for before in receiving.known.by_sum[file.sha256]:
        if before.state is not PackageState.SET_ASIDE:
            words = "" if before.state is PackageState.ACCEPTED else _NEWER_HERE
            return Outcome(file.name, before.unit_name, Fate.SAME, words), before
    if opened is None:
        unit = receiving.unit_by_file(file.name)
        return _set_aside(receiving, file, unit, file.trouble)
    other = _other_report(receiving, file, opened.sealed.statement)
    return (other, None) if other is not None else _receive_opened(receiving, file, opened)


def _receive_opened(receiving: _Receiving, file: Incoming, opened: Opened) -> _Fated:
    """Take a package that opens, if it comes from whom it says and may be read to the end."""
    statement = opened.sealed.statement
    unit = receiving.unit_of(statement)
    if unit is None:
        return _set_aside(receiving, file, None, _foreign(statement), Fate.FOREIGN)
    if unit.seal and unit.seal != opened.sealed.seal:
        return _set_aside(receiving, file, unit, OTHER_SEAL + _ASK_UNIT)
    if opened.are_names_closed:
        return _set_aside(receiving, file, unit, unreadable(unit.name))
    return _take(receiving, file, opened, unit)


def _other_report(receiving: _Receiving, file: Incoming, statement: Statement) -> Outcome | None:
    """Refuse what was sent for another report or other days; it belongs elsewhere."""
    asked = receiving.order.asked
    title = f"kỳ {asked.period.words}"
    if statement.layout_key != asked.layout_key:
        words = (
            f"Gói này là của “{statement.title}”, đang nhận “{receiving.layout.name}”. "
            "Chưa nhận. Chọn đúng báo cáo rồi nhận lại."
        )
        return Outcome(file.name, statement.office_name, Fate.OTHER_LAYOUT, words)
    if statement.window != receiving.order.window:
        theirs = fold_title(statement.title)
        words = (
            f"Gói này là của kỳ {theirs}, đang nhận {title}. Chưa nhận. Chọn đúng kỳ rồi nhận lại."
        )
        return Outcome(file.name, statement.office_name, Fate.OTHER_PERIOD, words)
    return None


def _take(receiving: _Receiving, file: Incoming, opened: Opened, unit: ReportingUnit) -> _Fated:
    """Let a package count; the one before it is kept, and counts no more."""
    statement = opened.sealed.statement
    before = _counting(receiving, unit)
    if before is not None:
        mine, theirs = (statement.made_at, statement.serial), (before.made_at, before.serial)
        if mine == theirs:
            is_same = before.content == _content(opened)
            words = "" if is_same else _TWICE
            fate = Fate.SAME if is_same else Fate.OLDER
            return Outcome(file.name, unit.name, fate, words), before
        if mine < theirs:
            return Outcome(file.name, unit.name, Fate.OLDER, _NEWER_HERE), before
        before.state = PackageState.REPLACED
    _forget_set_aside(receiving, unit, file)
    unit.seal = unit.seal or opened.sealed.seal
    package = _package(receiving, file, statement, unit)
    package.state, package.seal = PackageState.ACCEPTED, opened.sealed.seal
    package.is_zero, package.has_names = statement.is_zero, statement.has_names
    package.content, package.members = _content(opened), opened.members.packed or None
    package.remarks = remarks_of(opened, receiving.layout)
    package.remarks += [file.edits] if file.edits else []
    _keep(receiving, package)
    receiving.taken.append((package, opened))
    fate = Fate.ACCEPTED if before is None else Fate.REPLACED
    return Outcome(file.name, unit.name, fate, " ".join(package.remarks)), package


def _write_rows(receiving: _Receiving) -> None:
    """Write the rows of all packages of an act at once."""
    session = receiving.work.session
    figures = [
        {
            "package_id": package.id,
            "figure": row.key,
            "part": "",
            "amount": value.amount,
            "decimals": value.decimals,
            "base": value.base,
        }
        for package, opened in receiving.taken
        for row in opened.sealed.grid.rows
        if (value := row.now) is not None
    ]
    insert_rows(session, ReceivedFigure.__table__, figures)  # type: ignore[arg-type]
    members = [
        {"package_id": package.id, "known_by": known_by}
        for package, opened in receiving.taken
        for known_by in sorted({each[0] for each in opened.members.persons} - {""})
    ]
    insert_rows(session, ReceivedMember.__table__, members)  # type: ignore[arg-type]


def _set_aside(
    receiving: _Receiving,
    file: Incoming,
    unit: ReportingUnit | None,
    trouble: str,
    fate: Fate = Fate.SET_ASIDE,
) -> _Fated:
    """Keep what does not count with its reason, so that it is asked for again.

    The same bytes stay the same package, whoever has it open.
    """
    same = next((each for each in receiving.known.aside if _is_aside(receiving, each, file)), None)
    if same is not None:
        same.trouble, same.remarks = trouble, [file.edits] if file.edits else []
        same.unit, same.unit_name = unit, unit.name if unit is not None else same.unit_name
        same.received_on = receiving.order.received_on or receiving.work.today
        return Outcome(file.name, same.unit_name, fate, trouble), same
    _forget_set_aside(receiving, unit, file)
    statement = file.opened.sealed.statement if file.opened is not None else None
    package = _package(receiving, file, statement, unit)
    package.state, package.trouble = PackageState.SET_ASIDE, trouble
    package.remarks = [file.edits] if file.edits else []
    if file.opened is not None:
        package.seal = file.opened.sealed.seal
    _keep(receiving, package)
    return Outcome(file.name, package.unit_name, fate, trouble), package


def _package(
    receiving: _Receiving,
    file: Incoming,
    statement: Statement | None,
    unit: ReportingUnit | None,
) -> ReceivedPackage:
    work, order = receiving.work, receiving.order
    # what is no package at all is not kept
    kept = receiving.keep_file(file) if statement is not None else None
    named = statement.office_name if statement is not None else file.name
    return ReceivedPackage(
        unit=unit,
        unit_id=unit.id if unit is not None else None,
        unit_name=unit.name if unit is not None else named,
        layout_key=order.asked.layout_key,
        title=statement.title if statement is not None else "",
        from_on=order.window.first,
        until_on=order.window.last,
        serial=statement.serial if statement is not None else 0,
        is_zero=False,
        has_names=False,
        made_at=statement.made_at if statement is not None else None,
        received_on=order.received_on or work.today,
        received_at=work.now,
        received_by=work.actor.name,
        file_name=file.name,
        sha256=file.sha256,
        file=kept,
        remarks=[],
    )


def _known(work: Work, order: ReceiveOrder) -> _Known:
    """Ask once for all that files may be the same as, newer than, or asked for again."""
    kept = ReceivedPackage
    is_of_days = (
        (kept.layout_key == order.asked.layout_key)
        & (kept.from_on == order.window.first)
        & (kept.until_on == order.window.last)
    )
    told = [file.sha256 for file in order.files]
    asked = select(kept).where(is_of_days | kept.sha256.in_(told)).order_by(kept.id)
    found = _Known()
    for each in work.session.scalars(asked):
        found.add(each)
    return found


def _is_aside(receiving: _Receiving, package: ReceivedPackage, file: Incoming) -> bool:
    is_aside = package.state is PackageState.SET_ASIDE and package.sha256 == file.sha256
    return is_aside and _is_of_days(package, receiving.order)


def _files_kept(work: Work, order: ReceiveOrder) -> dict[str, StoredFile]:
    asked = select(StoredFile).where(StoredFile.sha256.in_(file.sha256 for file in order.files))
    return {each.sha256: each for each in work.session.scalars(asked)}


def _counting(receiving: _Receiving, unit: ReportingUnit) -> ReceivedPackage | None:
    fitting = (
        each
        for each in receiving.known.by_unit[unit.id]
        if each.state is PackageState.ACCEPTED and _is_of_days(each, receiving.order)
    )
    return next(fitting, None)


def _is_of_days(package: ReceivedPackage, order: ReceiveOrder) -> bool:
    window = order.window
    days = (package.from_on, package.until_on)
    return package.layout_key == order.asked.layout_key and days == (window.first, window.last)


def _keep(receiving: _Receiving, package: ReceivedPackage) -> None:
    receiving.work.session.add(package)
    receiving.known.add(package)


def _forget_set_aside(receiving: _Receiving, unit: ReportingUnit | None, file: Incoming) -> None:
    """Let go of what was set aside of the same unit and days, or of the same bytes."""
    gone = [
        each
        for each in receiving.known.aside
        if _is_of_days(each, receiving.order)
        and (
            (unit is not None and each.unit_id == unit.id)
            or each.sha256 == file.sha256
            or each.file_name == file.name
        )
    ]
    for each in gone:
        if each in receiving.work.session.new:  # of this very handful
            receiving.work.session.expunge(each)
        else:
            receiving.work.session.delete(each)
        receiving.known.remove(each)


def _content(opened: Opened) -> dict[str, Any]:
    statement = opened.sealed.statement
    return {
        "grid": opened.sealed.grid.to_json(),
        "office": statement.office_name,
        "program": statement.program,
        "layout_print": statement.layout_print,
        "names_basis": statement.names_basis,
    }


def unreadable(unit: str) -> str:
    return (
        f"Gói của {unit} không mở được: sai mật khẩu hoặc tệp hỏng khi chép. "
        "Số liệu đang có không đổi. Hỏi lại mật khẩu, hoặc xin gửi lại."
    )


def fold_title(title: str) -> str:
    """Return which period a title names: "năm 2025" of "Báo cáo năm 2025"."""
    return title.removeprefix("Báo cáo ")


def _foreign(statement: Statement) -> str:
    return (
        f"“{statement.office_name}” không có trong danh sách đơn vị gửi báo cáo. Chưa tính. "
        "Thêm đơn vị vào danh sách rồi nhận lại, hoặc trả lại nơi gửi."
    )
