"""A numbered paper handed over: to whom, when, and whether it was taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from rehabdesk.domain.codes import FileKind, PaperStatus, Right
from rehabdesk.domain.records.decision import UNNUMBERED, Decision
from rehabdesk.domain.records.decision_life import Delivery
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.cabinet.files import keep_scan, pages_of
from rehabdesk.services.decisions.life.effects import ASSIGNING
from rehabdesk.services.editing import require_version
from rehabdesk.services.office import Work

_MOVED_ON = (PaperStatus.WITHDRAWN, PaperStatus.REPLACED)


class NothingToHandOver(Refusal):
    def __init__(self) -> None:
        super().__init__("Văn bản chưa có số. Ghi số trước, rồi ghi đã giao.")


class ReceiverMissing(Refusal):
    field = "receiver_name"

    def __init__(self) -> None:
        super().__init__("Ghi giao cho ai.")


class GivenInTheFuture(Refusal):
    field = "given_on"

    def __init__(self, now: datetime) -> None:
        super().__init__(f"Lúc giao không sau bây giờ ({now:%H:%M} {slash_date(now.date())}).")


class GivenBeforeItsDay(Refusal):
    field = "given_on"

    def __init__(self, day: date) -> None:
        super().__init__(f"Ngày giao không trước ngày văn bản ({slash_date(day)}).")


@dataclass(frozen=True, slots=True)
class Deliver:
    """One hand-over; `person_id` names for whom it counts when she or her family was given it."""

    decision_id: int
    given_on: date
    receiver_name: str
    given_at: time | None = None
    receiver_relation: str = ""
    person_id: int | None = None
    is_refused: bool = False
    giver: str = ""
    note: str = ""
    record: tuple[str, bytes] | None = None  # the signed record: name and bytes


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    id: int
    version: int
    given_on: date
    given_at: time | None
    receiver_name: str
    receiver_relation: str
    person_id: int | None
    is_refused: bool
    giver: str
    note: str
    has_record: bool

    @property
    def when(self) -> str:
        hour = f"{self.given_at:%H:%M} " if self.given_at else ""
        return f"{hour}{slash_date(self.given_on)}"

    @property
    def words(self) -> str:
        return f"{self.when}: {self.receiver}, {'không nhận' if self.is_refused else 'ký nhận'}"

    @property
    def receiver(self) -> str:
        relation = f" ({self.receiver_relation})" if self.receiver_relation else ""
        return f"{self.receiver_name}{relation}"


# Acts


def deliver(work: Work, order: Deliver) -> int:
    """Write down that a paper was handed to somebody, or refused; return the hand-over's id."""
    work.require(Right.DRAFT_DECISIONS)
    decision = work.session.get_one(Decision, order.decision_id)
    _require_sound(work, decision, order)
    delivery = Delivery(decision, order.given_on, clean(order.receiver_name))
    delivery.given_at = order.given_at
    delivery.receiver_relation = clean(order.receiver_relation)
    if order.person_id is not None:
        delivery.person = work.session.get_one(Person, order.person_id)
    delivery.is_refused = order.is_refused
    delivery.giver = clean(order.giver) or work.actor.name
    delivery.note = clean(order.note)
    if order.record is not None:
        delivery.record_file = keep_scan(work, FileKind.ATTACHMENT, *order.record)
    work.session.add(delivery)
    _move(work, decision)
    work.record("decision.delivered", decision, **_told(delivery))
    return delivery.id


def undo_delivery(work: Work, delivery_id: int) -> None:
    """Take a hand-over back that was written down by mistake; the trail keeps both lines."""
    work.require(Right.DRAFT_DECISIONS)
    delivery = work.session.get_one(Delivery, delivery_id)
    decision, told = delivery.decision, _told(delivery)
    work.session.delete(delivery)
    _move(work, decision)
    work.record("decision.delivery_undone", decision, **told)


def attach_record(work: Work, delivery_id: int, version: int, name: str, content: bytes) -> None:
    """Keep the signed record of a hand-over with it."""
    work.require(Right.DRAFT_DECISIONS)
    delivery = work.session.get_one(Delivery, delivery_id)
    require_version(delivery, version)
    delivery.record_file = keep_scan(work, FileKind.ATTACHMENT, name, content)
    work.record(
        "decision.delivery_record_attached", delivery.decision, sha256=delivery.record_file.sha256
    )


def open_record(work: Work, delivery_id: int) -> tuple[str, bytes] | None:
    """Open the signed record of a hand-over as pages; who opened it is on record."""
    work.require(Right.READ_FILES)
    delivery = work.session.get_one(Delivery, delivery_id)
    work.record("decision.delivery_record_opened", delivery.decision)
    kept = delivery.record_file
    return (kept.name, pages_of(kept.media_type, kept.content)) if kept else None


# Looks


def deliveries_of(work: Work, decision_ids: Iterable[int]) -> dict[int, list[DeliveryRow]]:
    """Return the hand-overs of papers, oldest first."""
    found: dict[int, list[DeliveryRow]] = {}
    for each in _deliveries(work, decision_ids):
        row = DeliveryRow(
            each.id,
            each.version,
            each.given_on,
            each.given_at,
            each.receiver_name,
            each.receiver_relation,
            each.person_id,
            each.is_refused,
            each.giver,
            each.note,
            each.record_file_id is not None,
        )
        found.setdefault(each.decision_id, []).append(row)
    return found


def status_of(work: Work, decision: Decision) -> PaperStatus:
    """Say by its hand-overs where a numbered paper is.

    A paper on persons is handed over when each of them, or her family, was given it; one that
    puts somebody in charge, or names nobody, when anybody was.
    """
    given = _deliveries(work, [decision.id])
    wanted: set[int | None] = {link.person_id for link in decision.persons}
    if decision.purpose in ASSIGNING or not wanted:
        reached, taken = bool(given), any(not each.is_refused for each in given)
    else:
        reached = wanted <= {each.person_id for each in given}
        taken = wanted <= {each.person_id for each in given if not each.is_refused}
    if not reached:
        return PaperStatus.NUMBERED
    return PaperStatus.DELIVERED if taken else PaperStatus.DELIVERY_REFUSED


def _deliveries(work: Work, decision_ids: Iterable[int]) -> list[Delivery]:
    return list(
        work.session.scalars(
            select(Delivery)
            .where(Delivery.decision_id.in_(list(decision_ids)))
            .order_by(Delivery.given_on, Delivery.given_at, Delivery.id)
        )
    )


def _move(work: Work, decision: Decision) -> None:
    work.session.flush()
    if decision.status not in _MOVED_ON:
        decision.status = status_of(work, decision)


def _require_sound(work: Work, decision: Decision, order: Deliver) -> None:
    if decision.status in UNNUMBERED or decision.document_date is None:
        raise NothingToHandOver
    if not clean(order.receiver_name):
        raise ReceiverMissing
    if datetime.combine(order.given_on, order.given_at or time.min) > work.now:
        raise GivenInTheFuture(work.now)
    if order.given_on < decision.document_date:
        raise GivenBeforeItsDay(decision.document_date)


def _told(delivery: Delivery) -> dict[str, str]:
    at = f"{delivery.given_at:%H:%M} " if delivery.given_at else ""
    return {
        "at": f"{at}{slash_date(delivery.given_on)}",
        "receiver": delivery.receiver_name,
        "relation": delivery.receiver_relation,
        "refused": "có" if delivery.is_refused else "không",
        "giver": delivery.giver,
    }
