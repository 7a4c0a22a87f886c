"""Every form, filled, word for word. A changed word is a changed file under tests/golden."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rehabdesk.domain.forms.form import Form
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.regime import Regime

GOLDEN = Path(__file__).parents[1] / "golden"
SHAPES = "shapes.md"
FORMS = sorted(path.stem.replace("-", "/", 1) for path in GOLDEN.glob("*.txt"))


def golden(form_id: str) -> str:
    return (GOLDEN / f"{form_id.replace('/', '-', 1)}.txt").read_text("utf-8")


def shape(form: Form) -> str:
    """Tell how many lines each part of each block has: what the keys of lines hang on."""
    blocks = (
        f"{block.kind.value}({', '.join(f'{n} {len(lines)}' for n, lines in block.parts.items())})"
        for block in form.blocks
    )
    return f"* {form.id}: {' '.join(blocks)}"


def test_every_form_has_its_golden_text(regimes: tuple[Regime, ...]) -> None:
    assert sorted({form.id for regime in regimes for form in regime.forms.values()}) == FORMS


@pytest.mark.parametrize("form_id", FORMS)
def test_a_filled_form_says_what_it_said(form_id: str, a_paper: Callable[..., FilledPaper]) -> None:
    assert a_paper(form_id).text + "\n" == golden(form_id)


def test_lines_keep_their_keys(regimes: tuple[Regime, ...]) -> None:
    """Wording kept by an office names lines by their place; a form of another shape moves them."""
    forms = {form.id: form for regime in regimes for form in regime.forms.values()}
    told = [shape(forms[name]) for name in sorted(forms)]
    kept = (GOLDEN / SHAPES).read_text("utf-8").splitlines()
    assert told == [line for line in kept if line.startswith("* ")]
