"""What is looked at before a paper goes for signature: it warns and explains, it seldom refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.forms.field import Source
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.regime import VOLUNTEER_TEAM, regime_on
from rehabdesk.services.decisions.case_checks import (
    Case,
    Check,
    Level,
    OrderFacts,
    check_case,
    facts_of,
)
from rehabdesk.services.decisions.composing import (
    Composition,
    DraftDecision,
    TermBeforeBirth,
    compose,
    form_for,
    needs_persons,
    require_term_after_birth,
)
from rehabdesk.services.office import Work
from rehabdesk.services.offices import helper_limit, signers_on

__all__ = ["Check", "Level", "check_order", "check_papers"]

_SEVERAL = 2  # so many empty inputs are told one by one
_NAMED = 2  # so many persons are named in a line that is true of more


def check_order(work: Work, order: DraftDecision) -> tuple[Check, ...]:
    """Check the papers of an order by the records and the law; worst first."""
    return check_papers(work, order, compose(work, order))


def check_papers(
    work: Work, order: DraftDecision, papers: Sequence[Composition]
) -> tuple[Check, ...]:
    """Check papers that are composed already; what several have in common is told once."""
    found = [*_choices(work, order)]
    named: dict[_Common, list[Check]] = {}
    several = len(order.person_ids) > 1
    facts, gaps = facts_of(work, order), Gaps()
    for paper in papers:
        found += _basis(work, paper)
        found += _birth(paper)
        found += _members(work, paper)
        for name, check in _of_persons(work, paper, facts, gaps):
            before, who, after = check.sentence.partition(f" ({name})")
            if several and who:
                common = (check.level, before, after, check.detail, check.field)
                named.setdefault(common, []).append(check)
            else:
                found.append(check)
    found += [_told_once(common, alike) for common, alike in named.items()]
    found += _assignees(work, order)
    ranks = list(Level)[::-1]
    return tuple(sorted(dict.fromkeys(found), key=lambda check: ranks.index(check.level)))


def _members(work: Work, paper: Composition) -> Iterator[Check]:
    """Look at the list of a volunteer team: one leader, nobody under age, no civil servant."""
    rows = paper.wording.lists.get("vteam_members", ())
    if paper.form.purpose != VOLUNTEER_TEAM or not rows:
        return
    from rehabdesk.services.teams.foretold import list_faults

    for is_bad, sentence in list_faults(work, rows, paper.order.planned_on):
        yield Check(Level.BAD if is_bad else Level.LOOK, sentence, field="vteam_members")


@dataclass(frozen=True, slots=True)
class Gap:
    """What a paper lacks: printed as dots, and left out with its line."""

    missing: tuple[str, ...]
    left_out: tuple[str, ...]


class Gaps:
    """Of many papers of one order those with the same empty fields lack the same: filled once."""

    def __init__(self) -> None:
        self._known: dict[object, Gap] = {}

    def of(self, paper: Composition) -> Gap:
        words = paper.wording
        empty = (
            frozenset(name for name, text in words.values.items() if not text.strip()),
            *(
                frozenset(name for name, text in person.items() if not text.strip())
                for person in words.persons
            ),
        )
        if empty not in self._known:
            filled = paper.filled
            self._known[empty] = Gap(filled.missing, filled.left_out)
        return self._known[empty]


_Common = tuple[Level, str, str, str, str]  # level, sentence around the name, detail, field


def _of_persons(
    work: Work, paper: Composition, facts: OrderFacts, gaps: Gaps
) -> Iterator[tuple[str, Check]]:
    """Check what the paper says of its persons, each line with the name in it."""
    order = paper.order
    for check in _missing(work, paper, gaps.of(paper)):
        yield paper.names, check
    for concern in paper.concerns:
        name = concern.person.full_name
        who = f" ({name})" if len(order.person_ids) > 1 else ""
        for check in check_case(Case(work, order, paper.regime, concern, who, facts)):
            yield name, check


def _told_once(common: _Common, alike: Sequence[Check]) -> Check:
    """Name the first of those a line is true of, and count the others."""
    if len(alike) == 1:
        return alike[0]
    _, before, after, _, _ = common
    names = [_name_in(check, before, after) for check in alike]
    rest = len(names) - _NAMED
    persons = ", ".join(names[:_NAMED]) + (f" và {rest} người nữa" if rest > 0 else "")
    return replace(alike[0], sentence=f"{before} ({persons}){after}")


def _name_in(check: Check, before: str, after: str) -> str:
    return check.sentence[len(before) + 2 : len(check.sentence) - len(after) - 1]


def _choices(work: Work, order: DraftDecision) -> Iterator[Check]:
    day = order.planned_on
    form = form_for(work, order.purpose, day)[1]
    if not order.person_ids and needs_persons(form):
        if form.number_in_book:
            yield Check(Level.BAD, "Chọn ít nhất một người.", field="persons")
        else:
            yield Check(Level.LOOK, "Chưa chọn ai", "Sẽ in mẫu trống để viết tay.", "persons")
    is_signed_here = "signer_name" in form.fields.all
    if is_signed_here and order.signer_id not in {row.id for row in signers_on(work, day)}:
        sentence = f"Chưa có người ký còn nhiệm vụ ngày {day:%d/%m/%Y}"
        yield Check(Level.BAD, sentence, field="signer")
    if order.term_start and order.term_end and order.term_end <= order.term_start:
        sentence = f"Đến ngày phải sau từ ngày ({order.term_start:%d/%m/%Y})."
        yield Check(Level.BAD, sentence, field="term_end")
    is_asked = "effective_date_long" in form.fields.all
    if is_asked and order.effective_from and order.effective_from < day:
        sentence = f"Hiệu lực từ {order.effective_from:%d/%m/%Y}, trước ngày dự kiến ký"
        yield Check(Level.LOOK, sentence, field="effective_from")


def _basis(work: Work, paper: Composition) -> Iterator[Check]:
    """Say whether the texts the paper rests on are in force on the day it is signed."""
    day = paper.order.planned_on
    now = regime_on(max(day, work.today), work.resources.regimes)
    over = [text.title for text in paper.regime.texts if not text.covers(day)]
    if over:
        sentence = f"Căn cứ không còn hiệu lực ngày {day:%d/%m/%Y}: {', '.join(over)}"
        yield Check(Level.LOOK, sentence, "Xem ở Cài đặt › Bộ căn cứ.", "planned_on")
    elif now.id != paper.regime.id:
        sentence = f"Ngày dự kiến ký {day:%d/%m/%Y} đã qua, hôm nay đã theo {now.name}"
        detail = "Nếu ký từ nay, đổi ngày dự kiến ký: mẫu và căn cứ sẽ đổi theo."
        yield Check(Level.LOOK, sentence, detail, "planned_on")
    elif paper.form.reprint_only:
        sentence = f"{paper.form.code} chỉ để in lại văn bản cũ"
        yield Check(Level.LOOK, sentence, "Văn bản mới không lập theo mẫu này.", "form")
    else:
        yield Check(Level.GOOD, f"Căn cứ pháp lý còn hiệu lực ngày {day:%d/%m/%Y}")


def _birth(paper: Composition) -> Iterator[Check]:
    try:
        require_term_after_birth(paper)
    except TermBeforeBirth as refusal:
        yield Check(Level.BAD, str(refusal), field=refusal.field)


def _missing(work: Work, paper: Composition, gap: Gap) -> Iterator[Check]:
    persons = [concern.person for concern in paper.concerns]
    several = len(paper.order.person_ids) > 1
    names = ", ".join(person.full_name for person in persons)
    asked = [name for name in gap.missing if _is_asked(work, name)]
    if len(asked) > _SEVERAL:
        labels = "; ".join(told(work.resources.fields[name].label) for name in asked)
        sentence = f"Còn trống {len(asked)} ô ở “Thông tin riêng lần này”"
        yield Check(Level.LOOK, sentence, f"Sẽ in dòng chấm: {labels}.", asked[0])
    for name in gap.missing:
        if len(asked) > _SEVERAL and name in asked:
            continue
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
            persons[0].id if len(persons) == 1 and (is_of_person or not several) else None,
        )
    if "council_resolution_number" in gap.left_out:
        yield Check(
            Level.LOOK,
            "Chưa ghi nghị quyết Hội đồng nhân dân tỉnh",
            "Dòng căn cứ đó sẽ không in. Ghi ở Cài đặt › Cơ quan.",
            "council_resolution_number",
        )


def _is_asked(work: Work, name: str) -> bool:
    field = work.resources.fields[name]
    return field.is_told and (field.is_asked or field.source is Source.TEAM)


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
        yield from _leaves_before(order, volunteer)
        load = count_load(work, volunteer_id, order.planned_on)
        if load >= limit:
            sentence = f"{name} đang giúp {load} người, đúng mức xã đặt. Vẫn phân công được."
            yield Check(Level.LOOK, sentence, field="assignees")
        else:
            yield Check(Level.GOOD, f"{name} còn nhiệm vụ, đang giúp {load}/{limit} người")


def _leaves_before(order: DraftDecision, volunteer: Volunteer) -> Iterator[Check]:
    until, end = volunteer.serves_until, order.term_end
    if until is not None and end is not None and until < end:
        sentence = f"{volunteer.address} thôi nhiệm vụ ngày {until:%d/%m/%Y}"
        detail = f"Trước khi hết thời hạn quản lý {end:%d/%m/%Y}: sẽ phải phân công người khác."
        yield Check(Level.LOOK, sentence, detail, "assignees")


def count_load(work: Work, volunteer_id: int, day: date) -> int:
    """Count the persons this helper looks after on a day."""
    rows = work.session.execute(
        select(Assignment.person_id, Assignment.until_on).filter_by(volunteer_id=volunteer_id)
    )
    return len({person for person, until in rows if until is None or until >= day})


def told(label: str) -> str:
    """Return a label as it stands within a sentence; numbered headings stay as they are."""
    return label if label[1:2].isupper() or label[1:2] == "." else label[:1].lower() + label[1:]
