"""The composer as it follows what is chosen and typed: proposals, pages, checks, fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.regime import POST_REHAB
from rehabdesk.services.decisions.checks import Check
from rehabdesk.services.decisions.composing import DraftDecision, KeptDraft
from rehabdesk.services.decisions.drafting import Drafted, save_draft
from rehabdesk.services.decisions.earlier import Earlier, take_from_earlier
from rehabdesk.services.decisions.fill_in import FillIn
from rehabdesk.services.decisions.printing import LooseDraft, list_loose
from rehabdesk.services.decisions.proposing import Proposal, propose
from rehabdesk.services.decisions.runs import KeptSight, look_at_kept
from rehabdesk.services.decisions.sight import Sight, look_at
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Work
from rehabdesk.ui.decisions.compose.loose_drafts import tell_unfinished
from rehabdesk.ui.decisions.compose.office_words import open_wording
from rehabdesk.ui.decisions.compose.page import SIGNING, ComposePage
from rehabdesk.ui.decisions.compose.pointing import owner_of, point_at, unreadable_days
from rehabdesk.ui.decisions.draft_keeper import DraftKeeper
from rehabdesk.ui.decisions.file_writer import FileWriter
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

DOTS = 144


NOTHING_OVERWRITTEN, SIDE_BY_SIDE = "Chưa ghi đè gì.", "Xem hai bản cạnh nhau"


class FollowingPage(ComposePage):
    """Shows the paper as the order stands; what is done with it is the screen's."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._base = DraftDecision(POST_REHAB, self._today())
        self._status = PaperStatus.DRAFTING
        self._sight: Sight | None = None
        self._field = ""  # the value last looked at
        self._is_fresh = False  # a page nobody has chosen anything for yet
        self._is_form_open = False  # until the clerk has chosen one
        self._pending: Check | None = None  # to be filled once its paper is shown
        self.keeper = DraftKeeper(desk, self.order, self._may_keep, self._is_loose, self)
        self._asker = Asker(self)
        self._file = FileWriter(desk, self)
        self._follow()

    def _follow(self) -> None:
        self.form.edited.connect(self._edited)
        self.form.turned.connect(self._turned)
        self.form.form.past_last.connect(self.print_button.setFocus)
        self.quick_fill.edited.connect(self._edited)
        self.quick_fill.keep_wanted.connect(self._file.write)
        self._file.written.connect(self._note_in_file)
        self._file.refused.connect(self.show_refusal)
        self._asker.refused.connect(self.show_refusal)
        self.checks.fill_wanted.connect(self._fill)
        self.preview.spot_chosen.connect(self._go_to_value)
        self.strip.chosen.connect(self._choose_paper)
        self._rest.timeout.connect(self._look)
        self.wording_button.clicked.connect(self._reword)
        self.wording_key.activated.connect(self._reword)

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
        return self._status is PaperStatus.DRAFTING and not self._is_running

    def _is_loose(self, is_asked: bool) -> bool:  # noqa: FBT001 -- answers the keeper
        """Say whether the page is kept beside the records: no paper of a book, or not yet one."""
        return not self.form.is_numbered or not (is_asked or self.form.can_be_kept)

    @property
    def _is_running(self) -> bool:
        """Tell whether papers are being made one after the other."""
        raise NotImplementedError

    def _reopen(self, draft: LooseDraft) -> None:
        raise NotImplementedError

    def _take_back(self) -> None:
        raise NotImplementedError

    def _show_opened(self, proposal: Proposal, told: str = "") -> None:
        self.form.show_order(self._base, proposal)
        self._show_status()
        self._look()
        self.left.verticalScrollBar().setValue(0)
        self.form.focus_first(is_form_open=self._is_form_open)
        if told:
            self.message.say("warn", told)
        elif self._is_fresh:
            tell = partial(tell_unfinished, self.message, today=self._today(), reopen=self._reopen)
            self._desk.look(self, list_loose, tell, name="unfinished")

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
        look = partial(
            look_at,
            order=self.order(),
            chosen=self.strip.place,
            dpi=DOTS,
            taken=self.quick_fill.taken,
        )
        self._desk.look(self._asker, look, self._show, name="sight")

    def _show(self, sight: Sight) -> None:
        self._sight = sight
        self.preview.show_pages(sight.pages, DOTS, sight.spots)
        self.strip.show_papers(sight.labels, sight.chosen)
        self.checks.show_checks(sight.checks)
        self.quick_fill.show_facts(sight.fields)
        self.watch_files()
        self._allow()
        check, self._pending = self._pending, None
        if check is not None:
            self._go_to_field(check.field, check.person_id)

    def _show_kept(self, sight: KeptSight) -> None:
        self.watch_files()
        self.preview.show_pages(sight.pages, DOTS)
        self.strip.show_papers(sight.labels, sight.chosen)

    def _choose_paper(self, place: int) -> None:
        self.strip.place = place
        self._look()

    def _go_to_value(self, field: str, place: object) -> None:
        self._field = field
        self.preview.mark(field)
        if self._status is PaperStatus.DRAFTING:
            self._go_to_field(field, owner_of(self._sight, place))

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
        point_at(self, self._sight, field, person_id, self.wanted.emit)

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

    # What stands there

    def show_refusal(self, refusal: Refusal) -> None:
        if isinstance(refusal, EditedMeanwhile) and refusal.meeting and self.keeper.read:
            self.message.say("warn", f"{refusal.told} {NOTHING_OVERWRITTEN}")
            self.message.add_link(SIDE_BY_SIDE, self._settle)
        elif not self.form.tell(refusal):
            self.message.say("bad", str(refusal))

    def _tell_unkept(self, trouble: Refusal | OutsideFault) -> None:
        if isinstance(trouble, EditedMeanwhile):
            self.show_refusal(trouble)
        elif isinstance(trouble, Refusal) and self.form.tell(trouble):
            self.form.point_at(trouble.field or "")
        else:
            self.message.say("bad", str(trouble))

    def _settle(self) -> None:
        """Lay what another saved beside what stands here; what is chosen becomes the draft."""
        order, read = self.order(), self.keeper.read
        if read is None or len(order.drafts) != 1:
            return
        [draft] = order.drafts
        act_of = partial(_keeping, draft.decision_id)
        edit = Edit(_bare(read), _bare(order), draft.version, act_of)
        settled(self._desk, self, edit, self._go_on_settled)

    def _go_on_settled(self, drafted: Drafted) -> None:
        raise NotImplementedError

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
        if is_draft:
            told = self._status.label if is_numbered else "Không lấy số của cơ quan"
            self.head.chip.show_state("neutral", told, "document_edit")

    @property
    def _may_print(self) -> bool:
        may = self._status is PaperStatus.DRAFTING and not self.checks.is_blocked
        return may and not unreadable_days(self.form.form)


def _bare(order: DraftDecision) -> DraftDecision:
    """Return the choices alone, whatever paper they are kept as."""
    return replace(order, decision_id=None, version=None, drafts=())


def _keeping(decision_id: int, order: DraftDecision, version: int) -> Callable[[Work], Drafted]:
    """Make the act that writes an order over its one draft."""
    draft = KeptDraft(decision_id, version, order.person_ids)
    return partial(save_draft, order=replace(order, drafts=(draft,)))
