"""Figures the police, the health station, a bank give on paper: typed, put right, taken out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import FileKind, Right
from rehabdesk.domain.records.reporting.reports import TypedFigure
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.indicators import Indicator, Nature
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value, decimal_words
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.cabinet.files import keep_scan, pages_of
from rehabdesk.services.editing import GoneMeanwhile, Sides, require_version, told_changes
from rehabdesk.services.indicators.answers import catalogue, counted_anyway
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.typed import Told, told_of
from rehabdesk.services.office import Work
from rehabdesk.services.reports.figure_facts import FIGURE_LABELS, FigureFacts, facts_of
from rehabdesk.services.teams.changes import ChangedAfterwards, Changes, Made, revert

_LABELS = {"days": "Kỳ", "words": "Số", "giver": "Nơi cung cấp", "source": "Văn bản"}


class NotTyped(Refusal):
    field = "code"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” do phần mềm đếm từ hồ sơ và sổ hoạt động, không gõ tay. "
            "Ghi việc còn thiếu vào sổ rồi xem lại báo cáo."
        )


class DayMissing(Refusal):
    field = "until_on"

    def __init__(self) -> None:
        super().__init__("Chưa có ngày của số liệu. Gõ ngày ghi trong văn bản.")


class BeginningMissing(Refusal):
    field = "from_on"

    def __init__(self) -> None:
        super().__init__("Số này là số của cả kỳ. Gõ cả ngày đầu và ngày cuối kỳ.")


class DaysTurned(Refusal):
    field = "until_on"

    def __init__(self) -> None:
        super().__init__("Ngày cuối kỳ đứng trước ngày đầu kỳ. Sửa một trong hai ngày.")


class NotYetOver(Refusal):
    field = "until_on"

    def __init__(self, today: date) -> None:
        super().__init__(f"Ngày không được sau hôm nay ({today:%d/%m/%Y}). Sửa ngày.")


class PaperInFuture(Refusal):
    field = "paper_on"

    def __init__(self, today: date) -> None:
        super().__init__(f"Ngày văn bản không được sau hôm nay ({today:%d/%m/%Y}). Sửa ngày.")


class PartsTooMany(Refusal):
    field = "parts"

    def __init__(self, breakdown: Breakdown, parts: int, whole: str) -> None:
        told = decimal_words(Value(parts).number)
        super().__init__(
            f"{breakdown.label}: các phần cộng lại {told}, lớn hơn số chung {whole}. Xem lại số."
        )


class FigureGone(GoneMeanwhile):
    def __init__(self) -> None:
        super().__init__("Số này đã được bỏ. Chưa đổi gì. Mở lại danh sách để xem số đang dùng.")


class NoFigureScan(Refusal):
    def __init__(self) -> None:
        super().__init__("Số này chưa có bản quét của văn bản.")


class UsedSince(Refusal):
    def __init__(self, *, is_again: bool) -> None:
        verb = "làm lại" if is_again else "hoàn tác"
        super().__init__(f"Số này đã được sửa tiếp sau đó nên chưa {verb}. Chưa đổi gì.")


class SourceUntold(NeedsConfirmation):
    field = "giver"

    def __init__(self) -> None:
        super().__init__(
            "Chưa ghi đủ nơi cung cấp, số và ngày văn bản; sau này khó tra lại số này lấy ở đâu."
        )


class SameDaysAgain(NeedsConfirmation):
    field = "value"

    def __init__(self, before: Told) -> None:
        giver = f" ({before.giver})" if before.giver else ""
        super().__init__(
            f"Đã có số {before.value.words} của đúng {before.days}{giver}. "
            "Báo cáo sẽ lấy số ghi sau."
        )


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A figure as a list shows it."""

    told: Told
    version: int
    indicator: Indicator
    has_scan: bool

    @property
    def id(self) -> int:
        return self.told.id


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure others give, and what they have given of it for a window, the last first."""

    indicator: Indicator
    rows: tuple[TypedRow, ...]

    @property
    def id(self) -> str:
        return self.indicator.code


@dataclass(frozen=True, slots=True)
class TypedPage:
    """A figure with what was given of it, and the source proposed for the next."""

    wanted: Wanted
    today: date
    giver: str
    paper: str
    paper_on: date | None
    may_keep: bool
    counted: Value | None = None  # what the records here say of the window, where they say it


# Acts


def type_figure(work: Work, facts: FigureFacts) -> Made:
    """Write down a figure somebody gave, with the paper it stands on."""
    work.require(Right.KEEP_REPORTS)
    indicator = _require_whole(work, facts)
    before = _same_days(work, facts, indicator)
    if before is not None:
        work.unless_confirmed(SameDaysAgain(before))
    row = TypedFigure()
    _write(work, row, facts, indicator)
    changes = Changes(work)
    changes.make(row)
    work.record("typed_figure.recorded", row, **_facts_told(work, told_of(row)))
    return Made(row.id, f"ghi số {row.code}", changes.kept())


def correct_figure(work: Work, figure_id: int, version: int, facts: FigureFacts) -> Made:
    """Put a figure right; reports that were closed keep what they were sent with."""
    work.require(Right.KEEP_REPORTS)
    row = _figure(work, figure_id)
    require_version(row, version, Sides(work, facts_of(told_of(row)), facts, FIGURE_LABELS))
    indicator = _require_whole(work, facts)
    changes = Changes(work)
    changes.note(row)
    before = told_of(row)
    _write(work, row, facts, indicator)
    work.session.flush()
    labels = {name: f"{label}, {indicator.code}" for name, label in _LABELS.items()}
    changed = told_changes(_Told(before), _Told(told_of(row)), labels)
    work.record("typed_figure.corrected", row, name=indicator.name, **changed)
    return Made(row.id, f"sửa số {row.code}", changes.kept())


def withdraw_figure(work: Work, figure_id: int, version: int) -> Made:
    """Take a figure out of every report still to be closed; it stays on record."""
    work.require(Right.KEEP_REPORTS)
    row = _figure(work, figure_id)
    require_version(row, version)
    changes = Changes(work)
    changes.note(row)
    row.withdrawn_at = work.now
    work.record("typed_figure.withdrawn", row, **_facts_told(work, told_of(row)))
    return Made(row.id, f"bỏ số {row.code}", changes.kept())


def take_figure_back(work: Work, made: Made, *, is_again: bool = False) -> Made:
    """Undo one of these acts, or do it once more after that; return what undoes this in turn."""
    work.require(Right.KEEP_REPORTS)
    try:
        kept = revert(work, made.kept)
    except ChangedAfterwards:
        raise UsedSince(is_again=is_again) from None
    act = "typed_figure.done_again" if is_again else "typed_figure.taken_back"
    work.record(act, None, what=made.title)
    return replace(made, kept=kept)


# Looks


def list_wanted(work: Work, window: Window, code: str = "") -> tuple[Wanted, ...]:
    """Return every figure others give, with those given for days that touch a window."""
    work.require(Right.EXPORT_LISTS)
    known = catalogue(work)
    asked = (
        select(TypedFigure)
        .where(
            TypedFigure.withdrawn_at.is_(None),
            TypedFigure.until_on >= window.first,
            TypedFigure.from_on.is_(None) & (TypedFigure.until_on <= window.last)
            | (TypedFigure.from_on <= window.last),
        )
        .order_by(TypedFigure.until_on.desc(), TypedFigure.id.desc())
    )
    found: dict[str, list[TypedRow]] = {}
    for row in work.session.scalars(asked.where(TypedFigure.code == code) if code else asked):
        if row.code in known:
            typed = TypedRow(told_of(row), row.version, known[row.code], row.file_id is not None)
            found.setdefault(row.code, []).append(typed)
    return tuple(
        Wanted(each, tuple(found.get(each.code, ())))
        for each in known.values()
        if each.is_typed and code in {"", each.code}
    )


def read_page(work: Work, code: str, window: Window) -> TypedPage:
    """Return what was given of a figure, and what the next one is likely to stand on.

    A paper tells several figures: that of the last one of this window from the same giver is
    proposed again; else who gave this figure the last time.
    """
    [wanted] = list_wanted(work, window, code)
    alike = [
        each.code
        for each in catalogue(work).values()
        if each.is_typed and each.giver == wanted.indicator.giver
    ]
    given = select(TypedFigure).where(TypedFigure.withdrawn_at.is_(None))
    last_first = given.order_by(TypedFigure.recorded_at.desc(), TypedFigure.id.desc()).limit(1)
    within = TypedFigure.until_on.between(window.first, window.last)
    same = last_first.where(TypedFigure.code.in_(alike), within)
    paper = work.session.scalars(same).first()
    before = paper or work.session.scalars(last_first.where(TypedFigure.code == code)).first()
    return TypedPage(
        wanted,
        work.today,
        before.giver if before else wanted.indicator.giver,
        paper.paper if paper else "",
        paper.paper_on if paper else None,
        work.actor.may(Right.KEEP_REPORTS),
        counted_anyway(Counting(work), code, window.until(work.today)),
    )


def read_figure_scan(work: Work, figure_id: int) -> tuple[str, bytes]:
    work.require(Right.EXPORT_LISTS)
    row = _figure(work, figure_id)
    if row.file is None:
        raise NoFigureScan
    return row.file.name, pages_of(row.file.media_type, row.file.content)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the trail says of a figure."""

    told: Told

    @property
    def days(self) -> str:
        return self.told.days

    @property
    def words(self) -> str:
        return self.told.value.words

    @property
    def giver(self) -> str:
        return self.told.giver

    @property
    def source(self) -> str:
        return self.told.source


def _facts_told(work: Work, told: Told) -> dict[str, object]:
    name = catalogue(work)[told.code].name if told.code in catalogue(work) else told.code
    source = ", ".join(word for word in (told.giver, told.source) if word)
    return {"name": f"{name}: {told.value.words}, số {told.days}", "origin": source or None}


def _figure(work: Work, figure_id: int) -> TypedFigure:
    row = work.session.get(TypedFigure, figure_id)
    if row is None or row.withdrawn_at is not None:
        raise FigureGone
    return row


def _require_whole(work: Work, facts: FigureFacts) -> Indicator:
    indicator = catalogue(work)[facts.code]
    if not indicator.is_typed:
        raise NotTyped(indicator.name)
    _require_days(facts, indicator, work.today)
    for breakdown, parts in facts.parts.items():
        added = sum(parts.values())
        if added * 10**facts.value.decimals > facts.value.amount:
            raise PartsTooMany(breakdown, added, facts.value.words)
    if not (clean(facts.giver) and clean(facts.paper) and facts.paper_on):
        work.unless_confirmed(SourceUntold())
    return indicator


def _require_days(facts: FigureFacts, indicator: Indicator, today: date) -> None:
    if facts.until_on is None:
        raise DayMissing
    if facts.until_on > today:
        raise NotYetOver(today)
    if facts.paper_on is not None and facts.paper_on > today:
        raise PaperInFuture(today)
    if is_of_days(indicator) and facts.from_on is None:
        raise BeginningMissing
    if is_of_days(indicator) and facts.from_on is not None and facts.until_on < facts.from_on:
        raise DaysTurned


def is_of_days(indicator: Indicator) -> bool:
    """Tell whether a figure is of days, first and last; else it is of one day."""
    return indicator.nature is Nature.FLOW


def _same_days(work: Work, facts: FigureFacts, indicator: Indicator) -> Told | None:
    from_on = facts.from_on if is_of_days(indicator) else None
    row = work.session.scalars(
        select(TypedFigure)
        .where(
            TypedFigure.code == facts.code,
            TypedFigure.until_on == facts.until_on,
            TypedFigure.from_on.is_(None) if from_on is None else TypedFigure.from_on == from_on,
            TypedFigure.withdrawn_at.is_(None),
        )
        .order_by(TypedFigure.id.desc())
    ).first()
    return None if row is None else told_of(row)


def _write(work: Work, row: TypedFigure, facts: FigureFacts, indicator: Indicator) -> None:
    value = facts.value
    row.code = facts.code
    row.from_on = facts.from_on if is_of_days(indicator) else None
    row.until_on = facts.until_on or work.today
    row.amount, row.decimals, row.base = value.amount, value.decimals, value.base
    row.as_typed = value.as_typed
    row.parts = {each.value: dict(parts) for each, parts in facts.parts.items() if parts}
    row.giver, row.paper, row.paper_on = clean(facts.giver), clean(facts.paper), facts.paper_on
    row.words = clean_lines(facts.words)
    if facts.scan:
        row.file = keep_scan(work, FileKind.SIGNED_COPY, facts.scan_name, facts.scan)
    row.recorded_by, row.recorded_at = work.actor.name, work.now
