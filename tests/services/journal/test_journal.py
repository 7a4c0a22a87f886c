"""The trail as it is read: each act has its word, no secret is told, a changed line is seen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import update

from rehabdesk.domain.codes import Role
from rehabdesk.domain.daily_codes import ContactWay
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.services.body_tests.facts import Outcome, Sitting
from rehabdesk.services.body_tests.recording import RecordTests, record_tests
from rehabdesk.services.body_tests.register import open_tests_of
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.exports import ExportList, export_list
from rehabdesk.services.journal.looks import (
    Journal,
    JournalWanted,
    check_journal,
    read_journal,
    this_week,
)
from rehabdesk.services.journal.words import OTHER, Kind, kind_of, noun_of, verb_of
from rehabdesk.services.noting.recording import RecordContact, record_contact
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.one_file import open_file, read_file
from tests.builders import NOW, a_volunteer, taken_in
from tests.services.people.test_secrecy import clerks, keep_close, seen_by
from tests.ui.paper_builders import numbered, submitted

__all__ = ["clerks"]  # a fixture
ROOT = Path(__file__).parents[3]


def journal(office: Office, **wanted: object) -> Journal:
    return office.look(partial(read_journal, wanted=JournalWanted(**wanted)))  # type: ignore[arg-type]


def change(office: Office, person_id: int, **facts: object) -> None:
    file = office.look(partial(read_file, person_id=person_id))
    order = CorrectPerson(person_id, file.version, replace(file.facts, **facts))  # type: ignore[arg-type]
    office.do(partial(correct_person, order=order))


def test_who_looked_exported_and_changed_is_told_field_by_field(office: Office) -> None:
    person = taken_in(office)
    office.do(partial(open_file, person_id=person))
    change(office, person, occupation="Thợ xây", education="9/12")
    order = ExportList((person,), "họp giao ban", "", NOW.date())
    office.do(partial(export_list, order=order))
    numbered(office, submitted(office, person, (a_volunteer(office),)), "45")

    rows = journal(office).rows
    told = {(row.verb, row.what, row.field, row.before, row.after) for row in rows}
    assert ("Xem", "Hồ sơ Trần Văn Thắng", "", "", "") in told
    assert ("Sửa", "Hồ sơ Trần Văn Thắng", "Nghề nghiệp", "Lao động tự do", "Thợ xây") in told
    assert ("Xuất", "Danh sách", "", "", "1 dòng · Mục đích: họp giao ban") in told
    assert any(row.verb == "Nhập số" and "45/QĐ-UBND, Trần Văn Thắng" in row.what for row in rows)
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    assert len({row.id for row in rows}) == len(rows)
    assert {row.kind for row in journal(office, kind=Kind.LOOKED).rows} == {Kind.LOOKED}
    assert {row.field for row in journal(office, words="nghe nghiep thang").rows} == {"Nghề nghiệp"}
    assert journal(office, since=NOW.date() + timedelta(days=1)).rows == ()


def test_lines_of_tests_and_meetings_say_about_whom(office: Office) -> None:
    person, other = taken_in(office), taken_in(office, full_name="Lý Anh Quân", papers=())
    order = RecordTests(Sitting(NOW.date(), "Công an xã"), (Outcome(person),))
    office.do(partial(record_tests, order=order))
    office.do(partial(open_tests_of, person_id=person))
    note = NoteFacts(NOW.date(), ContactWay.AT_HOME, MetBy("Ngô Thị Nhàn"), "Đi làm đều.")
    office.do(partial(record_contact, order=RecordContact((person, other), note)))
    told = {(row.verb, row.what, row.person_id) for row in journal(office).rows}
    assert ("Ghi", "Xét nghiệm Trần Văn Thắng", person) in told
    assert ("Xem", "Xét nghiệm Trần Văn Thắng", person) in told
    assert ("Ghi", "Gặp gỡ Trần Văn Thắng và 1 người", person) in told
    assert verb_of("user.signed_in") == "Đăng nhập"
    hidden = replace(office, names_hidden=True)
    assert not any("Thắng" in row.what for row in journal(hidden).rows)


def test_a_clerk_reads_his_own_lines_and_no_secret(
    office: Office, clerks: tuple[Actor, Actor]
) -> None:
    person = taken_in(office)
    mine, theirs = (seen_by(office, each) for each in clerks)
    change(theirs, person, occupation="Thợ xây")
    keep_close(mine, person)
    change(mine, person, occupation="Thợ nề")
    assert {row.who for row in journal(mine).rows} == {"Trần Văn Kiên"}
    assert not journal(mine, user="").sees_all
    found = journal(theirs)
    assert {row.who for row in found.rows} == {"Lê Thị Hoa"}
    assert {(row.what, row.field, row.after) for row in found.rows} == {
        ("Hồ sơ kín 2026-001", "", "")
    }
    everybody = journal(office)
    assert {"Trần Văn Kiên", "Lê Thị Hoa"} <= {row.who for row in everybody.rows}
    [(_, name)] = [each for each in everybody.users if each[1] == "Lê Thị Hoa"]
    assert name == "Lê Thị Hoa"
    hidden = replace(office, names_hidden=True)
    assert not any("Thắng" in str(row) for row in journal(hidden).rows)


def test_one_s_own_week_begins_on_monday(office: Office) -> None:
    before = replace(office, clock=lambda: NOW - timedelta(days=NOW.weekday() + 1))
    taken_in(before)
    taken_in(office, full_name="Mai Xuân Nam", papers=())

    def own(work: Work) -> Journal:
        return read_journal(work, this_week(work))

    seen = {row.what for row in office.look(own).rows}
    assert "Hồ sơ Mai Xuân Nam" in seen
    assert "Hồ sơ Trần Văn Thắng" not in seen


def test_a_line_changed_behind_the_program_is_found(office: Office) -> None:
    taken_in(office)
    assert office.look(check_journal).is_whole

    def forge(work: Work) -> None:
        work.session.execute(update(AuditEntry).filter_by(sequence=2).values(act="person.viewed"))
        work.lines.append(0)

    office.do(forge)
    assert office.look(check_journal).broken_at == 2


def test_every_act_of_the_program_has_a_noun() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "rehabdesk" / "services").rglob("*.py")
    )
    acts = set(re.findall(r'record\(\s*"([a-z_]+\.[a-z_]+)"', source))
    assert len(acts) > 100
    assert {act for act in acts if noun_of(act) == OTHER} == set()
    leaving = [act for act in acts if act.endswith((".printed", ".exported"))]
    assert {verb_of(act) for act in leaving} == {"In", "Xuất"}
    assert kind_of("person.viewed") is Kind.LOOKED
    assert kind_of("list.printed") is Kind.PRINTED
    assert kind_of("transfer.sent") is Kind.LEFT
    assert kind_of("user.added") is Kind.KEPT_SAFE
    assert kind_of("person.corrected") is Kind.WRITTEN


def test_a_leader_reads_his_own(office: Office) -> None:
    leader = replace(office, actor=Actor(9, "Lê Quang Vịnh", "", Role.LEADER))
    taken_in(office)
    assert journal(leader).rows == ()
