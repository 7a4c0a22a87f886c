"""The record of a hand-over (Mẫu 23), worded from what was written down of it."""

from __future__ import annotations

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.decision_life import Delivery
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.regime import DELIVERY_RECORD, regime_on
from rehabdesk.domain.wording import prose_date, slash_date
from rehabdesk.services.decisions.composing import DraftDecision, compose
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.decisions.life.kinds import paper_kind
from rehabdesk.services.decisions.papers import draw_paper
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

_KINDS = ("Quyết định", "Giấy xác nhận", "Thông báo")  # of which the form wants the one that fits
_OF_THE_PERSON = (
    "receiver_sex",
    "receiver_birth_date",
    "receiver_id_number",
    "receiver_id_issue_date",
    "receiver_id_issuer",
    "receiver_phone",
)


class NobodyNamed(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Văn bản này không ghi tên người được quản lý, mẫu biên bản giao nhận không dùng được."
        )


# Acts


def print_delivery_record(work: Work, delivery_id: int) -> PrintedPaper:
    """Draw the record of a hand-over by the form of its day; that it was printed is on record."""
    work.require(Right.DRAFT_DECISIONS)
    delivery = work.session.get_one(Delivery, delivery_id)
    paper = delivery.decision
    if not paper.persons:
        raise NobodyNamed
    [composed] = compose(work, _order(work, delivery))
    content = draw_paper(work, composed.filled)
    work.record("decision.delivery_record_printed", paper, form=composed.form.id)
    name = f"{composed.form.code} - {paper.full_number.replace('/', '-')}.pdf"
    return PrintedPaper(paper.id, name, content)


# Looks


def has_record_form(work: Work, delivery_id: int) -> bool:
    """Tell whether the law of that day prescribes a record of a hand-over."""
    work.require(Right.READ_FILES)
    delivery = work.session.get_one(Delivery, delivery_id)
    law = regime_on(delivery.given_on, work.resources.regimes)
    return any(form.purpose == DELIVERY_RECORD for form in law.forms_on(delivery.given_on))


def _order(work: Work, delivery: Delivery) -> DraftDecision:
    person_id = delivery.person_id or delivery.decision.persons[0].person_id
    hour = f"{delivery.given_at:%H} giờ {delivery.given_at:%M} phút" if delivery.given_at else ""
    kind = paper_kind(delivery.decision.book.symbol)
    typed = {
        "delivered_kind": kind if kind in _KINDS else "",
        "delivered_document": _named(work, delivery.decision),
        "receiver_name": delivery.receiver_name,
        "receiver_relation": delivery.receiver_relation,
        "giver_name": delivery.giver,
        "record_date": slash_date(delivery.given_on),
        "record_date_long": prose_date(delivery.given_on),
        "record_time": hour,
    }
    link = next(each for each in delivery.decision.persons if each.person_id == person_id)
    if delivery.receiver_name != link.person.full_name:
        typed |= dict.fromkeys(_OF_THE_PERSON, "")  # another's facts are not hers
    return DraftDecision(
        DELIVERY_RECORD,
        delivery.given_on,
        (person_id,),
        typed_persons={person_id: typed},
        typed=typed,
    )


def _named(work: Work, paper: Decision) -> str:
    on = paper.document_date
    dated = f" {prose_date(on)}" if on else ""
    commune = profile_on(work, on or work.today).commune_full_name
    return (
        f"{paper_kind(paper.book.symbol)} số {paper.full_number}{dated} "
        f"của Chủ tịch Ủy ban nhân dân {commune}"
    )
