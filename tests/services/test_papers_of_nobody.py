"""Papers that concern no one person: teams, invitations, reports."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from rehabdesk.services.decisions.checks import Level, check_order
from rehabdesk.services.decisions.composing import NobodyChosen
from rehabdesk.services.decisions.drafting import open_draft, save_draft
from rehabdesk.services.decisions.register import list_register
from rehabdesk.services.office import Office
from tests.services.papers import TODAY, numbered, submitted, text_of_paper
from tests.services.worded import an_order


def test_a_team_is_decided_without_naming_a_person(office: Office) -> None:
    order = an_order("support_team", on=TODAY, typed={"team_leader_name": "Nguyễn Văn Tráng"})
    checks = office.look(partial(check_order, order=order))
    assert not [check for check in checks if check.level is Level.BAD]
    paper = submitted(office, order)
    numbered(office, paper, "47")
    assert "1. Đồng chí Nguyễn Văn Tráng Công an xã - Tổ trưởng." in text_of_paper(office, paper)
    book = office.look(partial(list_register, book_id=1, year=2026))
    assert [row.number for row in book if row.decision_id == paper] == [47]


def test_a_draft_about_nobody_is_kept_over_and_opened_again(office: Office) -> None:
    order = an_order("volunteer_team", on=TODAY)
    first = office.do(partial(save_draft, order=order)).result
    again = replace(order, drafts=first.drafts, typed={"vteam_act": "kiện toàn"})
    second = office.do(partial(save_draft, order=again)).result
    assert second.decision_ids == first.decision_ids
    [draft] = second.decision_ids
    assert office.look(partial(open_draft, decision_id=draft)).order.typed == again.typed


def test_who_is_helped_is_named_where_a_helper_is_assigned(office: Office) -> None:
    order = an_order("helper_assignment", on=TODAY)
    with pytest.raises(NobodyChosen):
        office.do(partial(save_draft, order=order))
    checks = office.look(partial(check_order, order=order))
    assert "Chọn ít nhất một người." in [check.sentence for check in checks]
