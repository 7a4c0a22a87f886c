"""A paper drawn, and the scan of its signed copy."""

from __future__ import annotations

from rehabdesk.documents.pages import FieldSpot
from rehabdesk.domain.codes import FileKind, Right
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.records.decision import UNNUMBERED, Decision
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.cabinet.files import keep_scan, pages_of
from rehabdesk.services.office import Work


class NotNumberedYet(Refusal):
    def __init__(self) -> None:
        super().__init__("Văn bản chưa có số. Ghi số trước, rồi đính kèm bản đã ký.")


def draw_paper(work: Work, paper: FilledPaper) -> bytes:
    """Draw a paper as it is printed; in a practice office the page says so."""
    from rehabdesk.documents import fonts, pdf

    fonts.register(work.resources.fonts)
    return pdf.draw(paper, practice=work.resources.is_practice)


def draw_marked(
    work: Work, paper: FilledPaper, differing: frozenset[tuple[str, int | None]] = frozenset()
) -> tuple[bytes, tuple[FieldSpot, ...]]:
    """Draw a paper for the preview: what to look at is marked, every value's place known."""
    from rehabdesk.documents import fonts, pdf

    fonts.register(work.resources.fonts)
    practice = work.resources.is_practice
    return pdf.draw_with_spots(paper, practice=practice, differing=differing)


def attach_signed_copy(work: Work, decision_id: int, name: str, content: bytes) -> None:
    """Keep the scan or photograph of the signed paper with its decision."""
    work.require(Right.DRAFT_DECISIONS)
    decision = work.session.get_one(Decision, decision_id)
    if decision.status in UNNUMBERED:
        raise NotNumberedYet
    decision.signed_copy = keep_scan(work, FileKind.SIGNED_COPY, name, content)
    work.record("decision.signed_copy_attached", decision, sha256=decision.signed_copy.sha256)


def signed_copy_pages(work: Work, decision_id: int) -> tuple[str, bytes] | None:
    """Return name and pages of the signed copy; a photograph becomes a page of its own."""
    kept = read_signed_copy(work, decision_id)
    if kept is None:
        return None
    name, media_type, content = kept
    return name, pages_of(media_type, content)


def read_signed_copy(work: Work, decision_id: int) -> tuple[str, str, bytes] | None:
    """Return name, media type and bytes of the signed copy, if there is one."""
    kept = work.session.get_one(Decision, decision_id).signed_copy
    return (kept.name, kept.media_type, kept.content) if kept else None
