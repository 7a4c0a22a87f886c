"""Text files as Excel, old programs and our own lists write them."""

from __future__ import annotations

import unicodedata

import pytest

from rehabdesk.documents.workbooks.plain_text import read_text
from rehabdesk.documents.workbooks.refusing import Unreadable
from tests.domain.legacy_letters.old_signs import in_tcvn3, in_vni, names

LINES = [["STT", "Họ và tên", "Địa chỉ"], ["1", "Nguyễn Thị Đào", "Thôn Hạ, xã Yên"]]


def written(separator: str, lines: list[list[str]] | None = None) -> str:
    told = lines or LINES
    quoted = [[f'"{cell}"' if separator in cell else cell for cell in row] for row in told]
    return "\r\n".join(separator.join(row) for row in quoted) + "\r\n"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_separator_and_unicode(separator: str, encoding: str) -> None:
    assert read_text(written(separator).encode(encoding)) == LINES


def test_vietnamese_windows_and_old_fonts_are_told_apart() -> None:
    people = [[str(number), name] for number, name in enumerate(names(40))]
    text = written(";", people)
    apart = "".join(_of_windows(sign) for sign in text)
    assert _composed(read_text(apart.encode("cp1258"))) == people
    for typed in (in_tcvn3(text), in_vni(text)):
        kept = [line.split(";") for line in typed.splitlines()]
        assert read_text(typed.encode("latin-1")) == kept


def _of_windows(sign: str) -> str:
    """Take a tone off its letter, as the Vietnamese page of Windows writes it."""
    parts = unicodedata.normalize("NFD", sign)
    tones = "\u0300\u0301\u0303\u0309\u0323"
    letter = "".join(part for part in parts if part not in tones)
    return unicodedata.normalize("NFC", letter) + "".join(p for p in parts if p in tones)


def _composed(rows: list[list[str]]) -> list[list[str]]:
    return [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows]


def test_excel_may_say_the_separator_itself() -> None:
    assert read_text(b"sep=|\na|b,c;d\n") == [["a", "b,c;d"]]


def test_rows_are_made_equally_wide_and_empty_ones_stay() -> None:
    assert read_text(b"a;b\n\n1\n") == [["a", "b"], ["", ""], ["1", ""]]


def test_a_comma_in_an_address_does_not_cut_a_semicolon_table() -> None:
    text = "ten;dia chi\n" + "A;Thon 1, xa Y, tinh Z\n" * 9
    assert read_text(text.encode())[1] == ["A", "Thon 1, xa Y, tinh Z"]


def test_one_column_is_one_column() -> None:
    assert read_text("Nguyễn Văn A\nTrần Thị B\n".encode()) == [["Nguyễn Văn A"], ["Trần Thị B"]]


def test_a_quote_that_never_closes_swallows_no_row() -> None:
    rows = read_text(b'a;b\n1;"x\n2;y\n3;z\n')
    assert rows == [["a", "b"], ["1", '"x'], ["2", "y"], ["3", "z"]]


def test_line_breaks_within_quotes_belong_to_the_cell() -> None:
    assert read_text(b'a;"b\nc"\n1;2\n') == [["a", "b\nc"], ["1", "2"]]


def test_the_guard_of_our_own_lists_is_taken_off() -> None:
    assert read_text(b"a;'=SUM(1)\nb;'-3\nc;'quoted'\n") == [
        ["a", "=SUM(1)"],
        ["b", "-3"],
        ["c", "'quoted'"],
    ]


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\n", b"{\\rtf1 a}", b"<html></html>", b"MIME-Version: 1.0\n", bytes(999)]
)
def test_other_kinds_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_text(data)
