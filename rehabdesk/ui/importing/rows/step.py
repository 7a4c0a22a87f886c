"""Step 4: every row that needs a look, put right in its place, and what will be written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.services.importing.checking import check_rows
from rehabdesk.services.importing.orders import (
    Check,
    CheckedRow,
    Choice,
    Fix,
    Level,
    RowAction,
    RowState,
)
from rehabdesk.ui.importing.remarks_copy import RemarksCopy
from rehabdesk.ui.importing.rows.alike_panel import AlikePanel
from rehabdesk.ui.importing.rows.counters import Counter
from rehabdesk.ui.importing.rows.table import (
    ADD,
    ADD_ORGANISATION,
    EMPTY,
    CheckLine,
    CheckTable,
    pattern_of,
)
from rehabdesk.ui.importing.rows.views import (
    STATES,
    View,
    capitals_told,
    common_doubts,
    episode_choices,
    lines_in,
    missing_organisations,
    outcome_of,
    skipped_words,
    tick_one,
)
from rehabdesk.ui.importing.step import ImportStep
from rehabdesk.ui.importing.underway import Underway
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.visits import OpenPerson

HINT = "Lỗi không chặn các dòng khác. Dòng không tick thì không nhập."
CHECKING = "Đang kiểm tra từng dòng…"
PER_MILLISECOND = 10  # rows; of a long file more is waited for before all is checked again
SOON = 120  # milliseconds after the last thing said, before all is checked again
MOST_TOLD = 4  # pairs of a paste


class RowsStep(ImportStep):
    wanted = Signal(object)  # a visit

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._under: Underway | None = None
        self._is_fresh = False  # what stands there is what has been said
        self._common: dict[str, str] = {}  # doubts told once, by their pattern
        self.remarks = KeyButton("Lưu bản Excel có ghi lỗi bên cạnh", "Ctrl+E", "table")
        self.counters = {
            View.READY: Counter("nhập được ngay", "checkmark_circle", "ok"),
            View.ALIKE: Counter("giống hồ sơ đã có", "people", "warn"),
            View.FAULTY: Counter("lỗi phải sửa", "error_circle", "danger"),
            View.SKIPPED: Counter(skipped_words(0, 0), "subtract", "neutral"),
        }
        self.view = ComboField[View]([(each, f"Đang xem: {each.label}") for each in View])
        self.view.setAccessibleName("Đang xem")
        self.view.fit_choices()
        self.episode = ComboField[EpisodeKind | None](episode_choices())
        self.episode.setAccessibleName("Diện quản lý của dòng không ghi diện")
        self.episode.fit_choices()
        self.copy = RemarksCopy(desk, habits, self)
        self.strip, self.common = MessageFrame(), MessageFrame()
        self.table = CheckTable(habits)
        self.panel = AlikePanel(habits)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._ask)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        counts = QHBoxLayout()
        counts.setSpacing(10)
        for counter in self.counters.values():
            counts.addWidget(counter, 1)
        self.body.addLayout(counts)
        self._hint = QLabel(HINT)
        self._hint.setProperty("role", "secondary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.view)
        row.addWidget(self._hint)
        row.addStretch(1)
        row.addWidget(self.episode)
        self.body.addLayout(row)
        self.body.addWidget(self.common)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.panel)

    def _listen(self) -> None:
        for view, counter in self.counters.items():
            counter.clicked.connect(partial(self._look_at, view, counter))
        self.view.chosen.connect(self._show_view)
        self.episode.chosen.connect(self._take_episode)
        self.remarks.clicked.connect(self._save_remarks)
        self.table.moved_to.connect(self._show_line)
        self.table.fixed.connect(self._fix)
        self.table.ticked.connect(self._tick)
        self.table.choice_wanted.connect(self.panel.choose)
        self.table.pasted.connect(self._offer_paste)
        self.panel.chosen.connect(self._choose)
        self.panel.opened.connect(self._open_file)

    # What stands there

    def show_underway(self, under: Underway) -> None:
        is_other = self._under is not under
        self._under = under
        self.episode.setVisible(under.kind is ImportKind.PERSONS)
        self.table.show_kind(under.kind)
        self.strip.hush()
        if is_other or under.check is None:
            self.table.set_empty(CHECKING)
            self.table.show_rows([])
            self._is_fresh = False
            self.view.value = View.LOOK
            self._ask()

    def arrive(self) -> None:
        self.table.setFocus()

    def acts(self) -> Sequence[QWidget]:
        return (self.remarks,)

    def line(self) -> str:
        under = self._under
        if under is None or under.table is None:
            return ""
        return f"{under.name} · {len(under.table.rows) + len(under.table.left_out)} dòng"

    def foot(self) -> str:
        return (
            "Trước khi nhập, phần mềm tự sao lưu. Sau khi nhập, bấm "
            "<b>Bỏ cả lần nhập này</b> là trở lại như cũ."
        )

    def next_words(self) -> str:
        check = self._under.check if self._under else None
        count = check.counters.to_write if check else 0
        return f"Nhập {count:,} dòng".replace(",", ".")

    def can_go_on(self) -> bool:
        check = self._under.check if self._under else None
        return self._is_fresh and check is not None and check.counters.to_write > 0

    def _ask(self) -> None:
        order = self._under.order() if self._under else None
        if order is not None:
            self._desk.look(self, partial(check_rows, order=order), self._show, name="check")

    def _ask_soon(self) -> None:
        """Check again when nothing more is said for a moment; until then nothing is written."""
        self._is_fresh = False
        self._hint.setText(CHECKING)
        self.reworded.emit()
        check = self._under.check if self._under else None
        self._soon.start(SOON + (len(check.rows) // PER_MILLISECOND if check else 0))

    def _show(self, check: Check) -> None:
        if self._under is None or self._soon.isActive():
            return
        self._under.check = check
        self._is_fresh = True
        self._hint.setText(HINT)
        counts = check.counters
        for view, count in (
            (View.READY, counts.ready),
            (View.ALIKE, counts.alike),
            (View.FAULTY, counts.faulty),
        ):
            self.counters[view].show_count(count)
        words = skipped_words(counts.skipped, self._under.rows_beside)
        self.counters[View.SKIPPED].show_count(counts.skipped, words)
        self._common = common_doubts(check)
        self._say_common(check)
        self._name_views(check)
        self._show_view()
        self._offer_changes(check)
        self.reworded.emit()

    def _say_common(self, check: Check) -> None:
        """Tell what many rows have in common, and offer to add what the office's lists lack."""
        told = [*capitals_told(check), *self._common.values()]
        missing = missing_organisations(check)
        if missing:
            names = ", ".join(f"“{each}”" for each in missing[:MOST_TOLD])
            more = f" và {len(missing) - MOST_TOLD} tổ chức nữa" if len(missing) > MOST_TOLD else ""
            told.append(f"Chưa có trong danh sách tổ chức: {names}{more}.")
        self.common.say("info", "\n".join(told))
        if missing:
            words = f"Thêm {len(missing)} tổ chức" if len(missing) > 1 else "Thêm tổ chức"
            self.common.add_link(words, partial(self._add_organisations, missing))

    def _offer_changes(self, check: Check) -> None:
        """Say that a corrected list changes nothing by itself: rows are agreed to, or all."""
        rows = [row for row in check.rows if row.state is RowState.UPDATE and not row.is_written]
        if rows and not self.strip.text:
            told = (
                f"{len(rows)} dòng có thay đổi chưa lấy. Xem rồi tick từng dòng, hoặc lấy tất cả."
            )
            self.strip.say("info", told)
            take = partial(self._take_changes, rows)
            self.strip.add_link(f"Lấy thay đổi của {len(rows)} dòng", take)

    def _take_changes(self, rows: Sequence[CheckedRow]) -> None:
        self.strip.hush()
        self._tick(rows, is_ticked=True)
        self.table.setFocus()

    def _name_views(self, check: Check) -> None:
        counts = {view: self.counters[view].count for view in self.counters}
        counts[View.LOOK] = sum(self._belongs(row, View.LOOK) for row in check.rows)
        counts[View.ALL] = len(check.rows)
        self.view.offer([(each, f"Đang xem: {each.label} ({counts[each]})") for each in View])

    def _show_view(self, _view: object = None) -> None:
        view = self.view.value or View.LOOK
        for own, counter in self.counters.items():
            counter.setChecked(own is view)
        check = self._under.check if self._under else None
        rows = check.rows if check else ()
        kept = [row for row in rows if self._belongs(row, view)]
        self.table.set_empty(
            "Không có dòng nào cần xem lại. Bấm Ctrl+Enter để nhập."
            if view is View.LOOK
            else "Không có dòng nào như vậy."
        )
        self.table.show_rows(lines_in(kept, view, self._common))
        self._show_line(self.table.current)

    def _belongs(self, row: CheckedRow, view: View) -> bool:
        if view is not View.LOOK:
            return view is View.ALL or row.state in STATES[view]
        if row.state is RowState.UPDATE:
            return True
        own = [each for each in row.problems if pattern_of(each) not in self._common]
        has_own = any(each.level is not Level.NOTE for each in own)
        return row.state is not RowState.SKIPPED and has_own

    def _look_at(self, view: View, counter: Counter) -> None:
        self.view.value = view if counter.isChecked() else View.LOOK
        self._show_view()

    def _show_line(self, line: CheckLine | None) -> None:
        self.panel.show_row(line.row if line is not None else None)

    # What the clerk says

    def _fix(self, line: CheckLine, text: str) -> None:
        problem, under = line.problem, self._under
        if problem is None or problem.field is None or under is None:
            return
        is_for_all = bool(problem.offers) or problem.same_count == 1
        if text == ADD.format(problem.text):
            under.new_hamlets |= {problem.text}
            self._ask_soon()
            return
        if text == ADD_ORGANISATION.format(problem.text):
            self._add_organisations([problem.text])
            return
        row_number = None if is_for_all and problem.text else line.row.row_number
        under.put_right(Fix(problem.field, problem.text, _instead(text), row_number))
        self.strip.hush()
        if problem.same_count > 1:
            self._offer_rest(line, text, is_for_all=is_for_all)
        self._ask_soon()

    def _offer_rest(self, line: CheckLine, text: str, *, is_for_all: bool) -> None:
        """Say how many equal rows were put right, or offer to put them right too."""
        problem = line.problem
        if problem is None or problem.field is None:
            return
        count, number = problem.same_count, line.row.row_number
        if is_for_all:
            told = f"Đã sửa “{problem.text}” thành “{text}” ở cả {count} dòng."
            self.strip.say("ok", told)
            only = Fix(problem.field, problem.text, _instead(text), number)
            both = Fix(problem.field, problem.text, problem.text)
            link = f"Chỉ sửa dòng {number}"
            self.strip.add_link(link, partial(self._take_fixes, both, only))
        else:
            self.strip.say("info", f"Còn {count - 1} dòng khác cũng ghi “{problem.text}”.")
            every = Fix(problem.field, problem.text, _instead(text))
            link = f"Sửa cả {count} dòng thành “{text}”"
            self.strip.add_link(link, partial(self._take_fixes, every))

    def _add_organisations(self, names: Iterable[str]) -> None:
        if self._under is not None:
            self._under.new_organisations |= frozenset(names)
            self._ask_soon()

    def _take_fixes(self, *fixes: Fix) -> None:
        if self._under is not None:
            for fix in fixes:
                self._under.put_right(fix)
            self.strip.hush()
            self._ask_soon()

    def _tick(self, rows: Sequence[CheckedRow], is_ticked: bool) -> None:  # noqa: FBT001 -- a slot
        under = self._under
        if under is None:
            return
        faulty = [row for row in rows if is_ticked and row.state is RowState.FAULTY]
        for row in rows:
            if not is_ticked:
                under.choices[row.row_number] = Choice(RowAction.LEAVE_OUT)
            elif row not in faulty:
                tick_one(under, row)
        if faulty:
            numbers = ", ".join(str(row.row_number) for row in faulty[:MOST_TOLD])
            more = "…" if len(faulty) > MOST_TOLD else ""
            self.strip.say(
                "warn", f"Dòng {numbers}{more} còn lỗi. Sửa ở ô bên phải, rồi nhập được."
            )
        self._foretell(row.row_number for row in rows if row not in faulty)
        self._ask_soon()

    def _choose(self, row: CheckedRow, choice: Choice) -> None:
        if self._under is not None:
            self._under.choices[row.row_number] = choice
            self._foretell([row.row_number])
            self._ask_soon()

    def _foretell(self, numbers: Iterable[int]) -> None:
        """Show at once what a choice will come to; the check that follows has the last word."""
        under, wanted = self._under, set(numbers)
        if under is None or under.check is None:
            return
        under.check = replace(
            under.check,
            rows=tuple(
                replace(row, outcome=outcome_of(under.choices.get(row.row_number), row))
                if row.row_number in wanted
                else row
                for row in under.check.rows
            ),
        )
        self._show_view()

    def _open_file(self, person_id: int) -> None:
        self.wanted.emit(OpenPerson(person_id))

    def _take_episode(self, kind: EpisodeKind | None) -> None:
        if self._under is not None:
            self._under.episode_kind = kind
            self._ask_soon()

    def _offer_paste(self, pairs: Sequence[tuple[CheckLine, str]]) -> None:
        """Show what goes where before it is taken."""
        told = [f"dòng {line.row.row_number} ← “{text}”" for line, text in pairs[:MOST_TOLD]]
        more = f" và {len(pairs) - MOST_TOLD} dòng nữa" if len(pairs) > MOST_TOLD else ""
        self.strip.say("info", f"Dán từ Excel: {', '.join(told)}{more}.")
        take = self.strip.add_link(f"Dán vào {len(pairs)} dòng", partial(self._paste, pairs))
        self.strip.add_link("Thôi", self.strip.hush)
        take.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _paste(self, pairs: Sequence[tuple[CheckLine, str]]) -> None:
        fixes = [
            Fix(line.problem.field, line.problem.text, text, line.row.row_number)
            for line, text in pairs
            if line.problem is not None and line.problem.field is not None
        ]
        self._take_fixes(*fixes)
        self.table.setFocus()

    def _save_remarks(self) -> None:
        if self._under is not None:
            self.copy.ask(self._under)


def _instead(text: str) -> str:
    return "" if text == EMPTY else text
