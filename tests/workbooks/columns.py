"""Columns an old list may have: their heads, and how a row is typed into them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from rehabdesk.domain.codes import EpisodeKind, Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.tables.fields import ImportField as F
from rehabdesk.domain.tables.sheet import Cell
from tests.workbooks import typing as typed
from tests.workbooks.people import Truth

_EMPTY, _BAD = 0.08, 0.05


@dataclass
class Typed:
    """What was put into the cells of a block, what must come out, and what cannot."""

    cells: list[Cell]
    truth: Truth = field(default_factory=dict)
    bad: set[F] = field(default_factory=set)


Write = Callable[[Truth, random.Random], Typed]


@dataclass(frozen=True)
class Block:
    """One column, or several that belong together, with heads of one or two rows."""

    heads: tuple[tuple[str, str], ...]
    write: Write


def alone(heads: list[str], write: Write, chance: random.Random) -> Block:
    return Block(((chance.choice(heads), ""),), write)


def name_block(chance: random.Random) -> Block:
    if chance.random() < 0.2:
        lower = chance.choice([("Họ đệm", "Tên"), ("Họ và tên đệm", "Tên"), ("Họ", "Tên")])
        return Block(((lower[0], ""), (lower[1], "")), _split_name)
    heads = ["Họ và tên", "Họ tên", "HỌ VÀ TÊN", "Họ và\ntên", "H.tên", "Họ và tên người nghiện"]
    return alone(heads, _name, chance)


def birth_blocks(chance: random.Random) -> list[Block]:
    """Draw birth and sex as they are met: together, apart, in three columns."""
    style = chance.choice(["apart", "apart", "by_sex", "parts"])
    if style == "by_sex":
        upper = chance.choice(["Năm sinh", "Ngày sinh", "Ngày tháng năm sinh"])
        return [Block(((upper, "Nam"), (upper, "Nữ")), _birth_by_sex)]
    sexes = _sex_block(chance)
    if style == "parts":
        return [
            Block((("Ngày sinh", "Ngày"), ("Ngày sinh", "Tháng"), ("Ngày sinh", "Năm")), _parts),
            sexes,
        ]
    heads = ["Năm sinh", "Ngày sinh", "Ng.sinh", "Ngày, tháng, năm sinh", "NTNS"]
    return [alone(heads, _birth, chance), sexes]


def other_blocks(chance: random.Random) -> list[Block]:
    """Draw the other columns a list may have."""
    blocks = [
        alone(["CCCD", "Số căn cước", "Số định danh", "Số CCCD"], _card, chance),
        alone(["CMND", "Số CMND", "CMT"], _old_number, chance),
        alone(["SĐT", "Điện thoại", "Số điện thoại"], _phone, chance),
        alone(["Diện", "Diện quản lý", "Hình thức", "Đối tượng"], _kind, chance),
        alone(["Dân tộc"], _text(F.ETHNICITY), chance),
        alone(["Nghề nghiệp", "Nghề"], _text(F.OCCUPATION), chance),
        alone(["TĐVH", "Trình độ văn hóa", "Trình độ học vấn"], _text(F.EDUCATION), chance),
        alone(["Người giúp đỡ", "Người phụ trách", "Phân công giúp đỡ"], _text(F.HELPER), chance),
        alone(["Ghi chú"], _text(F.NOTE), chance),
        alone(["Chỗ ở hiện nay", "Địa chỉ", "ĐC", "Nơi cư trú"], _text(F.CURRENT), chance),
    ]
    if chance.random() < 0.3:
        blocks[:2] = [alone(["CMND/CCCD", "Số CMND/CCCD", "Số giấy tờ"], _either_number, chance)]
    blocks += [
        alone(["Ký nhận", "Tuổi"], _nothing, chance),
        alone(["Lý do", "Tình hình kinh tế gia đình"], _unknown, chance),
    ]
    kept = [block for block in blocks if chance.random() < 0.6]
    return [*kept, *_decision_blocks(chance), *_term_blocks(chance)]


def hamlet_block(chance: random.Random) -> Block:
    return alone(["Thôn", "Thôn, tổ dân phố", "Thôn/Tổ", "Tổ dân phố"], _text(F.HAMLET), chance)


def _sex_block(chance: random.Random) -> Block:
    style = chance.choice(["words", "words", "letters", "numbers", "marks", "women"])
    if style == "marks":
        return Block((("Giới tính", "Nam"), ("Giới tính", "Nữ")), _marks)
    if style == "women":
        return alone(["Nữ", "Nữ (x)"], _women, chance)
    return alone(["Giới tính", "Nam/Nữ", "GT", "Phái"], _sex(style), chance)


def _decision_blocks(chance: random.Random) -> list[Block]:
    luck = chance.random()
    if luck < 0.35:
        upper = chance.choice(["Quyết định", "Quyết định quản lý", "QĐ quản lý"])
        return [Block(((upper, "Số"), (upper, "Ngày")), _decision_apart)]
    if luck < 0.55:
        heads = (("Số QĐ", ""), ("Ngày QĐ", ""))
        return [Block(heads, _decision_apart)]
    if luck < 0.75:
        return [alone(["Quyết định", "Số, ngày QĐ", "Số và ngày QĐ"], _decision_whole, chance)]
    return []


def _term_blocks(chance: random.Random) -> list[Block]:
    luck = chance.random()
    if luck < 0.3:
        return [Block((("Thời hạn quản lý", "Từ ngày"), ("Thời hạn quản lý", "Đến ngày")), _span)]
    if luck < 0.5:
        return [alone(["Thời hạn", "Thời hạn quản lý", "Thời gian QL"], _months, chance)]
    return []


def _maybe_empty(typed_cells: Typed, chance: random.Random) -> Typed:
    if chance.random() < _EMPTY:
        return Typed([None] * len(typed_cells.cells))
    return typed_cells


def _name(truth: Truth, chance: random.Random) -> Typed:
    name = str(truth[F.FULL_NAME])
    if chance.random() < _BAD / 2:
        return Typed([typed.bad_name(chance)], bad={F.FULL_NAME, F.OTHER_NAME})
    alias = truth.get(F.OTHER_NAME)
    if isinstance(alias, tuple):
        cell = typed.type_alias(name, alias[0], chance)
        return Typed([cell], {F.FULL_NAME: name, F.OTHER_NAME: alias})
    return Typed([typed.type_name(name, chance)], {F.FULL_NAME: name})


def _split_name(truth: Truth, chance: random.Random) -> Typed:
    name = str(truth[F.FULL_NAME])
    family, _, given = name.rpartition(" ")
    if chance.random() < 0.2:
        family, given = family.upper(), given.upper()
    return Typed([family, given], {F.FULL_NAME: name})


def _birth(truth: Truth, chance: random.Random) -> Typed:
    if chance.random() < _BAD:
        return Typed([typed.bad_day(chance)], bad={F.BIRTH})
    born = _born(truth)
    return _maybe_empty(Typed([typed.type_birth(born, chance)], {F.BIRTH: born}), chance)


def _parts(truth: Truth, chance: random.Random) -> Typed:
    born = _born(truth)
    parts: list[Cell] = [born.day, born.month, born.year]
    if chance.random() < 0.3:
        parts = [str(part) if part else "" for part in parts]
    return _maybe_empty(Typed(parts, {F.BIRTH: born}), chance)


def _birth_by_sex(truth: Truth, chance: random.Random) -> Typed:
    born = _born(truth)
    cell = typed.type_birth(born, chance)
    return Typed(_by_sex(truth, cell), {F.BIRTH: born, F.SEX: truth[F.SEX]})


def _marks(truth: Truth, chance: random.Random) -> Typed:
    found = Typed(_by_sex(truth, typed.type_mark(chance)), {F.SEX: truth[F.SEX]})
    return _maybe_empty(found, chance)


def _women(truth: Truth, chance: random.Random) -> Typed:
    is_woman = truth[F.SEX] is Sex.FEMALE
    return Typed([typed.type_mark(chance) if is_woman else None], {F.SEX: truth[F.SEX]})


def _by_sex(truth: Truth, cell: Cell) -> list[Cell]:
    return [cell, None] if truth[F.SEX] is Sex.MALE else [None, cell]


def _sex(style: str) -> Write:
    def write(truth: Truth, chance: random.Random) -> Typed:
        sex = truth[F.SEX]
        assert isinstance(sex, Sex)
        return _maybe_empty(Typed([typed.type_sex(sex, style, chance)], {F.SEX: sex}), chance)

    return write


def _card(truth: Truth, chance: random.Random) -> Typed:
    if chance.random() < _BAD:
        return Typed([typed.bad_number(chance)], bad={F.ID_NUMBER})
    number = str(truth[F.ID_NUMBER])
    return _maybe_empty(Typed([typed.type_card(number, chance)], {F.ID_NUMBER: number}), chance)


def _old_number(truth: Truth, chance: random.Random) -> Typed:
    if chance.random() < _BAD:
        return Typed([typed.bad_number(chance)], bad={F.OLD_ID_NUMBER})
    numbers = truth[F.OLD_ID_NUMBER]
    assert isinstance(numbers, tuple)
    cell = typed.type_old_number(numbers[0], chance)
    return _maybe_empty(Typed([cell], {F.OLD_ID_NUMBER: numbers}), chance)


def _either_number(truth: Truth, chance: random.Random) -> Typed:
    if chance.random() < 0.15:
        numbers = truth[F.OLD_ID_NUMBER]
        assert isinstance(numbers, tuple)
        joint = chance.choice([" / ", "; ", "\n", " ", ", "])
        both: Truth = {F.ID_NUMBER: truth[F.ID_NUMBER], F.OLD_ID_NUMBER: numbers}
        return Typed([f"{numbers[0]}{joint}{truth[F.ID_NUMBER]}"], both)
    return chance.choice([_card, _old_number])(truth, chance)


def _phone(truth: Truth, chance: random.Random) -> Typed:
    if chance.random() < _BAD:
        return Typed(["9.12E+08" if chance.random() < 0.5 else "12345"], bad={F.PHONE})
    phones = truth[F.PHONE]
    assert isinstance(phones, tuple)
    return _maybe_empty(Typed([typed.type_phone(phones[0], chance)], {F.PHONE: phones}), chance)


def _kind(truth: Truth, chance: random.Random) -> Typed:
    if chance.random() < _BAD:
        return Typed(["Theo dõi đặc biệt"], bad={F.KIND})
    kind = truth[F.KIND]
    assert isinstance(kind, EpisodeKind)
    return _maybe_empty(Typed([typed.type_kind(kind, chance)], {F.KIND: kind}), chance)


def _nothing(truth: Truth, chance: random.Random) -> Typed:
    return Typed([None])


def _unknown(truth: Truth, chance: random.Random) -> Typed:
    """Fill a column no field is made for: it must come into the note."""
    return _maybe_empty(Typed(["hộ nghèo"], {F.NOTE: "hộ nghèo"}), chance)


def _text(about: F) -> Write:
    def write(truth: Truth, chance: random.Random) -> Typed:
        text = str(truth[about])
        shown = chance.choice([text, f" {text}", f"{text}\xa0 ", text.replace(" ", "  ", 1)])
        return _maybe_empty(Typed([shown], {about: text}), chance)

    return write


def _decision_apart(truth: Truth, chance: random.Random) -> Typed:
    number, day = str(truth[F.DECISION_NUMBER]), _day(truth, F.DECISION_ON)
    if chance.random() < _BAD:
        return Typed([number, typed.bad_day(chance)], {F.DECISION_NUMBER: number}, {F.DECISION_ON})
    shown = chance.choice([number, f"Số {number}", number.replace("/", " / ")])
    both: Truth = {F.DECISION_NUMBER: number, F.DECISION_ON: day}
    return _maybe_empty(Typed([shown, typed.type_day(day, chance)], both), chance)


def _decision_whole(truth: Truth, chance: random.Random) -> Typed:
    number, day = str(truth[F.DECISION_NUMBER]), _day(truth, F.DECISION_ON)
    both: Truth = {F.DECISION_NUMBER: number, F.DECISION_ON: day}
    return _maybe_empty(Typed([typed.type_decision(number, day, chance)], both), chance)


def _span(truth: Truth, chance: random.Random) -> Typed:
    start, end = _day(truth, F.TERM_START), _day(truth, F.TERM_END)
    both: Truth = {F.TERM_START: start, F.TERM_END: end}
    return _maybe_empty(
        Typed([typed.type_day(each, chance) for each in (start, end)], both), chance
    )


def _months(truth: Truth, chance: random.Random) -> Typed:
    months = truth[F.TERM_MONTHS]
    assert isinstance(months, int)
    return _maybe_empty(Typed([typed.type_term(months, chance)], {F.TERM_MONTHS: months}), chance)


def _born(truth: Truth) -> PartialDate:
    born = truth[F.BIRTH]
    assert isinstance(born, PartialDate)
    return born


def _day(truth: Truth, about: F) -> date:
    day = truth[about]
    assert isinstance(day, date)
    return day
