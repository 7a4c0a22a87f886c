"""Taking back that a file was received, exactly, as long as nothing hangs on it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.daily.contact import ContactPerson
from rehabdesk.domain.records.daily.transfer import Transfer
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.search import forget_persons
from rehabdesk.services.bin.kinds import HOLDING
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.importing.rows import Rows, hanging_on, put_back, remove, snapshots
from rehabdesk.services.indexing.persons import make_findable
from rehabdesk.services.office import Work
from rehabdesk.services.rows.gone import require_there

RECEIPT_WRITTEN = "transfer.receipt_written"


class ReceiptIsOut(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Đã lưu biên nhận cho bên gửi nên không hoàn tác việc nhận được. Chưa đổi gì. "
            "Nếu nhận nhầm, xóa hồ sơ và báo cho bên gửi."
        )


class ChangedSince(Refusal):
    def __init__(self, code: str, what: str) -> None:
        super().__init__(
            f"Hồ sơ {code} {what} sau khi nhận nên không hoàn tác được. Chưa đổi gì. "
            "Sửa trong hồ sơ, hoặc xóa hồ sơ vào thùng rác."
        )


@dataclass(frozen=True, slots=True)
class Trace:
    """What stood before a file was received, if there was one, and what stood after it."""

    transfer_id: int
    person_id: int
    before: Rows
    after: Rows
    contacts: dict[int, Rows]


def rows_of(work: Work, person_id: int) -> Rows:
    work.session.flush()
    return snapshots(work, "person", [person_id])[person_id]


def trace_of(work: Work, transfer_id: int, person_id: int, before: Rows, last: int) -> Trace:
    """Note what a receiving did; meetings after the last one of before came with the package."""
    after = rows_of(work, person_id)
    came = select(ContactPerson.contact_id).where(
        ContactPerson.person_id == person_id, ContactPerson.contact_id > last
    )
    contacts = snapshots(work, "contact", work.session.scalars(came).all())
    return Trace(transfer_id, person_id, before, after, contacts)


# Acts


def undo_receive(work: Work, trace: Trace) -> None:
    """Let the office be as it was: the file gone, or as it stood before."""
    work.require(Right.KEEP_FILES)
    person = require_there(work, trace.person_id)
    transfer = work.session.get_one(Transfer, trace.transfer_id)
    _require_free(work, trace, transfer)
    remove(work, "contact", trace.contacts.values())
    told = {"origin": transfer.other_office, "package": transfer.package_key}
    work.session.delete(transfer)
    if trace.before:
        put_back(work, "person", [(trace.after, trace.before)])
    else:
        remove(work, "person", [trace.after])
        forget_persons(work.session, [person.id])
    work.session.flush()
    work.session.expunge(person)
    kept = work.session.get(Person, trace.person_id)
    if kept is not None:
        refresh_persons(work, (kept.id,))
        work.session.refresh(kept)
        make_findable(work, kept)
    work.record("transfer.undone", kept, case=transfer.case_code, **told)


def _require_free(work: Work, trace: Trace, transfer: Transfer) -> None:
    written = select(AuditEntry.id).filter_by(
        act=RECEIPT_WRITTEN, subject=f"transfer:{transfer.id}"
    )
    if work.session.scalars(written).first() is not None:
        raise ReceiptIsOut
    code = transfer.case_code
    contacts = snapshots(work, "contact", list(trace.contacts))
    if rows_of(work, trace.person_id) != trace.after or contacts != trace.contacts:
        raise ChangedSince(code, "đã được sửa")
    known = {name: {each["id"] for each in rows} for name, rows in trace.before.items()}
    added = {
        name: [each for each in rows if each["id"] not in known.get(name, ())]
        for name, rows in trace.after.items()
    }
    own = {"transfer": 1, "contact_person": len(trace.contacts)} if not trace.before else {}
    hanging = hanging_on(work, "person", {trace.person_id: added}).get(trace.person_id, {})
    held = [name for name, count in hanging.items() if count > own.get(name, 0)]
    if held:
        raise ChangedSince(code, f"đã có {', '.join(HOLDING.get(each, 'việc') for each in held)}")
