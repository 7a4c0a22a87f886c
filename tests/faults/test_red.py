"""A fault case that cannot fail shows nothing: with its cause put back, each of these turns red."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from rehabdesk.documents.workbooks import process
from rehabdesk.domain import identity
from rehabdesk.persistence import backup
from rehabdesk.persistence.packages.upward import sealed_copy
from rehabdesk.persistence.server import connecting, receipts
from rehabdesk.persistence.vault import Vault
from rehabdesk.services.consolidation import receiving
from rehabdesk.services.importing import undoing
from rehabdesk.services.people import intake
from rehabdesk.services.safekeeping import folder, witnesses
from tests.faults.cases.inputs import hostile, workbooks
from tests.faults.register import CASES
from tests.faults.tally import Tally
from tests.servers import missing_server

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
]


def nothing(*_: Any, **__: Any) -> Any:
    return None


def run(name: str, place: Path, count: int) -> Tally:
    tally = CASES[name].run(place, count, 1)
    assert not tally.is_clean
    return tally


def test_without_the_version_check_saves_are_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "require_version", nothing)
    tally = run("F23", tmp_path, 80)
    assert tally.lost > 0
    assert any("overwritten unseen" in wrong for wrong in tally.wrongs)


@pytest.mark.skipif(bool(missing_server()), reason="no server can be started here")
def test_without_its_receipt_a_save_sent_again_is_refused_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "has_receipt", lambda *_: False)
    tally = run("F22", tmp_path, 6)
    assert any("acknowledged" in wrong for wrong in tally.wrongs)


@pytest.mark.skipif(bool(missing_server()), reason="no server can be started here")
def test_without_the_turn_of_writers_a_number_is_given_twice_or_an_act_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "WRITERS", "SELECT 1")
    assert run("F23-server", tmp_path, 80).bad


def test_without_its_proof_a_spoilt_backup_is_shown_as_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "open_and_count", nothing)
    tally = run("F3", tmp_path, 6)
    assert any("cannot be opened" in wrong for wrong in tally.wrongs)


def test_without_the_look_at_every_page_damage_is_not_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "check_seals", nothing)
    tally = run("F14", tmp_path, 10)
    assert any("not seen" in wrong for wrong in tally.wrongs)


def test_without_an_eye_for_raw_keys_spoilt_cards_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "_RAW_KEYS", re.compile(r"(?!)"))
    tally = run("F19", tmp_path, 150)
    assert any("card where garbled is due" in wrong for wrong in tally.wrongs)


def test_without_the_wait_guesses_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Vault, "_start_wait", nothing)
    tally = run("F15", tmp_path, 2)
    assert any("where 60 s are due" in wrong for wrong in tally.wrongs)


def test_without_the_backups_word_a_cut_tail_is_not_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_agree(_work: object, generations: list[backup.Generation]) -> frozenset[str]:
        return frozenset(each.name for each in generations)

    monkeypatch.setattr(witnesses, "_agreeing", all_agree)
    tally = run("F17", tmp_path, 1)
    assert any("cut_the_tail" in wrong for wrong in tally.wrongs)


def test_without_the_look_at_the_archive_hostile_workbooks_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_CHILD", "tests.faults.careless_child")
    monkeypatch.setattr(workbooks, "files", lambda *_: hostile.of_archives())
    tally = run("F18", tmp_path, 1)
    assert any("read, not" in wrong for wrong in tally.wrongs)


def test_an_undo_that_leaves_the_search_behind_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "forget_persons", nothing)
    tally = run("F2", tmp_path, 6)
    assert tally.bad


def test_without_the_signature_a_changed_report_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_copy, "check_signature", nothing)
    tally = run("F27-reports", tmp_path, 1)
    assert "statement changed was opened" in tally.wrongs


def test_without_the_order_of_packages_an_older_one_replaces_a_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "_counting", nothing)
    tally = run("F27-reports", tmp_path, 1)
    assert any("has changed the total" in wrong for wrong in tally.wrongs)
