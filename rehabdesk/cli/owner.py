"""The commands of whoever looks after the server: which offices there are, upgrading, proving."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.moving.to_server import ToServer, move_to_server
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.server.founding import free_schema, update_on_server
from rehabdesk.services.server.office_server import ServerOwner
from rehabdesk.services.server.offices import known_offices, list_offices, owner_of
from rehabdesk.services.server.proving import ProvedCopy

PASSWORD = "REHABDESK_SERVER_PASSWORD"  # noqa: S105  # the name of a variable
FAILED = 1
Told = dict[str, object]
Prove = Callable[[ServerOwner, ServerOwner, str, datetime], ProvedCopy]


class NoServerNamed(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Chưa ghi máy chủ. Chưa làm gì. Thêm --data postgresql://tên-đăng-nhập@tên-máy/tên-cơ-sở."
        )


class WhichOffice(Refusal):
    def __init__(self, known: list[str]) -> None:
        super().__init__(
            f"Chưa ghi đúng cơ quan nào (--office). Đang có: {', '.join(known) or 'chưa có'}."
        )


def run_owner(options: argparse.Namespace, address: str, prove: Prove) -> int:
    """Carry out one command as the owner of a server; every "no" is one sentence on stderr."""
    work: Mapping[str, Callable[[ServerOwner, argparse.Namespace], Told]] = {
        "offices": _offices,
        "update": _update,
        "prove": partial(_prove, prove=prove),
    }
    try:
        if not address:
            raise NoServerNamed
        told = work[options.task](owner_at(address), options)
    except (Refusal, OutsideFault) as trouble:
        if options.json:
            print(json.dumps({"ok": False, "says": str(trouble)}, ensure_ascii=False))
        print(trouble, file=sys.stderr)
        return FAILED
    if options.json:
        print(json.dumps({"ok": True, **told}, ensure_ascii=False))
    else:
        print(told["says"])
    return 0


def owner_at(address: str) -> ServerOwner:
    """Return the owner of a server; the password is taken from its variable or typed."""
    told = os.environ.get(PASSWORD)
    owner = owner_of(address, told or "")
    if told is None and (sys.stdin.isatty() or not owner.address.is_on_this_machine):
        return owner_of(address, _typed(owner.address.login))
    return owner


def _typed(login: str) -> str:
    return getpass.getpass(f"Mật khẩu máy chủ của {login}: ")


def _offices(owner: ServerOwner, _options: argparse.Namespace) -> Told:
    found = list_offices(owner)
    lines = [
        f"{each.name}: {each.persons} hồ sơ, {each.papers} văn bản, nhật ký {each.lines} dòng, "
        f"dạng {each.shape}" + ("" if each.is_newest else " (cần nâng lên)")
        for each in found
    ]
    told = [asdict(each) for each in found]
    return {"offices": told, "says": "\n".join(lines) or "Chưa có cơ quan nào."}


def _update(owner: ServerOwner, options: argparse.Namespace) -> Told:
    known = known_offices(owner)
    chosen = [options.office] if options.office else known
    if not set(chosen) <= set(known):
        raise WhichOffice(known)
    updated = [schema for schema in chosen if update_on_server(owner, schema)]
    left = [schema for schema in chosen if schema not in updated]
    says = f"Đã nâng lên và đặt lại quyền: {', '.join(updated) or 'không có'}."
    if left:
        says += f" Đã chuyển về máy khác nên để nguyên: {', '.join(left)}."
    return {"updated": updated, "left": left, "says": says}


def _prove(owner: ServerOwner, options: argparse.Namespace, prove: Prove) -> Told:
    known = known_offices(owner)
    schema = options.office or (known[0] if len(known) == 1 else "")
    if schema not in known or not options.copy:
        raise WhichOffice(known)
    copy = owner_of(options.copy, owner.password)
    proved = prove(copy, owner, schema, datetime.now())
    counts = proved.found.counts
    return {
        "office": schema,
        "lines": proved.found.audit_length,
        "lines_since": proved.lines_since,
        "counts": dict(counts),
        "says": (
            f"{schema}: bản lấy lại còn nguyên: {counts['person']} hồ sơ, {counts['stored_file']} "
            f"văn bản, nhật ký {proved.found.audit_length} dòng; hồ sơ đang dùng đã ghi thêm "
            f"{proved.lines_since} dòng từ lúc sao lưu. Đã ghi ngày thử vào nhật ký."
        ),
    }


def mover_to(address: str) -> Callable[[OfficeFolder, str], None]:
    """Return what moves an office of a folder to a server; the walk through the work uses it."""
    owner = owner_at(address)

    def move(folder: OfficeFolder, password: str) -> None:
        schema = free_schema(owner, "tap_dung_thu")
        order = ToServer(owner, schema, password)
        move_to_server(folder, order, tell=lambda _: None, stop=lambda: False)

    return move
