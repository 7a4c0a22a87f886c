"""Files put into the cabinet: drawn here, or scanned and chosen by somebody."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from rehabdesk.domain.codes import FileKind
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.office import Work

LARGEST_FILE = 20 * 1024 * 1024
_KINDS = {
    b"%PDF": "application/pdf",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


class FileTooLarge(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp “{name}” lớn hơn 20 MB. Chưa đính kèm. Chụp hoặc quét nhỏ hơn.")


class NotAScan(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"Tệp “{name}” không phải PDF hoặc ảnh. Chưa đính kèm. Chọn tệp PDF, PNG hoặc JPG."
        )


def keep_file(work: Work, kind: FileKind, media_type: str, name: str, content: bytes) -> StoredFile:
    """Keep bytes once; the same bytes are the same file."""
    fingerprint = hashlib.sha256(content).hexdigest()
    kept = work.session.scalars(select(StoredFile).filter_by(sha256=fingerprint)).first()
    if kept is None:
        kept = StoredFile(kind, media_type, name, content, work.now)
        work.session.add(kept)
        work.session.flush()
    return kept


def keep_scan(work: Work, kind: FileKind, name: str, content: bytes) -> StoredFile:
    """Keep a scan or photograph that somebody chose; refuse anything else."""
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(name)
    media_type = next((told for start, told in _KINDS.items() if content.startswith(start)), None)
    if media_type is None:
        raise NotAScan(name)
    return keep_file(work, kind, media_type, name, content)


def pages_of(media_type: str, content: bytes) -> bytes:
    """Return a kept scan as pages that can be shown and printed; a photograph gets its own."""
    from rehabdesk.documents.files.joining import picture_page

    return content if media_type == "application/pdf" else picture_page(content)
