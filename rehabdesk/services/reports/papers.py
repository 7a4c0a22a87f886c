"""What the papers made of a report say: head and signer of the day, rows, notes, rules, charts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from textwrap import shorten

from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.grid import Balance, GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.reports.papers import (
    ChartBar,
    ChartPoint,
    PaperHead,
    ReportCharts,
    ReportPaper,
    RowRule,
    printed_number,
)
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.text import clean, upper
from rehabdesk.domain.wording import BLANK, blank_date, prose_date
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Work
from rehabdesk.services.offices import ProfileFacts, SignerFacts, profile_on, signers_on
from rehabdesk.services.reports.layouts import list_layouts
from rehabdesk.services.reports.reading import COUNTED, ReportAsked, is_upper_office
from rehabdesk.services.reports.trend import MANAGED, Bar, Point, bars_of, month_ends

_SYMBOL = "BC"
_ON_BEHALF = "TM. ỦY BAN NHÂN DÂN"
_COMMITTEE = "ỦY BAN NHÂN DÂN"
_NUMBER_OPEN = BLANK * 7  # for the number, written by hand
_FEW = 2  # so few persons of one place might be known by it
_FEW_WORDS = "< 3"
_WORDS = re.compile(r"[A-Za-z0-9]+")
_REPORT = re.compile(r"^Báo cáo ", re.IGNORECASE)
_LONGEST_NAME = 40
_PLACES = frozenset({Breakdown.HAMLET, Breakdown.FORMER_COMMUNE})


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """Which papers to make. Without a signer the head of the office signs."""

    asked: ReportAsked
    made_on: date
    signer_id: int | None = None
    number: str = ""  # "12/BC-UBND"; without it there is room to write it
    is_zero: bool = False  # nothing to report, confirmed as such
    supplement: int = 0  # which supplement it is
    words: Mapping[str, str] = field(default_factory=dict)  # the clerk's own, by their names
    notes: tuple[str, ...] = ()
    shows_few: bool = False  # places with one or two persons are told by their number too
    counts_more: bool = True  # the report in words may count what the table does not hold
    day_is_open: bool = False  # the day is written by hand, after the signature


def paper_of(work: Work, grid: ReportGrid, order: PaperOrder) -> ReportPaper:
    """Put together the table of a report as it is printed and signed."""
    work.require(Right.EXPORT_LISTS)
    layout = _layout(work, grid)
    rows = grid.rows if order.shows_few else tuple(_without_few(grid, layout))
    return ReportPaper(
        _head(work, layout, order),
        _title(grid, order),
        _period_words(grid, order),
        grid,
        rows,
        tuple(_notes(grid, rows, order)),
        tuple(_rules(work, grid)),
        _charts(work, grid, order),
        work.resources.is_practice,
    )


def _period_words(grid: ReportGrid, order: PaperOrder) -> str:
    """Name the period and its days; days that were chosen freely are all there is to name."""
    days = f"số liệu {grid.window.words}"
    if order.asked.period.free is not None:
        return _capital(days)
    return f"{_capital(order.asked.period.words)}: {days}"


def office_names(work: Work, grid: ReportGrid, order: PaperOrder) -> dict[str, str]:
    """Name the office, the period and its days for running text."""
    profile = profile_on(work, order.made_on)
    issuer = " ".join(profile.issuing_lines)
    is_commune = _COMMITTEE in upper(issuer)
    counted = f", tính đến ngày {grid.as_of:%d/%m/%Y}" if grid.as_of else ""
    return {
        "office": profile.committee_name if is_commune else issuer,
        "period": order.asked.period.words,
        "window": f"{grid.window.words}{counted}",
        "as_of": f"{grid.as_of:%d/%m/%Y}" if grid.as_of else "",
    }


def supplement_words(order: PaperOrder) -> tuple[str, ...]:
    """Return the line of the title that says which supplement it is, if it is one."""
    return (f"Bổ sung lần {order.supplement}",) if order.supplement else ()


def report_file_stem(work: Work, order: PaperOrder) -> str:
    """Name the files of a report: "BC nam 2026 xa Yen Thinh", without marks or signs.

    An own layout is named in them, for its report of a period is one of several.
    """
    profile = profile_on(work, order.made_on)
    more = f" bo sung {order.supplement}" if order.supplement else ""
    told = f"BC {_own_name(work, order)} {order.asked.period.words}"
    return _plain(f"{told} {profile.commune_full_name}{more}")


def _own_name(work: Work, order: PaperOrder) -> str:
    """Return what an own layout is called, as short as a name of a file should be."""
    lines = [each for each in list_layouts(work) if each.layout.key == order.asked.layout_key]
    name = next((each.layout.name for each in lines if not each.is_delivered), "")
    return shorten(_REPORT.sub("", name), _LONGEST_NAME, placeholder="")


def _head(work: Work, layout: Layout | None, order: PaperOrder) -> PaperHead:
    day = order.made_on
    profile = profile_on(work, day)
    signer = _signer(work, order)
    dated = blank_date(day.month, day.year) if order.day_is_open else prose_date(day)
    addressee = layout.addressee if layout and layout.addressee else profile.superior_name
    return PaperHead(
        profile.superior_line,
        profile.issuing_lines,
        f"Số: {clean(order.number)}" if order.number else f"Số:{_NUMBER_OPEN}/{_symbol(profile)}",
        f"{profile.place_name}, {dated}",
        tuple(line for line in addressee.split("\n") if line),
        ("- Như trên;", f"- Lưu: VT, {profile.drafting_unit}."),
        tuple(_authority(profile, signer)),
        signer.full_name if signer else "",
        work.actor.name,
        day,
    )


def _symbol(profile: ProfileFacts) -> str:
    """Say what stands behind the number: the kind of paper, and who issues it."""
    issuer = upper(" ".join(profile.issuing_lines))
    short = "UBND" if _COMMITTEE in issuer else "".join(word[0] for word in issuer.split())
    return f"{_SYMBOL}-{short}"


def _signer(work: Work, order: PaperOrder) -> SignerFacts | None:
    able = signers_on(work, order.made_on)
    chosen = [row for row in able if row.id == order.signer_id] or able
    return chosen[0].facts if chosen else None


def _authority(profile: ProfileFacts, signer: SignerFacts | None) -> Iterator[str]:
    """Say for whom a signer signs: a committee is collective, its chair signs on its behalf."""
    line = signer.authority_line if signer else ""
    if _COMMITTEE in upper(" ".join(profile.issuing_lines)) and "TM." not in line:
        yield _ON_BEHALF
    if line:
        yield line
    if signer:
        yield upper(signer.title)


def _title(grid: ReportGrid, order: PaperOrder) -> tuple[str, ...]:
    name, *subject = [line for line in grid.heading.split("\n") if line]
    return (upper(name), *subject, *supplement_words(order))


def _notes(grid: ReportGrid, rows: Iterable[GridRow], order: PaperOrder) -> Iterator[str]:
    if order.is_zero:
        yield "Trong kỳ không phát sinh nội dung phải báo cáo; cơ quan xác nhận như vậy."
    if grid.as_of is not None:
        yield f"Kỳ chưa hết: số liệu tính đến ngày {grid.as_of:%d/%m/%Y}."
    if grid.balance is not None:
        yield balance_words(grid.balance)
    yield from grid.notes
    yield from order.notes
    if any(_FEW_WORDS in row.words.values() for row in rows):
        yield f"“{_FEW_WORDS}”: nơi có một hoặc hai người không ghi số, để không nhận ra ai."
    if any("–" in row.words.values() for row in rows):
        yield "“–”: chưa có số liệu."


def balance_words(balance: Balance) -> str:
    """Say that a report's figures add up, or by how many they do not."""
    told = f"Cân đối: đầu kỳ {balance.start} + vào {balance.came} − ra {balance.went}"
    reckoned = balance.start + balance.came - balance.went
    if reckoned == balance.end:
        return f"{told} = {balance.end}, đúng bằng cuối kỳ."
    return f"{told} = {reckoned}, cuối kỳ ghi {balance.end}: lệch {abs(balance.end - reckoned)}."


def _without_few(grid: ReportGrid, layout: Layout | None) -> Iterator[GridRow]:
    """Leave numbers away that would tell who somebody of a place is."""
    places = {row.key for row in (layout.rows if layout else ()) if row.breakdown in _PLACES}
    for row in grid.rows:
        is_place = row.part and row.key.partition(":")[0] in places
        yield _hidden(row) if is_place and any(map(_is_few, row.values.values())) else row


def _hidden(row: GridRow) -> GridRow:
    words = {
        role: told if role not in COUNTED else _FEW_WORDS if _is_few(row.values.get(role)) else told
        for role, told in row.words.items()
    }
    shown = {role: told if role in COUNTED else "" for role, told in words.items()}
    kept = {role: value for role, value in row.values.items() if not _is_few(value)}
    return replace(row, words=shown, values=kept)


def _is_few(value: Value | None) -> bool:
    return value is not None and 0 < value.number <= _FEW


def _rules(work: Work, grid: ReportGrid) -> Iterator[RowRule]:
    known = catalogue(work)
    for row in grid.rows:
        indicator = known.get(row.code)
        if indicator is not None and not row.part:
            yield RowRule(
                row.number, row.name, row.unit, indicator.rule, indicator.basis, row.remark
            )


def _charts(work: Work, grid: ReportGrid, order: PaperOrder) -> ReportCharts:
    bars = tuple(_chart_bar(each) for each in bars_of(grid))
    is_about_them = any(row.code == MANAGED for row in grid.rows) and not is_upper_office(work)
    counted = month_ends(Counting(work), order.asked.period) if is_about_them else ()
    points = tuple(_chart_points(counted))
    return ReportCharts(
        "Người đang quản lý sau cai nghiện vào cuối mỗi tháng",
        points,
        _trend_words(points),
        "Kết quả so với chỉ tiêu được giao",
        bars,
    )


def _chart_points(points: Sequence[Point]) -> Iterator[ChartPoint]:
    """Name each point by its month, one within a month already told by its day."""
    for at, point in enumerate(points):
        is_within = at and points[at - 1].month == point.month
        yield ChartPoint(f"{point.on:%d/%m}" if is_within else point.month, point.count)


def _chart_bar(bar: Bar) -> ChartBar:
    """Say how far a target is reached: of a number "2/3 · 67%", of a share "62%/60%"."""
    asked, reached = printed_number(bar.target_words), printed_number(bar.reached_words)
    if asked is None or reached is None or not asked.amount:
        return ChartBar(bar.name, bar.reached_words, bar.share, bar.is_reached)
    if asked.is_share:
        share = float(reached.amount / asked.amount) * 100
        words = f"{bar.reached_words}/{bar.target_words}"
        return ChartBar(bar.name, words, share, bar.is_reached)
    words = f"{bar.now_words}/{bar.target_words} · {bar.reached_words}"
    return ChartBar(bar.name, words, float(reached.amount), bar.is_reached)


def _trend_words(points: tuple[ChartPoint, ...]) -> str:
    if not points:
        return ""
    first, last = points[0], points[-1]
    change = last.amount - first.amount
    way = f"tăng {change}" if change > 0 else f"giảm {-change}" if change else "không đổi"
    return f"Từ {first.amount} người ({first.label}) đến {last.amount} người ({last.label}): {way}."


def _layout(work: Work, grid: ReportGrid) -> Layout | None:
    """Return the layout a report was made by, as long as the office has it."""
    lines = list_layouts(work)
    return next((each.layout for each in lines if each.layout.key == grid.layout_key), None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plain(text: str) -> str:
    """Write a name as every disk keeps it."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return "-".join(_WORDS.findall(letters))
