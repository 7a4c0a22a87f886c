"""What recording a number will do, told before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import AssignmentRole, LinkKind, Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.decision_life import DecisionLink
from rehabdesk.domain.regime import (
    BODY_PURPOSES,
    COMPLETION,
    HOME_REHAB,
    HOME_REHAB_COMPLETION,
    MOVED_IN_ASSIGNMENT,
    POST_REHAB,
    SUPPORT_TEAM,
    USER_MANAGEMENT,
)
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.decisions.following.moved import Known, figure_moved, tasks_moved
from rehabdesk.services.decisions.life.effects import EFFECTS, has_term, starts_on
from rehabdesk.services.office import Work

NO_TERM = (
    "Chưa tính thời hạn quản lý: văn bản chưa ghi từ ngày, đến ngày. "
    "Nên để sau, sửa lại bản nháp rồi in lại."
)
COPY_MISSING = "Giữ bản PDF có số trong hồ sơ, thêm vào danh sách “Thiếu bản đã ký”"
COPY_AT_HAND = "Giữ bản PDF có số và bản đã ký trong hồ sơ"
_TERMS = {
    POST_REHAB: "Tính thời hạn quản lý",
    HOME_REHAB: "Tính thời hạn cai nghiện",
    USER_MANAGEMENT: "Tính thời hạn quản lý",
}
_CLOSING = {
    COMPLETION: "Kết thúc đợt quản lý sau cai: đã chấp hành xong",
    HOME_REHAB_COMPLETION: "Kết thúc đợt cai tại gia đình, cộng đồng: đã hoàn thành",
}


def foretell(work: Work, decision_id: int, known: Known) -> list[str]:
    """List in sentences what recording this number, with this day, will do."""
    work.require(Right.READ_FILES)
    decision = work.session.get_one(Decision, decision_id)
    told = [f"Ghi dòng {known.number} vào Sổ {decision.book.name} {known.on.year}"]
    told += _replacing(work, decision)
    if decision.purpose in EFFECTS:
        told += [*_terms(decision), *_closing(decision), *_assigning(work, decision)]
    told += _of_bodies(work, decision)
    if len(told) == 1:
        told.append("Không đổi thời hạn, phân công của ai")
    told += [*tasks_moved(work, decision, known), *figure_moved(work, decision, known.on)]
    told.append(COPY_AT_HAND if known.has_copy else COPY_MISSING)
    return told


def _replacing(work: Work, decision: Decision) -> Iterator[str]:
    older_ones = work.session.scalars(
        select(Decision)
        .join(DecisionLink, DecisionLink.older_id == Decision.id)
        .where(DecisionLink.newer_id == decision.id, DecisionLink.kind == LinkKind.REPLACES)
    )
    for older in older_ones:
        on = f" ngày {slash_date(older.document_date)}" if older.document_date else ""
        yield f"Thay thế số {older.full_number}{on}, số đó gạch ngang trong sổ"


def _of_bodies(work: Work, decision: Decision) -> list[str]:
    """Tell what becomes of a team or group; of a paper never printed nothing is known."""
    said = decision.values.get("frozen")
    if decision.purpose not in BODY_PURPOSES or said is None:
        return []
    from rehabdesk.services.teams.foretold import foretell_body

    return foretell_body(work, decision, said)


def _terms(decision: Decision) -> Iterator[str]:
    label = _TERMS.get(decision.purpose)
    if label is None:
        return
    for link in decision.persons:
        if link.term_start and link.term_end and has_term(link):
            yield (
                f"{label}: {slash_date(link.term_start)} đến {slash_date(link.term_end)}"
                f"{_whose(decision, link)}"
            )
    if not all(has_term(link) for link in decision.persons):
        yield NO_TERM


def _closing(decision: Decision) -> Iterator[str]:
    words = _CLOSING.get(decision.purpose)
    if words is not None:
        for link in decision.persons:
            yield f"{words}{_whose(decision, link)}"


def _assigning(work: Work, decision: Decision) -> Iterator[str]:
    since = _since(work, decision)
    for assignee in decision.assignees:
        if assignee.volunteer is not None:
            name = assignee.volunteer.address
            named = f"{name[:1].lower()}{name[1:]}"
        else:
            named = assignee.organisation.name if assignee.organisation else ""
        yield f"Ghi {named} là {_as(decision, assignee.role)} từ {since:%d/%m/%Y}"
    yield from _leaving(work, decision, since)


def _leaving(work: Work, decision: Decision, since: date) -> Iterator[str]:
    """Tell who looks after the persons until then and no longer."""
    is_beside = decision.purpose == SUPPORT_TEAM
    if is_beside or not decision.assignees or not decision.values.get("replaces_helper", True):
        return
    replaced = select(DecisionLink.older_id).where(DecisionLink.newer_id == decision.id)
    present = work.session.scalars(
        select(Assignment)
        .join(DecisionPerson, DecisionPerson.person_id == Assignment.person_id)
        .where(
            DecisionPerson.decision_id == decision.id,
            Assignment.until_on.is_(None),
            Assignment.role == AssignmentRole.HELPER,
            Assignment.made_by_id.not_in(replaced),
        )
    )
    for each in present:
        if each.volunteer is not None:
            name = each.volunteer.address
            yield f"Ghi thôi phân công {name[:1].lower()}{name[1:]} từ {since:%d/%m/%Y}"


def _since(work: Work, decision: Decision) -> date:
    starts = [starts_on(work, decision, link) for link in decision.persons]
    return min(starts, default=decision.effective_from or work.today)


def _as(decision: Decision, role: AssignmentRole) -> str:
    if role is AssignmentRole.ORGANISATION:
        return "tổ chức phụ trách"
    moved = " người chuyển đến" if decision.purpose == MOVED_IN_ASSIGNMENT else ""
    return f"{role.label[:1].lower()}{role.label[1:]}{moved}"


def _whose(decision: Decision, link: DecisionPerson) -> str:
    return f" ({link.person.full_name})" if len(decision.persons) > 1 else ""
