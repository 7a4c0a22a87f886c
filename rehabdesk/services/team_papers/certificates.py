"""Giấy chứng nhận phục vụ: a plain paper of the office, for which no law gives a form (F65)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import Right
from rehabdesk.domain.forms.paper import (
    Block,
    FilledPaper,
    Heading,
    Paragraph,
    Recipients,
    Signature,
    Title,
)
from rehabdesk.domain.records.teamwork.bodies import VolunteerTeam
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import upper
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.board_papers.plain import lines, office_head
from rehabdesk.services.exports import PrintedList
from rehabdesk.services.office import Work
from rehabdesk.services.offices import SignerFacts, profile_on, signers_on
from rehabdesk.services.teams.service import Served, list_served, read_service


class NobodyServed(Refusal):
    def __init__(self) -> None:
        super().__init__("Chọn ít nhất một người đã phục vụ trong thời gian này.")


@dataclass(frozen=True, slots=True)
class CertifyService:
    team_id: int
    from_on: date
    until_on: date
    volunteer_ids: tuple[int, ...]


# Acts


def print_certificates(work: Work, order: CertifyService) -> PrintedList:
    """Draw a page for each of them, all in one file; the printing is recorded."""
    from rehabdesk.documents import fonts, pdf

    work.require(Right.EXPORT_LISTS)
    served = [
        each
        for each in list_served(work, order.team_id, order.from_on, order.until_on)
        if each.id in order.volunteer_ids
    ]
    if not served:
        raise NobodyServed
    fonts.register(work.resources.fonts)
    papers = [_certificate(work, order, each) for each in served]
    content = pdf.draw_many(papers, practice=work.resources.is_practice)
    team = work.session.get_one(VolunteerTeam, order.team_id)
    names = ", ".join(each.full_name for each in served)
    work.record("service_certificates.printed", team, count=len(served), names=names)
    return PrintedList(f"Giấy chứng nhận phục vụ {work.today:%Y-%m-%d}.pdf", content, len(served))


# What it says


def _certificate(work: Work, order: CertifyService, served: Served) -> FilledPaper:
    profile = profile_on(work, work.today)
    who = work.session.get_one(Volunteer, served.id)
    signer = _signer(work)
    blocks: list[Block] = [
        office_head(work),
        Title(lines("GIẤY CHỨNG NHẬN"), lines("Phục vụ trong Đội công tác xã hội tình nguyện")),
        Heading(lines(f"CHỦ TỊCH ỦY BAN NHÂN DÂN {upper(profile.commune_full_name)}")),
        Heading(lines("CHỨNG NHẬN:")),
        Paragraph(lines(*_facts(who), *_service(work, order, served))),
        Recipients(lines("Nơi nhận:"), lines("- Ông (bà) có tên trên;", "- Lưu hồ sơ của Đội.")),
        Signature(
            lines(signer.authority_line, signer.title or "CHỦ TỊCH"),
            lines(signer.full_name),
        ),
    ]
    return FilledPaper("", "Giấy chứng nhận phục vụ", tuple(blocks), (), ())


def _facts(who: Volunteer) -> list[str]:
    born = f"; sinh ngày {who.born.text}" if who.born and who.born.day else ""
    born = born or (f"; sinh năm {who.born.year}" if who.born else "")
    home = who.residence or (who.hamlet.name if who.hamlet else "")
    return [f"{who.address}{born}", f"Nơi ở: {home}" if home else ""]


def _service(work: Work, order: CertifyService, served: Served) -> list[str]:
    record = read_service(work, served.id)
    until = served.until_on or min(order.until_on, work.today)
    span = f"từ ngày {slash_date(served.from_on)} đến ngày {slash_date(until)}"
    return [
        f"Đã phục vụ trong {served.team} {span}, vai trò: {served.role}.",
        *_listed("Đã dự tập huấn", record.trainings if served.trainings else ()),
        *_listed("Khen thưởng", record.rewards if served.rewards else ()),
    ]


def _listed(label: str, facts: Sequence[str]) -> list[str]:
    return [f"{label}: {'; '.join(facts)}."] if facts else []


def _signer(work: Work) -> SignerFacts:
    """Return who signs today; without anybody the name is left to the pen."""
    able = signers_on(work, work.today)
    return able[0].facts if able else SignerFacts("", "", "", work.today)
