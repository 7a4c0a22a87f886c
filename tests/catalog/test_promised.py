"""The law is there at once; its forms are read, and checked, with the first that is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rehabdesk.catalog.fields import load_fields
from rehabdesk.catalog.promised import promise_regimes
from rehabdesk.catalog.regimes import RegimeUnsound, load_regimes
from rehabdesk.domain.forms.field import Vocabulary
from tests.catalog.law_folders import FOLDER

FIELDS = FOLDER.parent / "fields.toml"


def test_a_promised_law_is_the_law() -> None:
    fields = load_fields(FIELDS)
    for promised, whole in zip(
        promise_regimes(FOLDER, lambda: fields), load_regimes(FOLDER, fields), strict=True
    ):
        assert promised.deadlines == whole.deadlines
        assert dict(promised.forms) == dict(whole.forms)
        assert len(promised.forms) == len(whole.forms)


def test_forms_are_read_when_the_first_is_asked_for() -> None:
    asked: list[str] = []

    def fields() -> Vocabulary:
        asked.append("fields")
        return load_fields(FIELDS)

    old, new = promise_regimes(FOLDER, fields)
    assert old.deadline("chair_decision")
    assert asked == []
    assert "post_rehab" in new.forms
    assert "post_rehab" in old.forms
    assert asked == ["fields"]


def test_a_form_that_does_not_read_is_found_with_the_first_form(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "regimes"))
    form = folder / "n163" / "forms" / "53-post-rehab.toml"
    form.write_text(form.read_text("utf-8").replace("{police_title}", "{polite_title}"), "utf-8")
    fields = load_fields(FIELDS)
    [_, law] = promise_regimes(folder, lambda: fields)
    with pytest.raises(RegimeUnsound, match="polite_title"):
        list(law.forms)


def test_a_gap_between_laws_is_found_at_once(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "regimes"))
    file = folder / "n163" / "regime.toml"
    text = file.read_text("utf-8").replace("2026-07-01\nchanges", "2026-08-01\nchanges", 1)
    file.write_text(text, "utf-8")
    with pytest.raises(RegimeUnsound, match="không có bộ căn cứ nào"):
        promise_regimes(folder, dict)
