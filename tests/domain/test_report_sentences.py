"""Sentences of reports: figures, comparisons, what is left out, what is nothing."""

from __future__ import annotations

import pytest

from rehabdesk.catalog.reporting.narratives import load_narratives
from rehabdesk.domain.reports.narrative import (
    FigureFacts,
    SentencePattern,
    change_sentence,
    figure_words,
    sentence_words,
)
from rehabdesk.domain.reports.papers import printed_number
from rehabdesk.domain.reports.values import Value
from tests.builders import RESOURCES

PATTERNS = load_narratives(RESOURCES.folder)
LAST_YEAR = "cùng kỳ năm trước"


def _said(pattern: SentencePattern, **known: FigureFacts) -> str:
    return sentence_words(pattern, known.get)


def _sentence(of: str) -> SentencePattern:
    [found] = [
        sentence
        for section in PATTERNS["ket-qua"].sections
        for part in section.parts
        for sentence in part.sentences
        if sentence.of == of and sentence.text
    ][:1]
    return found


def _people(amount: int, before: int | None = None, reached: str = "") -> FigureFacts:
    then = None if before is None else Value(before)
    return FigureFacts(Value(amount), "người", then, LAST_YEAR, reached)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (FigureFacts(Value(7), "người"), "07 người"),
        (FigureFacts(Value(5_236), "lượt người"), "5.236 lượt người"),
        (FigureFacts(Value(875_000_000), "đồng"), "875 triệu đồng"),
        (FigureFacts(Value(87_500_000), "đồng"), "87,5 triệu đồng"),
        (FigureFacts(Value(500_000), "đồng"), "500.000 đồng"),
        (FigureFacts(Value(150), "triệu đồng"), "150 triệu đồng"),
        (FigureFacts(Value(35_000_000_000), "đồng"), "35.000 triệu đồng"),
        (FigureFacts(Value(264, 1), "%"), "26,4%"),
        (FigureFacts(Value(1000, 1), "%"), "100%"),
        (FigureFacts(Value(127, 0, 143), "đơn vị"), "127/143 đơn vị"),
        (FigureFacts(Value(1_500, 0, None, "> 1.500"), "lượt hộ"), "hơn 1.500 lượt hộ"),
        (FigureFacts(Value(50, 0, None, "≈ 50"), "người"), "khoảng 50 người"),
        (FigureFacts(Value(50, 0, None, "gần 50"), "người"), "gần 50 người"),
    ],
)
def test_a_figure_is_said_with_its_unit(facts: FigureFacts, words: str) -> None:
    assert figure_words(facts) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (7, 5, "tăng 02 người (40%) so với cùng kỳ năm trước"),
        (9, 12, "giảm 03 người (25%) so với cùng kỳ năm trước"),
        (5, 5, "bằng cùng kỳ năm trước"),
        (3, 0, "tăng 03 người so với cùng kỳ năm trước"),
        (3, None, ""),
    ],
)
def test_a_change_is_said_in_words(now: int, before: int | None, words: str) -> None:
    assert change_sentence(_people(now, before)) == words


def test_a_share_changes_by_points() -> None:
    facts = FigureFacts(Value(264, 1), "%", Value(250, 1), LAST_YEAR)
    assert change_sentence(facts) == "tăng 1,4 điểm phần trăm so với cùng kỳ năm trước"


def test_dossiers_are_not_persons() -> None:
    c06 = FigureFacts(Value(31), "hồ sơ")
    assert _said(_sentence("C06"), C06=c06, C07=_people(32)) == (
        "Đã chuyển 31 hồ sơ đề nghị Tòa án xem xét, quyết định đưa 32 người "
        "vào cơ sở cai nghiện bắt buộc."
    )


def test_decisions_are_not_persons() -> None:
    told = _said(_sentence("S03"), S03=FigureFacts(Value(58), "quyết định"), S04=_people(62))
    assert told == "Đã ban hành 58 quyết định phân công quản lý, giúp đỡ cho 62 người."


def test_what_is_reached_of_a_plan_is_said() -> None:
    told = _said(_sentence("C02c"), C02c=_people(82, 90, "96,5%"))
    assert told == (
        "Cai nghiện tự nguyện: 82 người, giảm 08 người (8,9%) so với cùng kỳ năm trước, "
        "đạt 96,5% kế hoạch."
    )


@pytest.mark.parametrize(
    ("reached", "aim", "words"),
    [
        ("14,3%", "60%", "đạt 14,3% (kế hoạch 60%)."),
        ("3%", "≤ 5%", "đạt 3% (kế hoạch không quá 5%)."),
        ("50%", "10", "đạt 50% kế hoạch."),
    ],
)
def test_a_share_is_held_against_the_share_a_plan_asks(reached: str, aim: str, words: str) -> None:
    stable = FigureFacts(Value(5), "người", reached=reached, aim=aim)
    assert _said(_sentence("H05s"), H05s=stable).endswith(words)


def test_models_are_told_over_all_units_with_their_criterion() -> None:
    m01 = FigureFacts(
        Value(31, 0, 31), "đơn vị", reached="100%", remark="Mô hình Tình nguyện viên."
    )
    told = _said(_sentence("M01"), M01=m01)
    assert told == "31/31 đơn vị triển khai mô hình, đạt 100% kế hoạch. Mô hình Tình nguyện viên."


def test_nobody_supported_is_not_said_beside_who_was() -> None:
    """An old sum names nobody, and still somebody was taught."""
    [nobody] = [
        sentence
        for section in PATTERNS["ket-qua"].sections
        for part in section.parts
        for sentence in part.sentences
        if sentence.of == "H09" and sentence.zero
    ]
    none = FigureFacts(Value(0), "người")
    assert _said(nobody, H09=none, H03c=none).startswith("Trong kỳ không phát sinh")
    taught = FigureFacts(Value(1400, as_typed="> 1.400"), "người")
    assert not _said(nobody, H09=none, H03c=taught)
    assert not _said(nobody, H09=none, H07=FigureFacts(Value(3), "lượt hộ"))


def test_what_is_not_known_is_not_said() -> None:
    assert _said(_sentence("C09")) == ""
    assert _said(_sentence("C06"), C06=FigureFacts(Value(3), "hồ sơ")) == (
        "Đã chuyển 03 hồ sơ đề nghị Tòa án xem xét, quyết định đưa vào cơ sở cai nghiện bắt buộc."
    )


def test_nothing_is_said_as_nothing() -> None:
    assert _said(_sentence("C06"), C06=FigureFacts(Value(0), "hồ sơ")) == (
        "Trong kỳ không phát sinh hồ sơ đề nghị đưa đi cai nghiện bắt buộc."
    )
    assert _said(_sentence("T14"), T14=FigureFacts(Value(0), "lượt")) == ""


def test_a_part_that_is_nothing_is_left_out_of_its_sentence() -> None:
    known = {"S02": _people(7), "S02.term.1": _people(7), "S02.term.2": _people(0)}
    assert sentence_words(_sentence("S02"), known.get) == (
        "Trong kỳ có 07 người có quyết định quản lý mới; trong đó 07 người thời hạn 01 năm."
    )


def test_parts_are_listed_behind_their_common_words() -> None:
    told = _said(_sentence("N01"), N01=_people(2), N02a=_people(0), N02b=_people(2))
    assert told == "Người nghiện có hồ sơ quản lý: 02 người; trong đó 02 người đang cai nghiện."
    assert _said(_sentence("N01"), N01=_people(2)) == "Người nghiện có hồ sơ quản lý: 02 người."


def test_one_thing_is_said_once() -> None:
    [other] = [
        sentence
        for section in PATTERNS["ket-qua"].sections
        for part in section.parts
        for sentence in part.sentences
        if sentence.of == "M04n"
    ]
    points = FigureFacts(Value(2), "điểm")
    assert _said(other, M04=points, M04n=_people(50)) == ""
    assert _said(other, M04n=_people(50)) == "Trợ giúp qua điểm tư vấn 50 người."


@pytest.mark.parametrize("key", PATTERNS)
def test_every_sentence_reads_well_with_every_figure_known(key: str) -> None:
    facts = FigureFacts(Value(12), "người", Value(10), LAST_YEAR, "60%", Value(30), "tiêu chí")
    for section in PATTERNS[key].sections:
        for part in section.parts:
            for sentence in part.sentences:
                told = sentence_words(SentencePattern(sentence.text), lambda _: facts)
                assert not set("{}[]<>|:") & set(told.replace(": ", ""))
                assert "  " not in told
                assert told == "" or told.endswith(".")
                assert " ," not in told
                assert " ." not in told


@pytest.mark.parametrize(
    ("words", "amount"),
    [("1.619", "1619"), ("+2", "2"), ("−3", "-3"), ("26,4%", "26.4"), ("0", "0")],
)
def test_words_of_a_cell_are_read_as_the_number_they_write(words: str, amount: str) -> None:
    found = printed_number(words)
    assert found is not None
    assert format(found.amount.normalize(), "f") == amount


@pytest.mark.parametrize("words", ["127/143", "> 1.500", "–", "", "1.5", "12.34", "=1", "1,2,3"])
def test_what_is_wholly_no_number_is_none(words: str) -> None:
    assert printed_number(words) is None
