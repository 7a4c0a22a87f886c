"""Packages of units put together without a window: what became of each, and the totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.services.consolidation.opening import take_file
from rehabdesk.services.consolidation.orders import Outcome, ReceiveOrder, report_of
from rehabdesk.services.consolidation.outgoing import export_totals
from rehabdesk.services.consolidation.receiving import receive_packages
from rehabdesk.services.consolidation.standing import Standing, read_standing
from rehabdesk.services.consolidation.totals import read_totals
from rehabdesk.services.exports import save_file
from rehabdesk.services.office import Office
from rehabdesk.services.reports.reading import ReportAsked

PACKAGE_PASSWORD = "REHABDESK_PACKAGE_PASSWORD"  # noqa: S105  # the name of a variable
DONE, SOME_LEFT = 0, 3


class NoPackageAmong(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Không tệp nào mở được thành gói báo cáo. Chưa nhận gì. Xem lại các tệp đã ghi."
        )


@dataclass(frozen=True, slots=True)
class Consolidated:
    """One receiving: its report, each file's fate, how the units stand, and the sums."""

    asked: ReportAsked
    outcomes: tuple[Outcome, ...]
    standing: Standing
    totals: ReportGrid
    saved: Path

    @property
    def exit_code(self) -> int:
        return DONE if all(each.counts for each in self.outcomes) else SOME_LEFT


def consolidate(
    office: Office, paths: Sequence[Path], to_file: Path, password: str
) -> Consolidated:
    """Receive files for the report most of them are of, and write the table of totals."""
    passwords = (password,) if password else ()
    files = tuple(take_file(path, passwords) for path in paths)
    asked = report_of(files)
    if asked is None:
        raise NoPackageAmong
    outcomes = office.do(partial(receive_packages, order=ReceiveOrder(asked, files))).result
    exported = office.do(partial(export_totals, asked=asked)).result
    save_file(to_file, exported.content)
    standing = office.look(partial(read_standing, asked=asked))
    totals = office.look(partial(read_totals, asked=asked))
    return Consolidated(asked, outcomes, standing, totals, to_file)


def in_words(told: Consolidated) -> str:
    standing = told.standing
    here = f"đã nhận {standing.received}/{standing.expected} đơn vị"
    lines = [f"{standing.title}: {here}, đúng hạn {standing.on_time}."]
    lines += [
        f"{each.file_name}: {each.fate.label}. {each.words}".rstrip()
        for each in told.outcomes
        if not each.counts or each.words
    ]
    if standing.missing:
        lines.append(f"Chưa gửi: {', '.join(row.name for row in standing.missing)}.")
    if standing.unsettled:
        lines.append(f"Trùng người chờ giải quyết: {standing.unsettled}.")
    lines.append(f"Đã ghi bảng tổng hợp ra “{told.saved}”.")
    return "\n".join(lines)


def as_object(told: Consolidated) -> Mapping[str, object]:
    window, standing = told.asked.period.window, told.standing
    return {
        "ok": told.exit_code == DONE,
        "layout": told.asked.layout_key,
        "from": window.first.isoformat(),
        "to": window.last.isoformat(),
        "received": standing.received,
        "expected": standing.expected,
        "on_time": standing.on_time,
        "missing": [row.name for row in standing.missing],
        "clashes": len(standing.clashes),
        "unsettled": standing.unsettled,
        "files": [
            {
                "file": each.file_name,
                "unit": each.unit_name,
                "fate": each.fate.value,
                "says": each.words,
            }
            for each in told.outcomes
        ],
        "totals": {
            row.key: row.now.amount
            if row.now is not None and not row.now.decimals
            else str(row.now.number)
            if row.now is not None
            else None
            for row in told.totals.rows
            if row.code
        },
        "notes": list(told.totals.notes),
    }
