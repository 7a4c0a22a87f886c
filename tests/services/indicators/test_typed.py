"""Figures others give: read as they are typed, counted with their days, put right, taken out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.typed_values import (
    PartAboveWhole,
    ValueMissing,
    ValueNotRead,
    read_value,
)
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.answers import answer, figure
from rehabdesk.services.indicators.counting import Answer, Counting
from rehabdesk.services.journal.looks import read_journal, this_week
from rehabdesk.services.office import Office
from rehabdesk.services.reports.figure_facts import FigureFacts
from rehabdesk.services.reports.typed_figures import (
    BeginningMissing,
    DayMissing,
    DaysTurned,
    FigureGone,
    NotTyped,
    NotYetOver,
    PaperInFuture,
    PartsTooMany,
    SameDaysAgain,
    SourceUntold,
    UsedSince,
    correct_figure,
    list_wanted,
    read_figure_scan,
    read_page,
    take_figure_back,
    type_figure,
    withdraw_figure,
)
from rehabdesk.services.reports.typed_parts import PartsNotRead, parts_words, read_parts
from rehabdesk.services.teams.changes import Made

YEAR = Window(date(2025, 12, 15), date(2026, 11, 22))
NINE = Window(date(2025, 12, 15), date(2026, 9, 14))
POLICE = {"giver": "Công an xã", "paper": "báo cáo số 12/BC-CAX", "paper_on": date(2026, 10, 5)}


def facts(code: str, typed: str = "31", unit: str = "người", **told: Any) -> FigureFacts:
    values = {"from_on": NINE.first, "until_on": NINE.last, **POLICE, **told}
    return FigureFacts(code, read_value(typed, unit), **values)


def typed(office: Office, order: FigureFacts, *doubts: NeedsConfirmation) -> Made:
    said = frozenset(each.key for each in doubts)
    return office.do(partial(type_figure, facts=order), said).result


def asked(office: Office, code: str, window: Window = NINE) -> Answer:
    return office.look(lambda work: answer(Counting(work), code, window))


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("5.236", "lượt người", Value(5236)),
        ("5 236", "lượt người", Value(5236)),
        ("> 1.500", "tin, bài", Value(1500, as_typed="> 1.500")),
        ("gần 50", "người", Value(50, as_typed="gần 50")),
        ("hàng trăm nghìn", "lượt người", Value(100_000, as_typed="hàng trăm nghìn")),
        ("127/143", "đơn vị", Value(127, base=143)),
        ("427 / 1.619", "người", Value(427, base=1619)),
        ("875 triệu", "đồng", Value(875_000_000)),
        ("1,5 tỷ", "đồng", Value(1_500_000_000)),
        ("145,6", "%", Value(1456, 1)),
        ("145,6 %", "%", Value(1456, 1)),
        ("100", "%", Value(100)),
        ("> 96%", "%", Value(96, as_typed="> 96")),
        ("0", "người", Value(0)),
    ],
)
def test_a_figure_is_read_as_papers_write_it(text: str, unit: str, value: Value) -> None:
    assert read_value(text, unit) == value


@pytest.mark.parametrize(
    ("text", "unit", "refusal"),
    [
        ("", "người", ValueMissing),
        ("nhiều", "người", ValueNotRead),
        ("14,5", "người", ValueNotRead),
        ("-3", "người", ValueNotRead),
        ("12 34/5", "%", ValueNotRead),
        ("14,555", "%", ValueNotRead),
        ("144/143", "đơn vị", PartAboveWhole),
    ],
)
def test_what_is_no_figure_is_refused(text: str, unit: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_value(text, unit)


def test_a_flow_counts_in_the_window_that_holds_it(office: Office) -> None:
    typed(office, facts("C06"))
    found = asked(office, "C06")
    assert found.value == Value(31)
    assert found.remark == ""
    [member] = found.members
    assert (member.kind, member.name, member.amount) == (MemberKind.TYPED, "Công an xã", 31)
    assert member.reason == (
        "31 · số từ 15/12/2025 đến 14/09/2026 · báo cáo số 12/BC-CAX ngày 05/10/2026 · "
        "Nguyễn Thị Hạnh ghi ngày 23/11/2026"
    )
    shorter = asked(office, "C06", Window(NINE.first, date(2026, 6, 14)))
    assert shorter.value != Value(31)
    assert "chỉ trùng một phần" in shorter.near[0].reason
    longer = asked(office, "C06", YEAR)
    assert (longer.value, longer.remark) == (Value(31), "số từ 15/12/2025 đến 14/09/2026")


def test_quarters_add_up_and_count_no_more_beside_the_longer_period(office: Office) -> None:
    first, second = (date(2025, 12, 15), date(2026, 3, 14)), (date(2026, 3, 15), date(2026, 6, 14))
    for (begins, ends), number in ((first, "7"), (second, "> 8")):
        typed(office, facts("C06", number, from_on=begins, until_on=ends))
    half = asked(office, "C06", Window(first[0], second[1]))
    assert half.value == Value(15)
    assert half.remark == "trong đó có 1 số ghi áng chừng"
    typed(office, facts("C06", "31"))
    nine = asked(office, "C06")
    assert nine.value == Value(31)
    assert [each.reason.rpartition(", ")[2] for each in nine.near] == [
        "đã nằm trong số của kỳ dài hơn"
    ] * 2


def test_of_a_stock_the_last_one_counts_and_its_day_is_told(office: Office) -> None:
    for day, number in ((date(2026, 3, 31), "415"), (date(2026, 8, 31), "420")):
        typed(office, facts("N01", number, until_on=day, from_on=None))
    found = asked(office, "N01")
    assert found.value == Value(420)
    assert found.remark == "số ngày 31/08/2026 do Công an xã cung cấp"
    spring = asked(office, "N01", Window(NINE.first, date(2026, 4, 1)))
    assert spring.value == Value(415)
    later = asked(office, "N01", Window(date(2026, 9, 15), date(2026, 11, 22)))
    assert later.value != Value(420)
    assert later.near[0].reason == (
        "420, số ngày 31/08/2026, trước kỳ báo cáo; nhập số mới của kỳ này"
    )


def test_two_numbers_of_one_paper_make_the_share(office: Office) -> None:
    day = {"until_on": date(2026, 9, 1), "from_on": None, "words": "mô hình cai tại cộng đồng"}
    typed(office, facts("M01", "127/143", "đơn vị", **day))
    found = asked(office, "M01")
    assert found.value is not None
    assert found.value.words == "127/143"
    assert "mô hình cai tại cộng đồng" in found.remark
    share = asked(office, "M01r")
    assert share.value == Value(888, 1)
    assert share.remark.startswith("127/143; số ngày 01/09/2026")


def test_parts_on_the_paper_take_the_figure_apart(office: Office) -> None:
    sexes = {Breakdown.SEX: {"male": 20, "female": 9}}
    with pytest.raises(PartsTooMany):
        typed(office, facts("C07", "28", parts=sexes))
    typed(office, facts("C07", "32", parts=sexes))
    assert asked(office, "C07").parts(Breakdown.SEX) == {"male": 20, "female": 9, "": 3}


def test_what_was_typed_stands_before_what_is_counted(office: Office) -> None:
    def counted() -> Value | None:
        return office.look(lambda work: figure(Counting(work), "V01", NINE))

    assert counted() == Value(0)
    made = typed(office, facts("V01", "4", "văn bản"))
    assert counted() == Value(4)
    back = office.do(partial(take_figure_back, made=made)).result
    assert counted() == Value(0)
    office.do(partial(take_figure_back, made=back, is_again=True))
    assert counted() == Value(4)
    with pytest.raises(UsedSince, match="chưa làm lại"):
        office.do(partial(take_figure_back, made=back, is_again=True))


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (lambda: facts("T05"), NotTyped),
        (lambda: facts("C06", until_on=None), DayMissing),
        (lambda: facts("C06", from_on=None), BeginningMissing),
        (lambda: facts("C06", from_on=date(2026, 9, 15)), DaysTurned),
        (lambda: facts("C06", until_on=date(2026, 11, 24)), NotYetOver),
        (lambda: facts("C06", paper_on=date(2026, 11, 24)), PaperInFuture),
        (lambda: facts("C06", paper=""), SourceUntold),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    office: Office, order: Callable[[], FigureFacts], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        typed(office, order())
    assert office.look(partial(list_wanted, window=YEAR, code="C06"))[0].rows == ()


def test_a_second_figure_of_the_same_days_is_asked_about(office: Office) -> None:
    typed(office, facts("C06"))
    with pytest.raises(SameDaysAgain) as doubt:
        typed(office, facts("C06", "33"))
    typed(office, facts("C06", "33"), doubt.value)
    assert asked(office, "C06").value == Value(33)
    typed(office, facts("C07", giver=""), SourceUntold())


def test_a_figure_is_corrected_withdrawn_and_brought_back(office: Office) -> None:
    made = typed(office, facts("C06", scan_name="bc.png", scan=b"\x89PNG12"))
    better = partial(correct_figure, figure_id=made.row_id, version=1, facts=facts("C06", "32"))
    corrected = office.do(better).result
    assert asked(office, "C06").value == Value(32)
    with pytest.raises(UsedSince):
        office.do(partial(take_figure_back, made=made))
    with pytest.raises(Refusal):
        office.do(better)  # of the version before
    office.do(partial(take_figure_back, made=corrected))
    assert asked(office, "C06").value == Value(31)
    [wanted] = office.look(partial(list_wanted, window=NINE, code="C06"))
    [row] = wanted.rows
    assert row.has_scan
    gone = office.do(partial(withdraw_figure, figure_id=row.id, version=row.version)).result
    assert asked(office, "C06").value != Value(31)
    with pytest.raises(FigureGone):
        office.look(partial(read_figure_scan, figure_id=row.id))
    back = office.do(partial(take_figure_back, made=gone)).result
    assert asked(office, "C06").value == Value(31)
    office.do(partial(take_figure_back, made=back, is_again=True))
    assert asked(office, "C06").value != Value(31)


def test_the_list_names_every_figure_others_give(office: Office) -> None:
    typed(office, facts("C06"))
    typed(office, facts("N01", "420", from_on=None, until_on=date(2026, 11, 1)))
    wanted = {each.id: each for each in office.look(partial(list_wanted, window=NINE))}
    assert wanted["C06"].rows[0].told.value == Value(31)
    assert wanted["N01"].rows == ()  # given for a day after the window
    assert "T05" not in wanted
    page = office.look(partial(read_page, code="C07", window=NINE))
    assert (page.giver, page.paper) == ("Công an xã", "báo cáo số 12/BC-CAX")
    letters = office.look(partial(read_page, code="V01", window=NINE))
    assert letters.counted == Value(0)
    bank = office.look(partial(read_page, code="F01", window=NINE))
    assert (bank.giver, bank.paper, bank.counted) == ("Kế toán UBND cấp xã", "", None)


def test_parts_are_read_by_their_names() -> None:
    assert read_parts(Breakdown.SEX, "Nam 20; nữ: 12", "người") == {"male": 20, "female": 12}
    assert read_parts(Breakdown.AGE, "18-30 5; 30+ 7", "người") == {"18-30": 5, "30+": 7}
    money = read_parts(Breakdown.SOURCE, "Ngân sách xã: 12 triệu; Quỹ 138 3 triệu", "đồng")
    assert money == {"Ngân sách xã": 12_000_000, "Quỹ 138": 3_000_000}
    assert parts_words(Breakdown.SEX, {"male": 20, "female": 12}) == "Nam 20; Nữ 12"
    assert read_parts(Breakdown.SEX, "", "người") == {}
    for wrong in ("Nam", "Nam 20; Nam 1", "Khác 3"):
        with pytest.raises(PartsNotRead):
            read_parts(Breakdown.SEX, wrong, "người")


def test_the_trail_says_which_figure_and_from_where(office: Office) -> None:
    made = typed(office, facts("C06"))
    order = facts("C06", "32")
    office.do(partial(correct_figure, figure_id=made.row_id, version=1, facts=order))
    wanted = office.look(this_week)
    rows = office.look(partial(read_journal, wanted=wanted)).rows
    corrected, typed_then = rows[:2]
    assert (corrected.field, corrected.before, corrected.after) == ("Số, C06", "31", "32")
    assert typed_then.what == "Số được cung cấp"
    assert typed_then.after == (
        "Hồ sơ đề nghị đưa đi cai nghiện bắt buộc: 31, số từ 15/12/2025 đến 14/09/2026 · "
        "Từ: Công an xã, báo cáo số 12/BC-CAX ngày 05/10/2026"
    )
