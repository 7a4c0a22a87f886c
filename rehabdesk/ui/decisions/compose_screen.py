"""Soạn quyết định: the paper the chair signs at the first reading."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QHideEvent

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.regime import POST_REHAB
from rehabdesk.services.decisions.composing import DraftDecision, KeptDraft
from rehabdesk.services.decisions.drafting import (
    Drafted,
    OpenedDraft,
    PrintedPaper,
    begin_order,
    open_draft,
)
from rehabdesk.services.decisions.posting.envelopes import Post, propose_post
from rehabdesk.services.decisions.printing import LooseDraft, list_loose, open_loose
from rehabdesk.services.decisions.proposing import propose
from rehabdesk.ui.decisions.compose.envelope_dialog import EnvelopeDialog
from rehabdesk.ui.decisions.compose.following_page import FollowingPage
from rehabdesk.ui.decisions.compose.loose_drafts import add_unfinished
from rehabdesk.ui.decisions.compose.more_menu import open_more
from rehabdesk.ui.decisions.compose.pointing import check_days
from rehabdesk.ui.decisions.compose.run import RunResult
from rehabdesk.ui.decisions.menu import Line
from rehabdesk.ui.decisions.outgoing import Outgoing
from rehabdesk.ui.decisions.signing import mark_signed
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.visits import Compose, OpenRegister


class ComposeScreen(FollowingPage):
    back_wanted = Signal()
    WATCHES = frozenset(
        {"person", "relative", "episode", "volunteer", "assignment", "signer", "office_profile"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__(desk)
        self.outgoing = Outgoing(desk, habits, self)
        self._listen()

    def _listen(self) -> None:
        self.head.back_wanted.connect(self.back_wanted)
        self.keeper.kept.connect(self.head.set_line)
        self.keeper.failed.connect(self._tell_unkept)
        self.word_button.clicked.connect(self._export)
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)
        self.more_button.clicked.connect(self._open_menu)
        self.outgoing.printed.connect(self._note_printed)
        self.outgoing.submitted.connect(self._note_submitted)
        self.outgoing.taken_back.connect(self._note_taken_back)
        self.outgoing.discarded.connect(self._note_discarded)
        self.outgoing.restored.connect(self._note_restored)
        self.outgoing.run.progressed.connect(self.show_run)
        self.outgoing.broken_off.connect(self._note_broken_off)
        self.outgoing.ended.connect(self.end_run)
        self.run_bar.stop_button.clicked.connect(self._stop_run)
        self._desk.changed.connect(self._refresh_if_touched)

    @property
    def _is_running(self) -> bool:
        return self.outgoing.run.is_busy

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

    def _begin(self, visit: Compose, order: DraftDecision) -> None:
        self._is_form_open = visit.is_form_open
        self._is_fresh = not (visit.person_ids or visit.volunteer_ids)
        roles = dict.fromkeys(visit.volunteer_ids, visit.role)
        typed = {**order.typed, **dict(visit.typed)}
        bodies = visit.organisation_ids
        order = replace(order, organisation_ids=bodies, roles=roles, typed=typed)
        self._open(OpenedDraft(order, PaperStatus.DRAFTING))

    def _reopen(self, draft: LooseDraft) -> None:
        self.keeper.keep()
        go_on = partial(self._go_on_with, draft)
        self._desk.look(self, partial(open_loose, key=draft.key), go_on, name="open")

    def _go_on_with(self, draft: LooseDraft, order: DraftDecision) -> None:
        self._is_fresh = False
        self._open(OpenedDraft(order, PaperStatus.DRAFTING))
        self.keeper.begin((), draft.key, asked=draft.is_asked)

    def _open(self, opened: OpenedDraft) -> None:
        if opened.status not in {PaperStatus.DRAFTING, PaperStatus.SUBMITTED}:
            self.wanted.emit(OpenRegister(opened.order.drafts[0].decision_id))
            return
        self._base, self._status = opened.order, opened.status
        self._field = ""
        self._sight = None
        self.strip.show_papers((), 0)
        self.keeper.begin(opened.order.drafts)
        self.keeper.read = opened.order
        self.quick_fill.show_order(opened.order)
        look = partial(propose, order=opened.order)
        self._desk.look(self._asker, look, self._show_opened, name="proposal")

    # Acts

    def _print(self) -> None:
        if self._status is PaperStatus.SUBMITTED:
            self.outgoing.print_again(self.keeper.drafts)
        elif not check_days(self.form.form):
            return
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

    def _save(self) -> None:
        if check_days(self.form.form):
            self.keeper.save()

    def _export(self) -> None:
        if self._status is PaperStatus.DRAFTING and not check_days(self.form.form):
            return
        self.outgoing.export(self.order(), self.form.separate_papers)

    def _discard(self) -> None:
        self.keeper.when_free(self._throw_away)

    def _throw_away(self) -> None:
        if not self.form.is_numbered or self.keeper.loose:
            again = OpenedDraft(self.order(), PaperStatus.DRAFTING)
            self.keeper.forget_loose()
            self._desk.say("Đã bỏ bản nháp", "Hoàn tác", partial(self._open, again))
            self._note_discarded()
        else:
            self.outgoing.discard(self.order())

    def _note_printed(self) -> None:
        """Forget what was kept of a paper of no book, unless the clerk saved its draft."""
        if not self.keeper.is_loose_asked:
            self.keeper.forget_loose()

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
            self.keeper.read = self.order()
            self._status = PaperStatus.DRAFTING
            self._show_status()
            self._look()

    def _note_discarded(self) -> None:
        self.keeper.begin(())
        self.visit(Compose(purpose=self._base.purpose))

    def _go_on_settled(self, drafted: Drafted) -> None:
        self.keeper.begin(())  # what stood here is in the draft now, as it was chosen
        self.visit(Compose(decision_id=drafted.decision_ids[0]))

    def _note_restored(self, decision_id: int) -> None:
        self.visit(Compose(decision_id=decision_id))

    def _open_menu(self) -> None:
        self._desk.look(self._asker, list_loose, self._show_menu, name="unfinished")

    def _show_menu(self, drafts: tuple[LooseDraft, ...]) -> None:
        is_draft, form = self._status is PaperStatus.DRAFTING, self.form
        is_any = bool(self.order().person_ids or self.keeper.drafts or self.keeper.loose)
        lines: list[Line] = [
            ("Đánh dấu đã trình ký", self._mark_submitted, form.is_numbered and self._may_print),
            ("Đánh dấu đã ký, chờ số", self._mark_signed, not is_draft),
            ("Xuất Word", self._export, True),
            ("Lấy từ văn bản trước", self._take_from_earlier, is_draft),
            ("Sửa lời văn\tF2", self._reword, is_draft),
            ("Bỏ bản nháp", self._discard, is_draft and is_any),
        ]
        menu = open_more(self.more_button, lines, form.forms, self._begin_another, self._post)
        add_unfinished(menu, drafts, self._today(), self._reopen)

    def _begin_another(self, purpose: str) -> None:
        """Start another paper for the same persons; this one is kept as it is."""
        persons = tuple(each for each in self.form.persons.values if isinstance(each, int))
        self.visit(Compose(persons, purpose=purpose))

    def _post(self) -> None:
        self._desk.look(self._asker, partial(propose_post, order=self.order()), self._address)

    def _address(self, post: Post) -> None:
        dialog = EnvelopeDialog(self._desk, self.outgoing.habits, post, self)
        dialog.drawn.connect(self._show_envelopes)
        dialog.open()

    def _show_envelopes(self, paper: PrintedPaper) -> None:
        self.outgoing.show((paper,))

    # What stands there

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES and self.isVisible():
            self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        is_signed_in = self._desk.office is not None
        if not event.spontaneous() and is_signed_in and self._status is PaperStatus.DRAFTING:
            self.keeper.keep()
