"""New law comes from a file, as data only, and is refused with everything that is wrong."""

from __future__ import annotations

import struct
import zipfile
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import text

from rehabdesk.catalog.packs import MOST_BYTES, pack, unpack
from rehabdesk.domain.codes import Role
from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.domain.regime import regime_on
from rehabdesk.services.law.packs import (
    PackGone,
    PackRefused,
    PackUsed,
    SignedBefore,
    import_pack,
    list_packs,
    preview_pack,
    remove_pack,
)
from rehabdesk.services.law.reading import NoPackHere, OfferTooLarge, read_offer
from rehabdesk.services.office import Actor, NotYourRight, Office
from tests.builders import NOW, RESOURCES
from tests.services.law.offers import archive, law_to_come, offered

EARLY = ("in_force_from = 2030-01-01", "in_force_from = 2026-11-01")


def laws(office: Office) -> list[str]:
    return office.look(lambda work: [regime.id for regime in work.resources.regimes])


def test_a_law_to_come_is_looked_at_before_it_is_taken(office: Office) -> None:
    found = office.look(partial(preview_pack, content=offered()))
    assert found.is_sound
    assert found.regime is not None
    assert found.regime.name == "Luật năm 2030"
    assert found.notices[0] == (
        "Luật 120/2025/QH15 · NĐ 163/2026/NĐ-CP sẽ hết áp dụng sau ngày 31/12/2029."
    )
    assert any("Không có mẫu mà" in notice for notice in found.notices)
    assert laws(office) == ["n116", "n163"]


def test_a_law_taken_holds_at_once_and_at_the_next_sign_in(office: Office) -> None:
    office.do(partial(import_pack, content=offered()))
    assert laws(office) == ["n116", "n163", "n2030"]
    again = Office(office.sessions, RESOURCES, office.actor, office.clock)
    regimes = again.look(lambda work: work.resources.regimes)
    assert regime_on(date(2029, 12, 31), regimes).id == "n163"
    assert regime_on(date(2030, 1, 1), regimes).form("post_rehab", date(2030, 1, 1)).id == (
        "n2030/53"
    )
    assert [regime.id for regime in RESOURCES.regimes] == ["n116", "n163"]


def test_it_is_told_who_brought_a_law_and_what_stands_on_it(office: Office) -> None:
    office.do(partial(import_pack, content=offered()))
    [row] = office.look(list_packs)
    assert (row.pack_id, row.name, row.used_by, row.set_aside) == ("n2030", "Luật năm 2030", 0, "")
    assert (row.imported_by, row.imported_at) == ("Nguyễn Thị Hạnh", NOW)


def test_everything_wrong_is_told_at_once_and_nothing_is_kept(office: Office) -> None:
    content = offered(
        ("months = 36\n", ""),
        ('id = "police_proposal"', 'id = "police_proposal"\nhours = 5'),
        ("in_force_from = 2030-01-01", "in_force_from = 2026-06-01"),
    )
    with pytest.raises(PackRefused) as refused:
        office.do(partial(import_pack, content=content))
    assert len(refused.value.findings) == 2
    assert "2 chỗ cần sửa" in str(refused.value)
    assert office.look(list_packs) == []


def test_days_claimed_by_two_laws_are_refused(office: Office) -> None:
    found = office.look(
        partial(
            preview_pack,
            content=offered(("in_force_from = 2030-01-01", "in_force_from = 2026-06-01")),
        )
    )
    assert not found.is_sound
    assert "cùng có hiệu lực từ ngày" in found.findings[0]


def test_a_law_that_begins_with_the_one_in_force_is_refused(office: Office) -> None:
    content = offered(("in_force_from = 2030-01-01", "in_force_from =  2026-07-01"))
    found = office.look(partial(preview_pack, content=content))
    [told] = found.findings
    assert told == (
        "Luật 120/2025/QH15 · NĐ 163/2026/NĐ-CP (từ 01/07/2026) và Luật năm 2030 "
        "(từ 01/07/2026) cùng có hiệu lực từ ngày 01/07/2026."
    )
    with pytest.raises(PackRefused):
        office.do(partial(import_pack, content=content))
    assert office.look(list_packs) == []


def test_one_id_is_taken_once(office: Office) -> None:
    office.do(partial(import_pack, content=offered()))
    later = offered(("in_force_from = 2030-01-01", "in_force_from = 2031-01-01"))
    with pytest.raises(PackRefused, match="Đã có bộ căn cứ mang mã “n2030”"):
        office.do(partial(import_pack, content=later))


def test_a_form_that_asks_for_an_unknown_field_is_told(office: Office) -> None:
    files = dict(law_to_come())
    name = "forms/53-post-rehab.toml"
    files[name] = files[name].replace(b"{police_title}", b"{polite_title}")
    found = office.look(partial(preview_pack, content=pack(files)))
    assert any(name in each and "polite_title" in each for each in found.findings)


def test_papers_signed_meanwhile_are_said_before_their_law_changes(office: Office) -> None:
    _a_paper(office, "n163", date(2026, 11, 20))
    with pytest.raises(SignedBefore, match="01 văn bản") as doubt:
        office.do(partial(import_pack, content=offered(EARLY)))
    office.do(partial(import_pack, content=offered(EARLY)), frozenset({doubt.value.key}))
    assert laws(office) == ["n116", "n163", "n2030"]


def test_a_law_nobody_stands_on_can_be_put_away(office: Office) -> None:
    office.do(partial(import_pack, content=offered()))
    office.do(partial(remove_pack, pack_id="n2030"))
    assert laws(office) == ["n116", "n163"]
    with pytest.raises(PackGone):
        office.do(partial(remove_pack, pack_id="n2030"))


def test_a_law_a_decision_stands_on_is_kept(office: Office) -> None:
    office.do(partial(import_pack, content=offered()))
    _a_paper(office, "n2030", date(2030, 1, 2))
    with pytest.raises(PackUsed, match="Luật năm 2030 đang là căn cứ của 01 văn bản"):
        office.do(partial(remove_pack, pack_id="n2030"))
    assert laws(office)[-1] == "n2030"


def test_a_law_the_delivered_one_overtakes_is_set_aside_and_said(office: Office) -> None:
    office.do(partial(import_pack, content=offered()))
    with office.sessions.begin() as session:
        session.execute(text("update legal_pack set pack_id = 'n163'"))
        spoilt = offered(('id = "n2030"', 'id = "n163"'))
        session.execute(text("update legal_pack set content = :new"), {"new": spoilt})
    again = Office(office.sessions, RESOURCES, office.actor, office.clock)
    assert laws(again) == ["n116", "n163"]
    assert len(again.look(list_packs)) == 1


def test_a_law_that_cannot_be_read_any_more_is_set_aside_and_said(office: Office) -> None:
    office.do(partial(import_pack, content=offered()))
    with office.sessions.begin() as session:
        session.execute(text("update legal_pack set content = :new"), {"new": b"\0"})
    again = Office(office.sessions, RESOURCES, office.actor, office.clock)
    assert laws(again) == ["n116", "n163"]
    [row] = again.look(list_packs)
    assert "để riêng" in row.set_aside


def test_only_the_administrator_brings_law(office: Office) -> None:
    clerk = Actor(2, "Trần Văn Kiên", "", Role.CLERK)
    other = Office(office.sessions, RESOURCES, clerk, office.clock)
    for act in (
        partial(import_pack, content=offered()),
        partial(remove_pack, pack_id="n2030"),
    ):
        with pytest.raises(NotYourRight):
            other.do(act)


# Archives are opened as data, within limits


def findings(content: bytes) -> list[str]:
    told: list[str] = []
    unpack(content, told)
    return told


def test_the_folder_itself_may_be_packed_with_its_name() -> None:
    inside = {f"n2030/{name}": content for name, content in law_to_come().items()}
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name, content in inside.items():
            opened.writestr(name, content)
    told: list[str] = []
    assert unpack(made.getvalue(), told) == law_to_come()
    assert told == []


@pytest.mark.parametrize(
    "name",
    [
        "../regime.toml",
        "/etc/regime.toml",
        "forms/../../x.toml",
        "forms\\x.toml",
        "forms/x.py",
        "x.toml",
        "forms/a/b.toml",
        "C:regime.toml",
        "./regime.toml",
    ],
)
def test_what_does_not_belong_is_named_and_refused(name: str) -> None:
    told = findings(archive(**{"regime.toml": b"", name: b"x"}))
    assert any("không thuộc bộ căn cứ" in each for each in told), told


def test_a_file_that_swells_is_not_read_to_its_end() -> None:
    told = findings(archive(**{"regime.toml": b"#" * (MOST_BYTES + 1)}))
    assert told == ["“regime.toml” lớn quá 256 KB."]


def test_a_file_that_lies_about_its_size_does_no_harm() -> None:
    content = bytearray(archive(**{"regime.toml": b"#" * (MOST_BYTES * 4)}))
    entry = content.find(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 10)
    assert findings(bytes(content)) != [] or unpack(bytes(content), []) == {
        "regime.toml": b"#" * 10
    }


def test_too_many_files_and_too_much_altogether_are_refused() -> None:
    many = archive(**{f"forms__{number}.toml": b"" for number in range(100)})
    assert findings(many) == ["Có 100 tệp; bộ căn cứ không quá 80 tệp."]
    big = archive(**{f"forms__{n}.toml": b"#" * (MOST_BYTES - 1) for n in range(20)})
    assert findings(big) == ["Các tệp mở ra lớn quá 2 MB; bộ căn cứ chỉ gồm chữ."]


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x05\x06", b"PK\x03\x04" * 9])
def test_what_is_no_archive_is_told(content: bytes) -> None:
    assert findings(content) == [
        "Không mở được tệp: không phải tệp .zip, có mật khẩu, hoặc tệp hỏng."
    ]


def test_a_torn_archive_is_told() -> None:
    content = bytearray(offered())
    middle = len(content) // 2
    content[middle - 50 : middle + 50] = bytes(100)
    assert findings(bytes(content))


# From the disk


def test_a_folder_is_read_like_its_archive(tmp_path: Path) -> None:
    for name, content in law_to_come().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert read_offer(tmp_path) == offered()
    (tmp_path / "n2030.zip").write_bytes(offered())
    assert read_offer(tmp_path / "n2030.zip") == offered()


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoPackHere):
        read_offer(tmp_path)
    (tmp_path / "big.zip").write_bytes(bytes(3 * 1024 * 1024))
    with pytest.raises(OfferTooLarge):
        read_offer(tmp_path / "big.zip")
    with pytest.raises(OutsideFault, match="Chưa nạp gì"):
        read_offer(tmp_path / "gone.zip")


def _a_paper(office: Office, regime_id: str, day: date) -> None:
    """A paper that stands on a law, written past the acts: only its law and its day matter."""
    with office.sessions.begin() as session:
        book = session.execute(text("select id from document_book")).scalar()
        session.execute(
            text(
                "insert into decision (id, regime_id, form_id, purpose, title, book_id, status, "
                'planned_on, "values", number_suffix, end_reason, drafted_by, drafted_at, version) '
                "values ((select coalesce(max(id), 0) + 1 from decision), :law, 'x', "
                "'post_rehab', '', :book, 'drafting', :day, '{}', '', '', '', :at, 1)"
            ),
            {"law": regime_id, "book": book, "day": day.isoformat(), "at": NOW.isoformat(" ")},
        )
