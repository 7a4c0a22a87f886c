"""The catalogue of indicators and the layouts of reports are whole, and say what is wrong."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from rehabdesk.catalog.reporting.indicators import load_indicators
from rehabdesk.catalog.reporting.layout_text import layout_text
from rehabdesk.catalog.reporting.layouts import (
    LayoutFault,
    layout_told,
    load_layouts,
    read_layout,
    read_toml,
)
from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.domain.reports.indicators import Nature
from rehabdesk.domain.reports.layouts import ColumnRole
from tests.builders import RESOURCES

KNOWN = load_indicators(RESOURCES.folder)
LAYOUTS = {layout.key: layout for layout in load_layouts(RESOURCES.folder)}


def _told() -> dict[str, Any]:
    return copy.deepcopy(layout_told(LAYOUTS["bao-cao-chung"]))


def test_every_code_of_the_proposed_catalogue_is_there() -> None:
    groups = {"U": 7, "N": 4, "C": 10, "S": 16, "H": 10, "T": 20, "P": 6, "V": 5, "M": 4, "A": 6}
    wanted = {f"{group}{n:02}" for group, last in groups.items() for n in range(1, last + 1)}
    wanted -= {"N02"}  # its five parts are told one by one
    assert not wanted - set(KNOWN)
    assert {f"N02{part}" for part in "abcde"} <= set(KNOWN)


def test_an_indicator_says_its_rule_in_a_sentence_of_its_own() -> None:
    rules = [each.rule for each in KNOWN.values()]
    assert all(rule.endswith(".") and rule[0].isupper() for rule in rules)
    assert len({each.name for each in KNOWN.values()}) == len(KNOWN)


def test_whoever_gives_a_typed_figure_is_proposed() -> None:
    assert all(each.giver for each in KNOWN.values() if each.is_typed)


def test_shares_are_of_what_is_counted_in_the_same_unit_and_no_share_themselves() -> None:
    for each in KNOWN.values():
        if each.nature is Nature.SHARE:
            part, whole = KNOWN[each.part], KNOWN[each.whole]
            assert Nature.SHARE not in {part.nature, whole.nature}
            assert part.unit == whole.unit


def test_the_layout_shown_first_is_the_short_one() -> None:
    assert next(iter(LAYOUTS)) == "bao-cao-chung"
    layout = LAYOUTS["bao-cao-chung"]
    assert [row.number for row in layout.rows if row.code] == [
        *("1", "2", "2.1", "2.2"),
        *map(str, range(3, 13)),
    ]
    assert [row.words for row in layout.rows if row.is_heading] == [
        "I. Người được quản lý sau cai",
        "II. Hỗ trợ trong kỳ",
    ]
    assert layout.sent_within == Span(2, DeadlineUnit.WORKING_DAYS)
    assert layout.is_sending_assumed


def test_the_monthly_layout_holds_the_groups_asked_for() -> None:
    layout = LAYOUTS["thang-quy"]
    wanted = {f"S{n:02}" for n in range(1, 12)} | {"S15"} | {f"H{n:02}" for n in range(1, 9)}
    wanted |= {f"T{n:02}" for n in range(5, 17)} | {f"P{n:02}" for n in range(1, 6)}
    assert wanted <= set(layout.codes)
    assert [column.role for column in layout.columns] == [
        ColumnRole.NOW,
        ColumnRole.PREVIOUS,
        ColumnRole.LAST_YEAR,
        ColumnRole.CUMULATIVE,
    ]
    assert set(layout.periods) == {PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.FREE}


def test_the_layout_of_the_year_holds_every_group_and_the_targets() -> None:
    layout = LAYOUTS["sau-thang-nam"]
    assert {code[0] for code in layout.codes} == set("UNCSHTPVMAF")
    roles = {column.role for column in layout.columns}
    assert {ColumnRole.TARGET, ColumnRole.REACHED} <= roles


def test_the_layout_of_the_team_holds_its_groups() -> None:
    assert {code[0] for code in LAYOUTS["doi-tinh-nguyen"].codes} == set("TPH")


@pytest.mark.parametrize("key", LAYOUTS)
def test_a_layout_reads_as_it_was_told(key: str) -> None:
    layout = LAYOUTS[key]
    assert read_layout(layout_told(layout), KNOWN) == layout


@pytest.mark.parametrize("key", LAYOUTS)
def test_money_is_printed_in_millions_and_says_so(key: str) -> None:
    for row in LAYOUTS[key].rows:
        is_money = bool(row.code) and KNOWN[row.code].unit == "đồng"
        assert (row.divisor == 1_000_000) is is_money
        assert (row.unit == "triệu đồng") is is_money


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told["rows"][1].update(code="X99"), "danh mục không có mã này"),
        (lambda told: told["rows"].append(dict(told["rows"][1])), "có hai lần"),
        (lambda told: told["columns"].append({"role": "now"}), "có hai lần"),
        (lambda told: told["columns"].append({"role": "sideways"}), "Không có loại cột"),
        (lambda told: told.update(columns=[{"role": "then"}]), "chưa có cột số liệu"),
        (lambda told: told.update(rows=[]), "chưa có chỉ tiêu nào"),
        (lambda told: told.update(periods=[]), "chưa nói dùng cho kỳ nào"),
        (lambda told: told.update(periods=["fortnight"]), "Không có kỳ báo cáo"),
        (lambda told: told.update(rule="lunar"), "Không có cách tính kỳ"),
        (lambda told: told.update(name=" "), "chưa có tên"),
        (lambda told: told["sending"].update(amount=0), "Hạn gửi là 0"),
        (lambda told: told["rows"][1].update(breakdown="drug"), "không chia được"),
        (lambda told: told["rows"][1].update(part="female"), "nói một phần"),
        (lambda told: told["rows"][1].update(divisor=7), "Chỉ chia được cho"),
        (lambda told: told["rows"][1].update(words=""), "chưa có nội dung"),
        (lambda told: told["rows"][1].update(level="sâu"), "“level” của tệp mẫu phải là một số"),
        (lambda told: told["sending"].update(amount="hai"), "“amount” của tệp mẫu phải là"),
        (lambda told: told.update(rows="S11"), "“rows” của tệp mẫu viết sai"),
        (lambda told: told.update(columns=["now"]), "“columns” của tệp mẫu viết sai"),
        (lambda told: told.update(sending="2 ngày"), "“sending” của tệp mẫu viết sai"),
        (lambda told: told.update(rule="custom"), "chưa nói cách tính kỳ"),
    ],
)
def test_a_faulty_layout_is_refused_in_words(change: Any, words: str) -> None:
    told = _told()
    change(told)
    with pytest.raises(LayoutFault, match=words):
        read_layout(told, KNOWN)


def test_a_file_that_is_no_data_file_is_refused() -> None:
    with pytest.raises(LayoutFault, match="Tệp mẫu viết sai"):
        read_toml("đây không phải tệp mẫu = = ", KNOWN)


def test_a_file_is_wrong_at_a_line_and_a_letter() -> None:
    with pytest.raises(LayoutFault, match="viết sai ở dòng 2, chữ thứ 8"):
        read_toml('name = "x"\nrows = !', KNOWN)
    with pytest.raises(LayoutFault, match="viết sai"):
        read_toml(f"rows = {'[' * 5000}", KNOWN)


@pytest.mark.parametrize("key", LAYOUTS)
def test_a_layout_written_down_reads_the_same(key: str) -> None:
    layout = replace(LAYOUTS[key], name='Mẫu “của” \\ "tỉnh"\n', notes=("một", "hai"))
    again = read_toml(layout_text(layout), KNOWN)
    assert again == replace(layout, name=layout.name.strip())


def test_rows_are_named_by_what_they_count() -> None:
    told = _told()
    for row in told["rows"]:
        row.pop("key")
    assert [row.key for row in read_layout(told, KNOWN).rows][:5] == [
        "h1",
        "S01",
        "S02",
        "S02.term.1",
        "S02.term.2",
    ]
