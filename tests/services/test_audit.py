from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from rehabdesk.services.audit import ChainReport, chain_head, verify_chain
from rehabdesk.services.office import Office
from tests.builders import taken_in


def tamper(office: Office, statement: str) -> None:
    """Change the trail behind the program's back."""
    with office.sessions.begin() as session:
        session.execute(text(statement))


def report(office: Office) -> ChainReport:
    return office.look(lambda work: verify_chain(work.session))


def test_an_untouched_trail_is_whole(office: Office) -> None:
    taken_in(office)
    found = report(office)
    head = office.look(lambda work: chain_head(work.session))
    assert found.is_whole
    assert (found.length, found.head) == head


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE audit_entry SET facts = \'{"case": "2026-009"}\' WHERE sequence = 3',
        "UPDATE audit_entry SET actor = '2:ai' WHERE sequence = 3",
        "UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000' WHERE sequence = 3",
        "DELETE FROM audit_entry WHERE sequence = 3",
    ],
)
def test_the_first_wrong_line_is_named(office: Office, statement: str) -> None:
    taken_in(office)
    tamper(office, statement)
    assert report(office).broken_at in {3, 4}


def test_two_lines_that_change_places_are_seen(office: Office) -> None:
    taken_in(office)
    for statement in (
        "UPDATE audit_entry SET sequence = 999 WHERE sequence = 2",
        "UPDATE audit_entry SET sequence = 2 WHERE sequence = 3",
        "UPDATE audit_entry SET sequence = 3 WHERE sequence = 999",
    ):
        tamper(office, statement)
    assert report(office).broken_at == 2


def test_a_cut_tail_no_longer_reaches_the_head_kept_elsewhere(office: Office) -> None:
    taken_in(office)
    kept = report(office)
    tamper(
        office, "DELETE FROM audit_entry WHERE sequence = (SELECT max(sequence) FROM audit_entry)"
    )
    cut = report(office)
    assert cut.is_whole
    assert (cut.length, cut.head) != (kept.length, kept.head)


def test_a_line_slipped_in_is_seen(office: Office) -> None:
    taken_in(office)

    def slip_in(session: Session) -> None:
        session.execute(
            text(
                "INSERT INTO audit_entry (sequence, at, actor, act, subject, facts, previous, "
                "fingerprint, id) SELECT sequence + 1, at, actor, 'person.viewed', subject, "
                "'{}', 'x', 'y', id + 1 FROM audit_entry ORDER BY sequence DESC LIMIT 1"
            )
        )

    with office.sessions.begin() as session:
        slip_in(session)
    assert not report(office).is_whole
