"""Drafting the chairman's papers and handing them in for signature."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from rehabdesk.documents.pages import FieldSpot, PageImage, page_count, render
from rehabdesk.domain.codes import AssignmentRole, PaperStatus, Right
from rehabdesk.domain.forms.form import Form, Group, Persons
from rehabdesk.domain.records.decision import Decision, DecisionAssignee, DecisionPerson
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.regime import POST_REHAB, regime_on
from rehabdesk.services.decisions.composing import (
    Composition,
    DraftDecision,
    KeptDraft,
    NobodyChosen,
    NoSigner,
    TermEndsBeforeStart,
    TermProposal,
    compose,
    effective_of,
    form_for,
    frozen,
    kept_choices,
    needs_persons,
    order_of,
    propose_effective,
    propose_term,
    require_term_after_birth,
)
from rehabdesk.services.decisions.drafts.meeting import require_draft_version
from rehabdesk.services.decisions.life.links import forget_links
from rehabdesk.services.decisions.numbering import kept_paper
from rehabdesk.services.decisions.papers import draw_marked, draw_paper
from rehabdesk.services.decisions.wording import Concern
from rehabdesk.services.decisions.wording.books import book_for
from rehabdesk.services.decisions.wording.memory import note_values
from rehabdesk.services.editing import record_of
from rehabdesk.services.office import Work
from rehabdesk.services.offices import signers_on
from rehabdesk.services.secrecy.files import require_paper_open

_NUMBERED_FORM = "Mẫu"


@dataclass(frozen=True, slots=True)
class FormChoice:
    purpose: str
    code: str
    title: str
    persons: Persons
    fields: frozenset[str]  # what the form asks for
    group: Group = Group.CHAIR
    number_in_book: bool = True
    reprint_only: bool = False
    needs_persons: bool = True  # a paper of it is about somebody


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts an order was kept as, one for each paper."""

    decision_ids: tuple[int, ...]
    at: str  # "08:56"
    drafts: tuple[KeptDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A kept paper as the composer goes on with it."""

    order: DraftDecision
    status: PaperStatus


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A paper ready to print: PDF bytes and what to call the file."""

    decision_id: int
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """The paper as it would be printed; spots tell where each value stands on which page."""

    person_ids: tuple[int, ...]
    label: str
    content: bytes
    pages: int
    spots: tuple[FieldSpot, ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...]


# Acts


def save_draft(work: Work, order: DraftDecision) -> Drafted:
    """Keep the papers of an order as drafts, without number and without effect."""
    work.require(Right.DRAFT_DECISIONS)
    _require_persons(work, order)
    decisions = [decision for decision, _ in _keep_all(work, order)]
    for decision in decisions:
        work.record("decision.drafted", decision, form=decision.form_id, title=decision.title)
    return Drafted(
        tuple(each.id for each in decisions),
        f"{work.now:%H:%M}",
        tuple(kept_draft(each) for each in decisions),
    )


def submit_decisions(work: Work, order: DraftDecision) -> tuple[PrintedPaper, ...]:
    """Print for signature: the words are kept as printed, and the paper is on its way."""
    work.require(Right.DRAFT_DECISIONS)
    _require_sound(work, order)
    printed = []
    for decision, paper in _keep_all(work, order):
        require_term_after_birth(paper)
        decision.values = {**decision.values, "frozen": frozen(paper)}
        decision.submit(work.now)
        note_values(work, paper.form, order.typed)
        content = draw_paper(work, paper.filled)
        work.record("decision.submitted", decision, form=decision.form_id, title=decision.title)
        printed.append(PrintedPaper(decision.id, f"{paper_name(paper)}.pdf", content))
    return tuple(printed)


def take_back(work: Work, decision_id: int) -> None:
    """Undo the submission: the paper is a draft again."""
    work.require(Right.DRAFT_DECISIONS)
    decision = work.session.get_one(Decision, decision_id)
    decision.take_back()
    work.record("decision.taken_back", decision)


def discard_draft(work: Work, decision_id: int) -> None:
    """Throw away a paper that was never numbered."""
    work.require(Right.DRAFT_DECISIONS)
    decision = work.session.get_one(Decision, decision_id)
    decision.require_draft()
    forget_links(work, decision)
    work.record("decision.discarded", decision, title=decision.title)
    work.session.delete(decision)


def mark_signed(work: Work, decision_id: int) -> None:
    """Note that the chairman has signed; the records officer's number is still to come."""
    work.require(Right.DRAFT_DECISIONS)
    decision = work.session.get_one(Decision, decision_id)
    decision.sign()
    work.record("decision.signed", decision)


def unmark_signed(work: Work, decision_id: int) -> None:
    """Undo the note: the paper still lies with the chairman."""
    work.require(Right.DRAFT_DECISIONS)
    decision = work.session.get_one(Decision, decision_id)
    decision.unsign()
    work.record("decision.signing_undone", decision)


def word_file(work: Work, order: DraftDecision) -> tuple[PrintedPaper, ...]:
    """Draw the papers as Word files to edit; it is recorded, because names leave the program."""
    from rehabdesk.documents import docx

    work.require(Right.DRAFT_DECISIONS)
    papers = [
        PrintedPaper(
            order.decision_id or 0,
            f"{paper_name(paper)}.docx",
            docx.draw(paper.filled, practice=work.resources.is_practice),
        )
        for paper in compose(work, order)
    ]
    persons = ", ".join(f"person:{each}" for each in order.person_ids)
    work.record("decision.exported", None, form=order.purpose, persons=persons, kind="docx")
    return tuple(papers)


# Looks


def list_forms(work: Work, planned_on: date) -> list[FormChoice]:
    """Return the forms of the law in force on the day of signing that the office numbers."""
    law = regime_on(planned_on, work.resources.regimes)
    return [_choice(form) for form in law.forms_on(planned_on) if form.number_in_book]


def list_other_forms(work: Work, planned_on: date) -> list[FormChoice]:
    """Return the papers that take no number of the office: of people, of the police, lists."""
    law = regime_on(planned_on, work.resources.regimes)
    return [_choice(form) for form in law.forms_on(planned_on) if not form.number_in_book]


def begin_order(
    work: Work,
    purpose: str,
    person_ids: tuple[int, ...],
    volunteer_ids: tuple[int, ...],
    planned_on: date,
) -> DraftDecision:
    """Propose everything the records and the law can say about a new paper."""
    work.require(Right.READ_FILES)
    signers = signers_on(work, planned_on)
    term = TermProposal(None, None, 0, "")
    is_each_her_own = purpose == POST_REHAB and len(person_ids) > 1
    if purpose == POST_REHAB and len(person_ids) == 1:
        term = propose_term(work, person_ids[0], planned_on)
    return DraftDecision(
        purpose,
        planned_on,
        person_ids,
        volunteer_ids,
        signer_id=signers[0].id if signers else None,
        term_start=term.start,
        term_end=term.end,
        effective_from=None if is_each_her_own else propose_effective(planned_on, term.start),
    )


def read_order(work: Work, decision_id: int) -> DraftDecision:
    return order_of(work.session.get_one(Decision, decision_id))


def open_draft(work: Work, decision_id: int) -> OpenedDraft:
    work.require(Right.READ_FILES)
    decision = work.session.get_one(Decision, decision_id)
    drafts = (kept_draft(decision),)
    order = replace(order_of(decision), decision_id=None, version=None, drafts=drafts)
    if len({(each.term_start, each.term_end) for each in decision.persons}) > 1:
        order = replace(order, term_start=None, term_end=None)  # each person has a term of her own
    return OpenedDraft(order, decision.status)


def read_drafts(work: Work, decision_ids: tuple[int, ...]) -> tuple[KeptDraft, ...]:
    """Return kept papers with the versions they have now."""
    work.require(Right.READ_FILES)
    return tuple(kept_draft(work.session.get_one(Decision, each)) for each in decision_ids)


def preview(work: Work, order: DraftDecision) -> tuple[PaperPreview, ...]:
    """Draw the papers of an order in memory, missing values marked, nothing kept."""
    return tuple(preview_of(work, paper) for paper in compose(work, order))


def preview_of(
    work: Work, paper: Composition, differing: frozenset[tuple[str, int | None]] = frozenset()
) -> PaperPreview:
    filled = paper.filled
    content, spots = draw_marked(work, filled, differing)
    return PaperPreview(
        tuple(each.person.id for each in paper.concerns),
        paper.names,
        content,
        page_count(content),
        spots,
        filled.missing,
        filled.left_out,
    )


def draw_page(content: bytes, page: int, dpi: int) -> PageImage:
    """Turn one page of a drawn paper into pixels; needs no records."""
    return render(content, page, dpi)


def print_again(work: Work, decision_id: int) -> PrintedPaper:
    """Return the paper as kept: the numbered one, or as it was printed for signature."""
    work.require(Right.READ_FILES)
    decision = work.session.get_one(Decision, decision_id)
    require_paper_open(work, decision_id)
    return PrintedPaper(decision_id, f"{decision.title}.pdf", kept_paper(work, decision))


def _choice(form: Form) -> FormChoice:
    return FormChoice(
        form.purpose,
        form.code,
        form.title,
        form.persons,
        form.fields.all,
        form.group,
        form.number_in_book,
        form.reprint_only,
        needs_persons(form),
    )


def _require_persons(work: Work, order: DraftDecision) -> None:
    if not order.person_ids and needs_persons(form_for(work, order.purpose, order.planned_on)[1]):
        raise NobodyChosen


def _require_sound(work: Work, order: DraftDecision) -> None:
    _require_persons(work, order)
    able = {row.id for row in signers_on(work, order.planned_on)}
    if order.signer_id not in able:
        raise NoSigner(order.planned_on)
    if order.term_start and order.term_end and order.term_end <= order.term_start:
        raise TermEndsBeforeStart(order.term_start)


def kept_draft(decision: Decision) -> KeptDraft:
    persons = tuple(each.person_id for each in decision.persons)
    return KeptDraft(decision.id, decision.version, persons)


def _keep_all(work: Work, order: DraftDecision) -> list[tuple[Decision, Composition]]:
    """Write every paper down over the draft it was kept as; drafts no paper needs any more go."""
    papers = compose(work, order)
    known = [*order.drafts]
    if order.decision_id is not None and not known:
        known = [KeptDraft(order.decision_id, order.version or 0, order.person_ids)]
    found = {id(paper): _taken(known, paper) for paper in papers}
    kept = []
    for paper in papers:
        draft = found[id(paper)] or (known.pop(0) if known else None)
        kept.append((_keep(work, order, paper, draft), paper))
    for unneeded in known:
        discard_draft(work, unneeded.decision_id)
    return kept


def _taken(known: list[KeptDraft], paper: Composition) -> KeptDraft | None:
    """Take the draft that was about the same persons out of the known ones."""
    persons = tuple(each.person.id for each in paper.concerns)
    for draft in known:
        if draft.person_ids == persons:
            known.remove(draft)
            return draft
    return None


def _keep(
    work: Work, order: DraftDecision, paper: Composition, draft: KeptDraft | None
) -> Decision:
    form = paper.form
    if draft is None:
        decision = Decision(book_for(work, form), order.planned_on, work.actor.name, work.now)
        work.session.add(decision)
    else:
        decision = record_of(work, Decision, draft.decision_id)
        require_draft_version(work, decision, draft, order)
        decision.require_draft()
        flag_modified(decision, "values")  # its persons alone may change: whoever reads it is told
        decision.book = book_for(work, form)
        decision.persons.clear()
        decision.assignees.clear()
        work.session.flush()
    _write(decision, order, paper)
    return decision


def _write(decision: Decision, order: DraftDecision, paper: Composition) -> None:
    start, end = order.term_start, order.term_end
    if paper.concerns and start is None:
        start, end = paper.concerns[0].term_start, paper.concerns[0].term_end
    decision.planned_on = order.planned_on
    decision.regime_id, decision.form_id = paper.regime.id, paper.form.id
    decision.purpose, decision.title = order.purpose, paper.form.title
    decision.signer = paper.signer
    decision.term_start, decision.term_end = start, end
    decision.effective_from = effective_of(order, paper.concerns)
    decision.values = kept_choices(order)
    decision.persons = [_concerned(each, ordinal) for ordinal, each in enumerate(paper.concerns, 1)]
    decision.assignees = [
        DecisionAssignee(order.roles.get(each.id, AssignmentRole.HELPER), ordinal, volunteer=each)
        if isinstance(each, Volunteer)
        else DecisionAssignee(AssignmentRole.ORGANISATION, ordinal, organisation=each)
        for ordinal, each in enumerate(paper.assignees, 1)
    ]


def _concerned(concern: Concern, ordinal: int) -> DecisionPerson:
    link = DecisionPerson(concern.person, concern.episode, ordinal)
    link.term_start, link.term_end = concern.term_start, concern.term_end
    return link


def paper_name(paper: Composition) -> str:
    """Call a file by its form, and whom it is about; papers without a number by what they are."""
    form = paper.form
    called = form.code if form.code.startswith(_NUMBERED_FORM) else form.title
    return f"{called} - {paper.names}" if paper.names else called
