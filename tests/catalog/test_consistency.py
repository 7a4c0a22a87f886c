"""Law that contradicts itself is refused with everything that is wrong, not the first thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rehabdesk.catalog.consistency import contradictions_between
from rehabdesk.domain.regime import in_order
from tests.catalog.law_folders import findings_of, law, regime_of, spoilt

OLD, NEW = regime_of("n116"), regime_of("n163")
PROPOSAL = 'id = "police_proposal"'


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'id = "police_proposal"\nlabel',
            'id = "police_proposal"\nhours = 5\nlabel',
            (
                "Hạn “police_proposal”: phải có đúng một đơn vị "
                "(hours, days, working_days, months); đang là: hours, working_days."
            ),
        ),
        (
            "working_days = 1\ncounting",
            "counting",
            (
                "Hạn “chair_decision”: phải có đúng một đơn vị "
                "(hours, days, working_days, months); đang là: không có đơn vị nào."
            ),
        ),
        ("working_days = 1\n", "working_days = 0\n", "“working_days” phải từ 1 trở lên."),
        ("working_days = 1\n", 'working_days = "1"\n', "“working_days” phải là số nguyên."),
        ('article = "Điều 138"\n', "", "Hạn “completion_certificate”: thiếu “article”."),
        ("months = 36\n", "", "Thời hạn “rehab_later”: thiếu số tháng (“months”, từ 1 trở lên)."),
        ("months = 36\n", "months = 36\nleast_months = 40\n", "“least_months” phải từ 1 đến 35."),
        ('"home", "private"', '"hame", "private"', "không biết hình thức cai nghiện “hame”"),
        (
            'rehab_forms = ["compulsory"]',
            'rehab_forms = ["compulsory", "home"]',
            (
                "Thời hạn quản lý sau cai cho “Tự nguyện tại gia đình, cộng đồng”: có 2 thời hạn "
                "(post_rehab_voluntary, post_rehab_compulsory), phải có đúng một."
            ),
        ),
        (
            'ordinal = "later"',
            'ordinal = "first"',
            (
                "Thời hạn cai nghiện cho “Bắt buộc, biện pháp xử lý hành chính”, từ lần thứ hai: "
                "không có thời hạn, phải có đúng một."
            ),
        ),
        ('kind = "user"', "", "Thời hạn quản lý người sử dụng trái phép: phải có đúng một"),
        ('id = "hand_over"', PROPOSAL, "Hạn “police_proposal” có hai lần."),
        ('id = "rehab_later"', 'id = "rehab_first"', "Thời hạn “rehab_first” có hai lần."),
        ('text = "records"', 'text = "book"', "“text” nhắc văn bản “book” không có trong"),
        ('who = "chair"', 'who = "chairman"', "“who” không nhận “chairman”, chỉ nhận: chair,"),
        ('counting = "before"', 'counting = "back"', "“counting” không nhận “back”"),
        ("label = ", "lable = ", "không hiểu “lable”."),
        ("2026-07-01\nchanges", '"sớm"\nchanges', "“in_force_from” phải là ngày, viết như"),
        ("in_force_from = 2026-07-01\nchanges", "changes", "regime.toml: thiếu “in_force_from”."),
        (
            "in_force_from = 2026-07-01\nchanges",
            "in_force_from = 2026-07-01\nin_force_until = 2026-06-30\nchanges",
            "ngày hết hiệu lực trước ngày có hiệu lực.",
        ),
        (
            "in_force_from = 2026-07-01\nis_law",
            "in_force_from = 2026-07-01\nin_force_until = 2026-06-30\nis_law",
            "Văn bản “law”: ngày hết hiệu lực trước ngày có hiệu lực.",
        ),
        ("is_law = true\n", "", "Không văn bản nào được ghi là luật"),
        ("is_law = true\n", 'is_law = "có"\n', "“is_law” chỉ nhận true hoặc false."),
        ('id = "n163"', 'id = "../../etc"', "“id” gồm 2 đến 20 chữ thường không dấu"),
        ('follows = "old"', "", "“situation” và “follows” phải đi cùng nhau."),
        (
            'situation = "undecided"\nfollows = "new"',
            'situation = "running"\nfollows = "new"',
            (
                "Quy định chuyển tiếp cho “Thời hạn cai nghiện, đang chạy khi luật mới có "
                "hiệu lực” có hai lần."
            ),
        ),
        ("[[terms]]\nid", "[terms]\nid", "regime.toml: viết sai"),
        ("changes = [", "changes = [[], ", "“changes” phải là danh sách chữ trong ngoặc vuông."),
    ],
)
def test_each_mistake_is_told_in_a_sentence(old: str, new: str, told: str) -> None:
    findings = findings_of(spoilt((old, new)))
    assert any(told in finding for finding in findings), findings


def test_everything_wrong_is_told_at_once() -> None:
    findings = findings_of(
        spoilt(
            ("months = 36\n", ""),
            ('article = "Điều 138"\n', ""),
            (PROPOSAL, f"{PROPOSAL}\nhours = 5"),
        )
    )
    assert len(findings) == 3


def test_a_file_that_is_no_text_is_told() -> None:
    assert "regime.toml: không phải chữ UTF-8." in findings_of({"regime.toml": b"\xff\xfe\x00"})
    assert findings_of({}) == ["Không có tệp regime.toml."]


def test_a_table_where_many_are_meant_is_told() -> None:
    text = law("n163").replace(b"[[deadlines]]", b"[[limits]]")
    assert "regime.toml: không hiểu “limits”." in findings_of({"regime.toml": text})


def test_an_open_law_ends_when_the_next_begins() -> None:
    later = replace(NEW, id="n999", in_force_from=date(2031, 1, 1))
    known = in_order([later, NEW, OLD])
    assert [regime.in_force_until for regime in known] == [
        date(2026, 6, 30),
        date(2030, 12, 31),
        None,
    ]
    assert contradictions_between(known) == []


def test_two_laws_of_one_day_are_told() -> None:
    early = replace(NEW, id="n999", name="Luật khác", in_force_from=date(2026, 6, 1))
    assert contradictions_between(in_order([OLD, early])) == [
        (
            "Luật 73/2021/QH14 · NĐ 116/2021/NĐ-CP (từ 01/01/2022 đến 30/06/2026) và Luật khác "
            "(từ 01/06/2026) cùng có hiệu lực từ ngày 01/06/2026."
        )
    ]


def test_days_without_any_law_are_told() -> None:
    late = replace(NEW, in_force_from=date(2026, 8, 1))
    assert contradictions_between(in_order([OLD, late])) == [
        "Từ ngày 01/07/2026 đến ngày 31/07/2026 không có bộ căn cứ nào."
    ]


def test_one_id_for_two_laws_is_told() -> None:
    later = replace(NEW, in_force_from=date(2031, 1, 1))
    assert contradictions_between(in_order([NEW, later])) == ["Có hai bộ căn cứ mang mã “n163”."]
