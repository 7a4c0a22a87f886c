"""A restored copy of an office on a server is looked at, and held against the one in use."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import Role
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.persistence.database import sessions
from rehabdesk.persistence.faults import translated
from rehabdesk.persistence.server.schemas import offices_there
from rehabdesk.services.entrance.server_note import JOINING
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.safekeeping.examination import Examination
from rehabdesk.services.server.examination import examine_session
from rehabdesk.services.server.office_server import OfficeNotThere, ServerOwner
from rehabdesk.services.server.safety import PROVED

OWNER = "Người phụ trách máy chủ"


class CopyBroken(OutsideFault):
    def __init__(self, line: int) -> None:
        super().__init__(
            f"Bản lấy lại không nguyên: nhật ký đứt từ dòng {line}. Hồ sơ đang dùng không đổi. "
            "Giữ các bản sao lưu khác, lấy lại bản trước đó rồi thử lại."
        )


class CopyOfAnother(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Bản lấy lại không phải của hồ sơ đang dùng: nhật ký hai bên khác nhau. Chưa ghi gì. "
            "Xem lại tên cơ sở dữ liệu và tên cơ quan."
        )


class SameDatabase(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Bản lấy lại và hồ sơ đang dùng là một. Chưa ghi gì. Lấy bản sao lưu về một cơ sở dữ "
            "liệu khác tên rồi thử bản đó."
        )


@dataclass(frozen=True, slots=True)
class ProvedCopy:
    """What the copy holds, and how many lines the office in use has written since."""

    found: Examination
    lines_since: int


def prove_copy(
    resources: Resources, copy: ServerOwner, live: ServerOwner, schema: str, moment: datetime
) -> ProvedCopy:
    """Look at every line and paper of a copy, hold it against the office in use, and note it there.

    The note is a line in the trail of the office in use: every machine then shows the day.
    """
    if copy.address.as_login("").shown == live.address.as_login("").shown:
        raise SameDatabase
    with ExitStack() as undo, translated(JOINING):
        engines = [owner.engine(schema) for owner in (copy, live)]
        for engine in engines:
            undo.callback(engine.dispose)
            with engine.connect() as connection:
                if schema not in offices_there(connection):
                    raise OfficeNotThere
        with sessions(engines[0])() as session:
            found = examine_session(session)
        if found.audit_broken_at is not None:
            raise CopyBroken(found.audit_broken_at)
        keeper = Actor(0, OWNER, "", Role.ADMINISTRATOR)
        office = Office(sessions(engines[1]), resources, keeper, lambda: moment, is_shared=True)
        return office.do(partial(_note, found=found)).result


def _note(work: Work, found: Examination) -> ProvedCopy:
    at = select(AuditEntry.fingerprint).filter_by(sequence=found.audit_length)
    if found.audit_length == 0 or work.session.scalar(at) != found.audit_head:
        raise CopyOfAnother
    newest = work.session.scalar(
        select(AuditEntry.sequence).order_by(AuditEntry.sequence.desc()).limit(1)
    )
    counts = found.counts
    work.record(
        PROVED,
        None,
        lines=found.audit_length,
        persons=counts["person"],
        papers=counts["stored_file"],
    )
    return ProvedCopy(found, (newest or 0) - found.audit_length)
