"""Soạn quyết định: the paper the chair signs at the first reading."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QHideEvent

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.regime import POST_REHAB
from rehabdesk.services.decisions.checks import Check
from rehabdesk.services.decisions.composing import DraftDecision, KeptDraft
from rehabdesk.services.decisions.drafting import OpenedDraft, begin_order, open_draft
from rehabdesk.services.decisions.earlier import Earlier, take_from_earlier
from rehabdesk.services.decisions.fill_in import FillIn
from rehabdesk.services.decisions.proposing import Proposal, propose
from rehabdesk.services.decisions.runs import KeptSight, look_at_kept
from rehabdesk.services.decisions.sight import Sight, look_at
from rehabdesk.ui.decisions.compose.more_menu import open_more
from rehabdesk.ui.decisions.compose.office_words import open_wording
from rehabdesk.ui.decisions.compose.page import SIGNING, ComposePage
from rehabdesk.ui.decisions.compose.run import RunResult
from rehabdesk.ui.decisions.draft_keeper import DraftKeeper
from rehabdesk.ui.decisions.file_writer import FileWriter
from rehabdesk.ui.decisions.menu import Line
from rehabdesk.ui.decisions.outgoing import Outgoing
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.decisions.signing import mark_signed
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.visits import Compose, OpenPerson, OpenRegister

DOTS = 144


class ComposeScreen(ComposePage):
    wanted = Signal(object)
    back_wanted = Signal()
    WATCHES = frozenset(
        {"person", "relative", "episode", "volunteer", "assignment", "signer", "office_profile"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__(desk)
        self._desk = desk
        self._base = DraftDecision(POST_REHAB, self._today())
        self._status = PaperStatus.DRAFTING
        self._sight: Sight | None = None
        self._field = ""  # the value last looked at
        self._is_form_open = False  # until the clerk has chosen one
        self._pending: Check | None = None  # to be filled once its paper is shown
        self.keeper = DraftKeeper(desk, self.order, self._may_keep, self)
        self._asker = Asker(self)
        self._file = FileWriter(desk, self)
        self.outgoing = Outgoing(desk, habits, self)
        self._listen()

    def _listen(self) -> None:
        self.head.back_wanted.connect(self.back_wanted)
        self.form.edited.connect(self._edited)
        self.form.turned.connect(self._turned)
        self.form.form.past_last.connect(self.print_button.setFocus)
        self.quick_fill.edited.connect(self._edited)
        self.quick_fill.keep_wanted.connect(self._file.write)
        self._file.written.connect(self._note_in_file)
        self.checks.fill_wanted.connect(self._fill)
        self.preview.spot_chosen.connect(self._go_to_value)
        self.strip.chosen.connect(self._choose_paper)
        self._rest.timeout.connect(self._look)
        self.keeper.kept.connect(self.head.set_line)
        self.keeper.failed.connect(self._tell_unkept)
        self._asker.refused.connect(self.show_refusal)
        self._file.refused.connect(self.show_refusal)
        self.word_button.clicked.connect(self._export)
        self.save_button.clicked.connect(self.keeper.save)
        self.print_button.clicked.connect(self._print)
        self.more_button.clicked.connect(self._open_menu)
        self.wording_button.clicked.connect(self._reword)
        self.outgoing.submitted.connect(self._note_submitted)
        self.outgoing.taken_back.connect(self._note_taken_back)
        self.outgoing.discarded.connect(self._note_discarded)
        self.outgoing.restored.connect(self._note_restored)
        self.outgoing.run.progressed.connect(self.show_run)
        self.outgoing.broken_off.connect(self._note_broken_off)
        self.outgoing.ended.connect(self.end_run)
        self.run_bar.stop_button.clicked.connect(self._stop_run)
        self.wording_key.activated.connect(self._reword)
        self._desk.changed.connect(self._refresh_if_touched)

    # Opening

    def visit(self, visit: Compose) -> None:
        if self.outgoing.run.is_busy:
            return  # the papers being made are shown until the last of them, or until "Dừng"
        self.keeper.keep()
        if visit.decision_id is not None:
            look = partial(open_draft, decision_id=visit.decision_id)
            self._desk.look(self, look, self._open, name="open")
            return
        look_begin = partial(
            begin_order,
            purpose=visit.purpose or POST_REHAB,
            person_ids=visit.person_ids,
            volunteer_ids=visit.volunteer_ids,
            planned_on=self._today(),
        )
        self._desk.look(self, look_begin, partial(self._begin, visit), name="open")

    def order(self) -> DraftDecision:
        """Return the order as the page shows it."""
        order = self.form.order(self._base)
        return replace(
            order,
            typed=dict(self.quick_fill.typed),
            typed_persons=dict(self.quick_fill.typed_persons),
            drafts=self.keeper.drafts,
        )

    def _may_keep(self) -> bool:
        return self.form.can_be_kept and not self.outgoing.run.is_busy

    def _begin(self, visit: Compose, order: DraftDecision) -> None:
        self._is_form_open = visit.is_form_open
        roles = dict.fromkeys(visit.volunteer_ids, visit.role)
        order = replace(order, organisation_ids=visit.organisation_ids, roles=roles)
        self._open(OpenedDraft(order, PaperStatus.DRAFTING))

    def _open(self, opened: OpenedDraft) -> None:
        if opened.status not in {PaperStatus.DRAFTING, PaperStatus.SUBMITTED}:
            self.wanted.emit(OpenRegister(opened.order.drafts[0].decision_id))
            return
        self._base, self._status = opened.order, opened.status
        self._field = ""
        self._sight = None
        self.strip.show_papers((), 0)
        self.keeper.begin(opened.order.drafts)
        self.quick_fill.show_order(opened.order)
        look = partial(propose, order=opened.order)
        self._desk.look(self._asker, look, self._show_opened, name="proposal")

    def _show_opened(self, proposal: Proposal, told: str = "") -> None:
        self.form.show_order(self._base, proposal)
        self._show_status()
        self._look()
        self.left.verticalScrollBar().setValue(0)
        self.form.focus_first(is_form_open=self._is_form_open)
        if told:
            self.message.say("warn", told)

    # The paper follows

    def _edited(self) -> None:
        self.message.hush()
        self.keeper.note_change()
        self._rest.start()

    def _turned(self) -> None:
        """Ask anew what is proposed for another day, form or person."""
        order = self.order()
        is_anew = order.person_ids != self._base.person_ids or order.purpose != self._base.purpose
        self._base = order
        self.keeper.note_change()
        then = partial(self._show_proposal, is_anew=is_anew)
        self._desk.look(self._asker, partial(propose, order=order), then, name="proposal")

    def _show_proposal(self, proposal: Proposal, *, is_anew: bool) -> None:
        self.form.show_proposal(self._base, proposal, is_anew=is_anew)
        self._rest.start()

    def _look(self) -> None:
        if self._status is PaperStatus.SUBMITTED:
            ids = tuple(each.decision_id for each in self.keeper.drafts)
            kept = partial(look_at_kept, decision_ids=ids, chosen=self.strip.place, dpi=DOTS)
            self._desk.look(self._asker, kept, self._show_kept, name="sight")
            return
        look = partial(look_at, order=self.order(), chosen=self.strip.place, dpi=DOTS)
        self._desk.look(self._asker, look, self._show, name="sight")

    def _show(self, sight: Sight) -> None:
        self._sight = sight
        self.preview.show_pages(sight.pages, DOTS, sight.spots)
        self.strip.show_papers(sight.labels, sight.chosen)
        self.checks.show_checks(sight.checks)
        self.quick_fill.show_facts(sight.fields)
        self._allow()
        check, self._pending = self._pending, None
        if check is not None:
            self._go_to_field(check.field, check.person_id)

    def _show_kept(self, sight: KeptSight) -> None:
        self.preview.show_pages(sight.pages, DOTS)
        self.strip.show_papers(sight.labels, sight.chosen)

    def _choose_paper(self, place: int) -> None:
        self.strip.place = place
        self._look()

    def _go_to_value(self, field: str) -> None:
        self._field = field
        self.preview.mark(field)
        if self._status is PaperStatus.DRAFTING:
            self._go_to_field(field, None)

    def _fill(self, check: Check) -> None:
        """Go to the field of a check; of several papers, to the paper it is about first."""
        papers = self._sight.person_ids if self._sight else ()
        places = [place for place, ids in enumerate(papers) if check.person_id in ids]
        if places and self.strip.place not in places:
            self._pending = check
            self._choose_paper(places[0])
            return
        self._go_to_field(check.field, check.person_id)

    def _go_to_field(self, field: str, person_id: int | None) -> None:
        if not self.form.point_at(field) and not self.quick_fill.ask(field, person_id):
            self._send_to_file(person_id)
        self.left.show_focus()

    def _send_to_file(self, person_id: int | None) -> None:
        """Say where a value is written that has no place on this page."""
        if person_id is not None:
            self.message.say("info", "Hồ sơ chưa có đợt quản lý. Ghi ở hồ sơ của người này trước.")
            self.message.add_link("Mở hồ sơ", partial(self.wanted.emit, OpenPerson(person_id)))

    def _take_from_earlier(self) -> None:
        look = partial(take_from_earlier, order=self.order())
        self._desk.look(self, look, self._show_earlier, name="earlier")

    def _show_earlier(self, earlier: Earlier) -> None:
        """Show what the earlier paper said; what is not today's any more stands in amber."""
        self._base = earlier.order
        self.quick_fill.show_order(earlier.order, is_taken=True)
        told = f"Đã lấy từ văn bản {earlier.source}."
        if earlier.differing:
            told += f" {earlier.differing} chỗ khác hồ sơ hôm nay, tô vàng; xem lại trước khi in."
        show = partial(self._show_opened, told=told)
        self.keeper.note_change()
        self._desk.look(self._asker, partial(propose, order=earlier.order), show, name="proposal")

    def _note_in_file(self, order: FillIn) -> None:
        self.quick_fill.note_kept(order)
        self._rest.start()

    def _reword(self) -> None:
        sight = self._sight
        if sight is None or self._status is not PaperStatus.DRAFTING:
            return
        dialog = open_wording(self._desk, sight, self._field, self)
        dialog.reworded.connect(self._take_wording)

    def _take_wording(self, wording: dict[str, str], left_out: frozenset[str]) -> None:
        self._base = replace(self.order(), wording=wording, left_out=left_out)
        self.keeper.note_change()
        self._look()

    # Acts

    def _print(self) -> None:
        if self._status is PaperStatus.SUBMITTED:
            self.outgoing.print_again(self.keeper.drafts)
        elif self.form.is_numbered:
            self.keeper.when_free(self._submit)
        else:
            self.outgoing.print_loose(self.order(), self.form.separate_papers)

    def _submit(self, *, is_printed: bool = True) -> None:
        persons = self.form.separate_papers
        self.outgoing.submit(self.order(), persons, is_printed=is_printed)

    def _mark_submitted(self) -> None:
        self.keeper.when_free(partial(self._submit, is_printed=False))

    def _mark_signed(self) -> None:
        ids = tuple(each.decision_id for each in self.keeper.drafts)
        go_on = partial(self.wanted.emit, OpenRegister(ids[0]))
        mark_signed(self._desk, self, ids, go_on)

    def _export(self) -> None:
        self.outgoing.export(self.order(), self.form.separate_papers)

    def _discard(self) -> None:
        self.keeper.when_free(self._throw_away)

    def _throw_away(self) -> None:
        self.outgoing.discard(self.order())

    def _take_back(self) -> None:
        self.outgoing.take_back(self.keeper.drafts)

    def _note_submitted(self, drafts: tuple[KeptDraft, ...]) -> None:
        self.keeper.begin(drafts)
        self._status = PaperStatus.SUBMITTED
        self._show_status()
        self._look()

    # Many papers in one run

    def _stop_run(self) -> None:
        self.run_bar.show_stopping()
        self.outgoing.run.stop()

    def _note_broken_off(self, result: RunResult) -> None:
        """Go on with those the run did not come to; what is done is said and stays done."""
        left = tuple(person_id for person_id, _ in result.left)
        drafts = tuple(one for one in self.keeper.drafts if one.person_ids[0] in left)
        self._base = replace(self.order(), person_ids=left, drafts=drafts)
        self.keeper.begin(drafts)
        made = "trình ký" if self.form.is_numbered else "làm"
        why = f"{result.trouble} " if result.trouble else "Đã dừng. "
        told = f"{why}Đã {made} {len(result.papers)} văn bản, còn {len(left)} người chưa làm."
        show = partial(self._show_opened, told=told)
        self._desk.look(self._asker, partial(propose, order=self._base), show, name="proposal")

    def _note_taken_back(self, drafts: tuple[KeptDraft, ...]) -> None:
        if {each.decision_id for each in drafts} & self.order().own_ids:
            self.keeper.begin(drafts)
            self._status = PaperStatus.DRAFTING
            self._show_status()
            self._look()

    def _note_discarded(self) -> None:
        self.keeper.begin(())
        self.visit(Compose(purpose=self._base.purpose))

    def _note_restored(self, decision_id: int) -> None:
        self.visit(Compose(decision_id=decision_id))

    def _open_menu(self) -> None:
        is_draft, form = self._status is PaperStatus.DRAFTING, self.form
        is_any = bool(self.order().person_ids or self.keeper.drafts)
        lines: list[Line] = [
            ("Đánh dấu đã trình ký", self._mark_submitted, form.is_numbered and self._may_print),
            ("Đánh dấu đã ký, chờ số", self._mark_signed, not is_draft),
            ("Xuất Word", self._export, True),
            ("Lấy từ văn bản trước", self._take_from_earlier, is_draft),
            ("Sửa lời văn\tF2", self._reword, is_draft),
            ("Bỏ bản nháp", self._discard, is_draft and is_any),
        ]
        open_more(self.more_button, lines, form.forms, self._begin_another)

    def _begin_another(self, purpose: str) -> None:
        """Start another paper for the same persons; this one is kept as it is."""
        persons = tuple(each for each in self.form.persons.values if isinstance(each, int))
        self.visit(Compose(persons, purpose=purpose))

    # What stands there

    def show_refusal(self, refusal: Refusal) -> None:
        if not self.form.tell(refusal):
            self.message.say("bad", str(refusal))

    def _tell_unkept(self, trouble: Refusal | OutsideFault) -> None:
        if isinstance(trouble, Refusal) and self.form.tell(trouble):
            self.form.point_at(trouble.field or "")
            return
        self.message.say("bad", str(trouble))

    def _show_status(self) -> None:
        is_draft = self._status is PaperStatus.DRAFTING
        picture = "document_edit" if is_draft else "signature"
        self.head.chip.show_state("neutral", self._status.label, picture)
        self.head.set_line("")
        for part in (self.form, self.quick_fill, self.save_button, self.wording_button):
            part.setEnabled(is_draft)
        self.checks.setVisible(is_draft)
        if is_draft:
            self.message.hush()
        else:
            self.message.say("info", "Đã trình ký. Lời văn giữ nguyên như bản đã in.")
            self.message.add_link("Sửa lại bản nháp", self._take_back)
        self._allow()

    def _allow(self) -> None:
        """Let be done what can be done with this form: one without a number is only printed."""
        is_draft, is_numbered = self._status is PaperStatus.DRAFTING, self.form.is_numbered
        self.print_button.set_text(
            ("I&n" if not is_numbered else SIGNING) if is_draft else "In &lại"
        )
        self.print_button.setEnabled(not is_draft or self._may_print)
        self.save_button.setVisible(is_numbered)
        if is_draft:
            told = self._status.label if is_numbered else "Không lấy số của cơ quan"
            self.head.chip.show_state("neutral", told, "document_edit")

    @property
    def _may_print(self) -> bool:
        return self._status is PaperStatus.DRAFTING and not self.checks.is_blocked

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES and self.isVisible():
            self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        is_signed_in = self._desk.office is not None
        if not event.spontaneous() and is_signed_in and self._status is PaperStatus.DRAFTING:
            self.keeper.keep()
