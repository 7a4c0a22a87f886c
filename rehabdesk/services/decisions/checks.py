"""What is looked at before a paper goes for signature: it warns and explains, it seldom refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.decision import UNNUMBERED, Decision, DecisionPerson
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.regime import POST_REHAB, last_day_to_sign
from rehabdesk.services.decisions.composing import Composition, DraftDecision, compose
from rehabdesk.services.decisions.wording import Concern
from rehabdesk.services.office import Work
from rehabdesk.services.offices import helper_limit, signers_on


class Level(StrEnum):
    GOOD = "ok"
    LOOK = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One line below the composer; `field` is where "Điền" leads, when there is a place."""

    level: Level
    sentence: str
    detail: str = ""
    field: str = ""
    person_id: int | None = None


def check_order(work: Work, order: DraftDecision) -> tuple[Check, ...]:
    """Check the papers of an order by the records and the law; worst first."""
    found = [*_choices(work, order)]
    for paper in compose(work, order):
        found += _missing(work, paper)
        for concern in paper.concerns:
            found += _person(work, order, concern, named=len(order.person_ids) > 1)
    found += _assignees(work, order)
    ranks = list(Level)[::-1]
    return tuple(sorted(dict.fromkeys(found), key=lambda check: ranks.index(check.level)))


def _choices(work: Work, order: DraftDecision) -> Iterator[Check]:
    day = order.planned_on
    if not order.person_ids:
        yield Check(Level.BAD, "Chọn ít nhất một người.", field="persons")
    if order.signer_id not in {row.id for row in signers_on(work, day)}:
        sentence = f"Chưa có người ký còn nhiệm vụ ngày {day:%d/%m/%Y}"
        yield Check(Level.BAD, sentence, field="signer")
    if order.term_start and order.term_end and order.term_end <= order.term_start:
        sentence = f"Đến ngày phải sau từ ngày ({order.term_start:%d/%m/%Y})."
        yield Check(Level.BAD, sentence, field="term_end")
    yield Check(Level.GOOD, f"Căn cứ pháp lý còn hiệu lực ngày {day:%d/%m/%Y}")


def _missing(work: Work, paper: Composition) -> Iterator[Check]:
    persons = [concern.person for concern in paper.concerns]
    several = len(paper.order.person_ids) > 1
    names = ", ".join(person.full_name for person in persons)
    for name in paper.filled.missing:
        field = work.resources.fields[name]
        is_of_person = name in paper.form.fields.person
        if not field.is_told or name == "signer_name" or (is_of_person and not persons):
            continue
        whose = ""
        if is_of_person and several:
            whose = f" ({names})"
        elif name.startswith("person_"):
            whose = " của người được quản lý"
        yield Check(
            Level.LOOK,
            f"Thiếu {told(field.label)}{whose}",
            "Sẽ in dòng chấm “…………”. Vẫn in được.",
            name,
            persons[0].id if len(persons) == 1 else None,
        )
    if "council_resolution_number" in paper.filled.left_out:
        yield Check(
            Level.LOOK,
            "Chưa ghi nghị quyết Hội đồng nhân dân tỉnh",
            "Dòng căn cứ đó sẽ không in. Ghi ở Cài đặt › Cơ quan.",
            "council_resolution_number",
        )


def _person(work: Work, order: DraftDecision, concern: Concern, *, named: bool) -> Iterator[Check]:
    who = f" ({concern.person.full_name})" if named else ""
    if order.purpose == POST_REHAB:
        yield from _post_rehab(work, order, concern, who)
    twin = _other_draft(work, order, concern.person.id)
    if twin is not None:
        sentence = f"Đã có một bản cùng loại đang soạn hoặc chờ số{who}"
        yield Check(Level.LOOK, sentence, f"Soạn ngày {twin:%d/%m/%Y}. Xem trong Sổ văn bản.")


def _post_rehab(work: Work, order: DraftDecision, concern: Concern, who: str) -> Iterator[Check]:
    episode = concern.episode
    if concern.term_start is None:
        sentence = f"Chưa biết ngày hoàn thành cai nghiện{who}"
        detail = "Thời hạn tính từ ngày hoàn thành, không phải ngày ký."
        yield Check(Level.LOOK, sentence, detail, "term_start")
    if episode is None or not episode.proposal_number:
        form = "Mẫu 52" if order.planned_on.year >= 2026 else "đề nghị"  # noqa: PLR2004
        yield Check(
            Level.LOOK,
            f"Chưa ghi số đề nghị của Công an xã ({form}){who}",
            "",
            "proposal_number",
            concern.person.id,
        )
    if episode and episode.completes_on:
        yield _in_time(order.planned_on, episode.completes_on, who)
    other = _term_in_force(work, order, concern)
    if other:
        yield Check(Level.LOOK, f"Đang có quyết định khác hiệu lực đến {other:%d/%m/%Y}{who}")
    else:
        yield Check(Level.GOOD, f"Không có quyết định khác đang hiệu lực{who}")


def _in_time(planned_on: date, completes_on: date, who: str) -> Check:
    if planned_on <= last_day_to_sign(completes_on):
        return Check(
            Level.GOOD, f"Kịp giao trong 24 giờ trước ngày về {completes_on:%d/%m/%Y}{who}"
        )
    return Check(
        Level.LOOK,
        f"Không kịp giao trong 24 giờ trước ngày về {completes_on:%d/%m/%Y}{who}",
        f"Nên ký trước ngày {completes_on:%d/%m/%Y}.",
        "planned_on",
    )


def _term_in_force(work: Work, order: DraftDecision, concern: Concern) -> date | None:
    start = concern.term_start or order.planned_on
    rows = work.session.scalars(
        select(DecisionPerson.term_end)
        .join(DecisionPerson.decision)
        .where(
            DecisionPerson.person_id == concern.person.id,
            Decision.purpose == POST_REHAB,
            Decision.status.not_in(UNNUMBERED),
            Decision.ended_on.is_(None),
            DecisionPerson.term_end >= start,
        )
    )
    return max((end for end in rows if end), default=None)


def _other_draft(work: Work, order: DraftDecision, person_id: int) -> date | None:
    drafted = work.session.scalar(
        select(Decision.drafted_at)
        .join(Decision.persons)
        .where(
            DecisionPerson.person_id == person_id,
            Decision.purpose == order.purpose,
            Decision.status.in_(UNNUMBERED),
            Decision.id.not_in(order.own_ids),
        )
        .limit(1)
    )
    return drafted.date() if drafted else None


def _assignees(work: Work, order: DraftDecision) -> Iterator[Check]:
    limit = helper_limit(work)
    for volunteer_id in order.volunteer_ids:
        volunteer = work.session.get_one(Volunteer, volunteer_id)
        name = volunteer.address
        if not volunteer.serves_on(order.planned_on):
            since = volunteer.serves_until or volunteer.serves_from
            sentence = f"{name} thôi nhiệm vụ từ {since:%d/%m/%Y}. Chọn người khác."
            yield Check(Level.LOOK, sentence, field="assignees")
            continue
        load = count_load(work, volunteer_id, order.planned_on)
        if load >= limit:
            sentence = f"{name} đang giúp {load} người, đúng mức xã đặt. Vẫn phân công được."
            yield Check(Level.LOOK, sentence, field="assignees")
        else:
            yield Check(Level.GOOD, f"{name} còn nhiệm vụ, đang giúp {load}/{limit} người")


def count_load(work: Work, volunteer_id: int, day: date) -> int:
    """Count the persons this helper looks after on a day."""
    rows = work.session.execute(
        select(Assignment.person_id, Assignment.until_on).filter_by(volunteer_id=volunteer_id)
    )
    return len({person for person, until in rows if until is None or until >= day})


def told(label: str) -> str:
    """Return a label as it stands within a sentence; numbered headings stay as they are."""
    return label if label[1:2].isupper() or label[1:2] == "." else label[:1].lower() + label[1:]
