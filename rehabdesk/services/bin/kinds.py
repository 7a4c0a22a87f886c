"""What may be thrown away, what goes with it, and what holds it fast."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import PaperStatus, Right
from rehabdesk.domain.daily_codes import Confidentiality
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.office import Work
from rehabdesk.services.rows.snapshot import Row, Rows
from rehabdesk.services.secrecy.files import require_open_to, require_paper_open
from rehabdesk.services.secrecy.names import LIMITED


class StillHeld(Refusal):
    """Something hangs on it that is not thrown away with it."""

    def __init__(self, what: str, holding: str, instead: str) -> None:
        super().__init__(f"{what} còn {holding} nên không xóa được. Chưa đổi gì. {instead}")


class OnlyDrafts(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Văn bản đã trình ký hoặc đã có số thì không xóa. Chưa đổi gì. "
            "Văn bản đã trình ký: bấm Lấy lại để sửa trước; đã có số: dùng Thu hồi… hoặc Thay thế…"
        )


def _settle_nothing(_work: Work, _rows: Rows) -> None:
    return


@dataclass(frozen=True, slots=True)
class BinKind:
    """`owned` names the tables whose rows go with it; `lets_go` those that only name it.

    `settle` puts right what is computed of its rows, after they have left or come back.
    """

    label: str
    right: Right
    owned: frozenset[str]
    title: Callable[[Work, int], str]
    instead: str
    lets_go: Callable[[Work, str, Row], bool]
    settle: Callable[[Work, Rows], None] = _settle_nothing


# What holds a thing fast, as it is told.
HOLDING = {
    "activity": "hoạt động của đội",
    "activity_attendance": "buổi có mặt",
    "allowance_line": "bảng chi hỗ trợ",
    "area_status": "kết quả xét không có ma túy",
    "assignment": "phân công",
    "body_test": "lần xét nghiệm",
    "care_group": "tổ quản lý",
    "care_group_member": "tổ quản lý",
    "care_model": "mô hình",
    "care_model_member": "mô hình",
    "care_model_person": "mô hình",
    "commendation": "khen thưởng",
    "contact": "lần gặp gỡ",
    "counselling_visit": "lần đến điểm tư vấn",
    "decision_assignee": "văn bản ghi tên",
    "decision_link": "văn bản nối với nó",
    "decision_person": "văn bản đã trình ký hoặc đã có số",
    "delivery": "lần giao văn bản",
    "month_count": "bảng tháng của đội",
    "office_user": "tài khoản người dùng",
    "person": "người ở đó",
    "plan_target": "chỉ tiêu",
    "person_merge": "hồ sơ khác gộp vào",
    "pledge": "bản cam kết",
    "residence": "nơi cư trú",
    "support": "lần hỗ trợ",
    "survey_finding": "lần rà soát",
    "survey_round": "đợt rà soát",
    "team_area": "địa bàn phụ trách",
    "team_member": "thành viên đội",
    "team_paper": "văn bản của đội",
    "tip": "tin báo",
    "volunteer": "người phụ trách ở đó",
    "volunteer_team": "đội tình nguyện",
}


def _is_free(work: Work, table: str, row: Row) -> bool:
    """Let a person go from papers never numbered and from merges split again."""
    if table == "decision_person":
        return work.session.get_one(Decision, row["decision_id"]).status is PaperStatus.DRAFTING
    if table == "person_merge":
        return row["undone_at"] is not None
    return True


def _always(_work: Work, _table: str, _row: Row) -> bool:
    return True


def _is_named(person: Person) -> bool:
    """Tell whether everybody who looks into the bin may read the name there."""
    return person.confidentiality is Confidentiality.NORMAL


def _person_title(work: Work, person_id: int) -> str:
    person = work.session.get_one(Person, person_id)
    require_open_to(work, person)
    code = work.session.scalars(select(CaseFile.code).filter_by(person_id=person_id)).one()
    return f"{person.full_name}, hồ sơ {code}" if _is_named(person) else f"{LIMITED} {code}"


def _draft_title(work: Work, decision_id: int) -> str:
    decision = work.session.get_one(Decision, decision_id)
    if decision.status is not PaperStatus.DRAFTING:
        raise OnlyDrafts
    require_paper_open(work, decision_id)
    persons = [each.person for each in decision.persons]
    names = ", ".join(each.full_name if _is_named(each) else LIMITED for each in persons)
    return f"{decision.title} – {names}" if names else decision.title


def _contact_title(work: Work, contact_id: int) -> str:
    on = work.session.get_one(Contact, contact_id).on
    persons = work.session.scalars(
        select(Person)
        .join(ContactPerson, ContactPerson.person_id == Person.id)
        .where(ContactPerson.contact_id == contact_id)
        .order_by(Person.name_order)
    )
    names = ", ".join(each.full_name if _is_named(each) else LIMITED for each in persons)
    return f"Gặp gỡ ngày {on:%d/%m/%Y}: {names}"


def _support_title(work: Work, support_id: int) -> str:
    from rehabdesk.domain.records.teamwork.helping import Support

    support = work.session.get_one(Support, support_id)
    if support.person is None:
        return f"{support.kind.label}: hộ {support.household}"
    require_open_to(work, support.person)
    name = support.person.full_name if _is_named(support.person) else LIMITED
    return f"{support.kind.label}: {name}"


def _test_title(work: Work, test_id: int) -> str:
    """Name the day alone: everybody may look into the bin."""
    from rehabdesk.domain.records.teamwork.helping import BodyTest

    return f"Lần xét nghiệm ngày {work.session.get_one(BodyTest, test_id).on:%d/%m/%Y}"


def _activity_title(work: Work, activity_id: int) -> str:
    from rehabdesk.domain.records.teamwork.activities import Activity
    from rehabdesk.services.activities.recording import title_of

    return title_of(work, work.session.get_one(Activity, activity_id))


def _count_activities_anew(work: Work, rows: Rows) -> None:
    from rehabdesk.services.activities.totals import key_of, renew_totals

    cells = []
    for row in rows.get(ACTIVITY, ()):
        until_on = date.fromisoformat(row["until_on"]) if row["until_on"] else None
        cells.append((key_of(date.fromisoformat(row["on"]), until_on), row["kind"]))
    renew_totals(work, cells)


def _model_title(work: Work, model_id: int) -> str:
    from rehabdesk.domain.records.teamwork.models import CareModel

    return f"Mô hình {work.session.get_one(CareModel, model_id).name}"


def _visit_title(work: Work, visit_id: int) -> str:
    """Name the day alone: who came to a counselling point is nobody's business in the bin."""
    from rehabdesk.domain.records.teamwork.models import CounsellingVisit

    return f"Lượt tư vấn ngày {work.session.get_one(CounsellingVisit, visit_id).on:%d/%m/%Y}"


def _area_title(work: Work, status_id: int) -> str:
    from rehabdesk.domain.records.teamwork.models import AreaStatus

    status = work.session.get_one(AreaStatus, status_id)
    where = status.hamlet.name if status.hamlet else "cả xã"
    return f"Tình trạng ma túy của {where} năm {status.year}"


def _round_title(work: Work, round_id: int) -> str:
    from rehabdesk.domain.records.teamwork.activities import SurveyRound

    return f"Đợt rà soát {work.session.get_one(SurveyRound, round_id).name}"


def _tip_title(work: Work, tip_id: int) -> str:
    """Name the day alone: what was told, and by whom, is for few."""
    from rehabdesk.domain.records.teamwork.activities import Tip

    return f"Tin báo ngày {work.session.get_one(Tip, tip_id).on:%d/%m/%Y}"


def _pledge_title(work: Work, pledge_id: int) -> str:
    from rehabdesk.domain.records.teamwork.activities import Pledge

    pledge = work.session.get_one(Pledge, pledge_id)
    who = pledge.signer
    if pledge.person is not None:
        require_open_to(work, pledge.person)
        who = pledge.person.full_name if _is_named(pledge.person) else LIMITED
    return f"Bản cam kết ngày {pledge.on:%d/%m/%Y}: {who}"


def _target_title(work: Work, target_id: int) -> str:
    from rehabdesk.domain.records.reporting.targets import PlanTarget

    return f"Chỉ tiêu “{work.session.get_one(PlanTarget, target_id).name}”"


def _plan_title(work: Work, plan_id: int) -> str:
    from rehabdesk.domain.records.reporting.targets import Plan

    plan = work.session.get_one(Plan, plan_id)
    count = sum(each.parent_id is None for each in plan.targets)
    return f"{plan.name} cùng {count} chỉ tiêu" if count else plan.name


def _volunteer_title(work: Work, volunteer_id: int) -> str:
    return work.session.get_one(Volunteer, volunteer_id).full_name


def _organisation_title(work: Work, organisation_id: int) -> str:
    return work.session.get_one(Organisation, organisation_id).name


def _hamlet_title(work: Work, hamlet_id: int) -> str:
    return work.session.get_one(Hamlet, hamlet_id).name


PERSON, DRAFT, CONTACT, SUPPORT = "person", "decision", "contact", "support"
BODY_TEST, ACTIVITY, TIP, PLEDGE = "body_test", "activity", "tip", "pledge"
CARE_MODEL, VISIT = "care_model", "counselling_visit"
AREA, SURVEY = "area_status", "survey_round"
PLAN, TARGET = "plan", "plan_target"
KINDS = {
    PERSON: BinKind(
        "Hồ sơ",
        Right.KEEP_FILES,
        frozenset(
            {"case_file", "episode", "case_event", "standing", "person_name", "identity_paper"}
            | {"residence", "relative", "contact_point", "flag", "person_distinct"}
            | {"contact_person", "decision_person", "person_merge"}
        ),
        _person_title,
        "Nếu không còn theo dõi, dùng Kết thúc theo dõi…; nếu hai hồ sơ là một người, dùng Gộp.",
        _is_free,
    ),
    DRAFT: BinKind(
        "Bản nháp",
        Right.DRAFT_DECISIONS,
        frozenset({"decision_person", "decision_assignee", "decision_link"}),
        _draft_title,
        "",
        _always,
    ),
    CONTACT: BinKind(
        "Gặp gỡ",
        Right.KEEP_FILES,
        frozenset({"contact_person", "pledge"}),
        _contact_title,
        "",
        _always,
    ),
    PLEDGE: BinKind("Cam kết", Right.KEEP_FILES, frozenset(), _pledge_title, "", _always),
    SUPPORT: BinKind(
        "Hỗ trợ", Right.KEEP_FILES, frozenset({"support_fact"}), _support_title, "", _always
    ),
    BODY_TEST: BinKind(
        "Xét nghiệm",
        Right.READ_TESTS,
        frozenset({"body_test_fact"}),
        _test_title,
        "",
        _always,
    ),
    ACTIVITY: BinKind(
        "Hoạt động của đội",
        Right.KEEP_TEAM,
        frozenset({"activity_figure", "activity_attendance"}),
        _activity_title,
        "Gỡ các bản cam kết khỏi hoạt động này trước.",
        _always,
        _count_activities_anew,
    ),
    TIP: BinKind("Tin báo", Right.KEEP_TEAM, frozenset({"tip_giver"}), _tip_title, "", _always),
    CARE_MODEL: BinKind(
        "Mô hình",
        Right.KEEP_TEAM,
        frozenset({"care_model_member", "care_model_person", "care_model_review"}),
        _model_title,
        "Ghi mô hình dừng thay vì xóa.",
        _always,
    ),
    VISIT: BinKind("Lượt tư vấn", Right.KEEP_TEAM, frozenset(), _visit_title, "", _always),
    AREA: BinKind("Tình trạng địa bàn", Right.KEEP_TEAM, frozenset(), _area_title, "", _always),
    SURVEY: BinKind(
        "Đợt rà soát",
        Right.KEEP_TEAM,
        frozenset({"survey_finding"}),
        _round_title,
        "",
        _always,
    ),
    PLAN: BinKind(
        "Kế hoạch", Right.KEEP_REPORTS, frozenset({"plan_target"}), _plan_title, "", _always
    ),
    TARGET: BinKind(
        "Chỉ tiêu", Right.KEEP_REPORTS, frozenset({"plan_target"}), _target_title, "", _always
    ),
    "volunteer": BinKind(
        "Người phụ trách",
        Right.KEEP_VOLUNTEERS,
        frozenset(),
        _volunteer_title,
        "Ghi ngày thôi nhiệm vụ thay vì xóa.",
        _always,
    ),
    "organisation": BinKind(
        "Tổ chức",
        Right.KEEP_VOLUNTEERS,
        frozenset(),
        _organisation_title,
        "Bỏ dấu “đang dùng” thay vì xóa.",
        _always,
    ),
    "hamlet": BinKind(
        "Thôn, tổ dân phố",
        Right.KEEP_OFFICE,
        frozenset(),
        _hamlet_title,
        "Bỏ dấu “còn dùng trong danh mục” thay vì xóa.",
        _always,
    ),
}
