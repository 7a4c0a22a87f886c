from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from rehabdesk.services.audit import verify_chain
from rehabdesk.services.drafts import drop_draft, keep_draft, read_draft
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import add_hamlet
from rehabdesk.services.users import UserFacts, add_user
from tests.builders import LAN, NOW

FORM = "intake"
TYPED = {"full_name": "Trần Văn Thắ", "birth": "1991"}


@pytest.fixture
def typist(office: Office) -> Office:
    """An office whose actor is also one of its users: drafts belong to somebody."""
    office.do(partial(add_user, facts=UserFacts(LAN.name, LAN.post, LAN.role)))
    return office


@pytest.fixture
def kept(typist: Office) -> Office:
    office = typist
    office.keep(partial(keep_draft, form=FORM, content=TYPED))
    return office


def audit_length(office: Office) -> int:
    return office.look(lambda work: verify_chain(work.session).length)


def test_what_was_typed_is_there_again_as_it_stood(kept: Office) -> None:
    draft = kept.look(partial(read_draft, form=FORM))
    assert draft is not None
    assert (draft.saved_at, draft.content) == (NOW, TYPED)
    assert kept.look(partial(read_draft, form="another")) is None


def test_only_the_newest_words_are_kept(kept: Office) -> None:
    kept.keep(partial(keep_draft, form=FORM, content={"full_name": "Trần Văn Thắng"}))
    draft = kept.look(partial(read_draft, form=FORM))
    assert draft is not None
    assert draft.content == {"full_name": "Trần Văn Thắng"}


def test_a_draft_leaves_no_line_in_the_trail(typist: Office) -> None:
    office = typist
    before = audit_length(office)
    office.keep(partial(keep_draft, form=FORM, content=TYPED))
    office.keep(partial(drop_draft, form=FORM))
    office.keep(partial(drop_draft, form=FORM))
    assert audit_length(office) == before
    assert office.look(partial(read_draft, form=FORM)) is None


def test_nothing_but_drafts_goes_through_that_door(typist: Office) -> None:
    office = typist

    def sly(work: Work) -> None:
        keep_draft(work, FORM, TYPED)
        add_hamlet(work, "Thôn Mới")

    with pytest.raises(RuntimeError, match="only an act"):
        office.keep(sly)
    assert office.look(partial(read_draft, form=FORM)) is None


def test_a_draft_belongs_to_who_typed_it(kept: Office) -> None:
    another = replace(kept, actor=replace(kept.actor, user_id=kept.actor.user_id + 1))
    assert another.look(partial(read_draft, form=FORM)) is None
