"""One paper of the book seen closely: its path in time, what is linked to it, who has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from rehabdesk.documents.pages import PageImage
from rehabdesk.domain.codes import LinkKind, PaperStatus, Right
from rehabdesk.domain.records.decision import UNNUMBERED, Decision
from rehabdesk.domain.records.decision_life import DecisionLink, NumberCorrection
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.decisions.life.deliveries import DeliveryRow, deliveries_of
from rehabdesk.services.decisions.life.links import links_of
from rehabdesk.services.decisions.life.validity import standings_of
from rehabdesk.services.decisions.papers import signed_copy_pages
from rehabdesk.services.decisions.register import names_of
from rehabdesk.services.office import Work
from rehabdesk.services.pages import draw_page

_SMALL = 60  # dots an inch
_NEWER = {
    LinkKind.REPLACES: "Thay thế bởi",
    LinkKind.CORRECTS: "Đính chính bởi",
    LinkKind.WITHDRAWS: "Thu hồi theo",
    LinkKind.ENDS: "Chấm dứt theo",
}


@dataclass(frozen=True, slots=True)
class PathStep:
    """Something that happened to the paper; still to come when there is no moment."""

    label: str
    when: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LinkedPaper:
    decision_id: int
    relation: str  # "Thay thế bởi", "Thay thế cho"
    words: str  # "số 39/QĐ-UBND ngày 30/10/2026", "bản nháp"


@dataclass(frozen=True, slots=True)
class PaperLook:
    decision_id: int
    version: int
    number: str
    title: str
    concerns: str
    status: PaperStatus
    standing: str
    path: tuple[PathStep, ...]
    linked: tuple[LinkedPaper, ...]
    deliveries: tuple[DeliveryRow, ...]
    copy_name: str


# Looks


def look_at_copy(work: Work, decision_id: int) -> PageImage | None:
    """Draw the first page of the signed copy, small; nothing when there is none."""
    work.require(Right.READ_FILES)
    copy = signed_copy_pages(work, decision_id)
    return draw_page(copy[1], 0, _SMALL) if copy else None


def look_at_paper(work: Work, decision_id: int) -> PaperLook:
    """Tell everything the book knows of one paper."""
    work.require(Right.READ_FILES)
    paper = work.session.get_one(Decision, decision_id)
    links = links_of(work, [decision_id])
    given = deliveries_of(work, [decision_id]).get(decision_id, [])
    return PaperLook(
        paper.id,
        paper.version,
        paper.full_number,
        paper.title,
        names_of(work, [paper.id]).get(paper.id, ""),
        paper.status,
        standings_of(work, [paper])[paper.id].words,
        tuple(_path(work, paper, given, links)),
        tuple(_linked(paper, link) for link in links),
        tuple(given),
        paper.signed_copy.name if paper.signed_copy else "",
    )


def _path(
    work: Work, paper: Decision, given: list[DeliveryRow], links: list[DecisionLink]
) -> list[PathStep]:
    signed = _signed_at(work, paper)
    steps = [PathStep("Soạn", _moment(paper.drafted_at), paper.drafted_by)]
    if paper.submitted_at:
        steps.append(PathStep("Trình ký", _moment(paper.submitted_at)))
    if signed:
        steps.append(PathStep("Đã ký, chờ số", _moment(signed)))
    if paper.status in UNNUMBERED:
        steps.append(PathStep("Nhập số", ""))
        return steps
    on = slash_date(paper.document_date) if paper.document_date else ""
    number = f"{paper.full_number} ngày {on}"
    steps.append(PathStep("Ghi số", _moment(paper.numbered_at), number))
    steps += [_corrected(each) for each in _corrections(work, paper)]
    for each in given:
        label = "Không nhận" if each.is_refused else "Giao"
        steps.append(PathStep(label, each.when, each.receiver))
    if paper.status is PaperStatus.NUMBERED:
        steps.append(PathStep("Giao", ""))
    steps += [_ended(paper, link) for link in links if link.older_id == paper.id and _is_done(link)]
    return steps


def _ended(paper: Decision, link: DecisionLink) -> PathStep:
    when = slash_date(paper.ended_on) if paper.ended_on else _day(link.newer.document_date)
    if link.kind is LinkKind.CORRECTS:
        when = _day(link.newer.document_date)
    return PathStep(link.kind.label, when, f"số {link.newer.full_number}")


def _is_done(link: DecisionLink) -> bool:
    return link.newer.status not in UNNUMBERED


def _corrections(work: Work, paper: Decision) -> list[NumberCorrection]:
    query = select(NumberCorrection).filter_by(decision_id=paper.id).order_by(NumberCorrection.id)
    return list(work.session.scalars(query))


def _corrected(each: NumberCorrection) -> PathStep:
    before = f"{each.number_before}{each.suffix_before} ngày {slash_date(each.date_before)}"
    return PathStep("Sửa số", _moment(each.corrected_at), f"trước là {before}: {each.reason}")


def _linked(paper: Decision, link: DecisionLink) -> LinkedPaper:
    if link.older_id == paper.id:
        relation, other = _NEWER[link.kind], link.newer
    else:
        relation, other = f"{link.kind.label} cho", link.older
        if link.kind is not LinkKind.REPLACES:
            relation = link.kind.label
    words = "bản nháp" if other.status in UNNUMBERED else f"số {other.full_number}"
    return LinkedPaper(other.id, relation, f"{words} {_dated(other)}".strip())


def _dated(paper: Decision) -> str:
    return f"ngày {slash_date(paper.document_date)}" if paper.document_date else ""


def _signed_at(work: Work, paper: Decision) -> datetime | None:
    """Return when it was noted that the paper is signed; the trail alone knows."""
    at: datetime | None = work.session.scalar(
        select(AuditEntry.at)
        .filter_by(subject=f"decision:{paper.id}", act="decision.signed")
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    )
    return at


def _moment(at: datetime | None) -> str:
    return f"{at:%H:%M} {slash_date(at.date())}" if at else ""


def _day(on: date | None) -> str:
    return slash_date(on) if on else ""
