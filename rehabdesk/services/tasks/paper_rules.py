"""Tasks a paper calls for: its signature, its number, its way to whom it is for."""

from __future__ import annotations

from collections.abc import Iterator

from rehabdesk.domain.codes import DeadlineUnit, PaperStatus
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.regime import (
    COMPLETION,
    HELPER_ASSIGNMENT,
    MOVED_IN_ASSIGNMENT,
    POST_REHAB,
    SUPPORT_TEAM,
    TEAM_PURPOSES,
)
from rehabdesk.services.tasks.papers_seen import FOR_POLICE, PaperSeen
from rehabdesk.services.tasks.sight import Sight
from rehabdesk.services.tasks.task import Act, Pile, Task, TaskKind

ON_THE_DAY = Span(0, DeadlineUnit.DAYS)
_SHORT = {
    POST_REHAB: "QĐ quản lý sau cai",
    HELPER_ASSIGNMENT: "QĐ phân công",
    MOVED_IN_ASSIGNMENT: "QĐ phân công",
    SUPPORT_TEAM: "QĐ phân công Tổ",
    **dict.fromkeys(TEAM_PURPOSES, "QĐ về Đội tình nguyện"),
    COMPLETION: "giấy xác nhận",
}
_AWAITING = frozenset({Pile.AWAITING})


def awaits_signature(sight: Sight) -> Iterator[Task]:
    """Expect a paper printed for signature back on the day its drafter planned."""
    for paper in sight.papers:
        if paper.status is not PaperStatus.SUBMITTED:
            continue
        yield Task(
            f"unsigned:decision:{paper.id}",
            TaskKind.UNSIGNED,
            f"Chờ ký {short_name(paper)}",
            paper.concerns,
            due(ON_THE_DAY, paper.planned_on, sight.deadlines.calendar),
            "Đã in trình ký, chưa ghi là đã ký, chưa có số. Có chữ ký thì nhập số.",
            paper.form_code,
            Act.NUMBER,
            ("Hạn là ngày dự kiến ký ghi khi soạn.",),
            _AWAITING,
            paper.id,
            paper.purpose,
        )


def awaits_number(sight: Sight) -> Iterator[Task]:
    """Give a signed paper its number the next working day (ND30 Đ15)."""
    for paper in sight.papers:
        if paper.status is not PaperStatus.SIGNED_UNNUMBERED:
            continue
        counted = sight.deadlines.due("number_decision", min(paper.planned_on, sight.today))
        if counted is None:
            continue
        yield Task(
            f"number:decision:{paper.id}",
            TaskKind.NUMBER,
            f"Nhập số {short_name(paper)}",
            paper.concerns,
            counted.found,
            "Đã ký, chưa ghi số. Chưa có số thì văn bản chưa có hiệu lực.",
            paper.form_code,
            Act.NUMBER,
            counted.notes,
            _AWAITING,
            paper.id,
            paper.purpose,
        )


def awaits_hand_over(sight: Sight) -> Iterator[Task]:
    """Hand a numbered paper over: Mẫu 53 in the last day of rehabilitation (N163 Đ93 to Đ123).

    Papers without such a rule go out the day after they are signed (ND30 Đ18).
    """
    for paper in sight.papers:
        if paper.status is not PaperStatus.NUMBERED or paper.document_date is None:
            continue
        if paper.is_over and paper.purpose != COMPLETION:  # the certificate itself closes
            continue
        counted = None
        if paper.purpose == POST_REHAB and paper.completes_on is not None:
            counted = sight.deadlines.due("hand_over", paper.completes_on)
        counted = counted or sight.deadlines.due("send_decision", paper.document_date)
        if counted is None:
            continue
        kind = "giấy xác nhận" if paper.purpose == COMPLETION else "quyết định"
        yield Task(
            f"deliver:decision:{paper.id}",
            TaskKind.DELIVER,
            f"Giao {kind}",
            paper.concerns,
            counted.found,
            f"Số {paper.number} ngày {paper.document_date:%d/%m/%Y} chưa ghi là đã giao cho ai.",
            _numbered(paper),
            Act.DELIVER,
            counted.notes,
            decision_id=paper.id,
            purpose=paper.purpose,
        )


def awaits_police(sight: Sight) -> Iterator[Task]:
    """Send the decision to the commune police, who act within hours of receiving it."""
    for paper in sight.papers:
        on = paper.document_date
        if paper.purpose != POST_REHAB or on is None or paper.is_with_police or paper.is_over:
            continue
        counted = sight.deadlines.due("send_decision", on)
        if counted is None or sight.deadlines.deadline(FOR_POLICE, on) is None:
            continue
        yield Task(
            f"send_police:decision:{paper.id}",
            TaskKind.SEND_POLICE,
            TaskKind.SEND_POLICE.label,
            paper.concerns,
            counted.found,
            f"Công an xã có trong nơi nhận của số {paper.number}, chưa ghi là đã gửi.",
            _numbered(paper),
            Act.DELIVER,
            counted.notes,
            decision_id=paper.id,
            purpose=paper.purpose,
        )


def lacks_signed_copy(sight: Sight) -> Iterator[Task]:
    """Miss the scan of a signed paper some days after its date: a rule of the office alone."""
    for paper in sight.papers:
        if not paper.lacks_copy or paper.document_date is None or sight.copy_span is None:
            continue
        yield Task(
            f"signed_copy:decision:{paper.id}",
            TaskKind.ATTACH_COPY,
            f"Thiếu bản đã ký {short_name(paper)}",
            paper.concerns,
            due(sight.copy_span, paper.document_date, sight.deadlines.calendar),
            f"Số {paper.number} ngày {paper.document_date:%d/%m/%Y} chưa có bản quét chữ ký, dấu "
            "đính kèm trong sổ. Đính vào thì việc này tự rời đi.",
            _numbered(paper),
            Act.ATTACH,
            ("Lệ riêng của xã (Cài đặt › Hạn việc), không phải hạn của luật.",),
            decision_id=paper.id,
            purpose=paper.purpose,
        )


def short_name(paper: PaperSeen) -> str:
    return _SHORT.get(paper.purpose) or paper.form_code or "văn bản"


def _numbered(paper: PaperSeen) -> str:
    return f"Số {paper.number}" if paper.purpose == COMPLETION else f"QĐ {paper.number}"
