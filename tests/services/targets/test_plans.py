"""A plan thrown away goes with its targets and comes back with them."""

from __future__ import annotations

from functools import partial

import pytest

from rehabdesk.domain.reports.values import Value
from rehabdesk.services.bin.keeping import list_bin
from rehabdesk.services.bin.kinds import PLAN, TARGET
from rehabdesk.services.bin.throwing import NoPlaceLeft, bring_back, throw_away
from rehabdesk.services.office import Office
from rehabdesk.services.targets.plans import list_plans
from rehabdesk.services.targets.spreading import Whom
from tests.services.reports.made_up import MadeUp
from tests.services.targets.scene import occasions, plan, row, sheet, spread, target


def test_a_plan_goes_with_its_targets_and_comes_back_whole(office: Office, made_up: MadeUp) -> None:
    occasions(made_up)
    one = plan(office)
    made = target(office, one, name="Buổi", code="P", amount=Value(5))
    spread(office, made.row_id, (Whom("Trường THCS"), 5))
    single = target(office, one, name="Khác", code="P", amount=Value(1))
    [told] = office.look(list_plans)
    assert told.targets == 2
    before = sheet(office)
    thrown = office.do(partial(throw_away, kind=PLAN, subject_id=one)).result
    assert thrown.title == f"{told.facts.name} cùng 2 chỉ tiêu"
    assert sheet(office).rows == ()
    assert office.look(list_plans) == ()
    assert [each.kind for each in office.look(list_bin)] == ["Kế hoạch"]
    office.do(partial(bring_back, item_id=thrown.item_id))
    assert sheet(office) == before
    assert [each.name for each in row(office, "Buổi").parts] == ["Trường THCS"]
    alone = office.do(partial(throw_away, kind=TARGET, subject_id=single.row_id)).result
    gone = office.do(partial(throw_away, kind=PLAN, subject_id=one)).result
    with pytest.raises(NoPlaceLeft):
        office.do(partial(bring_back, item_id=alone.item_id))
    for each in (gone, alone):
        office.do(partial(bring_back, item_id=each.item_id))
    assert sheet(office) == before
