from __future__ import annotations

import pytest

from rehabdesk.domain.tables.row_code import HEAD, read_row_code, row_code


def test_a_line_comes_back_by_its_code_however_it_was_typed() -> None:
    assert HEAD == "Mã dòng"
    assert all(read_row_code(row_code(each)) == each for each in (1, 9, 97, 4_321, 500_000))
    assert read_row_code(f" {row_code(12).lower()} ") == 12


def test_no_digit_of_a_code_can_be_changed_unseen() -> None:
    code = row_code(4_321)
    for place, sign in enumerate(code):
        for digit in "0123456789" if sign.isdigit() else "":
            if digit != sign:
                assert read_row_code(code[:place] + digit + code[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", "12", "N12", "N-12", "2026-031", "N12-345", "=N1-01"])
def test_what_is_no_code_is_nobody_s(text: str) -> None:
    assert read_row_code(text) is None
