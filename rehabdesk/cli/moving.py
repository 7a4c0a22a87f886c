"""An office moved from the command line: to the server of the office, back, or taken back here."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rehabdesk.cli import commands
from rehabdesk.cli.owner import NoServerNamed, WhichOffice, owner_at
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.moving.telling import MovingProof, MovingStep, MovingStopped
from rehabdesk.services.moving.to_folder import (
    ToFolder,
    administrators_there,
    move_to_folder,
    open_again,
)
from rehabdesk.services.moving.to_server import (
    ToServer,
    move_to_server,
    proposed_name,
    take_back,
)
from rehabdesk.services.safekeeping import OfficeFolder, UserChoice
from rehabdesk.services.server.office_server import ServerOwner
from rehabdesk.services.server.offices import known_offices

_TENTH = 10  # of the whole: so often a line is told
Told = dict[str, object]
OpenFolder = Callable[[Path], OfficeFolder]


def run_move(
    options: argparse.Namespace, place: Path, address: str, open_folder: OpenFolder
) -> int:
    """Carry out one move; progress goes to stderr, and every "no" is one sentence there."""
    try:
        told = _moved(options, place, address, open_folder)
    except KeyboardInterrupt:
        return _refused(str(MovingStopped()), is_json=options.json)
    except (Refusal, OutsideFault) as trouble:
        return _refused(str(trouble), is_json=options.json)
    says = told.pop("says")
    print(json.dumps({"ok": True, **told}, ensure_ascii=False) if options.json else says)
    return 0


def _moved(options: argparse.Namespace, place: Path, address: str, open_folder: OpenFolder) -> Told:
    if options.reopen:
        return _reopen(options, address)
    if options.back is not None:
        return _within(open_folder(options.back), options, _bring_back(address))
    return _within(open_folder(place), options, _take_up if options.to else _take_back)


def _within(
    folder: OfficeFolder,
    options: argparse.Namespace,
    work: Callable[[OfficeFolder, argparse.Namespace], Told],
) -> Told:
    try:
        return work(folder, options)
    finally:
        folder.close()


def _take_up(folder: OfficeFolder, options: argparse.Namespace) -> Told:
    if not folder.exists():
        raise commands.NoOfficeHere(folder.folder)
    owner = owner_at(options.to)
    user = commands.chosen(folder.users(), options.user)
    password = commands.password_of(user.name)
    folder.sign_in(user.id, password)
    schema = options.office or proposed_name(folder.office_name())
    moved = move_to_server(folder, ToServer(owner, schema, password), Teller(), _never)
    others = ", ".join(moved.without_password)
    says = (
        f"Đã chuyển lên máy chủ: {_in_words(moved.proof)} Tên đăng nhập của {user.name}: "
        f"{moved.login}, mật khẩu như cũ."
    )
    if others:
        says += f" Chưa có mật khẩu trên máy chủ: {others}. Đặt ở Cài đặt › Người dùng và quyền."
    return {
        **_as_object(moved.proof),
        "office": schema,
        "login": moved.login,
        "without_password": list(moved.without_password),
        "says": says,
    }


def _bring_back(address: str) -> Callable[[OfficeFolder, argparse.Namespace], Told]:
    def work(folder: OfficeFolder, options: argparse.Namespace) -> Told:
        owner, schema = _meant(options, address)
        there = administrators_there(owner, schema)
        names = [UserChoice(user_id, name, "") for user_id, name in there]
        user = commands.chosen(names, options.user)
        order = ToFolder(owner, schema, user.id, commands.new_password())
        moved = move_to_folder(folder, order, Teller(), _never)
        others = ", ".join(moved.without_password)
        says = (
            f"Đã chép về “{folder.folder}”: {_in_words(moved.proof)} "
            f"Mã khôi phục, chỉ hiện một lần, chép ra giấy và cất vào két: {moved.code.text}"
        )
        if others:
            says += f"\nChưa có mật khẩu trên máy này: {others}."
        return {
            **_as_object(moved.proof),
            "office": schema,
            "folder": str(folder.folder),
            "recovery_code": moved.code.text,
            "without_password": list(moved.without_password),
            "says": says,
        }

    return work


def _reopen(options: argparse.Namespace, address: str) -> Told:
    owner, schema = _meant(options, address)
    open_again(owner, schema)
    return {"office": schema, "says": f"Dùng lại hồ sơ của “{schema}” trên máy chủ."}


def _meant(options: argparse.Namespace, address: str) -> tuple[ServerOwner, str]:
    """Return the owner of the server named, and which of its offices is meant."""
    if not address:
        raise NoServerNamed
    owner = owner_at(address)
    known = known_offices(owner)
    schema = options.office or (known[0] if len(known) == 1 else "")
    if schema not in known:
        raise WhichOffice(known)
    return owner, schema


def _take_back(folder: OfficeFolder, options: argparse.Namespace) -> Told:
    if not folder.exists():
        raise commands.NoOfficeHere(folder.folder)
    user = commands.chosen(folder.users(), options.user)
    take_back(folder, user.id, commands.password_of(user.name))
    return {
        "folder": str(folder.folder),
        "says": f"Dùng lại hồ sơ trong “{folder.folder}”. Việc đã ghi trên máy chủ từ ngày chuyển "
        "đi không có ở đây.",
    }


@dataclass
class Teller:
    """Tells on stderr how far a move is: a line for each stage, and for each tenth of it."""

    _told: tuple[object, int] = field(default=(None, -1))

    def __call__(self, step: MovingStep) -> None:
        tenth = _TENTH * step.done // step.total if step.total else 0
        if self._told != (step.stage, tenth):
            self._told = (step.stage, tenth)
            share = f": {step.done}/{step.total}" if step.total else ""
            print(f"{step.stage.value}{share}", file=sys.stderr, flush=True)


def _never() -> bool:
    return False


def _in_words(proof: MovingProof) -> str:
    return (
        f"{proof.rows} dòng, {proof.papers} văn bản lưu, nhật ký {proof.audit_length} dòng, "
        f"hai nơi giống hệt nhau (dấu vân tay {proof.fingerprint[:16]}…)."
    )


def _as_object(proof: MovingProof) -> Told:
    return {
        "rows": proof.rows,
        "papers": proof.papers,
        "audit": {"length": proof.audit_length, "head": proof.audit_head},
        "fingerprint": proof.fingerprint,
        "tables": {
            each.name: {"rows": each.rows, "fingerprint": each.fingerprint} for each in proof.tables
        },
    }


def _refused(says: str, *, is_json: bool) -> int:
    if is_json:
        print(json.dumps({"ok": False, "says": says}, ensure_ascii=False))
    print(says, file=sys.stderr)
    return commands.FAILED
