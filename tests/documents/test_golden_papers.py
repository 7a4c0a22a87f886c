"""Every form, filled, word for word. A changed word is a changed file under tests/golden."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rehabdesk.documents import docx, pdf
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.regime import Regime

GOLDEN = Path(__file__).parents[1] / "golden"
FORMS = ["n116/51", "n163/53", "n163/59"]


def golden(form_id: str) -> str:
    return (GOLDEN / f"{form_id.replace('/', '-')}.txt").read_text("utf-8")


def test_every_form_has_its_golden_text(regimes: tuple[Regime, ...]) -> None:
    forms = sorted(form.id for regime in regimes for form in regime.forms.values())
    assert forms == FORMS
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {
        each.replace("/", "-") for each in FORMS
    }


@pytest.mark.parametrize("form_id", FORMS)
def test_a_filled_form_says_what_it_said(form_id: str, a_paper: Callable[..., FilledPaper]) -> None:
    assert a_paper(form_id).text + "\n" == golden(form_id)


@pytest.mark.parametrize("form_id", FORMS)
def test_every_form_can_be_drawn_both_ways(
    form_id: str, a_paper: Callable[..., FilledPaper]
) -> None:
    paper = a_paper(form_id)
    assert pdf.draw(paper).startswith(b"%PDF")
    assert docx.draw(paper).startswith(b"PK")
