"""What is foretold of a number is what then happens: tasks, and the figure of the year."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import LinkKind
from rehabdesk.services.decisions.drafting import begin_order
from rehabdesk.services.decisions.following.foretelling import foretell
from rehabdesk.services.decisions.following.moved import Known
from rehabdesk.services.office import Office
from rehabdesk.services.tasks.today import read_today
from tests.builders import a_volunteer, taken_in
from tests.services.life.builders import followed, in_force, instead_of, to_assign
from tests.services.papers import TODAY, an_order, numbered, submitted


def tasks(office: Office) -> dict[str, str]:
    return {row.id: row.task.title for row in office.look(read_today).rows}


def told(office: Office, decision_id: int, number: str = "46", on: date = TODAY) -> list[str]:
    return office.look(partial(foretell, decision_id=decision_id, known=Known(number, on)))


def starting(lines: list[str], word: str) -> list[str]:
    return [line for line in lines if line.startswith(word)]


def a_paper(office: Office, purpose: str) -> int:
    if purpose == "replacement":
        _, older = in_force(office, "45")
        return instead_of(office, older)
    person_id = taken_in(office)
    helper = a_volunteer(office)
    if purpose == "helper_assignment":
        return to_assign(office, person_id, helper, TODAY)
    if purpose == "completion":
        numbered(office, submitted(office, an_order(office, person_id, helper)), "45")
    begin = partial(begin_order, purpose=purpose, person_ids=(person_id,), planned_on=TODAY)
    return submitted(office, office.look(partial(begin, volunteer_ids=(helper,))))


@pytest.mark.parametrize(
    "purpose", ["post_rehab", "helper_assignment", "completion", "support_team", "replacement"]
)
def test_tasks_foretold_are_those_that_come_and_go(office: Office, purpose: str) -> None:
    decision_id = a_paper(office, purpose)
    lines, before = told(office, decision_id), tasks(office)
    numbered(office, decision_id)
    after = tasks(office)
    coming = [title for key, title in after.items() if key not in before]
    going = [title for key, title in before.items() if key not in after]
    said = " ".join(starting(lines, "Thêm")).lower()
    done = " ".join(starting(lines, "Xong")).lower()
    assert [each for each in coming if each.lower() not in said] == []
    assert [each for each in going if each.lower() not in done] == []
    assert said.startswith(f"thêm {len(coming)} việc") if coming else not said
    assert done.startswith(f"xong {len(going)} việc") if going else not done


def test_a_task_that_comes_says_its_day(office: Office) -> None:
    """ND30 Đ18: sent the next working day, which the 24th of November is not."""
    [line] = starting(told(office, a_paper(office, "post_rehab")), "Thêm")
    assert line == (
        "Thêm 2 việc: giao quyết định (hạn 30/11/2026), "
        "gửi quyết định cho Công an xã (hạn 25/11/2026)"
    )


def test_the_figure_of_the_year_grows_by_persons_of_the_same_term(office: Office) -> None:
    for number, name in (("40", "Lê Văn An"), ("41", "Lý Anh Quân")):
        in_force(office, number, full_name=name, papers=())
    _, withdrawn = in_force(office, "42", full_name="Mai Xuân Nam", papers=())
    followed(office, LinkKind.WITHDRAWS, withdrawn, "43")
    decision_id = a_paper(office, "post_rehab")
    line = "Báo cáo năm {}: “Quyết định quản lý sau cai ban hành mới, 2 năm” tăng từ {} người"
    assert starting(told(office, decision_id), "Báo cáo") == [line.format(2026, "2 lên 3")]
    numbered(office, decision_id)
    newer = instead_of(office, decision_id)
    [row] = starting(told(office, newer, "60"), "Báo cáo")
    assert row.endswith("vẫn là 3 người"), "the replaced paper counts no more"


def test_the_year_of_reports_ends_on_the_14th_of_december(office: Office) -> None:
    """NĐ 09/2019 Đ12: from the 15th of December."""
    decision_id = a_paper(office, "post_rehab")
    for on, year in ((date(2026, 12, 14), 2026), (date(2026, 12, 15), 2027)):
        [line] = starting(told(office, decision_id, on=on), "Báo cáo")
        assert line.startswith(f"Báo cáo năm {year}")
    assert told(office, decision_id, on=date(2027, 1, 4))[0].endswith("Sổ Quyết định 2027")
