"""The office's own days off, make-up days and yearly tables."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from io import BytesIO

import pytest
from openpyxl.workbook.workbook import Workbook

from rehabdesk.domain.codes import Role
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.year_table import CalendarDay
from rehabdesk.services.law.calendar_days import (
    DayFacts,
    DayTaken,
    NameNeeded,
    NothingToImport,
    TableTooShort,
    YearRow,
    add_day,
    back_to_delivered,
    call_complete,
    change_by,
    correct_day,
    import_days,
    list_days,
    list_years,
    remove_day,
)
from rehabdesk.services.law.day_table import DayTable, TableUnreadable, read_day_table
from rehabdesk.services.office import Actor, NotYourRight, Office
from tests.builders import RESOURCES

FLOOD = DayFacts(date(2026, 11, 26), "Nghỉ phòng bão", is_working=False, source="CV 12/UBND")
HEADS = "Ngày;Nội dung;Loại;Căn cứ"


def calendar(office: Office) -> WorkingCalendar:
    return office.look(lambda work: work.resources.calendar)


def year(office: Office, number: int) -> YearRow:
    return next(row for row in office.look(list_years) if row.year == number)


def table(*lines: str) -> DayTable:
    return read_day_table("\n".join((HEADS, *lines)).encode(), "bang.csv")


def whole_year(number: int) -> DayTable:
    days = [date(number, 1, 1), *(date(number, 1, day) for day in range(24, 29))]
    days += [date(number, 4, 4), date(number, 4, 30), date(number, 5, 1)]
    days += [date(number, 9, 1), date(number, 9, 2), date(number, 11, 24)]
    return table(*(f"{day:%d/%m/%Y};Nghỉ lễ {place};;" for place, day in enumerate(days)))


def test_a_day_of_the_office_moves_deadlines_at_once(office: Office) -> None:
    office.do(partial(add_day, facts=FLOOD))
    assert not calendar(office).is_working(date(2026, 11, 26))
    assert calendar(office).reason(date(2026, 11, 26)) == "Nghỉ phòng bão"
    own = next(row for row in office.look(partial(list_days, year=2026)) if row.kept_id)
    assert (own.day.source, own.day.is_own, own.day.kind) == ("CV 12/UBND", True, "Nghỉ")
    assert RESOURCES.calendar.is_working(date(2026, 11, 26))


def test_a_delivered_day_is_overruled_and_given_back(office: Office) -> None:
    facts = DayFacts(date(2026, 11, 24), "Đi làm bình thường", is_working=True)
    kept = office.do(partial(add_day, facts=facts)).result
    assert calendar(office).is_working(date(2026, 11, 24))
    office.do(partial(remove_day, kept_id=kept, version=1))
    assert calendar(office).reason(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"


def test_a_day_is_corrected(office: Office) -> None:
    kept = office.do(partial(add_day, facts=FLOOD)).result
    later = DayFacts(date(2026, 11, 27), "Nghỉ phòng bão", is_working=False)
    office.do(partial(correct_day, kept_id=kept, version=1, facts=later))
    assert calendar(office).is_working(date(2026, 11, 26))
    assert not calendar(office).is_working(date(2026, 11, 27))


def test_a_day_stands_once_and_with_a_name(office: Office) -> None:
    office.do(partial(add_day, facts=FLOOD))
    with pytest.raises(DayTaken, match="26/11/2026 đã có: nghỉ, Nghỉ phòng bão"):
        office.do(partial(add_day, facts=FLOOD))
    other = DayFacts(date(2026, 11, 27), "Nghỉ", is_working=False)
    kept = office.do(partial(add_day, facts=other)).result
    with pytest.raises(DayTaken):
        office.do(partial(correct_day, kept_id=kept, version=1, facts=FLOOD))
    with pytest.raises(NameNeeded):
        office.do(partial(add_day, facts=DayFacts(date(2026, 11, 30), " ", is_working=False)))


def test_years_without_data_and_foretold_ones_are_said(office: Office) -> None:
    assert [row.year for row in office.look(list_years)] == list(range(2028, 2020, -1))
    assert not year(office, 2028).is_known
    assert year(office, 2028).words.startswith("Chưa có dữ liệu")
    assert year(office, 2027).words == "Dự kiến, chưa có thông báo"
    assert year(office, 2026).words == "Kèm phần mềm"
    assert (year(office, 2026).days_off, year(office, 2026).days_worked) == (15, 2)


def test_a_yearly_table_is_looked_at_and_then_taken_whole(office: Office) -> None:
    offered = whole_year(2027)
    change = office.look(partial(change_by, table=offered))
    assert change.years == (2027,)
    assert date(2027, 1, 24) in {day.on for day in change.added}
    assert date(2027, 2, 4) in {day.on for day in change.removed}
    office.do(partial(import_days, table=offered))
    assert year(office, 2027).words == "Bảng của xã"
    assert calendar(office).is_working(date(2027, 2, 4))
    assert not calendar(office).estimated
    assert office.look(partial(change_by, table=offered)).is_nothing


def test_a_year_nobody_knew_becomes_known_by_its_table(office: Office) -> None:
    office.do(partial(import_days, table=whole_year(2028)))
    assert calendar(office).covers(2028)
    assert year(office, 2028).days_off == 12


def test_importing_again_replaces_the_years_days(office: Office) -> None:
    office.do(partial(add_day, facts=DayFacts(date(2028, 3, 1), "Nghỉ", is_working=False)))
    office.do(partial(import_days, table=whole_year(2028)))
    office.do(partial(import_days, table=whole_year(2028)))
    assert len(office.look(partial(list_days, year=2028))) == 12


def test_a_table_that_is_too_short_is_asked_about(office: Office) -> None:
    short = table("01/01/2028;Tết Dương lịch;;")
    with pytest.raises(TableTooShort, match="chỉ có 01 ngày nghỉ") as doubt:
        office.do(partial(import_days, table=short))
    assert not calendar(office).covers(2028)
    office.do(partial(import_days, table=short), frozenset({doubt.value.key}))
    assert calendar(office).covers(2028)


def test_days_put_in_by_hand_can_be_called_complete(office: Office) -> None:
    for day in whole_year(2028).days:
        facts = DayFacts(day.on, day.name, day.is_working)
        office.do(partial(add_day, facts=facts))
    assert not calendar(office).covers(2028)
    office.do(partial(call_complete, year=2028))
    assert calendar(office).covers(2028)


def test_a_foretold_year_called_complete_is_no_longer_in_doubt(office: Office) -> None:
    office.do(partial(call_complete, year=2027))
    assert not calendar(office).estimated
    assert not calendar(office).is_working(date(2027, 2, 4))


def test_the_delivered_table_can_be_taken_back(office: Office) -> None:
    before = office.look(partial(list_days, year=2027))
    office.do(partial(import_days, table=whole_year(2027)))
    office.do(partial(back_to_delivered, year=2027))
    assert office.look(partial(list_days, year=2027)) == before
    assert year(office, 2027).is_estimate


def test_only_the_administrator_changes_the_calendar(office: Office) -> None:
    clerk = Actor(2, "Trần Văn Kiên", "", Role.CLERK)
    other = Office(office.sessions, RESOURCES, clerk, office.clock)
    for act in (
        partial(add_day, facts=FLOOD),
        partial(import_days, table=whole_year(2028)),
        partial(call_complete, year=2028),
        partial(back_to_delivered, year=2027),
    ):
        with pytest.raises(NotYourRight):
            other.do(act)


# Tables as files


def test_a_csv_file_is_read_by_its_heads() -> None:
    found = table(
        "31/8/2026;Nghỉ hoán đổi;Nghỉ bù;TB 109",
        "22/08/2026;Làm bù cho ngày 31/8;Làm bù;TB 109",
        ";;;",
        "2026-09-02;Quốc khánh;Nghỉ lễ;BLLĐ",
    )
    assert found.findings == ()
    assert found.days == (
        CalendarDay(
            date(2026, 8, 22), "Làm bù cho ngày 31/8", is_working=True, source="TB 109", is_own=True
        ),
        CalendarDay(
            date(2026, 8, 31), "Nghỉ hoán đổi", is_working=False, source="TB 109", is_own=True
        ),
        CalendarDay(date(2026, 9, 2), "Quốc khánh", is_working=False, source="BLLĐ", is_own=True),
    )


def test_a_worksheet_is_read_with_dates_as_dates_and_its_title_passed_over() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["BẢNG NGÀY NGHỈ NĂM 2028"],
        [],
        ["STT", "Tên ngày nghỉ", "Ngày", "Loại"],
        [1, "Tết Dương lịch", datetime(2028, 1, 3), "Nghỉ bù"],
        [2, "Quốc khánh", "02/09/2028", None],
    ):
        sheet.append(row)
    made = BytesIO()
    book.save(made)
    found = read_day_table(made.getvalue(), "Bang nghi.XLSX")
    assert found.findings == ()
    assert [(day.on, day.name) for day in found.days] == [
        (date(2028, 1, 3), "Tết Dương lịch"),
        (date(2028, 9, 2), "Quốc khánh"),
    ]
    assert found.years == (2028,)


def test_the_delivered_tables_own_words_are_understood() -> None:
    text = "date,name,kind,source\n2026-08-22,Làm bù,working_saturday,\n2026-09-02,Lễ,holiday,"
    assert [day.is_working for day in read_day_table(text.encode(), "a.csv").days] == [True, False]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("31/02/2028;Nghỉ;;", "Dòng 2: chưa hiểu ngày “31/02/2028”."),
        ("2028;Nghỉ;;", "Dòng 2: chưa hiểu ngày “2028”."),
        (";Nghỉ;;", "Dòng 2: chưa hiểu ngày “”."),
        ("01/01/2028;;;", "Dòng 2: ngày 01/01/2028 chưa có tên."),
        ("01/01/2028;Nghỉ;Chơi;", "Dòng 2: chưa hiểu loại “Chơi”, ghi Nghỉ hoặc Làm bù."),
        (
            "03/01/2028;Làm bù;Làm bù;",
            "Dòng 2: 03/01/2028 là thứ Hai, không phải ngày làm bù.",
        ),
    ],
)
def test_a_line_not_understood_is_told_and_the_table_refused(
    office: Office, line: str, told: str
) -> None:
    found = table(line)
    assert told in found.findings
    with pytest.raises(NothingToImport, match="chưa nạp gì"):
        office.do(partial(import_days, table=found))


def test_one_day_twice_is_told() -> None:
    found = table("01/01/2028;Tết;;", "1/1/2028;Tết nữa;;")
    assert found.findings == ("Dòng 3: ngày 01/01/2028 có hai lần.",)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xfe\x00", "a.csv"),
        (b"not a workbook", "a.xlsx"),
        (b"PK\x03\x04 torn", "a.xlsx"),
        (b"", "a.xls"),
    ],
)
def test_what_is_no_table_is_told(content: bytes, name: str) -> None:
    with pytest.raises(TableUnreadable, match="Chưa nạp gì"):
        read_day_table(content, name)


def test_an_empty_or_endless_table_is_told() -> None:
    assert read_day_table(b"", "a.csv").findings == ("Bảng không có ngày nào.",)
    endless = "\n".join("x" for _ in range(3000)).encode()
    assert "quá 2000 dòng" in read_day_table(endless, "a.csv").findings[0]
