"""A file kept close: whole for its clerk and the administrator, without a name for all others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event

from rehabdesk.domain.codes import Role
from rehabdesk.domain.daily_codes import AttentionLevel, Confidentiality, Employment
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.people.files import list_persons, search_persons
from rehabdesk.services.people.hits import find_best, find_hits
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.one_file import list_history, open_file, read_file, see_number
from rehabdesk.services.secrecy.files import FileKeptClose, kept_from
from rehabdesk.services.users import UserFacts, add_user
from tests.builders import LAN, taken_in
from tests.on_server import is_asked_for

LIMITED = "Hồ sơ kín 2026-001"


@pytest.fixture
def clerks(office: Office) -> tuple[Actor, Actor]:
    """Two clerks beside the administrator."""
    office.do(partial(add_user, facts=UserFacts(LAN.name, LAN.post, LAN.role)))
    names = ("Trần Văn Kiên", "Lê Thị Hoa")
    made = [office.do(partial(add_user, facts=UserFacts(each, "", Role.CLERK))) for each in names]
    first, second = (
        Actor(done.result.id, name, "", Role.CLERK) for done, name in zip(made, names, strict=True)
    )
    return first, second


def keep_close(office: Office, person_id: int) -> None:
    file = office.look(partial(read_file, person_id=person_id))
    facts = replace(file.facts, confidentiality=Confidentiality.CLERK_ONLY)
    office.do(partial(correct_person, order=CorrectPerson(person_id, file.version, facts)))


def seen_by(office: Office, actor: Actor) -> Office:
    return replace(office, actor=actor)


def test_others_see_no_name_and_cannot_open_it(office: Office, clerks: tuple[Actor, Actor]) -> None:
    person_id = taken_in(office)
    mine, theirs = (seen_by(office, each) for each in clerks)
    keep_close(mine, person_id)
    for whole in (mine, office):
        assert [row.full_name for row in whole.look(list_persons)] == ["Trần Văn Thắng"]
        whole.do(partial(open_file, person_id=person_id))
    [row] = theirs.look(list_persons)
    assert (row.full_name, row.other_names, row.id_number) == (LIMITED, "", "")
    [found] = theirs.look(partial(search_persons, words="thang"))
    [hit] = theirs.look(partial(find_hits, words="thang", limit=5))
    [best] = theirs.look(partial(find_best, words="thang", limit=5))
    assert (found.full_name, hit.full_name, hit.id_number) == (LIMITED, LIMITED, "")
    assert (best.full_name, best.id_number) == (LIMITED, "")
    for act in (open_file, see_number):
        with pytest.raises(FileKeptClose, match="chỉ Trần Văn Kiên xem được"):
            theirs.do(partial(act, person_id=person_id))
    with pytest.raises(FileKeptClose):
        theirs.look(partial(list_history, person_id=person_id))
    facts = mine.look(partial(read_file, person_id=person_id))
    order = CorrectPerson(person_id, facts.version, replace(facts.facts, note="x"))
    with pytest.raises(FileKeptClose):
        theirs.do(partial(correct_person, order=order))
    assert mine.look(partial(read_file, person_id=person_id)).facts.note == ""


def test_consent_attention_and_what_should_be_known_are_kept_and_told(office: Office) -> None:
    person_id = taken_in(office)
    file = office.look(partial(read_file, person_id=person_id))
    facts = replace(
        file.facts,
        consent_on=date(2026, 11, 20),
        employment=Employment.CASUAL,
        criminal_record="Không",
        drugs="Heroin",
        attention=AttentionLevel.HIGH,
        attention_reason="Sống một mình",
        attention_review_on=date(2026, 12, 20),
    )
    office.do(partial(correct_person, order=CorrectPerson(person_id, file.version, facts)))
    assert office.look(partial(read_file, person_id=person_id)).facts == facts
    told = {row.field: row.after for row in office.look(partial(list_history, person_id=person_id))}
    assert told["Ngày đồng ý cho lưu thông tin"] == "20/11/2026"
    assert told["Mức cần để ý"] == "Cao"


def test_whose_files_are_close_is_asked_by_the_index(
    office: Office, clerks: tuple[Actor, Actor]
) -> None:
    """At every key of a search: persons must not be gone through for it."""
    if is_asked_for():
        pytest.skip("a server has a plan of its own for a table of one person")
    taken_in(office)
    told: list[str] = []

    def explain(work: Work) -> None:
        connection = work.session.connection()

        def note(
            _connection: object, _cursor: object, statement: str, parameters: Any, *_: object
        ) -> None:
            if "confidentiality" in statement and not told:
                told.append("")
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                told[0] = " ".join(str(row[-1]) for row in plan)

        event.listen(connection, "before_cursor_execute", note)
        kept_from(work)

    seen_by(office, clerks[1]).look(explain)
    assert "ix_person_confidentiality" in told[0]
    assert "SCAN person" not in told[0]
