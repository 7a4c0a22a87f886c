"""The first looks of a morning can be tried before there is anybody in the office."""

from __future__ import annotations

from sqlalchemy import column, select, table

from rehabdesk.persistence.database import connect
from rehabdesk.services.entrance.rehearsal import rehearse
from rehabdesk.services.office import Work
from rehabdesk.ui.session import FIRST_LOOKS
from tests.builders import RESOURCES


def test_every_first_look_answers_an_empty_office() -> None:
    seen: list[str] = []

    def last(work: Work) -> None:
        seen.append(work.actor.name)

    rehearse(RESOURCES, (*FIRST_LOOKS, last))
    assert seen == [""]


def test_what_was_tried_is_compiled_for_every_engine_to_come() -> None:
    rehearse(RESOURCES, FIRST_LOOKS)
    compiled = connect(None)._compiled_cache
    assert compiled is not None
    assert any("FROM standing" in str(each) for each in compiled.values())


def test_a_table_whose_records_are_not_mapped_is_there_when_it_is_asked_for() -> None:
    """Otherwise the first look that asks one ends the rehearsal, and nothing after it is tried."""
    plain = table("kept_by_nobody_yet", column("id"), column("on"))
    answered: list[bool] = []

    def asking(work: Work) -> None:
        answered.append(work.session.execute(select(plain.c.on)).first() is None)

    rehearse(RESOURCES, (asking,))
    assert answered == [True]
