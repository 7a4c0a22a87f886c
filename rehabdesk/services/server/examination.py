"""A look at the health of an office on a server: shape, trail, papers, counts."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence.schema import head_revision
from rehabdesk.services.audit import verify_chain
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.office import Work
from rehabdesk.services.rows.tables import every_table
from rehabdesk.services.safekeeping.examination import Examination


class PaperDamaged(OutsideFault):
    def __init__(self, file_id: int) -> None:
        super().__init__(
            f"Văn bản lưu số {file_id} trên máy chủ không còn như lúc cất. Chưa đổi gì. "
            "Nhờ người phụ trách máy chủ lấy lại từ bản sao lưu."
        )


def examine_on_server(home: OfficeHome) -> Examination:
    """Look at every line of the trail and at the bytes of every paper; the server minds the rest.

    A damaged paper never gets into what is returned: it is a fault.
    """
    return home.office.look(examine_work)


def examine_work(work: Work) -> Examination:
    return examine_session(work.session)


def examine_session(session: Session) -> Examination:
    chain = verify_chain(session)
    papers = select(StoredFile.id, StoredFile.sha256, StoredFile.content).order_by(StoredFile.id)
    for file_id, fingerprint, content in session.execute(papers).yield_per(50):
        if sha256(content).hexdigest() != fingerprint:
            raise PaperDamaged(file_id)
    counts = {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in every_table()
        if _may_count(session, table.name)
    }
    shape = str(session.scalar(text("SELECT version_num FROM alembic_version")))
    return Examination(
        shape, shape == head_revision(), chain.length, chain.head, chain.broken_at, counts
    )


def _may_count(session: Session, name: str) -> bool:
    """Leave out what the server keeps from whoever asks."""
    asked = text("SELECT has_any_column_privilege(:name, 'SELECT')")
    return bool(session.scalar(asked, {"name": name}))
