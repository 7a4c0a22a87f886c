"""A closed report packed by the unit, opened by the upper office; and what spoils it on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl.reader.excel import load_workbook

from rehabdesk.domain.records.reporting.reports import Report, ReportMember
from rehabdesk.domain.reports.codes import MemberKind, PeriodKind, ReportState, WindowRule
from rehabdesk.domain.reports.grid import GridColumn
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.consolidation.opening import take_bytes, take_file
from rehabdesk.services.office import Office, Work
from rehabdesk.services.upward.packing import (
    NamesNotAllowed,
    NotClosedYet,
    PackOrder,
    pack,
    package_name,
)
from rehabdesk.services.upward.settings import choose_names_basis
from tests.builders import taken_in
from tests.services.consolidation.scene import CHEAP, PASSWORD, a_sender, row_keys, the_grid

PERIOD = ReportPeriod(PeriodKind.YEAR, 2026)
PLAIN = PackOrder()
NAMED = PackOrder(with_names=True, password=PASSWORD, cost=CHEAP)
BASIS = "Công văn 12/CAT ngày 01/12/2026"


def a_closed_report(work: Work, state: ReportState = ReportState.FROZEN) -> int:
    window = PERIOD.window
    report = Report(
        layout_key="bao-cao-chung",
        title="Báo cáo năm 2026",
        period=PERIOD.kind,
        year=2026,
        ordinal=0,
        rule=WindowRule.ND09,
        from_on=window.first,
        until_on=window.last,
        serial=0,
        state=state,
        is_zero=False,
        frozen_at=datetime(2026, 12, 15, 9, 0),
        problems=["1 người chưa có số quyết định"],
        content=the_grid(a_sender(1)).to_json(),
        recorded_at=work.now,
    )
    work.session.add(report)
    work.session.flush()
    work.session.add(
        ReportMember(
            report_id=report.id,
            figure=row_keys()["S11"],
            kind=MemberKind.PERSON,
            record_id=1,
            person=1,
            name="Trần Văn Thắng",
            birth_year=1991,
            reason="đang quản lý",
            amount=1,
        )
    )
    work.record("report.frozen", report)
    return report.id


@pytest.fixture
def closed(office: Office) -> int:
    taken_in(office)
    return office.do(a_closed_report).result


def packed(office: Office, report_id: int, order: PackOrder = PLAIN) -> bytes:
    return office.do(partial(pack, report_id=report_id, order=order)).result


def test_it_opens_as_a_workbook_and_as_a_package(office: Office, closed: int) -> None:
    content = packed(office, closed)
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Số liệu", "Ghi chú"]
    told = [cell.value for row in book["Ghi chú"].iter_rows() for cell in row if cell.value]
    assert "Biết khi chốt: 1 người chưa có số quyết định" in told
    opened = take_bytes("yen-thinh.rdgoi", content).opened
    assert opened is not None
    statement = opened.sealed.statement
    assert (statement.office_code, statement.office_name) == ("09901", "xã Yên Thịnh")
    assert (statement.title, statement.serial) == ("Báo cáo năm 2026", 1)
    assert not statement.has_names
    assert opened.sealed.altered == ()
    assert opened.sealed.grid == the_grid(a_sender(1))
    assert "Trần Văn Thắng" not in content.decode("latin-1")


def test_a_share_that_is_asked_reads_as_one_and_heads_have_room(
    office: Office, closed: int
) -> None:
    """A target of 60 per cent in a line counted in persons is not sixty persons."""

    def ask(work: Work) -> None:
        report = work.session.get_one(Report, closed)
        grid = the_grid(a_sender(1))
        first = grid.rows[1]
        asked = replace(
            first,
            values={**first.values, ColumnRole.TARGET: Value(60)},
            words={**first.words, ColumnRole.TARGET: "60%"},
        )
        column = GridColumn(ColumnRole.TARGET, "Kế hoạch được giao trong năm")
        report.content = replace(
            grid, columns=(*grid.columns, column), rows=(grid.rows[0], asked, *grid.rows[2:])
        ).to_json()
        work.record("report.corrected", report)

    office.do(ask)
    sheet = load_workbook(BytesIO(packed(office, closed)))["Số liệu"]
    [cell] = [each for row in sheet.iter_rows() for each in row if each.number_format == '#,##0"%"']
    assert cell.value == 60
    [head] = [each for row in sheet.iter_rows() for each in row if each.value == "STT"]
    height = sheet.row_dimensions[head.row].height
    assert height is not None
    assert height >= 3 * 16


def test_no_cell_is_a_formula(office: Office, closed: int) -> None:
    def rename(work: Work) -> None:
        report = work.session.get_one(Report, closed)
        grid = the_grid(a_sender(1))
        first = replace(grid.rows[1], name='=HYPERLINK("http://x")')
        report.content = replace(grid, rows=(grid.rows[0], first, *grid.rows[2:])).to_json()
        work.record("report.corrected", report)

    office.do(rename)
    book = load_workbook(BytesIO(packed(office, closed)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_each_package_of_a_report_has_its_number_and_the_same_key(
    office: Office, closed: int
) -> None:
    found = [take_bytes("a", packed(office, closed)).opened for _ in range(3)]
    assert [each.sealed.statement.serial for each in found if each] == [1, 2, 3]
    assert len({each.sealed.seal for each in found if each}) == 1


def test_names_go_where_the_receiver_may_have_them(office: Office, closed: int) -> None:
    with pytest.raises(NamesNotAllowed):
        packed(office, closed, NAMED)
    office.do(partial(choose_names_basis, basis=BASIS))
    content = packed(office, closed, NAMED)
    closed_one = take_bytes("a", content).opened
    assert closed_one is not None
    assert closed_one.are_names_closed
    assert closed_one.sealed.statement.names_basis == BASIS
    opened = take_bytes("a", content, ["sai-mật-khẩu-rồi", PASSWORD]).opened
    assert opened is not None
    assert list(opened.members.lines()) == [
        (row_keys()["S11"], "099091004217", "Trần Văn Thắng", 1991, "đang quản lý", None, 1)
    ]


def test_an_open_report_is_not_packed(office: Office) -> None:
    report_id = office.do(partial(a_closed_report, state=ReportState.OPEN)).result
    with pytest.raises(NotClosedYet):
        packed(office, report_id)


def test_its_name(office: Office, closed: int) -> None:
    assert office.look(partial(package_name, report_id=closed)) == "yen-thinh-nam-2026.rdgoi"


def test_edits_by_hand_are_seen_and_named(office: Office, closed: int, tmp_path: Path) -> None:
    path = tmp_path / "yen-thinh-nam-2026.rdgoi"
    path.write_bytes(_edited(packed(office, closed), b"<v>13</v>", b"<v>31</v>"))
    found = take_file(path)
    assert found.opened is not None
    assert found.opened.sealed.altered == ("xl/worksheets/sheet1.xml",)
    assert found.edits.startswith("Trang nhìn thấy bị sửa tay ở: ")
    assert found.opened.sealed.grid == the_grid(a_sender(1))


def _edited(content: bytes, before: bytes, after: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(file, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            is_sheet = name == "xl/worksheets/sheet1.xml"
            assert not is_sheet or before in part
            target.writestr(name, part.replace(before, after) if is_sheet else part)
    return file.getvalue()
