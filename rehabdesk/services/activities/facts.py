"""What is told of an activity, and when it cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.codes import Audience
from rehabdesk.domain.teamwork.kinds import MOST, OCCASIONS, Figure, Kind, read_figure
from rehabdesk.domain.teamwork.months import MONTHS_AHEAD, Month


class NoDay(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Chưa có ngày. Gõ ngày làm, ví dụ 14/11/2026.")


class TooFarAhead(Refusal):
    field = "on"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"Ngày {on:%d/%m/%Y} còn quá xa: chỉ ghi trước được {MONTHS_AHEAD} tháng. Xem lại năm."
        )


class EndsBeforeItBegins(Refusal):
    field = "until_on"

    def __init__(self) -> None:
        super().__init__("Ngày cuối kỳ đứng trước ngày đầu kỳ. Sửa một trong hai ngày.")


class PeriodNotOver(Refusal):
    field = "until_on"

    def __init__(self) -> None:
        super().__init__("Kỳ này chưa hết nên chưa có số cộng. Sửa ngày cuối kỳ.")


class PeriodWithoutFigures(Refusal):
    field = "figures"

    def __init__(self) -> None:
        super().__init__("Số cộng của cả kỳ chưa có số nào. Gõ ít nhất một số.")


class NotItsMeasure(Refusal):
    field = "figures"

    def __init__(self, kind: Kind, measure: str) -> None:
        super().__init__(
            f"Loại “{kind.name}” không có số liệu “{measure}”. "
            "Thêm số liệu ấy vào loại này trước, hoặc chọn loại khác."
        )


class FigureOutOfReach(Refusal):
    field = "figures"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: số phải từ 0 trở lên và không quá lớn. Sửa lại số.")


class PresentTwice(Refusal):
    field = "attendances"

    def __init__(self) -> None:
        super().__init__("Một người đứng hai lần trong danh sách có mặt. Bỏ bớt một dòng.")


class WalkInWithoutName(Refusal):
    field = "attendances"

    def __init__(self) -> None:
        super().__init__("Người dự ngoài đội chưa có tên. Gõ họ tên hoặc bỏ dòng đó.")


class TaskWithoutWord(Refusal):
    field = "next_tasks"

    def __init__(self) -> None:
        super().__init__("Việc tiếp theo chưa nói làm gì. Gõ việc, hoặc bỏ dòng đó.")


class SameDayAgain(NeedsConfirmation):
    """A second one of a kind by the same team, day and place may be the same one."""

    def __init__(self, kind: Kind, on: date) -> None:
        super().__init__(
            f"Đã có “{kind.name}” của đội này ngày {on:%d/%m/%Y} cùng nơi, cùng nội dung. "
            "Vẫn ghi thêm một lần nữa?"
        )


@dataclass(frozen=True, slots=True)
class NextTask:
    """What a meeting agreed: what, who, by when; `done_on` once it is done."""

    word: str
    who: str = ""
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """A member ticked as present or absent, or somebody from outside the team by name."""

    volunteer_id: int | None = None
    walk_in: str = ""
    walk_in_unit: str = ""
    is_present: bool = True
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RecordActivity:
    """One occasion; with `until_on` the sum of a whole period, as old ledgers have it.

    A single occasion counts as one where its kind counts occasions and nobody said otherwise.
    """

    kind: str
    on: date
    until_on: date | None = None
    at: time | None = None
    minutes: int | None = None
    team_id: int | None = None
    hamlet_id: int | None = None
    volunteer_id: int | None = None
    place: str = ""
    topic: str = ""
    organiser: str = ""
    audience: Audience | None = None
    words: str = ""
    next_tasks: tuple[NextTask, ...] = ()
    figures: Mapping[str, int | str | Figure] = field(default_factory=dict)
    attendances: tuple[Present, ...] = ()
    file_id: int | None = None


def figures_of(order: RecordActivity, kind: Kind) -> dict[str, Figure]:
    """Return the amounts of this order, each of a measure its kind has."""
    read: dict[str, Figure] = {}
    for code, given in order.figures.items():
        measure = kind.by_code.get(code)
        if measure is None:
            raise NotItsMeasure(kind, code)
        figure = _figure(given, measure.name)
        if not 0 <= figure.amount <= MOST:
            raise FigureOutOfReach(measure.name)
        read[code] = figure
    if order.until_on is None and OCCASIONS in kind.by_code:
        read.setdefault(OCCASIONS, Figure(1))
    return {code: read[code] for code in kind.by_code if code in read}


def _figure(given: int | str | Figure, name: str) -> Figure:
    if isinstance(given, str):
        return read_figure(given, name)
    return Figure(given) if isinstance(given, int) else given


def require_whole(order: RecordActivity, today: date) -> None:
    """Refuse what cannot be an activity."""
    if Month.of(order.on) > Month.of(today).on(MONTHS_AHEAD):
        raise TooFarAhead(order.on)
    if order.until_on is not None:
        _require_period(order, order.until_on, today)
    members = [each.volunteer_id for each in order.attendances if each.volunteer_id is not None]
    if len(set(members)) < len(members):
        raise PresentTwice
    if any(each.volunteer_id is None and not each.walk_in.strip() for each in order.attendances):
        raise WalkInWithoutName
    if any(not each.word.strip() for each in order.next_tasks):
        raise TaskWithoutWord


def _require_period(order: RecordActivity, until: date, today: date) -> None:
    if until < order.on:
        raise EndsBeforeItBegins
    if until > today:
        raise PeriodNotOver
    if not order.figures:
        raise PeriodWithoutFigures
