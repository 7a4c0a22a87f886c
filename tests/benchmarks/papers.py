"""Decisions to draw: the form in force, filled with invented persons, and its words for rivals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from pypdfium2 import PdfDocument

from rehabdesk.catalog.fields import load_fields
from rehabdesk.catalog.regimes import load_regimes
from rehabdesk.domain.forms import paper
from rehabdesk.domain.forms.filling import Changes
from rehabdesk.domain.forms.form import Form
from rehabdesk.domain.forms.paper import FilledPaper, Line
from rehabdesk.domain.regime import regime_on
from rehabdesk.domain.text import upper
from rehabdesk.domain.wording import blank_date, prose_date, slash_date
from tests.benchmarks.job import Wrong
from tests.benchmarks.persons import TODAY, Invented, persons
from tests.benchmarks.processes import ROOT

FONTS = ROOT / "resources" / "fonts"
HELPER = "Bà Ngô Thị Nhàn, Chi hội trưởng Chi hội Phụ nữ thôn Đồng Bến"
OFFICE = {
    "province_committee_name": "UBND TỈNH HÒA SƠN",
    "commune_committee_name": "ỦY BAN NHÂN DÂN\nXÃ YÊN THỊNH",
    "commune_full_name": "xã Yên Thịnh",
    "commune_full_name_upper": "XÃ YÊN THỊNH",
    "province_name": "tỉnh Hòa Sơn",
    "place_name": "Yên Thịnh",
    "doc_number": "",
    "doc_symbol": "QĐ-UBND",
    "issue_date_long": blank_date(11, 2026),
    "effective_date_long": prose_date(date(2026, 11, 30)),
    "police_title": "Trưởng Công an xã Yên Thịnh",
    "helper_name_unit": HELPER,
    "drafting_unit_symbol": "VHXH",
    "signer_authority_line": "",
    "signer_title": "CHỦ TỊCH",
    "signer_name": "Lê Quang Vịnh",
}
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_VOWELS = "aăâeêioôơuưy"


def _letters() -> tuple[str, ...]:
    marked = [unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES]
    lower = "".join(sorted({*marked, *"ăâêôơưđ"}))
    both = lower + lower.upper()
    return tuple(both[start : start + 12] for start in range(0, len(both), 12))


LETTERS = _letters()  # all 134, in words that can be broken between


@dataclass(frozen=True, slots=True)
class Words:
    """One paper as plain lines, the same for every rival."""

    left: tuple[str, ...]  # of the letterhead
    right: tuple[str, ...]
    heads: tuple[str, ...]
    bases: tuple[str, ...]
    body: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pile:
    """What a run draws: the values of each person, and the filled words of each paper."""

    people: tuple[Invented, ...]
    values: tuple[Mapping[str, str], ...]
    words: tuple[Words, ...]


def pile(seed: int, count: int) -> Pile:
    people = tuple(persons(seed, count))
    values = tuple(person_values(each) for each in people)
    return Pile(people, values, tuple(words_of(filled(each)) for each in values))


@cache
def form() -> Form:
    fields = load_fields(ROOT / "resources" / "fields.toml")
    regimes = load_regimes(ROOT / "resources" / "regimes", fields)
    return regime_on(TODAY, regimes).form("post_rehab", TODAY)


def filled(person: Mapping[str, str]) -> FilledPaper:
    values = {**person, **OFFICE}
    return form().fill(values, (person,), TODAY, {"helper_names": (HELPER,)}, Changes())


def person_values(person: Invented) -> dict[str, str]:
    trade = " ".join(LETTERS) if person.ordinal == 0 else ""
    return {
        "person_full_name": person.full_name,
        "person_full_name_upper": upper(person.full_name),
        "person_sex": person.sex.label,
        "person_other_name": "",
        "person_birth_date": slash_date(person.born),
        "person_id_number": person.id_number,
        "person_id_issue_date": slash_date(person.issued_on),
        "person_id_issuer": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "person_residence": person.residence,
        "person_occupation": person.trade,
        "person_workplace": trade,
        "relative_name": person.relative,
        "relative_age": str(TODAY.year - person.relative_born),
        "relative_occupation": "Làm ruộng",
        "relative_workplace": "",
        "relative_residence": person.residence,
        "family_rep_name": person.relative,
        "rehab_facility_name": "Cơ sở cai nghiện ma túy tỉnh Hòa Sơn",
        "term_start_date": slash_date(person.completes_on),
        "term_end_date": slash_date(
            person.completes_on.replace(person.completes_on.year + 2, day=1)
        ),
        "person_is_adult": "có",
    }


def words_of(drawn: FilledPaper) -> Words:
    parts: dict[str, tuple[str, ...]] = {}
    body: list[str] = []
    for block in drawn.blocks:
        match block:
            case paper.Letterhead():
                parts["left"] = _texts((*block.superior, *block.issuer, *block.number))
                parts["right"] = _texts(block.place_and_date)
            case paper.Title():
                parts["heads"] = _texts((*block.name, *block.subject))
            case paper.Bases(lines):
                parts["bases"] = _texts(lines)
            case paper.Recipients():
                parts["recipients"] = _texts((*block.label, *block.lines))
            case paper.Signature():
                parts["signature"] = _texts((*block.authority, *block.name))
            case _:
                body += _texts(paper.lines_of(block))
    return Words(body=tuple(body), **parts)


def verify_files(contents: Iterable[bytes], people: tuple[Invented, ...]) -> dict[str, int]:
    """Look into papers: every person on a paper of her own, every letter, every face inside."""
    pages: list[str] = []
    for content in contents:
        pages += _page_texts(content)
        _require_faces(content)
    _require_persons(pages, people)
    said = "".join(pages)
    lacking = [letter for letter in "".join(LETTERS) if letter not in said]
    if lacking:
        raise Wrong(f"{len(lacking)} letters are not in the text: {''.join(lacking)}")
    if "\ufffd" in said or "\u25a1" in said:
        raise Wrong("a letter is drawn as a box")
    return {"pages": len(pages), "letters": len("".join(LETTERS))}


def _require_persons(pages: list[str], people: tuple[Invented, ...]) -> None:
    where = {person.id_number: 0 for person in people}
    for page in pages:
        found = [number for number in re.findall(r"099\d{9}", page) if number in where]
        if len(set(found)) > 1:
            raise Wrong("two persons on one page")
        for number in set(found):
            where[number] += 1
    missing = [number for number, count in where.items() if count != 1]
    if missing:
        raise Wrong(f"{len(missing)} numbers are not on one page each, such as {missing[0]}")
    said = "".join(pages)
    for person in people:
        for name in (upper(person.full_name), person.relative):
            if name.replace(" ", "") not in said:
                raise Wrong(f"a name is not in the text: {name}")


def _page_texts(content: bytes) -> list[str]:
    document = PdfDocument(content)
    try:
        return [
            unicodedata.normalize("NFC", re.sub(r"\s+", "", page.get_textpage().get_text_bounded()))
            for page in document
        ]
    finally:
        document.close()


def _require_faces(content: bytes) -> None:
    """Every face used on the first page is inside the file."""
    resources = PdfReader(BytesIO(content)).pages[0]["/Resources"]
    faces = resources.get("/Font") if isinstance(resources, DictionaryObject) else None
    if not faces:
        raise Wrong("a page without a face")
    for face in faces.values():
        drawn = face.get_object()
        inner = drawn["/DescendantFonts"][0].get_object() if "/DescendantFonts" in drawn else drawn
        descriptor = inner.get("/FontDescriptor", {}).get_object()
        if not any(key.startswith("/FontFile") for key in descriptor):
            raise Wrong(f"a face is not in the file: {drawn.get('/BaseFont')}")


def _texts(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)


def face(style: str) -> Path:
    """Return the file of a face: Regular, Bold, Italic or BoldItalic."""
    return FONTS / f"LiberationSerif-{style}.ttf"
