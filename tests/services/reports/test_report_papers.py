"""What the papers of a report say: head, signer of the day, what is hidden, the sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import EpisodeKind, RehabForm
from rehabdesk.domain.reports.codes import Breakdown, Comparison, PeriodKind, ProductKind
from rehabdesk.domain.reports.grid import Balance, GridColumn, GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole, LayoutRow
from rehabdesk.domain.reports.papers import NarrativePaper, ReportPaper
from rehabdesk.domain.reports.periods import ReportPeriod, Window, free_period
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import SignerFacts, add_signer, signers_on
from rehabdesk.services.reports.layouts import KeepLayout, keep_own_layout, layout_of
from rehabdesk.services.reports.narrative import narrative_of, narrative_prompts
from rehabdesk.services.reports.papers import PaperOrder, balance_words, paper_of, report_file_stem
from rehabdesk.services.reports.problems import read_problems
from rehabdesk.services.reports.products import product_of
from rehabdesk.services.reports.reading import ReportAsked
from tests.seed_making import Given, files, give

YEAR = ReportPeriod(PeriodKind.YEAR, 2026)
MADE_ON = date(2026, 12, 15)
LAYOUT = "bao-cao-chung"


def _order(key: str = LAYOUT) -> PaperOrder:
    return PaperOrder(ReportAsked(key, YEAR), MADE_ON)


def _row(code: str, now: int, then: int | None = None, unit: str = "người") -> GridRow:
    values = {ColumnRole.NOW: Value(now)}
    if then is not None:
        values[ColumnRole.THEN] = Value(then)
    words = {role: value.words for role, value in values.items()}
    return GridRow(code, "1", code, code, unit, values=values, words=words)


def _grid(*rows: GridRow, key: str = LAYOUT) -> ReportGrid:
    columns = (GridColumn(ColumnRole.THEN, "Năm 2025"), GridColumn(ColumnRole.NOW, "Năm 2026"))
    window = YEAR.window
    heading = "BÁO CÁO\nKết quả quản lý sau cai nghiện ma túy"
    return ReportGrid(
        *(key, "Báo cáo năm 2026", heading, window, YEAR.year_before.window, columns, rows)
    )


def _paper(office: Office, grid: ReportGrid, order: PaperOrder | None = None) -> ReportPaper:
    return office.look(partial(paper_of, grid=grid, order=order or _order()))


def _told(office: Office, grid: ReportGrid, order: PaperOrder | None = None) -> NarrativePaper:
    return office.look(partial(narrative_of, grid=grid, order=order or _order()))


def _sentences(paper: NarrativePaper) -> list[str]:
    parts = [part for section in paper.sections for part in section.parts]
    return [text for part in parts for text in part.paragraphs]


def test_the_head_is_the_offices_of_that_day(office: Office) -> None:
    paper = _paper(office, _grid(_row("S11", 13)))
    assert paper.head.authority == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert paper.head.signer == "Lê Quang Vịnh"
    assert paper.head.number.endswith("/BC-UBND")
    assert paper.head.place_and_date == "Yên Thịnh, ngày 15 tháng 12 năm 2026"
    assert paper.period == "Năm 2026: số liệu từ 15/12/2025 đến 14/12/2026"
    assert paper.title[0] == "BÁO CÁO"


def test_days_chosen_freely_are_named_once_and_not_held_against_themselves(office: Office) -> None:
    """Ten years less one are nearly the same days: what changed between them says nothing."""
    days = free_period(date(2017, 1, 1), date(2026, 9, 30))
    order = replace(_order(), asked=ReportAsked(LAYOUT, days))
    grid = replace(_grid(_row("S11", 13, 10)), window=days.window)
    assert _paper(office, grid, order).period == "Số liệu từ 01/01/2017 đến 30/09/2026"
    told = _told(office, grid, order)
    assert told.opening.count("01/01/2017") == 1
    assert (
        "(tính đến ngày 01/09/2026)"
        in _told(office, replace(grid, as_of=date(2026, 9, 1)), order).opening
    )
    assert not [each for each in _sentences(told) if "cùng kỳ năm trước" in each]
    assert [
        each for each in _sentences(_told(office, _grid(_row("S11", 13, 10)))) if "tăng" in each
    ]


def test_what_was_given_is_not_held_against_what_records_say(office: Office) -> None:
    """The police told of ten last year and of nobody yet this year: two files are no fall."""
    grid = _grid(_row("N01", 2, 10), key="sau-thang-nam")
    order = _order("sau-thang-nam")

    def send(work: Work) -> None:
        files(work, 2, EpisodeKind.DOSSIER, date(2026, 3, 4), RehabForm.COMPULSORY)
        work.record("case.opened", None)

    office.do(send)
    give(office, Given("N01", "10", YEAR.year_before.window, "Công an cấp xã"))
    told = [each for each in _sentences(_told(office, grid, order)) if "02 người" in each]
    assert told
    assert not [each for each in told if "giảm" in each]
    found = office.look(partial(read_problems, asked=order.asked))
    [missing] = [each.words for each in found if each.row_key == "N01"]
    assert missing.endswith("của kỳ này; đang tính theo hồ sơ của cơ quan")
    give(office, Given("N01", "2", Window(YEAR.window.first, date(2026, 11, 1)), "Công an cấp xã"))
    told = [each for each in _sentences(_told(office, grid, order)) if "02 người" in each]
    assert [each for each in told if "giảm 08 người" in each]
    found = office.look(partial(read_problems, asked=order.asked))
    assert not [each for each in found if each.row_key == "N01"]


def test_a_deputy_signs_for_the_chair_on_behalf_of_the_committee(office: Office) -> None:
    facts = SignerFacts("Hà Văn Minh", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH", date(2026, 12, 1))
    office.do(partial(add_signer, facts=facts))
    deputy = next(
        row for row in office.look(partial(signers_on, day=MADE_ON)) if row.facts == facts
    )
    paper = _paper(office, _grid(_row("S11", 13)), replace(_order(), signer_id=deputy.id))
    assert paper.head.authority == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert paper.head.signer == "Hà Văn Minh"


def test_files_are_named_as_every_disk_keeps_them(office: Office) -> None:
    assert office.look(partial(report_file_stem, order=_order())) == "BC-nam-2026-xa-Yen-Thinh"
    supplement = replace(_order(), supplement=2)
    told = office.look(partial(report_file_stem, order=supplement))
    assert told == "BC-nam-2026-xa-Yen-Thinh-bo-sung-2"


def test_files_of_an_own_layout_bear_its_name(office: Office) -> None:
    delivered = office.look(partial(layout_of, key="bao-cao-chung"))
    own = replace(delivered, key="", name="Báo cáo nhanh gửi Công an tỉnh về người sau cai nghiện")
    kept = office.do(partial(keep_own_layout, order=KeepLayout(own))).result
    asked = replace(_order().asked, layout_key=kept.layout.key)
    told = office.look(partial(report_file_stem, order=replace(_order(), asked=asked)))
    assert told == "BC-nhanh-gui-Cong-an-tinh-ve-nguoi-sau-cai-nam-2026-xa-Yen-Thinh"


def test_every_row_brings_its_rule(office: Office) -> None:
    paper = _paper(office, _grid(_row("S11", 13), _row("H06", 3)))
    assert [rule.rule[:5] for rule in paper.rules] == ["Người", "Người"]
    assert "giải ngân" in paper.rules[1].rule


def _by_place(office: Office) -> ReportGrid:
    """Return a report whose persons are told by hamlet, from a layout of the office's own."""
    layout = office.look(partial(layout_of, key=LAYOUT))
    row = LayoutRow("S11.hamlet", "{part}", "S11", breakdown=Breakdown.HAMLET)
    own = replace(layout, key="", name="Theo thôn", rows=(*layout.rows, row))
    kept = office.do(partial(keep_own_layout, order=KeepLayout(own))).result
    places = {"Thôn Thượng": 7, "Thôn Hạ": 2, "Thôn Bãi": 0}
    rows = [
        replace(_row("S11", count), key=f"S11.hamlet:{name}", name=name, part=name)
        for name, count in places.items()
    ]
    return _grid(_row("S11", 9), *rows, key=kept.layout.key)


def test_places_of_one_or_two_persons_are_not_told_by_number(office: Office) -> None:
    grid = _by_place(office)
    paper = _paper(office, grid, _order(grid.layout_key))
    assert [row.words[ColumnRole.NOW] for row in paper.rows] == ["9", "7", "< 3", "0"]
    assert any("để không nhận ra ai" in note for note in paper.notes)
    shown = _paper(office, grid, replace(_order(grid.layout_key), shows_few=True))
    assert [row.words[ColumnRole.NOW] for row in shown.rows] == ["9", "7", "2", "0"]


def test_the_balance_is_said_even_or_not() -> None:
    assert balance_words(Balance(11, 8, 6, 13)).endswith("= 13, đúng bằng cuối kỳ.")
    assert balance_words(Balance(11, 8, 6, 12)).endswith("cuối kỳ ghi 12: lệch 1.")


def test_sentences_carry_the_figures_of_the_grid(office: Office) -> None:
    grid = _grid(_row("S11", 13, 11), _row("S03", 58, unit="quyết định"), _row("S04", 62))
    told = _sentences(_told(office, grid))
    assert (
        "- Đến cuối kỳ, đang quản lý sau cai nghiện 13 người, "
        "tăng 02 người (18,2%) so với cùng kỳ năm trước." in told
    )
    assert "- Đã ban hành 58 quyết định phân công quản lý, giúp đỡ cho 62 người." in told


def test_a_share_names_whom_it_is_taken_of(office: Office) -> None:
    """Five persons and a share of two among twelve contradict each other without that."""
    row = _row("H05s", 5)
    words = {**row.words, ColumnRole.REACHED: "16,7%", ColumnRole.TARGET: "60%"}
    whole = "Tỷ lệ đạt tính 2/12 trên “Đang quản lý sau cai nghiện cuối kỳ”."
    told = _sentences(_told(office, _grid(replace(row, words=words, remark=whole))))
    said = "- Đến cuối kỳ có 05 người có việc làm ổn định, đạt 16,7% (kế hoạch 60%)"
    assert f"{said}. {whole}" in told


def test_another_comparison_is_said_as_such(office: Office) -> None:
    asked = ReportAsked(LAYOUT, YEAR, Comparison.PREVIOUS)
    told = _sentences(_told(office, _grid(_row("S11", 13, 11)), PaperOrder(asked, MADE_ON)))
    assert any("so với kỳ trước" in sentence for sentence in told)
    none = PaperOrder(ReportAsked(LAYOUT, YEAR, Comparison.NONE), MADE_ON)
    assert not any(
        "so với" in each for each in _sentences(_told(office, _grid(_row("S11", 13)), none))
    )


def test_what_is_not_in_the_table_is_counted_for_the_same_days(office: Office) -> None:
    grid = _grid(_row("S11", 13, 11))
    counted = _sentences(_told(office, grid))
    assert "- Đầu kỳ không có người đang quản lý." in counted
    alone = _sentences(_told(office, grid, replace(_order(), counts_more=False)))
    assert not any("Đầu kỳ" in sentence for sentence in alone)


def test_the_clerks_own_words_stand_in_their_sections(office: Office) -> None:
    words = {
        "strengths": "Các thôn phối hợp tốt.\nĐội hoạt động đều.",
        "proposals": "Cấp thêm tờ rơi.",
        "request": "Công văn số 12/SYT ngày 01/12/2026 của Sở Y tế",
    }
    paper = _told(office, _grid(_row("S11", 13)), replace(_order(), words=words))
    assert paper.opening.startswith("Thực hiện Công văn số 12/SYT ngày 01/12/2026 của Sở Y tế,")
    titles = [section.title for section in paper.sections]
    assert titles == [
        "I. TÌNH HÌNH",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. ĐÁNH GIÁ",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ",
        "V. ĐỀ XUẤT, KIẾN NGHỊ",
    ]
    strengths = paper.sections[2].parts[0]
    assert strengths.title == "1. Ưu điểm"
    assert strengths.paragraphs == ("Các thôn phối hợp tốt.", "Đội hoạt động đều.")
    assert paper.sections[3].parts[0].paragraphs[0].startswith("……")
    assert paper.sections[4].parts[0].paragraphs == ("Cấp thêm tờ rơi.",)


def test_the_clerk_is_asked_for_five_things(office: Office) -> None:
    prompts = office.look(partial(narrative_prompts, layout_key=LAYOUT))
    assert [each.own for each in prompts] == [
        *("strengths", "difficulties", "causes"),
        *("plans", "proposals"),
    ]


def test_a_report_of_nothing_says_so_once(office: Office) -> None:
    grid = _grid(_row("S11", 0))
    paper = _told(office, grid, replace(_order(), is_zero=True))
    assert _sentences(paper)[0] == "Trong kỳ, trên địa bàn không phát sinh nội dung phải báo cáo."
    assert [section.title for section in paper.sections][1] == "II. ĐÁNH GIÁ"
    assert any("không phát sinh" in note for note in paper.table.notes)


def test_a_supplement_is_called_one(office: Office) -> None:
    grid, order = _grid(_row("S11", 13)), replace(_order(), supplement=1)
    for paper in (_paper(office, grid, order), _told(office, grid, order)):
        assert paper.title[-1] == "Bổ sung lần 1"
    assert _told(office, grid).title[-1] != "Bổ sung lần 1"


@pytest.mark.parametrize("kind", [ProductKind.WORKBOOK, ProductKind.PRINTED, ProductKind.NARRATIVE])
def test_a_product_made_again_is_the_same_byte_for_byte(office: Office, kind: ProductKind) -> None:
    make = partial(product_of, grid=_grid(_row("S11", 13, 11)), order=_order(), kind=kind)
    assert office.look(make) == office.look(make)


def test_the_trend_of_persons_stands_only_in_a_report_about_them(office: Office) -> None:
    charts = _paper(office, _grid(_row("S11", 13))).charts
    assert charts.trend
    assert _paper(office, _grid(_row("T05", 13))).charts.trend == ()
