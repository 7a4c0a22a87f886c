"""Which rows of a check are looked at together, what is told of them once, what a tick means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rehabdesk.domain.codes import Coded, EpisodeKind
from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.text import fold
from rehabdesk.services.importing.orders import (
    Check,
    CheckedRow,
    Choice,
    Level,
    RowAction,
    RowState,
)
from rehabdesk.ui.importing.rows.alike_panel import to_take
from rehabdesk.ui.importing.rows.table import CheckLine, lines_of, pattern_of
from rehabdesk.ui.importing.underway import Underway

FEW, SHARE = 8, 0.25  # rows, and of all rows, that may have a doubt before it is a common one
FEW_UNFIXABLE = 1  # rows, where a doubt is about no cell that could be put right


class View(Coded):
    LOOK = "look", "cần xem lại"
    READY = "ready", "nhập được ngay"
    ALIKE = "alike", "giống hồ sơ đã có"
    FAULTY = "faulty", "lỗi phải sửa"
    SKIPPED = "skipped", "bỏ qua"
    ALL = "all", "tất cả"


STATES = {
    View.READY: {RowState.READY, RowState.UPDATE},
    View.ALIKE: {RowState.ALIKE},
    View.FAULTY: {RowState.FAULTY},
    View.SKIPPED: {RowState.SKIPPED},
}


def outcome_of(choice: Choice | None, row: CheckedRow) -> ImportOutcome:
    """Foretell what a choice makes of a row, before all is checked again."""
    if choice is None:
        is_kept = row.state is RowState.ALIKE and any(each.is_certain for each in row.alike)
        return ImportOutcome.UPDATED if is_kept else ImportOutcome.CREATED
    if choice.action is RowAction.UPDATE and (row.state is not RowState.UPDATE or choice.taken):
        return ImportOutcome.UPDATED
    is_new = choice.action is RowAction.CREATE
    return ImportOutcome.CREATED if is_new else ImportOutcome.LEFT_OUT


def tick_one(under: Underway, row: CheckedRow) -> None:
    """Let a row be written: as it was before it was left out, else in the likeliest way."""
    if row.state is RowState.UPDATE:
        under.choices[row.row_number] = Choice(RowAction.UPDATE, taken=to_take(row))
    elif row.state is RowState.ALIKE and not any(each.is_certain for each in row.alike):
        under.choices[row.row_number] = Choice(RowAction.CREATE)
    elif row.choice is not None and row.choice.action is RowAction.LEAVE_OUT:
        del under.choices[row.row_number]
    elif row.state is RowState.ALIKE:
        under.choices[row.row_number] = Choice(RowAction.UPDATE)
    elif row.state is not RowState.SKIPPED:
        under.choices[row.row_number] = Choice(RowAction.CREATE)


def lines_in(rows: Sequence[CheckedRow], view: View, common: Mapping[str, str]) -> list[CheckLine]:
    """Make the lines of a view; where only what needs a look is shown, the rest is not told."""
    return lines_of(rows, common, {Level.NOTE}) if view is View.LOOK else lines_of(rows)


def common_doubts(check: Check) -> dict[str, str]:
    """Word the doubts that very many rows share: they are told once, above the rows."""
    rows = [row for row in check.rows if row.state is not RowState.SKIPPED]
    doubts: dict[str, list[str]] = defaultdict(list)
    unfixable: set[str] = set()
    for row in rows:
        told = {pattern_of(each): each.says for each in row.problems if each.level is Level.DOUBT}
        unfixable |= {pattern_of(each) for each in row.problems if each.field is None}
        for pattern, says in told.items():
            doubts[pattern].append(says)
    share = len(rows) * SHARE
    return {
        pattern: f"{len(told)} dòng{'' if len(set(told)) == 1 else ', như'}: {told[0]}"
        for pattern, told in doubts.items()
        if len(told) > max(share, FEW_UNFIXABLE if pattern in unfixable else FEW)
    }


def capitals_told(check: Check) -> list[str]:
    """Say once that names in capitals were written in small letters, and show one of them."""
    told = [
        problem
        for row in check.rows
        for problem in row.problems
        if problem.field is ImportField.FULL_NAME and problem.level is Level.NOTE
    ]
    if not told:
        return []
    one = f"“{told[0].text}” thành “{told[0].understood}”"
    return [f"{len(told)} họ tên viết toàn chữ in hoa được đổi lại, như {one}."]


def missing_organisations(check: Check) -> list[str]:
    """Return the organisations rows name that the office's list lacks, each as first written."""
    told = {
        fold(problem.text): problem.text
        for row in reversed(check.rows)
        for problem in row.problems
        if problem.field is ImportField.ORGANISATION and problem.level is Level.DOUBT
    }
    return sorted(told.values())


def skipped_words(count: int, beside: int) -> str:
    """Tell persons of whom nothing is new from rows that are no persons (`beside`)."""
    persons = count - beside
    if persons <= 0:
        return "dòng cộng, dòng trống, bỏ qua"
    if not beside:
        return "người không khác hồ sơ, bỏ qua"
    return f"bỏ qua: {persons} người không khác, {beside} dòng cộng, trống"


def episode_choices() -> list[tuple[EpisodeKind | None, str]]:
    kinds: list[tuple[EpisodeKind | None, str]] = [(None, "Dòng không ghi diện: để trống")]
    return kinds + [(each, f"Dòng không ghi diện: {each.label}") for each in EpisodeKind]
