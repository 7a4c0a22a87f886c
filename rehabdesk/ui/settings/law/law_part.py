"""The bodies of law: days in force, terms, deadlines, who signs; a new one comes from a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QListWidget, QTabWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.regime import Regime
from rehabdesk.services.law.packs import PackPreview, import_pack, preview_pack, remove_pack
from rehabdesk.services.law.reading import read_offer
from rehabdesk.services.law.regimes import LegalFrame, list_regimes
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settings.law.details import Details, let_shrink
from rehabdesk.ui.settings.law.pack_dialog import PackDialog, RefusedDialog
from rehabdesk.ui.settings.law.rows import (
    SIGNINGS,
    TERMS,
    TEXTS,
    TRANSITIONS,
    TextRow,
    signing_words,
    term_rows,
    text_rows,
    transition_words,
)
from rehabdesk.ui.settings.part import SettingsPart

SHOWN = 5  # texts in sight at once
KINDS = "Bộ căn cứ (*.zip regime.toml)"


class LawPart(SettingsPart):
    """Read by everybody; brought in and put away by the administrator."""

    WATCHES = frozenset({"legal_pack"})

    def __init__(self, desk: Desk, habits: QSettings, home: Path) -> None:
        super().__init__(desk, "Căn cứ pháp lý")
        self._home = home
        self._known: tuple[str, ...] = ()
        self.texts = ListTable(Rows(TEXTS, self), "settings/texts", habits)
        self.terms = ListTable(Rows(TERMS, self), "settings/terms", habits)
        self.signings = ListTable(Rows(SIGNINGS, self, identity=_purpose), "settings/sign", habits)
        self.transitions = ListTable(Rows(TRANSITIONS, self), "settings/transitions", habits)
        self.changes = QListWidget()
        self.changes.setWordWrap(True)
        self.changes.setSpacing(4)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.terms, "&Thời hạn, hạn việc")
        self.tabs.addTab(self.signings, "&Ai quyết định, ai ký")
        self.tabs.addTab(self.transitions, "&Chuyển tiếp")
        self.tabs.addTab(self.changes, "Điể&m mới")
        self.details = Details()
        self.load_button = KeyButton("&Nạp bộ căn cứ mới từ tệp…", picture="arrow_import")
        self.remove_button = KeyButton("&Bỏ bộ đã nạp…", "Delete")
        self._assemble()

    def refresh(self) -> None:
        self._desk.look(self, list_regimes, self._show, "regimes")

    def load(self, path: Path) -> None:
        """Look at what a file would bring; nothing is kept before the dialog is accepted."""
        self._desk.run(self, partial(read_offer, path), self._preview)

    def _assemble(self) -> None:
        actor = self._desk.office.actor if self._desk.office else None
        if actor is not None and actor.may(Right.KEEP_OFFICE):
            self.buttons.addWidget(self.remove_button)
            self.buttons.addWidget(self.load_button)
        self.body.addWidget(self.texts)
        self.body.addWidget(self.tabs, 1)
        let_shrink(self.tabs)
        self.body.addWidget(self.details)
        for table, name in (
            (self.texts, "Luật và nghị định"),
            (self.terms, "Thời hạn, hạn việc"),
            (self.signings, "Ai quyết định, ai ký"),
            (self.transitions, "Quy định chuyển tiếp"),
            (self.changes, "Điểm mới"),
        ):
            table.setAccessibleName(name)
        self.transitions.set_empty("Luật này không có quy định chuyển tiếp.")
        self.load_button.clicked.connect(self._choose_file)
        self.remove_button.clicked.connect(self._ask_to_remove)
        self.texts.moved_to.connect(self._show_regime)
        for moved in (self.terms.moved_to, self.signings.moved_to, self.transitions.moved_to):
            moved.connect(self._tell_details)
        self.tabs.currentChanged.connect(self._tell_details)
        Style.current.changed.connect(self._measure)
        self._measure()
        self.setFocusProxy(self.texts)

    def _show(self, frame: LegalFrame) -> None:
        imported = {pack.pack_id for pack in frame.packs}
        self.texts.show_rows(text_rows(frame.regimes, frame.today, imported))
        self._show_regime(self.texts.current)
        aside = [
            f"{pack.name}: {pack.set_aside.lower()}." for pack in frame.packs if pack.set_aside
        ]
        self.message.say("warn" if aside else "info", "\n".join([_told(frame.regimes), *aside]))

    def _show_regime(self, row: TextRow | None) -> None:
        self.remove_button.setEnabled(row is not None and row.is_imported)
        if row is None:
            return
        self.tabs.setAccessibleDescription(row.regime.name)
        self.terms.show_rows(term_rows(row.regime))
        self.signings.show_rows(row.regime.signings)
        self.transitions.show_rows(row.regime.transitions)
        self.changes.clear()
        self.changes.addItems(list(row.regime.changes))
        self._tell_details()

    def _tell_details(self, *_: object) -> None:
        page = self.tabs.currentWidget()
        title, words = "", ""
        if page is self.terms and (term := self.terms.current):
            title, words = term.label, term.told
        elif page is self.signings and (signing := self.signings.current):
            title, words = signing.label, signing_words(signing)
        elif page is self.transitions and (rule := self.transitions.current):
            title, words = rule.case, transition_words(rule)
        self.details.tell(title, (words,))

    def _choose_file(self) -> None:
        ask.open_file(self, "Nạp bộ căn cứ mới", self._home, KINDS, self.load)

    def _preview(self, content: bytes) -> None:
        look = partial(preview_pack, content=content)
        self._desk.look(self, look, partial(self._offer, content), "offer")

    def _offer(self, content: bytes, found: PackPreview) -> None:
        if found.is_sound:
            PackDialog(self._desk, found, partial(import_pack, content=content), self).open()
        else:
            RefusedDialog(found.findings, self).open()

    def _ask_to_remove(self) -> None:
        row = self.texts.current
        if row is None or not row.is_imported:
            return
        question = ask.Question(
            "Bỏ bộ căn cứ đã nạp",
            f"Bỏ {row.regime.name}? Luật trước đó lại được áp dụng. "
            "Bộ đang là căn cứ của văn bản nào thì không bỏ được.",
            "Bỏ bộ căn cứ",
            "Giữ nguyên",
            is_dangerous=True,
        )
        ask.confirm(self, question, partial(self._remove, row.regime.id))

    def _remove(self, pack_id: str) -> None:
        self._desk.do(self, partial(remove_pack, pack_id=pack_id), self._tell_removed)

    def _tell_removed(self, _: None) -> None:
        self._desk.say("Đã bỏ bộ căn cứ")

    def _measure(self) -> None:
        style = Style.current
        self.texts.setFixedHeight(style.size("header") + SHOWN * style.size("row") + 2)


def _told(regimes: Sequence[Regime]) -> str:
    """Say which law a day of signing chooses, by the last two there are."""
    told = [
        f"ký đến {regime.in_force_until:%d/%m/%Y} theo {regime.name}"
        for regime in regimes[-2:-1]
        if regime.in_force_until
    ]
    told += [f"ký từ {regime.in_force_from:%d/%m/%Y} theo {regime.name}" for regime in regimes[-1:]]
    return (
        f"Ngày ký của quyết định chọn căn cứ, mẫu và thời hạn: {'; '.join(told)}. "
        "Không cần cài lại phần mềm khi có luật mới."
    )


def _purpose(row: object) -> str:
    return str(getattr(row, "purpose", ""))
