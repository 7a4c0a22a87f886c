"""Every form can be tried out on an invented person, and nothing of it is kept."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rehabdesk.documents.pages import find_text, page_count
from rehabdesk.services.decisions.wording.overrides import (
    SetWording,
    list_form_blocks,
    set_wording_override,
)
from rehabdesk.services.decisions.wording.sample import draw_sample, list_fields
from rehabdesk.services.office import Office, Work
from tests.builders import RESOURCES

FORMS = sorted({form.id for law in RESOURCES.regimes for form in law.forms.values()})


@pytest.mark.parametrize("form_id", FORMS)
def test_a_form_is_drawn_for_somebody_who_does_not_exist(office: Office, form_id: str) -> None:
    sample = office.look(partial(draw_sample, form_id=form_id))
    assert sample.name.startswith("In thử ")
    assert page_count(sample.pdf) >= 1


def test_the_sample_names_the_invented_person_and_todays_office(office: Office) -> None:
    sample = office.look(partial(draw_sample, form_id="n163/53"))
    assert find_text(sample.pdf, "NGUYỄN VĂN THỬ")
    assert find_text(sample.pdf, "YÊN THỊNH")


def test_the_sample_is_in_the_offices_own_words(office: Office) -> None:
    blocks = office.look(list_form_blocks)
    line = next(row for row in blocks if row.form_id == "n163/53" and row.part == "recipients")
    assert line.can_be_replaced
    words = "- Như mọi khi;"
    order = SetWording("n163/53", line.line_key, words, date(2026, 11, 1), "Xã quen ghi")
    office.do(partial(set_wording_override, order=order))
    assert find_text(office.look(partial(draw_sample, form_id="n163/53")).pdf, "Như mọi khi")


def test_nothing_of_a_sample_is_kept(office: Office) -> None:
    def drawn_and_left(work: Work) -> bool:
        draw_sample(work, "n163/53")
        return bool(work.session.new or work.session.dirty)

    assert not office.look(drawn_and_left)


def test_the_fields_of_a_form_are_told_by_their_labels(office: Office) -> None:
    fields = {row.name: row.label for row in office.look(partial(list_fields, form_id="n163/53"))}
    assert fields["person_full_name_upper"]
    assert fields["signer_name"]
