from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import func, select

from rehabdesk.domain.records import AuditEntry
from rehabdesk.services.lists.layouts import (
    FilterNameless,
    FilterNameTooLong,
    NamedFilter,
    drop_filter,
    keep_filter,
    keep_layout,
    list_filters,
    read_layouts,
)
from rehabdesk.services.office import Office, Work
from rehabdesk.services.users import list_users
from tests.builders import LAN
from tests.services.lists.accounts import add_account


def entries(work: Work) -> int:
    return work.session.scalar(select(func.count(AuditEntry.id))) or 0


@pytest.fixture
def office(office: Office) -> Office:
    """An office whose user has an account, as everybody who signs in has."""
    office.do(add_account)
    return office


def test_a_list_is_kept_for_its_user_and_leaves_no_line_in_the_trail(office: Office) -> None:
    before = office.look(entries)
    office.keep(
        partial(keep_layout, list_name="people", content={"columns": [["Thôn", 90, False]]})
    )
    office.keep(partial(keep_layout, list_name="people", content={"columns": []}))
    office.keep(partial(keep_layout, list_name="register", content={"filter": {"year": 2026}}))
    assert office.look(read_layouts) == {
        "people": {"columns": []},
        "register": {"filter": {"year": 2026}},
    }
    assert office.look(entries) == before
    assert office.look(list_users)
    other = replace(office, actor=replace(LAN, user_id=LAN.user_id + 50))
    assert other.look(read_layouts) == {}


def test_a_filter_is_kept_by_name_replaced_and_dropped(office: Office) -> None:
    office.keep(partial(keep_filter, list_name="people", name="  Thôn  Hạ ", content={"hamlet": 2}))
    office.keep(partial(keep_filter, list_name="people", name="Thôn Hạ", content={"hamlet": 3}))
    [kept] = office.look(partial(list_filters, list_name="people"))
    assert kept == NamedFilter("Thôn Hạ", {"hamlet": 3})
    assert office.look(partial(list_filters, list_name="register")) == ()
    gone = office.keep(partial(drop_filter, list_name="people", name="Thôn Hạ"))
    assert gone == kept
    assert office.look(partial(list_filters, list_name="people")) == ()
    assert office.keep(partial(drop_filter, list_name="people", name="Thôn Hạ")) is None


def test_a_filter_without_a_name_or_with_a_long_one_is_refused(office: Office) -> None:
    with pytest.raises(FilterNameless):
        office.keep(partial(keep_filter, list_name="people", name="  ", content={}))
    with pytest.raises(FilterNameTooLong):
        office.keep(partial(keep_filter, list_name="people", name="a" * 61, content={}))
    assert office.look(partial(list_filters, list_name="people")) == ()
