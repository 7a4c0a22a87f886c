"""Packages taken in: each for itself, each with its fate, and the totals that come of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from io import BytesIO

import pytest
from openpyxl.reader.excel import load_workbook
from sqlalchemy import select

from rehabdesk.domain.records.reporting.received import ReceivedMember, ReceivedPackage
from rehabdesk.domain.reports.codes import PackageState, PeriodKind
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.consolidation.again import ReasonMissing, TryAgain, let_go, try_again
from rehabdesk.services.consolidation.opening import take_bytes
from rehabdesk.services.consolidation.orders import Fate, ReceiveOrder
from rehabdesk.services.consolidation.outgoing import export_totals, names_behind
from rehabdesk.services.consolidation.packages import earlier_packages, view_package
from rehabdesk.services.consolidation.receiving import receive_packages
from rehabdesk.services.consolidation.standing import Stand, Standing, read_standing, reminder
from rehabdesk.services.consolidation.totals import read_totals, read_units_behind
from rehabdesk.services.consolidation.units import list_units
from rehabdesk.services.office import Office
from rehabdesk.services.reports.closing.freezing import noted
from rehabdesk.services.reports.problems import ProblemKind, read_problems
from tests.services.consolidation.scene import (
    ASKED,
    EVEN,
    PASSWORD,
    Sender,
    a_member,
    a_sender,
    an_upper_office,
    later,
    receive,
    row_keys,
    the_file,
    the_package,
)


def standing_of(office: Office) -> Standing:
    return office.look(partial(read_standing, asked=ASKED))


def end_of(office: Office) -> int:
    row = office.look(partial(read_totals, asked=ASKED)).row(row_keys()["S11"])
    assert row.now is not None
    return row.now.amount


def test_143_packages_with_bad_ones_among_them(office: Office) -> None:
    senders = [a_sender(number) for number in range(1, 144)]
    an_upper_office(office, *senders)
    good = [the_file(each) for each in senders[:133]]
    cut = take_bytes(senders[133].file_name, the_package(senders[133])[:-200])
    turned = bytearray(the_package(senders[134]))
    turned[turned.index(b"customXml/item1.xml") + 500] ^= 1
    damaged = take_bytes(senders[134].file_name, bytes(turned))
    last_year = the_file(replace(senders[135], period=ReportPeriod(PeriodKind.YEAR, 2025)))
    foreign = the_file(replace(senders[136], name="Phường Nơi Khác", code="12345"))
    no_package = take_bytes("số-138-nam-2026.rdgoi", b"<html>chua dang nhap</html>")
    uneven = the_file(replace(senders[138], values=EVEN | {"S11": 14}))
    twice = the_file(senders[0])
    outcomes = receive(office, *good, cut, damaged, last_year, foreign, no_package, uneven, twice)
    again = receive(office, the_file(later(senders[139], S11=13)), on=date(2026, 12, 18))

    assert outcomes["Xã Số 1"].fate is Fate.SAME  # told last; nothing is counted a second time
    assert outcomes["Xã Số 134"].fate is outcomes["Xã Số 135"].fate is Fate.SET_ASIDE
    assert outcomes["Xã Số 136"].fate is Fate.OTHER_PERIOD
    assert outcomes["Xã Số 136"].words == (
        "Gói này là của kỳ năm 2025, đang nhận kỳ năm 2026. Chưa nhận. Chọn đúng kỳ rồi nhận lại."
    )
    assert outcomes["Phường Nơi Khác"].fate is Fate.FOREIGN
    assert outcomes["Xã Số 138"].fate is Fate.SET_ASIDE
    assert "đầu kỳ 11 + vào 8 − ra 6 = 13, báo cáo ghi cuối kỳ 14" in outcomes["Xã Số 139"].words
    assert again["Xã Số 140"].fate is Fate.ACCEPTED
    _look_at_the_page(standing_of(office))
    assert end_of(office) == 133 * 13 + 14 + 13
    notes = office.look(partial(read_totals, asked=ASKED)).notes
    assert any(note.startswith("Chưa có số liệu của 8 đơn vị: Xã Số 134") for note in notes)
    problems = office.look(partial(read_problems, asked=ASKED))
    assert Counter(each.kind for each in problems) == {
        ProblemKind.NOT_SENT: 5, ProblemKind.SET_ASIDE: 4
    }  # fmt: skip
    assert not [*noted(problems)]  # the note has said it
    assert {each.title for each in problems if each.kind is ProblemKind.NOT_SENT} == {
        row.name for row in standing_of(office).missing
    }


def test_the_table_of_totals_names_who_is_missing(office: Office) -> None:
    twice = [a_member("S11", "099092000001", "Lê An")]
    senders = [replace(a_sender(number), members=twice) for number in (1, 2, 3)]
    an_upper_office(office, *senders)
    receive(office, *(the_file(each, PASSWORD) for each in senders[:2]))
    missing = "Chưa có số liệu của 1 đơn vị: Xã Số 3."
    doubled = "Còn 1 trường hợp trùng người chưa giải quyết."
    made = office.do(partial(export_totals, asked=ASKED)).result
    sheet = load_workbook(BytesIO(made.content)).worksheets[0]
    [told] = [
        str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith("(Tính đến")
    ]
    assert f"đến 14/12/2026. {missing} {doubled}" in told


def _look_at_the_page(standing: Standing) -> None:
    stands = {row.name: row for row in standing.rows}
    assert (standing.expected, standing.received, standing.on_time) == (143, 135, 134)
    assert stands["Xã Số 140"].time_words == "Chậm 2 ngày"
    assert {row.name for row in standing.missing} == {
        "Xã Số 136", "Xã Số 137", "Xã Số 141", "Xã Số 142", "Xã Số 143"
    }  # fmt: skip
    assert {n for n, row in stands.items() if row.stand is Stand.SET_ASIDE} == {
        "Xã Số 134", "Xã Số 135", "Xã Số 138"
    }  # fmt: skip
    assert stands["Phường Nơi Khác"].stand is Stand.FOREIGN


def test_a_newer_package_replaces_the_older_and_keeps_it(office: Office) -> None:
    sender = a_sender(1)
    an_upper_office(office, sender)
    first = receive(office, the_file(sender))["Xã Số 1"]
    second = receive(office, the_file(later(sender, S11=14, S02=6)))["Xã Số 1"]
    third = receive(office, the_file(sender))["Xã Số 1"]

    assert (first.fate, second.fate, third.fate) == (Fate.ACCEPTED, Fate.REPLACED, Fate.SAME)
    assert third.words == "Bản đang có mới hơn. Chưa thay."
    assert end_of(office) == 14
    [row] = standing_of(office).rows
    assert (row.state_words, row.serial) == ("Gửi lại lần 2", 2)
    assert second.package_id is not None
    [before] = office.look(partial(earlier_packages, package_id=second.package_id))
    assert not before.is_counting
    assert before.grid.row(row_keys()["S11"]).now.amount == 13  # type: ignore[union-attr]


def test_an_older_package_that_comes_late_changes_nothing(office: Office) -> None:
    sender = a_sender(1)
    an_upper_office(office, sender)
    receive(office, the_file(later(sender, S11=14, S02=6)))
    outcome = receive(office, the_file(sender))["Xã Số 1"]

    assert (outcome.fate, outcome.words) == (Fate.OLDER, "Bản đang có mới hơn. Chưa thay.")
    assert end_of(office) == 14


def test_one_and_the_same_package_any_number_of_times(office: Office) -> None:
    sender = a_sender(1)
    an_upper_office(office, sender)
    for _ in range(3):
        receive(office, the_file(sender), the_file(sender))
    assert end_of(office) == 13
    assert [row.serial for row in standing_of(office).rows] == [1]


def test_another_key_is_set_aside_until_somebody_has_asked(office: Office) -> None:
    sender = a_sender(1)
    an_upper_office(office, sender)
    receive(office, the_file(sender))
    forged = later(replace(sender, key="ab" * 32), S11=40, S02=32)
    outcome = receive(office, the_file(forged))["Xã Số 1"]
    assert outcome.fate is Fate.SET_ASIDE
    assert "khóa khác" in outcome.words
    assert end_of(office) == 13

    assert outcome.package_id is not None
    order = TryAgain(outcome.package_id, ASKED, takes_new_seal=True)
    with pytest.raises(ReasonMissing):
        office.do(partial(try_again, order=order))
    order = replace(order, reason="Gọi chị Hoa ngày 16/12: đã cài lại máy")
    assert office.do(partial(try_again, order=order)).result.fate is Fate.REPLACED
    assert end_of(office) == 40
    assert receive(office, the_file(later(forged, 2)))["Xã Số 1"].fate is Fate.REPLACED


def test_names_open_with_the_password_alone_and_are_asked_again(office: Office) -> None:
    sender = replace(a_sender(1), members=[a_member("S11", f"0990920000{n:02}") for n in range(13)])
    an_upper_office(office, sender)
    outcome = receive(office, the_file(sender, "không-phải-mật-khẩu"))["Xã Số 1"]
    assert outcome.words == (
        "Gói của Xã Số 1 không mở được: sai mật khẩu hoặc tệp hỏng khi chép. "
        "Số liệu đang có không đổi. Hỏi lại mật khẩu, hoặc xin gửi lại."
    )
    [row] = standing_of(office).rows
    assert (row.stand, row.time_words) == (Stand.SET_ASIDE, "Cần gửi lại")

    assert outcome.package_id is not None
    order = TryAgain(outcome.package_id, ASKED, PASSWORD)
    assert office.do(partial(try_again, order=order)).result.fate is Fate.ACCEPTED
    assert end_of(office) == 13
    assert [row.stand for row in standing_of(office).rows] == [Stand.SENT]


def test_what_was_set_aside_is_forgotten_when_a_good_package_comes(office: Office) -> None:
    sender = a_sender(1, "Xã Bến Đò")
    an_upper_office(office, sender)
    receive(office, take_bytes("ben-do-nam-2026.rdgoi", the_package(sender)[:-99]))
    assert [row.stand for row in standing_of(office).rows] == [Stand.SET_ASIDE]
    receive(office, the_file(sender))
    assert [row.stand for row in standing_of(office).rows] == [Stand.SENT]


def test_a_strange_file_is_let_go(office: Office) -> None:
    an_upper_office(office, a_sender(1))
    outcome = receive(office, take_bytes("anh.rdgoi", b"PK\x03\x04 khong phai"))["anh.rdgoi"]
    assert outcome.package_id is not None
    assert len(standing_of(office).rows) == 2
    office.do(partial(let_go, package_id=outcome.package_id))
    assert [row.stand for row in standing_of(office).rows] == [Stand.MISSING]


def test_nothing_to_report_is_a_report(office: Office) -> None:
    empty = Sender(1, "Xã Kim Sơn Hạ", dict.fromkeys(EVEN, 0), is_zero=True)
    an_upper_office(office, empty)
    receive(office, the_file(empty))
    [row] = standing_of(office).rows
    assert (row.state_words, row.end, row.is_here) == ("Không phát sinh", 0, True)


def test_the_line_to_those_who_are_late(office: Office) -> None:
    an_upper_office(office, a_sender(1, "Xã An Lĩnh"), a_sender(2, "Xã Cát Tường"))
    receive(office, the_file(a_sender(1, "Xã An Lĩnh")))
    standing = standing_of(office)
    assert standing.due_on == date(2026, 12, 16)
    assert reminder(standing) == (
        "Kính gửi Xã Cát Tường: đến nay chưa nhận được gói báo cáo năm 2026 "
        "(hạn gửi 16/12/2026). Đề nghị đơn vị gửi trong ngày để kịp tổng hợp. "
        "Trân trọng cảm ơn."
    )


def test_late_counts_from_the_deadline(office: Office) -> None:
    senders = [a_sender(number) for number in (1, 2)]
    an_upper_office(office, *senders)
    office.clock = lambda: senders[0].made_at + timedelta(days=2)  # 17 December
    receive(office, the_file(senders[0]), on=date(2026, 12, 16))
    rows = {row.name: row.time_words for row in standing_of(office).rows}
    assert rows == {"Xã Số 1": "Đúng hạn", "Xã Số 2": "Trễ 1 ngày"}


def test_a_figure_opens_into_its_units(office: Office) -> None:
    senders = [a_sender(1), a_sender(2)]
    an_upper_office(office, *senders)
    receive(office, *map(the_file, senders))
    asked = partial(read_units_behind, asked=ASKED, row_key=row_keys()["S11"], role=ColumnRole.NOW)
    behind = office.look(asked)
    assert [(each.name, each.amount) for each in behind.members] == [
        ("Xã Số 1", 13),
        ("Xã Số 2", 13),
    ]
    assert behind.value is not None
    assert behind.value.amount == 26


def test_a_package_is_shown_as_it_came(office: Office) -> None:
    sender = a_sender(1)
    an_upper_office(office, sender)
    outcome = receive(office, the_file(sender))["Xã Số 1"]
    assert outcome.package_id is not None
    view = office.look(partial(view_package, package_id=outcome.package_id))
    assert (view.unit_name, view.serial, view.is_counting) == ("Xã Số 1", 1, True)
    assert [row.has_seal for row in office.look(list_units)] == [True]


def test_a_figure_of_a_package_opens_into_its_names(office: Office) -> None:
    nobody = (row_keys()["S02"], "", "Phát tờ rơi ở chợ", None, "buổi 2", "2026-03-04", 40)
    lines = [a_member("S11", "099092000001"), nobody, a_member("S11", "099092000002", "Lê An")]
    sender = replace(a_sender(1), members=lines)
    an_upper_office(office, sender)
    found = receive(office, the_file(sender, PASSWORD))[sender.name]
    ask = partial(names_behind, package_id=found.package_id or 0)
    staying = office.look(partial(ask, row_key=row_keys()["S11"]))
    assert [each.name for each in staying] == ["Mai Xuân Nam", "Lê An"]
    [told] = office.look(partial(ask, row_key=row_keys()["S02"]))
    assert (told.name, told.reason, told.on, told.amount) == (
        "Phát tờ rơi ở chợ",
        "buổi 2",
        date(2026, 3, 4),
        40,
    )
    assert office.look(partial(ask, row_key=row_keys()["S06"])) == []
    kept = select(ReceivedMember.known_by).order_by(ReceivedMember.id)
    known = office.look(lambda work: work.session.scalars(kept).all())
    assert known == ["099092000001", "099092000002"]


def test_a_package_without_names_opens_into_nobody(office: Office) -> None:
    sender = a_sender(1)
    an_upper_office(office, sender)
    found = receive(office, the_file(sender))[sender.name]
    ask = partial(names_behind, package_id=found.package_id or 0, row_key=row_keys()["S11"])
    assert office.look(ask) == []


def test_one_unit_twice_in_a_handful(office: Office) -> None:
    sender = replace(a_sender(1), members=[a_member("S11", "099092000001")])
    other = a_sender(2)
    an_upper_office(office, sender, other)
    newer = later(sender, S11=14)
    order = ReceiveOrder(ASKED, (the_file(sender), the_file(newer), the_file(other)))
    outcomes = office.do(partial(receive_packages, order=order)).result
    assert [each.fate for each in outcomes] == [Fate.SET_ASIDE, Fate.SET_ASIDE, Fate.ACCEPTED]
    files = (the_file(sender, PASSWORD), the_file(newer, PASSWORD), the_file(newer, PASSWORD))
    order = ReceiveOrder(ASKED, files)
    outcomes = office.do(partial(receive_packages, order=order)).result
    assert [each.fate for each in outcomes] == [Fate.ACCEPTED, Fate.REPLACED, Fate.SAME]
    assert outcomes[1].package_id == outcomes[2].package_id != outcomes[0].package_id
    assert [each.serial for each in standing_rows(office)] == [2, 1]


def standing_rows(office: Office) -> list[ReceivedPackage]:
    kept = select(ReceivedPackage).filter_by(state=PackageState.ACCEPTED)
    return list(office.look(lambda work: work.session.scalars(kept.order_by("unit_id")).all()))
