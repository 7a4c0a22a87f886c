"""The report of a province, closed and packed for who is above it: sums, and names behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest

from rehabdesk.domain.reports.codes import ProductKind
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.services.consolidation.clashes import read_clashes
from rehabdesk.services.consolidation.opening import Opened, open_package
from rehabdesk.services.consolidation.settling import SettleClash, settle_clash
from rehabdesk.services.office import Office
from rehabdesk.services.reports.closing.freezing import FreezeReport, freeze_report
from rehabdesk.services.upward import packing
from rehabdesk.services.upward.packing import PackOrder, TooManyNames, package_name
from rehabdesk.services.upward.settings import choose_names_basis
from tests.services.consolidation.scene import (
    ASKED,
    CHEAP,
    PASSWORD,
    a_member,
    a_sender,
    an_upper_office,
    receive,
    row_keys,
    the_file,
)

BOTH, OTHER = "099092000001", "099092000002"
NAMED = PackOrder(with_names=True, password=PASSWORD, cost=CHEAP)
ENDS, DECIDED = row_keys()["S11"], row_keys()["S02"]


@pytest.fixture
def province(office: Office) -> Office:
    """Of three units two name whom they count, and both of them one person."""
    first = replace(a_sender(1), members=[a_member("S11", BOTH), a_member("S11", OTHER, "Lê An")])
    second = replace(a_sender(2), members=[a_member("S11", BOTH), a_member("S02", BOTH)])
    third = a_sender(3)
    an_upper_office(office, first, second, third)
    receive(office, the_file(first, PASSWORD), the_file(second, PASSWORD), the_file(third))
    office.clock = lambda: datetime(2026, 12, 20, 9)
    return office


def sent(office: Office, order: PackOrder, *passwords: str) -> Opened:
    frozen = office.do(partial(freeze_report, order=FreezeReport(ASKED, package=order))).result
    kinds = [each.kind for each in frozen.files]
    assert kinds == [*(kind for kind in ProductKind if kind in kinds)]
    [package] = [each for each in frozen.files if each.kind is ProductKind.PACKAGE]
    assert package.name == "tinh-hoa-son-nam-2026.rdgoi"
    assert office.look(partial(package_name, report_id=frozen.report_id)) == package.name
    return open_package(package.content, passwords)


def test_it_leaves_as_a_communes_does(province: Office) -> None:
    opened = sent(province, PackOrder())
    statement = opened.sealed.statement
    assert (statement.office_code, statement.office_name) == ("099", "tỉnh Hòa Sơn")
    assert (statement.level, statement.serial) == ("province", 1)
    assert opened.sealed.grid.row(ENDS).words[ColumnRole.NOW] == "39"
    assert opened.sealed.altered == ()
    assert not statement.has_names


def test_names_are_the_persons_and_a_unit_without_names_stands_for_itself(
    province: Office,
) -> None:
    province.do(partial(choose_names_basis, basis="Công văn 12/BCA"))
    lines = list(sent(province, NAMED, PASSWORD).members.lines())
    assert [(line[1], line[2], line[4], line[6]) for line in lines if line[0] == ENDS] == [
        (BOTH, "Mai Xuân Nam", "Xã Số 1: đang quản lý", 1),
        (OTHER, "Lê An", "Xã Số 1: đang quản lý", 1),
        (BOTH, "Mai Xuân Nam", "Xã Số 2: đang quản lý", 1),
        ("", "Xã Số 3", "13, gói lần 1 nhận 16/12/2026", 13),
    ]
    assert [(line[1], line[4]) for line in lines if line[0] == DECIDED and line[1]] == [
        (BOTH, "Xã Số 2: đang quản lý")
    ]


def test_who_was_settled_to_count_elsewhere_is_named_once(province: Office) -> None:
    province.do(partial(choose_names_basis, basis="Công văn 12/BCA"))
    [clash] = province.look(partial(read_clashes, asked=ASKED))
    at = next(side.unit_id for side in clash.sides if side.unit_name == "Xã Số 1")
    province.do(
        partial(settle_clash, order=SettleClash(ASKED, BOTH, at, "Đã gọi hai bên ngày 16/12"))
    )
    lines = list(sent(province, NAMED, PASSWORD).members.lines())
    assert [(line[1], line[4]) for line in lines if line[0] == ENDS and line[1]] == [
        (BOTH, "Xã Số 1: đang quản lý"),
        (OTHER, "Xã Số 1: đang quản lý"),
    ]


def test_more_names_than_a_package_holds_are_refused_before_anything_leaves(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    province.do(partial(choose_names_basis, basis="Công văn 12/BCA"))
    monkeypatch.setattr(packing, "MOST_LINES", 3)
    with pytest.raises(TooManyNames, match="quá 3 dòng một gói"):
        sent(province, NAMED)
