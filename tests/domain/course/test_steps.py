"""What the stepper says: done, now, and why the next is blocked."""

from __future__ import annotations

import pytest

from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.domain.course.anchors import hanging_dates
from rehabdesk.domain.course.events import ADDICTED, Course
from rehabdesk.domain.course.standing import standing
from rehabdesk.domain.course.steps import OnDesk, Seen, Steps, StepState, steps_of
from tests.domain.course.courses import calendar, course, day, event, post_rehab, regimes, user

NOTHING = OnDesk()


def steps(of: Course, on: str, desk: OnDesk = NOTHING) -> Steps:
    where = standing(of, regimes(), day(on))
    return steps_of(Seen(of, where, day(on), desk, hanging_dates(of, regimes(), calendar())))


def shown(of: Course, on: str, desk: OnDesk = NOTHING) -> list[tuple[str, str, str]]:
    return [(cell.title, cell.state.value, cell.detail) for cell in steps(of, on, desk).cells]


def test_before_the_proposal_everything_waits_for_it() -> None:
    new = post_rehab(decisions=[])
    assert shown(new, "02/07/2026") == [
        ("Công an đề nghị", "now", "chưa ghi số"),
        ("Quyết định quản lý", "now", "cần soạn"),
        ("Phân công người phụ trách", "not_yet", ""),
        ("Quản lý, hỗ trợ", "not_yet", ""),
        ("Xác nhận chấp hành xong", "not_yet", ""),
    ]
    assert steps(new, "02/07/2026").blocked_because.startswith("Chưa ghi số, ngày văn bản đề nghị")


def test_a_decision_printed_for_signature_waits_for_its_number() -> None:
    proposed = post_rehab(decisions=[], proposal_on=day("03/07/2026"))
    waiting = steps(proposed, "08/07/2026", OnDesk(decision_waits=True))
    assert waiting.next_cell is not None
    assert waiting.next_cell.title == "Quyết định quản lý"
    assert waiting.blocked_because == "Quyết định đã trình ký, chờ văn thư ghi số."


def test_after_the_decision_somebody_has_to_be_put_in_charge() -> None:
    decided = post_rehab(proposal_on=day("03/07/2026"))
    assert shown(decided, "16/07/2026")[1:] == [
        ("Quyết định quản lý", "done", "10/07/2026"),
        ("Phân công người phụ trách", "now", "cần làm"),
        ("Quản lý, hỗ trợ", "part", "đến 15/07/2027"),
        ("Xác nhận chấp hành xong", "not_yet", "từ 12/07/2027"),
    ]
    assert "chưa chọn người phụ trách" in steps(decided, "16/07/2026").blocked_because


def test_n163_d138_in_the_last_three_working_days_the_certificate_is_next() -> None:
    person = post_rehab(proposal_on=day("03/07/2026"), helper_from=day("15/07/2026"))
    assert steps(person, "11/07/2027").next_cell is None
    now = steps(person, "12/07/2027").next_cell
    assert now is not None
    assert (now.title, now.state) == ("Xác nhận chấp hành xong", StepState.NOW)
    certified = post_rehab(
        event(EventKind.CERTIFIED, "13/07/2027"),
        proposal_on=day("03/07/2026"),
        helper_from=day("15/07/2026"),
    )
    assert shown(certified, "16/07/2027")[-1] == ("Xác nhận chấp hành xong", "done", "13/07/2027")


def test_who_moved_in_has_four_cells() -> None:
    moved = post_rehab(
        event(EventKind.DECIDED_ELSEWHERE, "01/03/2026", "01/03/2027"),
        event(EventKind.MOVED_IN, "10/08/2026"),
        decisions=[],
        completes_on=None,
    )
    assert shown(moved, "11/08/2026") == [
        ("Thông báo chuyển đến", "done", "10/08/2026"),
        ("Phân công người phụ trách", "now", "cần làm"),
        ("Quản lý, hỗ trợ", "part", "đến 01/03/2027"),
        ("Xác nhận chấp hành xong", "not_yet", "từ 24/02/2027"),
    ]


def test_where_an_episode_broke_off_the_open_cells_give_way_to_that() -> None:
    removed = post_rehab(
        event(EventKind.REMOVED, "05/11/2026", reason=ADDICTED), proposal_on=day("03/07/2026")
    )
    assert shown(removed, "06/11/2026")[-1] == ("Ra khỏi danh sách", "done", "05/11/2026")
    assert steps(removed, "06/11/2026").blocked_because == ""
    inside = post_rehab(event(EventKind.PRISON, "05/11/2026"))
    assert shown(inside, "06/11/2026")[-1] == ("Chấp hành án phạt tù", "part", "05/11/2026")


def test_a_paused_term_says_since_when() -> None:
    away = post_rehab(event(EventKind.ABSENCE_UNREPORTED, "01/09/2026"))
    cells = {title: detail for title, _, detail in shown(away, "05/09/2026")}
    assert cells["Quản lý, hỗ trợ"] == "tạm dừng từ 01/09/2026"
    assert cells["Xác nhận chấp hành xong"] == "thời hạn đang dừng"


def test_home_rehab_from_registration_to_the_notice() -> None:
    registered = event(EventKind.REGISTERED, "01/08/2026")
    home = course(EpisodeKind.REHAB_HOME, "01/08/2026", registered, rehab_ordinal=1)
    assert shown(home, "02/08/2026") == [
        ("Đăng ký", "done", "01/08/2026"),
        ("Quyết định của Công an", "now", "chưa ghi"),
        ("Phân công người phụ trách", "now", "cần làm"),
        ("Cai, hỗ trợ", "part", "đến 01/08/2028"),
        ("Báo sắp hoàn thành (Mẫu 51)", "not_yet", "trước 02/07/2028"),
    ]
    late = steps(home, "03/07/2028").cells[-1]
    assert (late.state, late.why) == (
        StepState.NOW,
        "Chưa nhận thông báo sắp hoàn thành cai nghiện.",
    )


def test_s05_the_court_s_answer_is_the_last_cell_of_a_dossier() -> None:
    facts = (
        event(EventKind.DOSSIER_READ, "03/08/2026"),
        event(EventKind.DOSSIER_TO_COURT, "07/08/2026"),
    )
    open_ = course(EpisodeKind.DOSSIER, "01/08/2026", *facts)
    assert shown(open_, "08/08/2026")[-1] == ("Quyết định của Tòa án", "part", "đang xem xét")
    refused = course(
        EpisodeKind.DOSSIER, "01/08/2026", *facts, event(EventKind.COURT_REFUSED, "20/08/2026")
    )
    assert shown(refused, "20/08/2026")[-1][2] == "không áp dụng, 20/08/2026"


def test_a_user_found_addicted_waits_for_registration() -> None:
    found = user(event(EventKind.DIAGNOSED_ADDICTED, "01/12/2026"), helper_from=day("01/08/2026"))
    now = steps(found, "02/12/2026").next_cell
    assert now is not None
    assert (now.title, now.detail) == ("Đăng ký cai nghiện", "từ 01/12/2026")


@pytest.mark.parametrize("kind", EpisodeKind)
def test_every_kind_of_episode_has_cells_from_its_first_day(kind: EpisodeKind) -> None:
    new = steps(course(kind, "01/08/2026"), "01/08/2026")
    assert len(new.cells) >= 4
    assert all(cell.title for cell in new.cells)
