"""The first looks of a morning can be tried before there is anybody in the office."""

from __future__ import annotations

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
