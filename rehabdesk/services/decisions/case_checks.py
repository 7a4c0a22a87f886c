"""What the records and the law say against a paper on a person: shown before it is signed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from rehabdesk.domain.codes import CaseState, LinkKind
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.law.terms import Term
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.decision import UNNUMBERED, Decision, DecisionPerson
from rehabdesk.domain.records.decision_life import DecisionLink
from rehabdesk.domain.regime import (
    COMPLETION,
    HOME_REHAB,
    HOME_REHAB_COMPLETION,
    POST_REHAB,
    USER_MANAGEMENT,
    Regime,
    last_day_to_sign,
)
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.life.effects import IN_FORCE
from rehabdesk.services.decisions.wording import Concern
from rehabdesk.services.decisions.wording.people import is_minor
from rehabdesk.services.law.deadlines import Deadlines, office_deadlines
from rehabdesk.services.office import Work

_ONLY_ONE = frozenset({POST_REHAB, COMPLETION, HOME_REHAB, HOME_REHAB_COMPLETION, USER_MANAGEMENT})
_GONE = frozenset(
    {
        CaseState.MOVED_OUT,
        CaseState.DECEASED_MISSING,
        CaseState.IN_PRISON,
        CaseState.IN_COMPULSORY_EDUCATION,
        CaseState.POST_REHAB_REMOVED,
    }
)


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


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What the records say of all persons of an order, read once, by person."""

    standings: Mapping[int, Standing]
    in_force: Mapping[int, list[tuple[Decision, DecisionPerson]]]
    drafted_at: Mapping[int, datetime]  # another paper of the kind on its way
    replaced: Mapping[int, str]  # papers this order takes the place of, with their numbers
    deadlines: Deadlines


@dataclass(frozen=True, slots=True)
class Case:
    """A person of an order as the checks look at her; `who` names her where there are several."""

    work: Work
    order: DraftDecision
    law: Regime
    concern: Concern
    who: str
    facts: OrderFacts

    @property
    def person_id(self) -> int:
        return self.concern.person.id


def check_case(case: Case) -> Iterator[Check]:
    """Check one person of an order."""
    yield from _standing(case)
    yield from _minor(case)
    if case.order.purpose == POST_REHAB:
        yield from _post_rehab(case)
    if case.order.purpose == COMPLETION:
        yield from _certificate(case)
    yield from _others_in_force(case)
    yield from _other_draft(case)


def _standing(case: Case) -> Iterator[Check]:
    row = case.facts.standings.get(case.person_id)
    if row is not None and row.state in _GONE:
        since = f" từ {slash_date(row.since)}" if row.since else ""
        sentence = f"Hồ sơ đang ở tình trạng “{row.state.label}”{since}{case.who}"
        yield Check(Level.LOOK, sentence, "Xem lại hồ sơ trước khi trình ký.")


def _minor(case: Case) -> Iterator[Check]:
    if not is_minor(case.concern.person, case.order.planned_on):
        return
    if case.concern.relative is None:
        yield Check(
            Level.LOOK,
            f"Dưới 18 tuổi, hồ sơ chưa có cha, mẹ hoặc người đại diện{case.who}",
            "Văn bản phải gửi cha, mẹ, người giám hộ hoặc người đại diện. Ghi ở hồ sơ.",
            "relative_name",
            case.person_id,
        )


def _post_rehab(case: Case) -> Iterator[Check]:
    concern, who, day = case.concern, case.who, case.order.planned_on
    episode = concern.episode
    if concern.term_start is None:
        sentence = f"Chưa biết ngày hoàn thành cai nghiện{who}"
        detail = "Thời hạn tính từ ngày hoàn thành, không phải ngày ký."
        yield Check(Level.LOOK, sentence, detail, "term_start")
    if episode is None or not episode.proposal_number:
        form = "Mẫu 52" if day.year >= 2026 else "đề nghị"  # noqa: PLR2004
        sentence = f"Chưa ghi số đề nghị của Công an xã ({form}){who}"
        yield Check(Level.LOOK, sentence, "", "proposal_number", case.person_id)
    if episode and episode.completes_on:
        yield _in_time(day, episode.completes_on, who)
    yield from _term_of_the_law(case)


def _in_time(planned_on: date, completes_on: date, who: str) -> Check:
    told = f"giao trong 24 giờ trước ngày về {slash_date(completes_on)}{who}"
    if planned_on <= last_day_to_sign(completes_on):
        return Check(Level.GOOD, f"Kịp {told}")
    detail = f"Nên ký trước ngày {slash_date(completes_on)}."
    return Check(Level.LOOK, f"Không kịp {told}", detail, "planned_on")


def _term_of_the_law(case: Case) -> Iterator[Check]:
    """Lay the term of the paper beside the one the law gives."""
    concern = case.concern
    start, end, episode = concern.term_start, concern.term_end, concern.episode
    if start is None or end is None or episode is None or episode.rehab_form is None:
        return
    if episode.completes_on and start != episode.completes_on:
        told = f"Từ ngày {slash_date(start)}, ngày hoàn thành {slash_date(episode.completes_on)}"
        detail = "Thời hạn tính từ ngày hoàn thành cai nghiện."
        yield Check(Level.LOOK, f"{told}{case.who}", detail, "term_start")
    term = case.law.term(episode.rehab_form.value)
    by_law = add_months(start, term.months)
    if end != by_law:
        yield _other_term(case, term, end, by_law)


def _other_term(case: Case, term: Term, end: date, by_law: date) -> Check:
    return Check(
        Level.LOOK,
        f"Đến ngày {slash_date(end)}, theo luật là {slash_date(by_law)}{case.who}",
        f"{term.length}: {term.label[:1].lower()}{term.label[1:]} ({term.citation.words}).",
        "term_end",
    )


def _certificate(case: Case) -> Iterator[Check]:
    """Say whether a certificate of completion is dated when the law wants it."""
    episode, day = case.concern.episode, case.order.planned_on
    end = case.concern.runs[1]
    if episode is None or end is None:
        yield Check(Level.LOOK, f"Chưa biết ngày hết thời hạn quản lý{case.who}", "", "planned_on")
        return
    found = case.facts.deadlines.due("completion_certificate", end, day)
    if found is None:
        return
    opens = found.found.opens_on or end
    told = f"hết thời hạn {slash_date(end)}{case.who}"
    span = f"{slash_date(opens)} đến {slash_date(found.due_on)}"
    detail = f"Cấp từ {span} ({found.deadline.basis})."
    if day < opens:
        yield Check(Level.LOOK, f"Cấp giấy sớm hơn luật định: {told}", detail, "planned_on")
    elif day > found.due_on:
        yield Check(Level.LOOK, f"Cấp giấy muộn hơn luật định: {told}", detail, "planned_on")
    else:
        yield Check(Level.GOOD, f"Cấp giấy đúng hạn: {told}")


def _others_in_force(case: Case) -> Iterator[Check]:
    """Point at papers in force that say the same, or whose term overlaps."""
    if case.order.purpose not in _ONLY_ONE:
        return
    replaced = case.facts.replaced
    found = [(paper, link) for paper, link in _in_force(case) if paper.id not in replaced]
    for paper, link in found:
        number = f"số {paper.full_number}"
        if paper.purpose == case.order.purpose:
            until = f" đến {slash_date(link.term_end)}" if link.term_end else ""
            sentence = f"Đang có quyết định khác hiệu lực{until}{case.who}"
            detail = f"{number[:1].upper()}{number[1:]}. Nếu thay số đó, dùng Thay thế trong sổ."
            yield Check(Level.LOOK, sentence, detail)
        elif case.concern.term_start and link.term_end:
            start = slash_date(link.term_start) if link.term_start else "…"
            sentence = f"Thời hạn trùng với {number} ({start} đến {slash_date(link.term_end)})"
            yield Check(Level.LOOK, f"{sentence}{case.who}", "", "term_start")
    for number in replaced.values():
        yield Check(Level.GOOD, f"Thay thế số {number}{case.who}")
    if not found:
        yield Check(Level.GOOD, f"Không có quyết định khác đang hiệu lực{case.who}")


def _in_force(case: Case) -> list[tuple[Decision, DecisionPerson]]:
    """Return papers on the same person that say the same, or whose term meets this one."""
    start = case.concern.term_start or case.order.planned_on
    end = case.concern.term_end or date.max
    episode_id = case.concern.episode.id if case.concern.episode else None
    return [
        (paper, link)
        for paper, link in case.facts.in_force.get(case.person_id, ())
        if (paper.ended_on is None or paper.ended_on > start)
        and _meets(case.order.purpose, paper, link, (start, end), episode_id)
    ]


def _meets(
    purpose: str,
    paper: Decision,
    link: DecisionPerson,
    days: tuple[date, date],
    episode_id: int | None,
) -> bool:
    if link.term_end is None or link.term_start is None:
        return paper.purpose == purpose and link.episode_id == episode_id
    return purpose != COMPLETION and link.term_end >= days[0] and link.term_start <= days[1]


def _other_draft(case: Case) -> Iterator[Check]:
    drafted = case.facts.drafted_at.get(case.person_id)
    if drafted is not None:
        sentence = f"Đã có một bản cùng loại đang soạn hoặc chờ số{case.who}"
        yield Check(Level.LOOK, sentence, f"Soạn ngày {drafted:%d/%m/%Y}. Xem trong Sổ văn bản.")


def facts_of(work: Work, order: DraftDecision) -> OrderFacts:
    standings = work.session.scalars(
        select(Standing).where(Standing.person_id.in_(order.person_ids), Standing.is_current)
    )
    return OrderFacts(
        {each.person_id: each for each in standings},
        _papers_in_force(work, order),
        _drafted(work, order),
        _replaced(work, order),
        office_deadlines(work),
    )


def _papers_in_force(
    work: Work, order: DraftDecision
) -> dict[int, list[tuple[Decision, DecisionPerson]]]:
    found: defaultdict[int, list[tuple[Decision, DecisionPerson]]] = defaultdict(list)
    for paper, link in work.session.execute(
        select(Decision, DecisionPerson)
        .join(DecisionPerson, DecisionPerson.decision_id == Decision.id)
        .where(
            DecisionPerson.person_id.in_(order.person_ids),
            Decision.purpose.in_(_ONLY_ONE),
            Decision.status.in_(IN_FORCE),
            Decision.id.not_in(order.own_ids),
        )
        .options(joinedload(Decision.book))
        .order_by(Decision.id)
    ):
        found[link.person_id].append((paper, link))
    return found


def _drafted(work: Work, order: DraftDecision) -> dict[int, datetime]:
    rows = work.session.execute(
        select(DecisionPerson.person_id, Decision.drafted_at)
        .join(DecisionPerson.decision)
        .where(
            DecisionPerson.person_id.in_(order.person_ids),
            Decision.purpose == order.purpose,
            Decision.status.in_(UNNUMBERED),
            Decision.id.not_in(order.own_ids),
        )
        .order_by(Decision.id.desc())
    )
    return {row.person_id: row.drafted_at for row in rows}


def _replaced(work: Work, order: DraftDecision) -> dict[int, str]:
    older_ones = work.session.scalars(
        select(Decision)
        .join(DecisionLink, DecisionLink.older_id == Decision.id)
        .where(DecisionLink.newer_id.in_(order.own_ids), DecisionLink.kind == LinkKind.REPLACES)
    )
    return {older.id: older.full_number for older in older_ones}
