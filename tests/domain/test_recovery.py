from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabdesk.domain.recovery import (
    CodeIncomplete,
    CodeMistyped,
    RecoveryCode,
    new_code,
    read_code,
)

SECRETS = st.integers(0, 2**140 - 1)
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def a_code(secret: int = 0x123456789ABCDEF0FEDCBA98765432101) -> RecoveryCode:
    return new_code(lambda _bits: secret)


@given(SECRETS)
def test_a_code_is_read_as_it_was_printed(secret: int) -> None:
    assert read_code(a_code(secret).text) == a_code(secret)


def test_a_code_has_seven_groups_of_five_and_is_never_the_same() -> None:
    code = new_code()
    assert [len(group) for group in code.groups] == [5] * 7
    assert len({new_code().text for _ in range(50)}) == 50
    assert len(set(a_code(2**140 - 1).secret) | set(a_code(0).secret)) > 2


def test_a_code_never_shows_itself_by_accident() -> None:
    code = new_code()
    assert code.groups[0] not in f"{code!r} {[code]}"


def test_case_blanks_dashes_and_lookalikes_do_not_matter() -> None:
    text = next(
        code.text
        for code in map(a_code, range(1, 2**40, 2**31 + 7))
        if "0" in code.text and "1" in code.text
    )
    assert read_code(text.lower()).text == text
    assert read_code(text.replace(" ", "-").replace("0", "o").replace("1", "l")).text == text
    assert read_code(f"\n{text.replace(' ', '')}\t".replace("1", "I")).text == text


@given(SECRETS, st.integers(0, 34), st.sampled_from(SIGNS))
def test_every_single_slip_is_found_and_its_group_named(
    secret: int, position: int, sign: str
) -> None:
    signs = list("".join(a_code(secret).groups))
    if signs[position] == sign:
        return
    signs[position] = sign
    with pytest.raises(CodeMistyped, match=f"Nhóm {position // 5 + 1} chưa khớp"):
        read_code("".join(signs))


@given(SECRETS, st.integers(0, 33))
def test_two_neighbours_swapped_are_found(secret: int, position: int) -> None:
    signs = list("".join(a_code(secret).groups))
    if signs[position] == signs[position + 1]:
        return
    signs[position], signs[position + 1] = signs[position + 1], signs[position]
    with pytest.raises(CodeMistyped):
        read_code("".join(signs))


@given(SECRETS, st.integers(0, 5))
def test_two_groups_in_each_others_place_are_found(secret: int, position: int) -> None:
    groups = list(a_code(secret).groups)
    groups[position], groups[position + 1] = groups[position + 1], groups[position]
    if tuple(groups) == a_code(secret).groups:
        return
    with pytest.raises(CodeMistyped):
        read_code(" ".join(groups))


@given(st.text(max_size=60))
def test_anything_else_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises((CodeIncomplete, CodeMistyped)):
        read_code(text)


def test_a_missing_group_is_said() -> None:
    with pytest.raises(CodeIncomplete, match=r"có 7 nhóm.*ở đây có 30"):
        read_code(" ".join(a_code().groups[:6]))


def test_groups_typed_back_are_compared_one_by_one() -> None:
    code = a_code()
    code.check_typed_back({2: code.groups[1].lower(), 7: f" {code.groups[6]} "})
    with pytest.raises(CodeMistyped) as refused:
        code.check_typed_back({2: code.groups[1], 5: code.groups[0]})
    assert refused.value.group == 5
