"""What is to be put right before a report is closed, and where that is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from rehabdesk.domain.codes import Coded, Right
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.grid import Balance
from rehabdesk.domain.reports.indicators import Indicator, Nature
from rehabdesk.domain.reports.layouts import ColumnRole, Layout, LayoutRow
from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.indicators.answers import answer, is_given
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.typed import typed_near
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.reading import Reader, ReportAsked, is_upper_office
from rehabdesk.services.tasks.case_rules import needs_certificate
from rehabdesk.services.tasks.paper_rules import awaits_number
from rehabdesk.services.tasks.sight import look_round
from rehabdesk.services.tasks.task import Task

_NAMED = 2  # persons of a paper named in its line


class ProblemKind(Coded):
    UNNUMBERED = "unnumbered", "Văn bản đã ký chưa nhập số"
    NO_CERTIFICATE = "no_certificate", "Hết thời hạn chưa có giấy xác nhận"
    NOT_GIVEN = "not_given", "Chưa có số được cung cấp"
    UNBALANCED = "unbalanced", "Đầu kỳ, vào, ra và cuối kỳ chưa khớp"
    BIRTH_UNKNOWN = "birth_unknown", "Chưa rõ năm sinh"
    SEX_UNKNOWN = "sex_unknown", "Chưa rõ giới tính"
    SUM_DIFFERS = "sum_differs", "Cộng các dòng không bằng dòng tổng"
    NOT_SENT = "not_sent", "Đơn vị chưa gửi"
    SET_ASIDE = "set_aside", "Gói nhận rồi nhưng chưa tính"
    COUNTED_TWICE = "counted_twice", "Người tính ở hai đơn vị, chưa giải quyết"


OF_UNITS = frozenset({ProblemKind.NOT_SENT, ProblemKind.SET_ASIDE, ProblemKind.COUNTED_TWICE})


@dataclass(frozen=True, slots=True)
class Problem:
    """`person_id`, `decision_id`, `row_key` or `unit_id` says where it is put right."""

    kind: ProblemKind
    title: str  # whom or which line it is about
    words: str
    person_id: int | None = None
    decision_id: int | None = None
    row_key: str = ""
    unit_id: int | None = None  # of a line on the page of packages


# Looks


def read_problems(work: Work, asked: ReportAsked) -> tuple[Problem, ...]:
    """Return what is still open in a report; none of it keeps the report from being closed."""
    work.require(Right.EXPORT_LISTS)
    if is_upper_office(work):
        return tuple(_of_units(work, asked)) if work.actor.may(Right.CONSOLIDATE) else ()
    layout, counting = layout_of(work, asked.layout_key), Counting(work)
    reader = Reader(counting, layout, asked)
    window = reader.windows[ColumnRole.NOW]
    return (
        *_of_papers(work, window),
        *_of_balance(reader.balance()),
        *_not_given(reader, window),
        *_unknown_parts(reader, window),
        *_sums(reader, window),
    )


def _of_units(work: Work, asked: ReportAsked) -> Iterator[Problem]:
    """Name the units whose figures are missing, and who is counted in two of them."""
    standing = _standings().read_standing(work, asked)
    for row in standing.missing:
        yield Problem(
            ProblemKind.NOT_SENT, row.name, f"Chưa có số liệu. {row.time_words}", unit_id=row.id
        )
    for row in standing.unread:
        yield Problem(
            ProblemKind.SET_ASIDE, row.name, row.trouble or row.state_words, unit_id=row.id
        )
    for clash in standing.clashes:
        if not clash.is_settled:
            places = "; ".join(side.words for side in clash.sides)
            yield Problem(ProblemKind.COUNTED_TWICE, clash.name, places)


def _standings() -> ModuleType:
    """Return who knows where each unit stands; it knows reports, so they know it by name alone."""
    return import_module("rehabdesk.services.consolidation.standing")


def _of_papers(work: Work, window: Window) -> Iterator[Problem]:
    """Name signed papers without a number and terms that ended without a certificate."""
    sight = look_round(work)
    for task in awaits_number(sight):
        yield Problem(
            ProblemKind.UNNUMBERED, _concerns(task), task.title, decision_id=task.decision_id
        )
    for task in needs_certificate(sight):
        if task.ends_on is not None and task.ends_on <= min(window.last, work.today):
            words = f"Thời hạn quản lý đã hết ngày {task.ends_on:%d/%m/%Y}, chưa có giấy xác nhận"
            persons = task.person_ids
            yield Problem(
                ProblemKind.NO_CERTIFICATE,
                _concerns(task),
                words,
                persons[0] if persons else None,
                task.decision_id,
            )


def _concerns(task: Task) -> str:
    names = [each.name for each in task.concerns]
    told = ", ".join(names[:_NAMED])
    return told + (f" và {len(names) - _NAMED} người" if len(names) > _NAMED else "")


def _of_balance(balance: Balance | None) -> Iterator[Problem]:
    if balance is None or balance.is_even:
        return
    for person_id, name, why in balance.breakers:
        yield Problem(ProblemKind.UNBALANCED, name, why, person_id)
    if not balance.breakers:
        words = (
            f"Đầu kỳ {balance.start} + vào {balance.came} − ra {balance.went}, "
            f"nhưng cuối kỳ là {balance.end}"
        )
        yield Problem(ProblemKind.UNBALANCED, "Cân đối", words)


def _not_given(reader: Reader, window: Window) -> Iterator[Problem]:
    """Name the lines whose figure somebody has to give us, and who."""
    told: set[str] = set()
    for row in reader.layout.rows:
        if not row.code or row.code in told:
            continue
        told.add(row.code)
        indicator = reader.catalogue[row.code]
        if not indicator.is_typed or indicator.nature is Nature.SHARE:
            continue
        giver = f" ({indicator.giver})" if indicator.giver else ""
        words = f"Chưa nhập số được cung cấp{giver}"
        if answer(reader.counting, row.code, window).value is None:
            yield Problem(ProblemKind.NOT_GIVEN, indicator.name, words, row_key=row.key)
        elif _was_given_before(reader, indicator, window):
            words = f"{words} của kỳ này; đang tính theo hồ sơ của cơ quan"
            yield Problem(ProblemKind.NOT_GIVEN, indicator.name, words, row_key=row.key)


def _was_given_before(reader: Reader, indicator: Indicator, window: Window) -> bool:
    """Tell whether a stock somebody used to give is counted from the records this once."""
    if indicator.nature is not Nature.STOCK or is_given(reader.counting, indicator.code, window):
        return False
    return bool(typed_near(reader.counting, indicator, window))


_UNKNOWN = {
    Breakdown.AGE: (ProblemKind.BIRTH_UNKNOWN, "Chưa rõ năm sinh nên chưa tính được nhóm tuổi"),
    Breakdown.SEX: (ProblemKind.SEX_UNKNOWN, "Chưa ghi giới tính nên chưa chia được nam, nữ"),
}


def _unknown_parts(reader: Reader, window: Window) -> Iterator[Problem]:
    """Name who is counted in a line but in none of its parts by age or sex."""
    told: set[tuple[Breakdown, int]] = set()
    for row in reader.layout.rows:
        if row.breakdown not in _UNKNOWN:
            continue
        kind, words = _UNKNOWN[row.breakdown]
        for member in answer(reader.counting, row.code, window).members:
            person = member.person_id
            if person is None or member.part(row.breakdown) or (row.breakdown, person) in told:
                continue
            told.add((row.breakdown, person))
            yield Problem(kind, member.name, words, person)


def _sums(reader: Reader, window: Window) -> Iterator[Problem]:
    """Hold the lines of named parts against the line they belong to."""
    for whole, parts in _divided(reader.layout):
        breakdown = parts[0].breakdown
        found = answer(reader.counting, whole.code, window)
        if found.value is None or breakdown is None:
            continue
        counted = found.parts(breakdown)
        named = sum(counted.get(part, 0) for part in {row.part for row in parts})
        if breakdown in _UNKNOWN and named + counted.get("", 0) == found.value.amount:
            continue  # each of them is named above
        if named != found.value.amount:
            words = f"Các dòng cộng lại {named}, dòng này {found.value.words}"
            yield Problem(ProblemKind.SUM_DIFFERS, whole.words, words, row_key=whole.key)


def _divided(layout: Layout) -> Iterator[tuple[LayoutRow, list[LayoutRow]]]:
    """Return each line of a code that several lines below take apart by name."""
    for row in layout.rows:
        if not row.code or row.breakdown is not None:
            continue
        by_kind: dict[Breakdown, list[LayoutRow]] = {}
        for each in layout.rows:
            if each.code == row.code and each.breakdown is not None and each.part:
                by_kind.setdefault(each.breakdown, []).append(each)
        yield from ((row, parts) for parts in by_kind.values() if len(parts) > 1)


def problem_words(problem: Problem) -> str:
    """Say a problem in one line, as it is noted in a report closed with it."""
    return f"{problem.title}: {problem.words[:1].lower()}{problem.words[1:]}"
