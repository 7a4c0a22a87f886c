"""New law brought in from a file: looked at first, kept whole, put away only when unused."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from rehabdesk.catalog.packs import contradicted, read_pack, shared_by
from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.office_law import LegalPack
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.regime import Regime, in_order
from rehabdesk.services.office import Work

_ONE_DAY = timedelta(days=1)


class PackRefused(Refusal):
    """Carries every fault, so that whoever made the file can put it right at once."""

    def __init__(self, findings: tuple[str, ...]) -> None:
        self.findings = findings
        super().__init__(
            f"Bộ căn cứ này chưa dùng được, chưa nạp gì: {len(findings)} chỗ cần sửa.\n"
            + "\n".join(findings)
        )


class PackUsed(Refusal):
    def __init__(self, name: str, count: int) -> None:
        super().__init__(f"{name} đang là căn cứ của {count:02} văn bản nên phải giữ. Chưa bỏ gì.")


class PackGone(Refusal):
    def __init__(self) -> None:
        super().__init__("Bộ căn cứ này đã được bỏ trước đó. Bấm F5 để xem lại danh sách.")


class SignedBefore(NeedsConfirmation):
    def __init__(self, count: int, day: date) -> None:
        super().__init__(
            f"Đã có {count:02} văn bản có ngày từ {day:%d/%m/%Y} theo luật trước. Chúng giữ nguyên "
            "mẫu và căn cứ cũ; chỉ văn bản soạn từ nay dùng bộ mới. Vẫn nạp?"
        )


@dataclass(frozen=True, slots=True)
class PackPreview:
    """What a file would bring, or why it cannot be taken."""

    findings: tuple[str, ...]
    regime: Regime | None = None
    notices: tuple[str, ...] = ()  # true and worth knowing, but no reason to refuse

    @property
    def is_sound(self) -> bool:
        return self.regime is not None and not self.findings


@dataclass(frozen=True, slots=True)
class PackRow:
    pack_id: str
    name: str
    imported_by: str
    imported_at: datetime
    used_by: int  # papers that stand on it
    set_aside: str  # why it is not in use, "" when it is


# Acts


def import_pack(work: Work, content: bytes) -> str:
    """Keep a body of law inside the office's file; the papers signed before stay as they are."""
    work.require(Right.KEEP_OFFICE)
    found = preview_pack(work, content)
    regime = found.regime
    if regime is None or found.findings:
        raise PackRefused(found.findings)
    signed = _papers_since(work, regime)
    if signed:
        work.unless_confirmed(SignedBefore(signed, regime.in_force_from))
    pack = LegalPack(regime.id, content, work.actor.name, work.now)
    work.session.add(pack)
    work.record(
        "legal_pack.imported",
        pack,
        pack_id=regime.id,
        name=regime.name,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return regime.id


def remove_pack(work: Work, pack_id: str) -> None:
    """Put a body of law away again, as long as no paper stands on it."""
    work.require(Right.KEEP_OFFICE)
    pack = work.session.scalars(select(LegalPack).filter_by(pack_id=pack_id)).first()
    if pack is None:
        raise PackGone
    used = _papers_of(work, pack_id)
    if used:
        raise PackUsed(_name_of(work, pack), used)
    work.record("legal_pack.removed", pack, pack_id=pack_id, sha256=pack.sha256)
    work.session.delete(pack)


# Looks


def preview_pack(work: Work, content: bytes) -> PackPreview:
    """Read an offered file against the law in use, without keeping anything."""
    findings: list[str] = []
    regime = read_pack(content, shared_by(work.resources), findings)
    if regime is None:
        return PackPreview(tuple(findings))
    known = work.resources.regimes
    kept = work.session.scalars(select(LegalPack.pack_id)).all()
    if any(each.id == regime.id for each in known) or regime.id in kept:
        findings.append(f"Đã có bộ căn cứ mang mã “{regime.id}”.")
    findings += [each for each in contradicted(regime, known) if each not in findings]
    return PackPreview(tuple(findings), regime, tuple(_notices(regime, known)))


def list_packs(work: Work) -> list[PackRow]:
    """List what was brought in; a pack the delivered law has overtaken says why it rests."""
    used = {regime.id for regime in work.resources.regimes}
    return [
        PackRow(
            pack.pack_id,
            _name_of(work, pack),
            pack.imported_by,
            pack.imported_at,
            _papers_of(work, pack.pack_id),
            "" if pack.pack_id in used else "Không khớp với luật kèm phần mềm, đang để riêng",
        )
        for pack in work.session.scalars(select(LegalPack).order_by(LegalPack.id))
    ]


def _notices(regime: Regime, known: tuple[Regime, ...]) -> list[str]:
    """Say what ends, and what the law before it knew and this one does not."""
    before = [each for each in known if each.in_force_from < regime.in_force_from]
    if not before:
        return []
    last = before[-1]
    told = []
    if last.in_force_until is None:
        ends = regime.in_force_from - _ONE_DAY
        told.append(f"{last.name} sẽ hết áp dụng sau ngày {ends:%d/%m/%Y}.")
    deadlines = [each.label for each in last.deadlines if regime.find_deadline(each.id) is None]
    if deadlines:
        told.append(f"Không còn hạn mà {last.name} có: {'; '.join(deadlines)}.")
    forms = [form.title for name, form in last.forms.items() if name not in regime.forms]
    if forms:
        told.append(f"Không có mẫu mà {last.name} có: {'; '.join(forms)}.")
    return told


def _papers_since(work: Work, regime: Regime) -> int:
    """Count the papers that would fall under this law had it been known."""
    until = in_order((*work.resources.regimes, regime))
    [ends] = [each.in_force_until for each in until if each.id == regime.id]
    day = func.coalesce(Decision.document_date, Decision.planned_on)
    query = select(func.count(Decision.id)).where(day >= regime.in_force_from)
    return work.session.scalar(query.where(day <= ends) if ends else query) or 0


def _papers_of(work: Work, pack_id: str) -> int:
    query = select(func.count(Decision.id)).filter_by(regime_id=pack_id)
    return work.session.scalar(query) or 0


def _name_of(work: Work, pack: LegalPack) -> str:
    known = {regime.id: regime.name for regime in work.resources.regimes}
    return known.get(pack.pack_id) or pack.pack_id
