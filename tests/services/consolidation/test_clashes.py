"""The same person in two units: what settles itself, what somebody decides, what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.consolidation.clashes import Clash, read_clashes
from rehabdesk.services.consolidation.settling import (
    SettleClash,
    WhereMissing,
    WordsMissing,
    reopen_clash,
    settle_clash,
)
from rehabdesk.services.consolidation.standing import question_about, read_standing
from rehabdesk.services.consolidation.totals import main_total, read_totals
from rehabdesk.services.office import Office
from rehabdesk.services.reports.problems import ProblemKind, read_problems
from tests.services.consolidation.scene import (
    ASKED,
    PASSWORD,
    a_member,
    a_sender,
    an_upper_office,
    receive,
    row_keys,
    the_file,
)

CARD = "099092000001"
BAC_MON, YEN_THINH, NGOC_LAM = (
    a_sender(number, name)
    for number, name in enumerate(("Phường Bắc Môn", "Xã Yên Thịnh", "Xã Ngọc Lâm"), 1)
)


@pytest.fixture
def moved(office: Office) -> Office:
    """Somebody has gone from Bắc Môn to Yên Thịnh; both say so."""
    gone = replace(BAC_MON, members=[a_member("S07", CARD, on=date(2026, 11, 6))])
    came = replace(
        YEN_THINH,
        members=[a_member("S06", CARD, on=date(2026, 11, 9)), a_member("S11", CARD)],
    )
    an_upper_office(office, gone, came)
    receive(office, the_file(gone, PASSWORD), the_file(came, PASSWORD))
    return office


@pytest.fixture
def doubled(office: Office) -> Office:
    """Two units say they manage the same person."""
    sides = [replace(each, members=[a_member("S11", CARD)]) for each in (BAC_MON, NGOC_LAM)]
    an_upper_office(office, *sides)
    receive(office, *(the_file(each, PASSWORD) for each in sides))
    return office


def the_clash(office: Office) -> Clash:
    [clash] = office.look(partial(read_clashes, asked=ASKED))
    return clash


def test_a_move_that_matches_settles_itself(moved: Office) -> None:
    clash = the_clash(moved)
    assert [side.words for side in clash.sides] == [
        "Phường Bắc Môn: chuyển đi 06/11/2026",
        "Xã Yên Thịnh: chuyển đến 09/11/2026",
    ]
    assert clash.verdict == "Hai bên khớp nhau: tính ở xã Yên Thịnh."
    assert clash.is_settled
    assert moved.look(partial(main_total, asked=ASKED)) == 26


def test_who_left_and_is_still_counted_there_counts_where_she_came(office: Office) -> None:
    gone = replace(
        BAC_MON, members=[a_member("S07", CARD, on=date(2026, 11, 6)), a_member("S11", CARD)]
    )
    came = replace(
        YEN_THINH, members=[a_member("S06", CARD, on=date(2026, 11, 9)), a_member("S11", CARD)]
    )
    an_upper_office(office, gone, came)
    receive(office, the_file(gone, PASSWORD), the_file(came, PASSWORD))
    assert the_clash(office).is_matched
    totals = office.look(partial(read_totals, asked=ASKED))
    assert totals.row(row_keys()["S11"]).now.amount == 25  # type: ignore[union-attr]
    assert "Đã bớt 1 người tính hai lần ở hai đơn vị." in totals.notes


def test_double_counting_waits_for_somebody(doubled: Office) -> None:
    clash = the_clash(doubled)
    assert clash.verdict == "Tính hai lần. Cần hỏi lại một bên."
    assert not clash.is_settled
    assert doubled.look(partial(main_total, asked=ASKED)) == 26
    notes = doubled.look(partial(read_totals, asked=ASKED)).notes
    assert "Còn 1 trường hợp trùng người chưa giải quyết." in notes
    standing = doubled.look(partial(read_standing, asked=ASKED))
    assert standing.unsettled == 1
    assert [row.clashes for row in standing.rows] == [1, 1]
    [problem] = doubled.look(partial(read_problems, asked=ASKED))
    assert (problem.kind, problem.title) == (ProblemKind.COUNTED_TWICE, clash.name)
    assert problem.words == "; ".join(side.words for side in clash.sides)


def test_the_totals_follow_the_decision_and_its_end(doubled: Office) -> None:
    clash = the_clash(doubled)
    order = SettleClash(ASKED, clash.known_by, clash.sides[1].unit_id, "Đã gọi hai bên ngày 16/12")
    told = doubled.do(partial(settle_clash, order=order)).result
    assert (told.before, told.after) == (26, 25)
    settled = the_clash(doubled)
    assert settled.verdict == ("Đã giải quyết: tính ở Xã Ngọc Lâm. Đã gọi hai bên ngày 16/12")
    again = replace(order, counts_at=None, is_everywhere=True, words="Hai người khác nhau")
    assert doubled.do(partial(settle_clash, order=again)).result.after == 26
    back = doubled.do(partial(reopen_clash, asked=ASKED, known_by=clash.known_by)).result
    assert back.after == 26
    assert not the_clash(doubled).is_settled


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda order: replace(order, counts_at=None), WhereMissing),
        (lambda order: replace(order, words="  "), WordsMissing),
    ],
)
def test_a_decision_needs_a_place_and_words(
    doubled: Office, change: Callable[[SettleClash], SettleClash], refusal: type[Refusal]
) -> None:
    clash = the_clash(doubled)
    order = SettleClash(ASKED, clash.known_by, clash.sides[0].unit_id, "Đã hỏi")
    with pytest.raises(refusal):
        doubled.do(partial(settle_clash, order=change(order)))
    assert not the_clash(doubled).is_answered


def test_by_name_and_birth_where_there_is_no_card(office: Office) -> None:
    sides = [
        replace(each, members=[a_member("S11", "vo thanh tinh|1987-05-02", "Võ Thanh Tịnh")])
        for each in (BAC_MON, NGOC_LAM)
    ]
    an_upper_office(office, *sides)
    receive(office, *(the_file(each, PASSWORD) for each in sides))
    assert the_clash(office).name == "Võ Thanh Tịnh"


def test_the_same_flow_on_another_day_is_another_thing(office: Office) -> None:
    days = (date(2026, 3, 1), date(2026, 8, 9))
    sides = [
        replace(each, members=[a_member("S02", CARD, on=day)])
        for each, day in zip((BAC_MON, NGOC_LAM), days, strict=True)
    ]
    an_upper_office(office, *sides)
    receive(office, *(the_file(each, PASSWORD) for each in sides))
    assert office.look(partial(read_clashes, asked=ASKED)) == []


def test_the_question_to_both(doubled: Office) -> None:
    assert question_about(the_clash(doubled), "Báo cáo năm 2026") == (
        "Kính gửi Phường Bắc Môn và Xã Ngọc Lâm: trong báo cáo năm 2026 có Mai Xuân Nam, "
        "sinh năm 1992 ở cả hai nơi (Phường Bắc Môn: đang quản lý; Xã Ngọc Lâm: đang quản lý). "
        "Đề nghị hai đơn vị kiểm tra, cho biết người này hiện do nơi nào quản lý."
    )


def test_the_balance_stays_even_when_somebody_is_left_out(office: Office) -> None:
    stayed = replace(BAC_MON, members=[a_member("S01", CARD), a_member("S11", CARD)])
    new = replace(
        NGOC_LAM, members=[a_member("S02", CARD, on=date(2026, 3, 1)), a_member("S11", CARD)]
    )
    an_upper_office(office, stayed, new)
    receive(office, the_file(stayed, PASSWORD), the_file(new, PASSWORD))
    clash = the_clash(office)
    order = SettleClash(ASKED, clash.known_by, clash.sides[0].unit_id, "Đã hỏi hai bên")
    office.do(partial(settle_clash, order=order))
    balance = office.look(partial(read_totals, asked=ASKED)).balance
    assert balance is not None
    assert (balance.start, balance.came, balance.went, balance.end) == (22, 15, 12, 25)
    assert balance.is_even
