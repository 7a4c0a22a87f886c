"""A list that leaves, is corrected in Excel and comes back; remarks beside the rows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl.reader.excel import load_workbook
from openpyxl.styles.fonts import Font
from openpyxl.workbook.workbook import Workbook as Written

from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.grid import REMARK_HEADS
from rehabdesk.domain.tables.sheet import Cell, Sheet, Span, Workbook
from rehabdesk.services.exports import PurposeRequired
from rehabdesk.services.importing.kinds.corrections import ExportCorrections, export_corrections
from rehabdesk.services.importing.orders import Choice, Level, RowAction, RowState, RunImport
from rehabdesk.services.importing.reading import open_workbook
from rehabdesk.services.importing.remarks import SourceChanged, WriteRemarks, write_remarks
from rehabdesk.services.importing.writing import FilesChangedSinceCheck, run_import
from rehabdesk.services.office import Office
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.person_facts import PersonFacts, read_person
from tests.builders import taken_in
from tests.services.importing.tables import (
    FIRST,
    HEADS,
    a_book,
    a_row,
    an_order,
    checked,
    imported,
    row_of,
    stored,
    taken_back,
)

_F = ImportField


def facts_of(office: Office, person_id: int) -> PersonFacts:
    return office.look(lambda work: read_person(work.session.get_one(Person, person_id)))


def sent_out(office: Office, *person_ids: int) -> Workbook:
    """Export a list to correct and read it as it would come back, without a child process."""
    order = ExportCorrections(person_ids, "Rà soát")
    content = office.do(partial(export_corrections, order=order)).result.content
    sheets = []
    for page in load_workbook(BytesIO(content)).worksheets:
        rows: list[tuple[Cell, ...]] = [
            tuple(cell.value for cell in row) for row in page.iter_rows()
        ]
        sheets.append(Sheet(page.title, tuple(rows), is_hidden=page.sheet_state != "visible"))
    return Workbook("sửa.xlsx", "xlsx", "1" * 64, tuple(sheets))


def corrected(book: Workbook, row_number: int, **cells: Cell) -> Workbook:
    page = book.sheets[0]
    labels = {ImportField[name].label: value for name, value in cells.items()}
    heads = [str(head) for head in page.rows[0]]
    old = page.rows[row_number - 1]
    new = tuple(labels.get(head, cell) for head, cell in zip(heads, old, strict=True))
    rows = (*page.rows[: row_number - 1], new, *page.rows[row_number:])
    return replace(book, sheets=(replace(page, rows=rows), *book.sheets[1:]))


def order_of(office: Office, book: Workbook, **choices: Any) -> Any:
    return an_order(office, book, ImportKind.CORRECTIONS, **choices)


def test_a_list_that_comes_back_as_it_left_changes_nothing(office: Office) -> None:
    ids = (taken_in(office), taken_in(office, full_name="Lò Văn Sơn", papers=()))
    check = checked(office, order_of(office, sent_out(office, *ids)))
    assert [row.state for row in check.rows] == [RowState.SKIPPED, RowState.SKIPPED]
    assert check.counters.to_write == 0


def test_only_what_was_corrected_and_confirmed_is_written(office: Office) -> None:
    person_id = taken_in(office, ethnicity="Kinh")
    before = stored(office)
    book = corrected(
        sent_out(office, person_id), 2, OCCUPATION="Thợ may", BIRTH="15/08/1991", ETHNICITY="Thái"
    )
    row = row_of(checked(office, order_of(office, book)), 2)
    told = {each.field: (each.before, each.in_file, each.kept) for each in row.changes}
    assert told["occupation"] == ("Lao động tự do", "Thợ may", "Lao động tự do")
    assert set(told) == {"occupation", "birth", "ethnicity"}
    assert row.outcome is ImportOutcome.LEFT_OUT
    taken = frozenset({"occupation", "birth"})
    chosen = {2: Choice(RowAction.UPDATE, taken=taken)}
    done = imported(office, order_of(office, book, choices=chosen))
    facts = facts_of(office, person_id)
    assert (facts.occupation, facts.ethnicity) == ("Thợ may", "Kinh")
    assert facts.birth is not None
    assert facts.birth.text == "15/08/1991"
    assert taken_back(office, done).put_back == 1
    assert stored(office) == before


def test_a_value_changed_meanwhile_is_told(office: Office) -> None:
    person_id = taken_in(office)
    book = corrected(sent_out(office, person_id), 2, OCCUPATION="Thợ may")
    facts = replace(facts_of(office, person_id), occupation="Thợ nề")
    version = office.look(lambda work: work.session.get_one(Person, person_id).version)
    office.do(partial(correct_person, order=CorrectPerson(person_id, version, facts)))
    [change] = row_of(checked(office, order_of(office, book)), 2).changes
    assert change.is_changed_meanwhile
    assert (change.before, change.in_file, change.kept) == ("Lao động tự do", "Thợ may", "Thợ nề")


def test_a_cell_nobody_touched_undoes_nothing_done_meanwhile(office: Office) -> None:
    person_id = taken_in(office)
    book = sent_out(office, person_id)
    facts = replace(facts_of(office, person_id), occupation="Thợ nề")
    version = office.look(lambda work: work.session.get_one(Person, person_id).version)
    office.do(partial(correct_person, order=CorrectPerson(person_id, version, facts)))
    assert row_of(checked(office, order_of(office, book)), 2).changes == ()


def test_a_cell_made_empty_empties_the_field_when_confirmed(office: Office) -> None:
    person_id = taken_in(office)
    book = corrected(sent_out(office, person_id), 2, OCCUPATION=None)
    [change] = row_of(checked(office, order_of(office, book)), 2).changes
    assert (change.kept, change.in_file) == ("Lao động tự do", "")
    chosen = {2: Choice(RowAction.UPDATE, taken=frozenset({"occupation"}))}
    imported(office, order_of(office, book, choices=chosen))
    assert facts_of(office, person_id).occupation == ""


def test_the_number_telephone_and_address_are_put_right_where_they_stand(office: Office) -> None:
    person_id = taken_in(office)
    cells = {"ID_NUMBER": "099091004218", "CURRENT": "Thôn Hạ, xã Yên Thịnh", "PHONE": "0912345678"}
    book = corrected(sent_out(office, person_id), 2, **cells)
    row = row_of(checked(office, order_of(office, book)), 2)
    taken = frozenset(each.field for each in row.changes)
    assert taken == {"id_number", "current", "phone"}
    chosen = {2: Choice(RowAction.UPDATE, taken=taken)}
    imported(office, order_of(office, book, choices=chosen))
    facts = facts_of(office, person_id)
    assert [paper.number for paper in facts.papers] == ["099091004218"]
    assert facts.papers[0].issued_on is not None
    assert [place.as_written for place in facts.residences] == ["Thôn Hạ, xã Yên Thịnh"]


def test_a_number_of_somebody_else_is_a_fault(office: Office) -> None:
    taken_in(office)
    other = taken_in(office, full_name="Lò Văn Sơn", papers=())
    book = corrected(sent_out(office, other), 2, ID_NUMBER="099091004217")
    assert row_of(checked(office, order_of(office, book)), 2).state is RowState.FAULTY


@pytest.mark.parametrize("code", [None, "N1-00", "N999-17", "2026-001"])
def test_a_code_that_is_none_is_a_fault_of_its_row(office: Office, code: str | None) -> None:
    book = corrected(sent_out(office, taken_in(office)), 2, ROW_CODE=code, NOTE="x")
    assert row_of(checked(office, order_of(office, book)), 2).state is RowState.FAULTY


def test_a_copied_row_is_taken_once(office: Office) -> None:
    book = sent_out(office, taken_in(office))
    page = book.sheets[0]
    twice = replace(page, rows=(*page.rows, page.rows[1]))
    check = checked(office, order_of(office, replace(book, sheets=(twice, *book.sheets[1:]))))
    assert row_of(check, 3).state is RowState.FAULTY


def test_nothing_leaves_without_a_purpose(office: Office) -> None:
    order = ExportCorrections((taken_in(office),), " ")
    with pytest.raises(PurposeRequired):
        office.do(partial(export_corrections, order=order))


# Remarks


def test_remarks_stand_beside_the_rows_of_the_offices_own_file(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "cu.xlsx"
    book = Written()
    page = book.active
    page.title = "Tong hop"
    page.append(["DANH SÁCH"])
    page.append([])
    page.append(list(HEADS))
    page.append([1, "Lê Văn An", "31/02/1980", "Nam"])
    page.append([2, "=cmd|' /C calc'!A0", "1980", "Nam"])
    page.append([3, "Lò Văn Sơn", "1981", "Nam", None, "Thôn Hạ"])
    page["A4"].font = Font(bold=True)
    page["M6"] = "=1+1"
    page.column_dimensions["B"].width = 33
    book.save(path)
    order = an_order(office, open_workbook(path))
    wanted = WriteRemarks(order, path.read_bytes(), "sửa lại")
    made = office.do(partial(write_remarks, order=wanted)).result
    assert made.name == "cu - ghi chú.xlsx"
    copy = load_workbook(BytesIO(made.content)).worksheets[0]
    told = len(HEADS) + 1
    assert [copy.cell(3, column).value for column in (told, told + 1)] == list(REMARK_HEADS)
    assert copy.cell(4, told).value == "Lỗi phải sửa"
    assert "31/02/1980" in str(copy.cell(4, told + 1).value)
    assert copy.cell(6, told).value == "Nhập được ngay"
    assert copy["A4"].font.bold
    assert copy.column_dimensions["B"].width == 33
    assert all(cell.data_type != "f" for row in copy.iter_rows() for cell in row)


def test_a_file_of_another_kind_is_copied_as_plain_text(office: Office) -> None:
    book = replace(a_book([a_row("Lê Văn An", Ngày_sinh="31/02/1980")], "cu.xls"), kind="xls")
    order = an_order(office, book)
    made = office.do(partial(write_remarks, order=WriteRemarks(order, b"", "sửa"))).result
    copy = load_workbook(BytesIO(made.content)).worksheets[0]
    assert copy.cell(FIRST, 2).value == "Lê Văn An"
    assert copy.cell(FIRST, len(HEADS) + 1).value == "Lỗi phải sửa"


def test_after_the_import_the_copy_says_what_became_of_every_row(office: Office) -> None:
    rows = [a_row("Lê Văn An"), a_row("Lò Văn Sơn", Ngày_sinh="31/02/1980")]
    book = replace(a_book(rows, "cu.xls"), kind="xls")
    order = an_order(office, book)
    done = imported(office, order)
    wanted = WriteRemarks(order, b"", "sửa", done.batch_id)
    made = office.do(partial(write_remarks, order=wanted)).result
    copy = load_workbook(BytesIO(made.content)).worksheets[0]
    told = [copy.cell(FIRST + row, len(HEADS) + 1).value for row in range(3)]
    assert told == ["Lập hồ sơ mới", "Lỗi, chưa nhập", "Bỏ qua"]


def test_a_file_that_changed_since_it_was_read_gets_no_remarks(office: Office) -> None:
    order = an_order(office, a_book([a_row("Lê Văn An")]))
    with pytest.raises(SourceChanged):
        office.do(partial(write_remarks, order=WriteRemarks(order, b"PK", "sửa")))


def test_what_is_unsure_is_said_as_a_doubt(office: Office) -> None:
    book = a_book([a_row("Lê Văn An", Số_căn_cước="099180000017", Ngày_sinh="1985")])
    row = row_of(checked(office, an_order(office, book)), FIRST)
    assert row.state is RowState.READY
    assert Level.DOUBT in {each.level for each in row.problems}


def test_the_copy_can_be_read_put_right_and_brought_in(office: Office, tmp_path: Path) -> None:
    """Old letters keep their font, joined heads stay joined, and the remarks are no columns."""
    heads = (("STT", "Hä vµ tªn", "Sinh", None), (None, None, "N¨m", "Giíi tÝnh"))
    row = (1, "NguyÔn §øc ThuËn", "31/02/1980", "Nam")
    below = (("II", "Th«n §ång BÕn", None, None), (None, "Tæng céng: 1", None, None))
    spans = (Span(0, 0, 1, 0), Span(0, 1, 1, 1), Span(0, 2, 0, 3))
    sheet = Sheet("Cu", (*heads, row, *below), spans, {1: ".VnTime"})
    order = an_order(office, Workbook("cu.xls", "xls", "0" * 64, (sheet,)))
    made = office.do(partial(write_remarks, order=WriteRemarks(order, b"", "sửa"))).result
    page = load_workbook(BytesIO(made.content)).active
    assert page is not None
    assert page["B3"].font.name == ".VnTime"
    assert {str(each) for each in page.merged_cells.ranges} == {"A1:A2", "B1:B2", "C1:D1"}
    path = tmp_path / made.name
    path.write_bytes(made.content)
    again = an_order(office, open_workbook(path))
    assert [each.field for each in again.columns] == [each.field for each in order.columns]
    assert [each.row_number for each in again.table.rows] == [3]
    assert again.table.left_out == order.table.left_out
    twice = WriteRemarks(again, path.read_bytes(), "sửa lại")
    made = office.do(partial(write_remarks, order=twice)).result
    page = load_workbook(BytesIO(made.content)).active
    assert page is not None
    assert [each.value for each in page[2]][4:] == list(REMARK_HEADS)


def test_what_somebody_saved_since_the_check_is_not_written_over(office: Office) -> None:
    person_id = taken_in(office)
    book = corrected(sent_out(office, person_id), 2, OCCUPATION="Thợ hàn")
    taken = Choice(RowAction.UPDATE, taken=frozenset({_F.OCCUPATION.value}))
    order = order_of(office, book, choices={2: taken})
    seen = RunImport.as_seen(order, checked(office, order))
    kept = replace(facts_of(office, person_id), occupation="Thợ xây")
    version = office.look(lambda work: work.session.get_one(Person, person_id).version)
    office.do(partial(correct_person, order=CorrectPerson(person_id, version, kept)))
    with pytest.raises(FilesChangedSinceCheck, match="dòng 2: Nghề nghiệp"):
        office.do(partial(run_import, order=seen))
    assert facts_of(office, person_id).occupation == "Thợ xây"
    again = RunImport.as_seen(order, checked(office, order))
    office.do(partial(run_import, order=again))
    assert facts_of(office, person_id).occupation == "Thợ hàn"
