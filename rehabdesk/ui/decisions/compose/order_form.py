"""What the clerk chooses for a paper: form, day, people, term, signer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QVBoxLayout

from rehabdesk.domain.dates import WorkingCalendar, add_months
from rehabdesk.domain.forms.form import Persons
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.regime import POST_REHAB
from rehabdesk.domain.text import name_order
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.drafting import FormChoice
from rehabdesk.services.decisions.proposing import Proposal, find_assignees, find_candidates
from rehabdesk.ui.decisions.compose.candidates import (
    Show,
    helper,
    offer_helpers,
    offer_persons,
    suggestion,
)
from rehabdesk.ui.decisions.compose.form_chooser import FormChooser
from rehabdesk.ui.decisions.role_choice import RoleChoice
from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField, DateField
from rehabdesk.ui.kit.form import Entry, Form
from rehabdesk.ui.kit.style import Style

POPUP = 440
PAUSE = 400  # milliseconds after the last key of a date
_PLACES = {  # which input a value of the paper, a check or a refusal is about
    "signed_on": "planned_on",
    "issue_date_long": "planned_on",
    "term_start_date": "term_start",
    "term_end_date": "term_end",
    "helper_name_unit": "assignees",
    "helper_names": "assignees",
    "helper_name": "assignees",
    "effective_date_long": "effective_from",
    "signer_name": "signer",
    "signer_title": "signer",
    "signer_authority_line": "signer",
    "person_full_name": "persons",
    "person_full_name_upper": "persons",
    "family_rep_name": "relative",
    "relative_name": "relative",
}
_ASSIGNEES = ("helper_name_unit", "helper_names", "helper_name")
_SHOWN = {  # inputs that stand there only where the form asks for one of these
    "assignees": _ASSIGNEES,
    "term_start": ("term_start_date",),
    "term_end": ("term_end_date",),
    "relative": ("family_rep_name", "relative_name"),
    "signer": ("signer_name",),
    "effective_from": ("effective_date_long",),
}


class OrderForm(QFrame):
    """The inputs of an order. What the law or the records propose gives way to the hand."""

    edited = Signal()  # the preview has to follow
    turned = Signal()  # what is proposed depends on it: form, day or persons

    def __init__(self, desk: Desk, today: date, calendar: WorkingCalendar) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._is_silent = False
        self._proposal: Proposal | None = None
        self._last_start: date | None = None
        day = partial(DateField, today, needs_day=True, calendar=calendar)
        self.kind = FormChooser()
        self.planned_on = day(today)
        self.persons = ChipEdit(self._find_persons, "thêm người…")
        self.assignees = ChipEdit(self._find_assignees, "thêm", "person_arrow_right")
        self.role = RoleChoice()
        self.together = QCheckBox()
        self.replaces = QCheckBox()
        self.term_start = day()
        self.term_end = day()
        self.relative = ComboField[int]()
        self.signer = ComboField[int]()
        self.effective_from = day()
        self.explained = QLabel()
        self.explained.setProperty("role", "hint")
        self.explained.setWordWrap(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self.form = Form()
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        for field in (self.planned_on, self.term_start, self.term_end, self.effective_from):
            field.setMaximumWidth(field.minimumWidth())
        combos: tuple[QComboBox, ...] = (self.kind, self.signer, self.relative)
        for combo in combos:
            combo.setMinimumContentsLength(4)
            combo.view().setMinimumWidth(Style.current.length(POPUP))
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        form = self.form
        form.add_row(
            Entry("form", "Mẫu &văn bản", self.kind),
            Entry("planned_on", "Ngày &dự kiến ký", self.planned_on, stretch=0),
        )
        form.add("persons", "Người được &quản lý", self.persons)
        form.add_widget(self.together)
        form.add(
            "assignees", "Gi&ao cho (người phụ trách) · đang giúp / mức xã đặt", self.assignees
        )
        form.add_widget(self.role)
        form.add_widget(self.replaces)
        form.add_row(
            Entry("term_start", "Từ n&gày", self.term_start, stretch=0),
            Entry("term_end", "Đến ngà&y", self.term_end, stretch=0),
            Entry("relative", "Gia đìn&h", self.relative),
        )
        form.add_row(
            Entry("signer", "Ngườ&i ký", self.signer),
            Entry("effective_from", "Hiệu lự&c từ", self.effective_from, stretch=0),
        )
        form.add_widget(self.explained)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 10)
        layout.addWidget(form)

    def _listen(self) -> None:
        for turning in (self.kind.chosen, self.persons.changed, self._pause.timeout):
            turning.connect(self._turn)
        self.planned_on.textChanged.connect(self._wait)
        self.planned_on.editingFinished.connect(self._end_wait)
        self.term_start.textChanged.connect(self._follow_start)
        edits = (
            self.assignees.changed,
            self.role.chosen,
            self.together.toggled,
            self.replaces.toggled,
            self.term_end.textChanged,
            self.relative.chosen,
            self.signer.chosen,
            self.effective_from.textChanged,
        )
        for edit in edits:
            edit.connect(self._edit)

    # From and to the order

    @property
    def _chosen(self) -> list[tuple[bool, int]]:
        return [value for value in self.assignees.values if isinstance(value, tuple)]

    def order(self, base: DraftDecision) -> DraftDecision:
        """Return the order with what stands in the inputs; an unreadable day leaves the last."""
        persons = self.chosen_persons
        chosen = self._chosen if self._asks(*_ASSIGNEES) else []
        relatives = {key: value for key, value in base.relative_ids.items() if key in persons}
        if len(persons) == 1 and self.relative.value is not None:
            relatives[persons[0]] = self.relative.value
        start, end = self._term()
        volunteer_ids = tuple(each for is_body, each in chosen if not is_body)
        return replace(
            base,
            purpose=self.kind.value or base.purpose,
            planned_on=self.planned_on.day or base.planned_on,
            person_ids=persons,
            volunteer_ids=volunteer_ids,
            roles=self.role.roles(base, volunteer_ids),
            organisation_ids=tuple(each for is_body, each in chosen if is_body),
            signer_id=self.signer.value,
            term_start=start,
            term_end=end,
            effective_from=self.effective_from.day,
            relative_ids=relatives,
            together=self.together.isChecked(),
            replaces_helper=self.replaces.isChecked(),
        )

    def show_order(self, order: DraftDecision, proposal: Proposal) -> None:
        """Show an order as it is: a draft opened again, or a new one with all proposals."""
        self._is_silent = True
        self._proposal = proposal
        self._offer(proposal, order.purpose)
        self.planned_on.value = order.planned_on
        self.persons.choose_all([suggestion(each) for each in proposal.persons])
        self.assignees.choose_all([helper(each) for each in proposal.assignees])
        self.role.show_order(order)
        self.signer.value = order.signer_id
        is_kept = order.term_start is None and order.purpose != POST_REHAB
        term = (proposal.term.start, proposal.term.end) if is_kept else None
        self.term_start.value, self.term_end.value = term or (order.term_start, order.term_end)
        self._last_start = order.term_start
        self.effective_from.value = order.effective_from
        self.relative.value = self._relative_of(order)
        self.together.setChecked(order.together)
        self.replaces.setChecked(order.replaces_helper)
        self._is_silent = False
        self.form.hush()
        self._settle()

    def show_proposal(self, order: DraftDecision, proposal: Proposal, *, is_anew: bool) -> None:
        """Take over what is proposed now, but leave alone what was changed by hand."""
        self._is_silent = True
        before, self._proposal = self._proposal, proposal
        self._offer(proposal, order.purpose)
        self.signer.value = self._signer_of(order, proposal)
        self.relative.value = self._relative_of(order)
        term, old = proposal.term, before.term if before else None
        for field, value, was in (
            (self.term_start, term.start, old.start if old else None),
            (self.term_end, term.end, old.end if old else None),
            (self.effective_from, proposal.effective_from, before and before.effective_from),
        ):
            if is_anew or not field.text() or (field.day is not None and field.day == was):
                field.value = value
        self._last_start = self.term_start.day
        self._is_silent = False
        if not self.planned_on.error:
            self.form.box("planned_on").hush()
        self._settle()

    def focus_first(self, *, is_form_open: bool) -> None:
        """Begin where somebody is to be chosen, or at the form where none is meant yet."""
        box = self.form.box("persons")
        (self.kind if is_form_open or box.isHidden() else box.field).setFocus()

    def point_at(self, field: str) -> bool:
        """Give the focus to the input a value or a check is about; False when it is none here."""
        name = _PLACES.get(field, field)
        if not self.form.has(name) or self.form.box(name).isHidden():
            return False
        self.form.box(name).field.setFocus()
        return True

    def tell(self, refusal: Refusal) -> bool:
        """Say a refusal at the input concerned, without taking the focus anywhere."""
        name = _PLACES.get(refusal.field or "", refusal.field)
        if not self.form.has(name):
            return False
        self.form.box(str(name)).tell("error", str(refusal))
        return True

    # Proposals

    def _offer(self, proposal: Proposal, purpose: str) -> None:
        self.kind.offer_forms(proposal.forms, purpose)
        self.signer.offer([(each.id, each.label) for each in proposal.signers])
        self.relative.offer([(each.id, each.label) for each in proposal.relatives])
        self.form.box("form").hush()

    def _signer_of(self, order: DraftDecision, proposal: Proposal) -> int | None:
        able = [each.id for each in proposal.signers]
        return order.signer_id if order.signer_id in able else next(iter(able), None)

    def _relative_of(self, order: DraftDecision) -> int | None:
        offered = [each.id for each in self._proposal.relatives] if self._proposal else []
        chosen = [value for value in order.relative_ids.values() if value in offered]
        return next(iter([*chosen, *offered]), None)

    @property
    def chosen_persons(self) -> tuple[int, ...]:
        """The persons a paper of this form is about, as far as they are chosen."""
        if self._form is not None and not self._form.needs_persons:
            return ()
        return tuple(value for value in self.persons.values if isinstance(value, int))

    @property
    def forms(self) -> tuple[FormChoice, ...]:
        return self._proposal.forms if self._proposal else ()

    @property
    def is_numbered(self) -> bool:
        """Say whether the paper takes a number of the office, and so is kept and signed here."""
        return self._form is None or self._form.number_in_book

    @property
    def can_be_kept(self) -> bool:
        is_about_nobody = self._form is not None and not self._form.needs_persons
        return self.is_numbered and (is_about_nobody or bool(self.chosen_persons))

    @property
    def separate_papers(self) -> tuple[tuple[int, str], ...]:
        """The persons who get a paper each, by name; none where there is one paper."""
        form = self._form
        persons = self.chosen_persons
        if form is None or form.persons is Persons.NONE or len(persons) < 2:  # noqa: PLR2004
            return ()
        if form.persons is Persons.MANY and self.together.isChecked():
            return ()
        names = {each.value: each.title for each in self.persons.chosen}
        return tuple(sorted(((one, names[one]) for one in persons), key=_by_name))

    @property
    def _form(self) -> FormChoice | None:
        forms = self._proposal.forms if self._proposal else ()
        return next((form for form in forms if form.purpose == self.kind.value), None)

    def _asks(self, *fields: str) -> bool:
        return self._form is None or any(field in self._form.fields for field in fields)

    def _term(self) -> tuple[date | None, date | None]:
        """Return the term of this paper; one the file holds already is not said again."""
        start, end = self.term_start.day, self.term_end.day
        proposal, purpose = self._proposal, self.kind.value
        if not self._asks("term_start_date"):
            return None, None
        if purpose != POST_REHAB and proposal is not None and not proposal.term.months:
            kept = (proposal.term.start, proposal.term.end)
            return (None, None) if (start, end) == kept else (start, end)
        return start, end

    def _settle(self) -> None:
        """Show what this form asks for, and why the dates are what they are."""
        count = len(self.persons.values)
        form, proposal = self._form, self._proposal
        for name, asked in _SHOWN.items():
            self.form.box(name).setVisible(self._asks(*asked))
        self.form.box("persons").setVisible(form is None or form.needs_persons)
        signed = "Ngày &dự kiến ký" if self.is_numbered else "Ngày &dự kiến lập"
        self.form.box("planned_on").label.setText(signed)
        self.relative.setEnabled(count == 1)
        each = "từng người" if count > 1 else ""
        self.relative.setPlaceholderText(each)
        for field in (self.term_start, self.term_end, self.effective_from):
            field.setPlaceholderText("riêng" if each else "")
        self.together.setText(f"Một quyết định chung cho cả {count} người")
        may_share = form is not None and form.persons is Persons.MANY
        self.together.setVisible(may_share and count > 1)
        present = proposal.present_helpers if proposal else ()
        self.replaces.setText(f"Thay cho người đang phụ trách ({', '.join(present)})")
        is_assigned = self.is_numbered and self._asks(*_ASSIGNEES)
        self.replaces.setVisible(is_assigned and bool(present) and bool(self.assignees.values))
        self.role.setVisible(is_assigned and any(not is_body for is_body, _ in self._chosen))
        self.explained.setText(self._explanation())
        self.explained.setVisible(bool(self.explained.text()))

    def _explanation(self) -> str:
        if self._proposal is None or not self._asks("term_start_date"):
            return ""
        term = self._proposal.term
        if term.end and self.term_end.day and self.term_end.day != term.end:
            return f"Sửa tay; theo cách tính là {term.end:%d/%m/%Y}. {term.sentence}"
        return term.sentence

    # What the hand does

    def _wait(self) -> None:
        """Half a date may be a date of another law: ask when the typing has rested."""
        if not self._is_silent:
            self._pause.start()

    def _end_wait(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._turn()

    def _turn(self) -> None:
        if not self._is_silent:
            self.turned.emit()

    def _edit(self) -> None:
        if not self._is_silent:
            self._settle()
            self.edited.emit()

    def _follow_start(self) -> None:
        """Let the end follow the start for as long as nobody has set it apart."""
        if self._is_silent or self._proposal is None:
            return
        start, months = self.term_start.day, self._proposal.term.months
        if start and months and self._last_start:
            if self.term_end.day == add_months(self._last_start, months):
                self._is_silent = True
                self.term_end.value = add_months(start, months)
                self._is_silent = False
            self._last_start = start
        self._edit()

    def _find_persons(self, words: str, show: Show) -> None:
        look = partial(find_candidates, words=words, purpose=self.kind.value or "")
        self._desk.look(self.persons, look, partial(offer_persons, show), name="persons")

    def _find_assignees(self, words: str, show: Show) -> None:
        persons = tuple(value for value in self.persons.values if isinstance(value, int))
        look = partial(find_assignees, words=words, person_ids=persons)
        offer = partial(offer_helpers, show, self.form.box("assignees"), words)
        self._desk.look(self.assignees, look, offer, name="assignees")


def _by_name(line: tuple[int, str]) -> str:
    return name_order(line[1])
