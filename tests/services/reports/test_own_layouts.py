"""An office's own layouts: kept beside the delivered, put away, taken out again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from rehabdesk.catalog.reporting.layouts import LayoutFault
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Office
from rehabdesk.services.reports.layouts import (
    KeepLayout,
    LayoutIsDelivered,
    LayoutLine,
    LayoutNameTaken,
    all_layouts,
    bring_layout_back,
    keep_own_layout,
    key_shared,
    layout_of,
    list_layouts,
    retire_layout,
)


def _keep(office: Office, order: KeepLayout) -> LayoutLine:
    return office.do(partial(keep_own_layout, order=order)).result


def _own(office: Office, name: str = "Bảng của tỉnh") -> KeepLayout:
    delivered = office.look(partial(layout_of, key="bao-cao-chung"))
    return KeepLayout(replace(delivered, key="", name=name, rows=delivered.rows[:4]))


def test_an_own_layout_stands_after_the_delivered(office: Office) -> None:
    kept = _keep(office, _own(office))
    assert (kept.source, kept.layout.is_own) == ("Cơ quan lập", True)
    keys = [layout.key for layout in office.look(all_layouts)]
    assert keys[0] == "bao-cao-chung"
    assert keys[-1] == kept.layout.key == key_shared(keys[-1])
    assert office.look(partial(layout_of, key=kept.layout.key)) == kept.layout


def test_one_name_stands_for_one_layout(office: Office) -> None:
    _keep(office, _own(office))
    with pytest.raises(LayoutNameTaken):
        _keep(office, _own(office, "BẢNG CỦA TỈNH"))
    assert len(office.look(list_layouts)) == 6


def test_what_could_not_be_filled_is_not_kept(office: Office) -> None:
    order = _own(office)
    empty = replace(order, layout=replace(order.layout, rows=()))
    with pytest.raises(LayoutFault):
        _keep(office, empty)
    assert len(office.look(list_layouts)) == 5


def test_who_saved_meanwhile_is_not_overwritten(office: Office) -> None:
    kept = _keep(office, _own(office))
    newer = _keep(office, KeepLayout(replace(kept.layout, addressee="Sở Y tế"), "", kept.version))
    with pytest.raises(EditedMeanwhile):
        _keep(office, KeepLayout(kept.layout, "", kept.version))
    assert office.look(partial(layout_of, key=kept.layout.key)).addressee == "Sở Y tế"
    assert newer.version > kept.version


def test_a_layout_put_away_is_offered_no_more_but_still_read(office: Office) -> None:
    key = _keep(office, _own(office)).layout.key
    office.do(partial(retire_layout, key=key))
    assert key not in [each.key for each in office.look(all_layouts)]
    assert office.look(partial(layout_of, key=key)).name == "Bảng của tỉnh"
    office.do(partial(bring_layout_back, key=key))
    assert key in [each.key for each in office.look(all_layouts)]


def test_the_office_may_change_a_delivered_layout_and_go_back_to_it(office: Office) -> None:
    delivered = office.look(partial(layout_of, key="thang-quy"))
    changed = _keep(office, KeepLayout(replace(delivered, addressee="Công an tỉnh")))
    assert (changed.source, changed.is_delivered) == ("Có sẵn, cơ quan đã sửa", True)
    office.do(partial(retire_layout, key="thang-quy"))
    assert office.look(partial(layout_of, key="thang-quy")) == delivered
    again = _keep(office, KeepLayout(replace(delivered, addressee="Sở Y tế")))
    assert again.layout.addressee == "Sở Y tế"


def test_a_delivered_layout_cannot_be_put_away(office: Office) -> None:
    with pytest.raises(LayoutIsDelivered):
        office.do(partial(retire_layout, key="thang-quy"))


def test_the_same_layout_has_the_same_key_in_every_office(office: Office) -> None:
    first = _keep(office, _own(office))
    office.do(partial(retire_layout, key=first.layout.key))
    again = _keep(office, _own(office))
    assert again.layout.key != first.layout.key  # put away, it still shows its reports
    other = _keep(office, _own(office, "Bảng khác"))
    assert len({first.layout.key, again.layout.key, other.layout.key}) == 3
